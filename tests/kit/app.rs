//! `TestApp`: the real server on a free port of this computer, over a store in memory and a clock that stands.
use std::{sync::Arc, thread};

use lianxin::{
    app::App,
    base::{Clock, Day, DivisionCode, Id, Name, Phone, Stamp},
    config::Config,
    domain::{
        TABLES,
        office::{
            settings::Settings,
            who::{Account, Role, Staff},
        },
    },
    mailroom::Mailroom,
    server,
    store::{
        Keeper, Read, Store,
        engine::{DiskEngine, DiskOptions},
    },
};
use reqwest::{
    StatusCode,
    blocking::{Client, Response},
    redirect::Policy,
};

use super::ground;

/// The password of every account of a `TestApp`.
pub(crate) const PASSWORD: &str = "Meihu-2026-shequ";

/// A running office.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) base: String,
    handle: actix_web::dev::ServerHandle,
    _data: tempfile::TempDir,
}

impl TestApp {
    /// An office that has not been set up.
    pub(crate) fn fresh() -> Self {
        Self::of(Config::default())
    }
    fn of(config: Config) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mailroom = Mailroom::of(env!("CARGO_BIN_EXE_lianxin"));
        let app = App::new(ground::store(), None, data.path().into(), morning(), config, ground::keys(), mailroom).unwrap();
        Self::serving(app, data)
    }
    /// The same as [`new`](Self::new) in a data folder on the disk, with backups.
    pub(crate) fn on_disk() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let keeper = Keeper::over(Arc::new(DiskEngine::open(&data, DiskOptions::small()).unwrap().0), TABLES);
        let (store, keys) = (keeper.store().unwrap(), keeper.keys().unwrap());
        let mailroom = Mailroom::of(env!("CARGO_BIN_EXE_lianxin"));
        let app = App::new(store, Some(keeper), data, morning(), Config::default(), keys, mailroom).unwrap();
        furnish(&app.store, app.clock.now());
        Self::serving(app, folder)
    }
    fn serving(app: App, data: tempfile::TempDir) -> Self {
        let (send, receive) = std::sync::mpsc::channel();
        let served = app.clone();
        thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let (server, addresses) = server::start(served, "127.0.0.1:0").unwrap();
                send.send((server.handle(), addresses[0])).unwrap();
                server.await.unwrap();
            });
        });
        let (handle, address) = receive.recv().unwrap();
        TestApp { app, base: format!("http://{address}"), handle, _data: data }
    }
    /// An office that is set up, with one account per role; sign-in names are the roles' keys.
    pub(crate) fn new() -> Self {
        Self::with(Config::default())
    }
    /// The same with settings of its own.
    pub(crate) fn with(config: Config) -> Self {
        let this = Self::of(config);
        furnish(&this.app.store, this.app.clock.now());
        this
    }
    /// Someone with a browser of their own.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::at(&self.base)
    }
    /// The same from another computer: one of the many addresses of this one.
    pub(crate) fn visitor_from(&self, address: [u8; 4]) -> Visitor {
        Visitor::from(&self.base, Some(address.into()))
    }
    /// Someone signed in with a role.
    pub(crate) fn signed_in(&self, role: Role) -> Visitor {
        let v = self.visitor();
        let answer = v.post("/office/sign-in", &[("login", role.key()), ("password", PASSWORD)]);
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{role:?} signs in");
        v
    }
    /// The account of a role.
    pub(crate) fn account(&self, role: Role) -> Account {
        self.app.store.by(&Account::BY_LOGIN, &role.key().to_owned()).unwrap().unwrap()
    }
}

/// When every journey begins.
fn morning() -> Clock {
    Clock::fixed(Stamp::at(Day::ymd(2026, 11, 3).unwrap(), 9, 30))
}

