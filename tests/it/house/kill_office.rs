//! The built program, killed while sixteen clerks register: every item that a clerk was shown is there afterwards.
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use lianxin::{
    base::{Clock, Id},
    domain::{
        TABLES,
        matters::{
            catalog::{self, Channel, FieldKind, ServiceSpec},
            items::Item,
        },
    },
    store::{Keeper, Read, Store, keeper::Opening},
};
use reqwest::header::LOCATION;

use crate::kit::app::{PASSWORD, Visitor, furnish};

const ROUNDS: u64 = 20;
const CLERKS: usize = 16;

/// The address of the program's office site.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) fn serve(data: &Path, port: u16) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_lianxin"));
    program.arg("--data").arg(data).arg("--listen").arg(format!("127.0.0.1:{port}")).current_dir(data);
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.by_ref().map_while(Result::ok).any(|l| l.contains("/office")), "the program starts");
    thread::spawn(move || lines.for_each(drop));
    child
}

pub(crate) fn opened(data: &Path) -> Store {
    let (keeper, _) = Keeper::open(data, TABLES, &Opening::with_cache(16)).unwrap();
    keeper.keys().unwrap();
    keeper.store().unwrap()
}

/// A service that a clerk can register with a few plain words.
fn plain_service() -> ServiceSpec {
    let plain = |k: &FieldKind| matches!(k, FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Choice { .. });
    let fits =
        |s: &ServiceSpec| s.channels.contains(&Channel::Window) && s.fields.iter().filter(|f| f.required).all(|f| plain(&f.kind));
    catalog::shipped().unwrap().services.into_iter().find(fits).unwrap()
}

/// Registers one item and gives its number if the program said that it is there.
fn register(clerk: &Visitor, token: &str, spec: &ServiceSpec, place: &str) -> Option<u64> {
    let key = format!("{:032x}", place.bytes().fold(0u128, |h, b| h.wrapping_mul(1_000_003) ^ u128::from(b)));
    let mut fields = vec![("csrf".to_owned(), token.to_owned()), ("key".into(), key), ("source".into(), "window".into())];
    fields.push(("place".into(), place.into()));
    for f in spec.fields.iter().filter(|f| f.required) {
        let said = match &f.kind {
            FieldKind::Choice { options } => options[0].clone(),
            _ => place.to_owned(),
        };
        fields.push((format!("a-{}", f.key), said));
    }
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let post = clerk.client.post(format!("{}/office/intake/{}", clerk.base, spec.code));
    let answer = post.header("content-type", "application/x-www-form-urlencoded").body(body).send().ok()?;
    assert_eq!(answer.status(), 303, "{}", answer.text().unwrap_or_default());
    let to = answer.headers().get(LOCATION)?.to_str().ok()?;
    to.strip_prefix("/office/items/")?.split('?').next()?.parse().ok()
}

#[test]
fn every_item_that_a_clerk_was_shown_survives_kills() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    furnish(&opened(&data), Clock::system().now());
    let (spec, port) = (plain_service(), free_port());
    let clerk = Arc::new(Visitor::at(&format!("http://127.0.0.1:{port}")));
    let shown: Arc<Mutex<BTreeMap<u64, String>>> = Arc::default();
    for round in 0..ROUNDS {
        let mut office = serve(&data, port);
        if round == 0 {
            assert_eq!(clerk.post("/office/sign-in", &[("login", "clerk"), ("password", PASSWORD)]).status(), 303);
        }
        // The session and the form token outlive the program, as they would for a clerk's open page.
        let (token, stop) = (clerk.csrf(), Arc::new(AtomicBool::new(false)));
        let clerks: Vec<_> = (0..CLERKS)
            .map(|n| {
                let (clerk, spec, shown, stop, token) = (clerk.clone(), spec.clone(), shown.clone(), stop.clone(), token.clone());
                thread::spawn(move || {
                    for i in 0.. {
                        let place = format!("第{round}轮{n}号窗口第{i}件");
                        if stop.load(Ordering::SeqCst) {
                            break;
                        }
                        match register(&clerk, &token, &spec, &place) {
                            Some(id) => drop(shown.lock().unwrap().insert(id, place)),
                            None => break,
                        }
                    }
                })
            })
            .collect();
        thread::sleep(Duration::from_millis(400 + round * 137 % 500));
        office.kill().unwrap();
        office.wait().unwrap();
        stop.store(true, Ordering::SeqCst);
        clerks.into_iter().for_each(|c| c.join().unwrap());
    }
    let shown = shown.lock().unwrap();
    let store = opened(&data);
    for (id, place) in shown.iter() {
        let item: Option<Item> = store.find(Id::new(*id)).unwrap();
        assert_eq!(item.as_ref().map(|i| i.place.as_str()), Some(place.as_str()), "item {id} was shown to a clerk");
    }
    let report = store.check().unwrap();
    assert!(report.is_clean(), "{report:?}");
    eprintln!("{ROUNDS} kills of the program, {} items shown to {CLERKS} clerks, 0 lost", shown.len());
    assert!(shown.len() > CLERKS * 20, "the clerks hardly worked: {}", shown.len());
}