/// Sets an office up: the settings, and one account per role whose sign-in name is the role's key.
pub(crate) fn furnish(store: &Store, now: Stamp) {
    // One real Argon2id hash for all, by the domain's own function, so that sign-in is tested as it is.
    let password = lianxin::domain::office::accounts::hash_password(PASSWORD).unwrap();
    store
        .write_wait(move |tx| {
            Settings {
                id: Settings::ID,
                community: "美湖社区居民委员会".into(),
                division: DivisionCode::parse("320211001001").unwrap(),
                phone: "0510-85160000".into(),
                address: "无锡市滨湖区美湖路1号".into(),
                hours: "周一至周日 8:30–17:30".into(),
                day_ends: 17 * 60 + 30,
                public_host: "192.168.1.20:8080".into(),
                printer: String::new(),
                receipt_printer: String::new(),
                backup_folder: String::new(),
                recovery: String::new(),
                created: now,
            }
            .save(tx)?;
            for (i, role) in Role::ALL.into_iter().enumerate() {
                let staff = tx.next_id::<Staff>()?;
                tx.put(&Staff {
                    id: staff,
                    name: Name::parse(["王秀英", "李建国", "张敏", "刘洋", "陈静", "杨帆", "赵磊", "周婷", "吴倩", "郑国强"][i])
                        .unwrap(),
                    phone: Phone::parse(&format!("1390000000{i}")),
                    title: String::new(),
                    department: if role == Role::Handler { "市政管理所".into() } else { String::new() },
                    left: None,
                })?;
                let id: Id<Account> = tx.next_id()?;
                tx.put(&Account {
                    id,
                    staff,
                    login: role.key().into(),
                    password: password.clone(),
                    roles: vec![role],
                    failures: 0,
                    locked_until: None,
                    must_change: false,
                    disabled: false,
                    created: now,
                    shaped: None,
                })?;
            }
            Ok(())
        })
        .unwrap();
}

impl Drop for TestApp {
    /// Whatever a journey did, rows, entries and counters agree at its end.
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if !thread::panicking() {
            let report = self.app.store.check().unwrap();
            assert!(report.is_clean() && report.rows > 0, "{report:?}");
        }
    }
}

/// A browser.
pub(crate) struct Visitor {
    pub(crate) client: Client,
    pub(crate) base: String,
}

impl Visitor {
    /// Someone at an office that another process runs.
    pub(crate) fn at(base: &str) -> Self {
        Self::from(base, None)
    }
    fn from(base: &str, address: Option<std::net::IpAddr>) -> Self {
        // Idle connections end here before the server ends them (5 s), or a request meets a closing one.
        let idle = std::time::Duration::from_secs(2);
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).pool_idle_timeout(idle);
        let client = client.no_proxy().local_address(address).build().unwrap();
        Visitor { client, base: base.to_owned() }
    }
    pub(crate) fn get(&self, path: &str) -> Response {
        let answer = self.client.get(format!("{}{path}", self.base)).send().unwrap();
        assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "GET {path}");
        answer
    }
    /// The text of a page that must be there.
    pub(crate) fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status(), StatusCode::OK, "GET {path}");
        answer.text().unwrap()
    }
    /// The form token of this browser, read off a page as a browser does.
    pub(crate) fn csrf(&self) -> String {
        for path in ["/office/sign-in", "/office/setup", "/office/password", "/home"] {
            let text = self.get(path).text().unwrap();
            if let Some(at) = text.find("name=\"csrf\" value=\"") {
                return text[at + 19..].chars().take_while(|c| *c != '"').collect();
            }
        }
        panic!("no page shows a form");
    }
    /// Posts a form with this browser's token.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let token = self.csrf();
        let mut all = vec![("csrf", token.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(path, &all)
    }
    /// Posts exactly these fields.
    pub(crate) fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.client.post(format!("{}{path}", self.base));
        let answer = request.header("content-type", "application/x-www-form-urlencoded").body(body).send().unwrap();
        assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "POST {path}");
        answer
    }
}
