//! What a journey plays on: the built program over a folder on disk with a generated community, and a driver.
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use lianxin::{
    base::{Clock, Id, Keys},
    domain::{
        TABLES,
        lobby::announcements::{self, Change, Said},
        office::who::Actor,
        registry::{
            cards::valid_card,
            people::{Household, Resident},
        },
    },
    store::{Keeper, Range, Read, Store, keeper::Opening, keyfiles},
};

use crate::kit::until::until;

/// The password of every generated account.
pub(crate) const PASSWORD: &str = "Meihu-2026-shequ";

/// The program with which everything is tried.
const PROGRAM: &str = env!("CARGO_BIN_EXE_lianxin");

/// One journey at a time: two cores, one community.
static TURN: Mutex<()> = Mutex::new(());
static COMMUNITY: OnceLock<Result<(), String>> = OnceLock::new();

/// The folder of screenshots and of the generated community.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("e2e")
}

/// Reads a child's lines until one gives what is looked for; the rest is drained so that the child never blocks.
fn told<T>(out: ChildStdout, mut find: impl FnMut(&str) -> Option<T>) -> T {
    let mut lines = BufReader::new(out).lines();
    let mut said = Vec::new();
    while let Some(Ok(line)) = lines.next() {
        if let Some(found) = find(&line) {
            std::thread::spawn(move || lines.for_each(drop));
            return found;
        }
        said.push(line);
    }
    panic!("the program ended and said: {}", said.join("\n"));
}

/// Asks a child to stop, as an office does.
fn ask_to_stop(child: &Child) {
    let asked = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status();
    assert!(asked.is_ok_and(|s| s.success()), "it can be asked to stop");
}

/// A resident who can say who they are at the terminal.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) phone: String,
    pub(crate) last_four: String,
    /// What the contact card of the household holds.
    pub(crate) card: String,
}

/// The running office.
pub(crate) struct Stage {
    pub(crate) base: String,
    pub(crate) person: Person,
    server: Child,
    config: PathBuf,
    data: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

/// Generates the community once for all journeys.
fn community(data: &Path) -> Result<(), String> {
    if folder().exists() {
        fs::remove_dir_all(folder()).map_err(|e| e.to_string())?;
    }
    fs::create_dir_all(folder()).map_err(|e| e.to_string())?;
    let mut demo = Command::new(PROGRAM);
    demo.args(["demo", "meihu", "--password", PASSWORD, "--data"]).arg(data);
    let output = demo.output().map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    opened(data, notices);
    Ok(())
}

/// Works on the store of a data folder that no program has open.
fn opened<T>(data: &Path, work: impl FnOnce(&Store) -> T) -> T {
    let (keeper, _) = Keeper::open(data, TABLES, &Opening::with_cache(64)).unwrap();
    let done = work(&keeper.store().unwrap());
    keeper.close();
    done
}

/// Finds a head of household with a phone of their own.
fn person(store: &Store, keys: &Keys) -> Person {
    let mut found = None;
    store
        .each(&Range::<Resident>::table(), |r| {
            if found.is_some() {
                return Ok(());
            }
            let (Some(phone), Some(number)) = (&r.phone, &r.number) else { return Ok(()) };
            let same = store.list(&Resident::BY_PHONE.under(phone.as_str().to_owned()), lianxin::store::Dir::Forward, 2)?;
            let home: Id<Household> = r.household;
            if same.len() == 1 && store.find(home)?.is_some() {
                let card = valid_card(store, home)?.map(|c| c.token.to_string()).unwrap_or_default();
                let last_four = keys.seal.open_number(number)?.last_four().to_owned();
                // X is a key that not every pad shows; the journeys take digits.
                if last_four.bytes().all(|b| b.is_ascii_digit()) {
                    found = Some(Person { name: r.name.to_string(), phone: phone.to_string(), last_four, card });
                }
            }
            Ok(())
        })
        .unwrap();
    found.expect("the community has somebody with a phone")
}

/// Two announcements hang: one that takes many pages, one whose headline is as long as it may be.
fn notices(store: &Store) {
    let at = Clock::system().now();
    let long = "请提前储水，关好水龙头，出门前检查阀门。老人独居的请与网格员联系，网格员会上门帮忙。\n".repeat(12);
    for (title, body) in [("12月5日停水", long), ("关于二〇二六年冬季自来水主管道检修期间停水安排的通知", "见公告栏。".into())]
    {
        let until = at.day().plus(14);
        let said = Said { title: title.into(), body, until, picture: Change::Keep };
        store.write_wait(move |tx| announcements::post(tx, Actor::System, said, at)).unwrap();
    }
}

/// Starts the program and gives its address.
fn serve(config: &Path, data: &Path, listen: &str) -> (Child, String) {
    let mut server = Command::new(PROGRAM);
    server.args(["serve", "--listen", listen, "--config"]).arg(config).arg("--data").arg(data);
    let log = fs::OpenOptions::new().create(true).append(true).open(folder().join("server.log")).unwrap();
    let mut server = server.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
    let base = told(server.stdout.take().unwrap(), |line| {
        let (_, rest) = line.split_once("http://127.0.0.1:")?;
        let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
        Some(format!("http://127.0.0.1:{port}"))
    });
    (server, base)
}

impl Stage {
    /// Takes the turn, generates the community if nobody has, and starts the program with these settings added.
    pub(crate) fn new(settings: &str) -> Stage {
        Stage::of(settings, None)
    }
    /// The same on a copy of the community, for what others must not find.
    pub(crate) fn apart(settings: &str) -> Stage {
        Stage::of(settings, Some("apart"))
    }
    fn of(settings: &str, copy: Option<&str>) -> Stage {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut data = folder().join("data");
        if let Err(e) = COMMUNITY.get_or_init(|| community(&data)) {
            panic!("the community was not generated: {e}");
        }
        if let Some(name) = copy {
            let other = folder().join(name);
            let copied = Command::new("cp").arg("-r").arg(&data).arg(&other).status().is_ok_and(|s| s.success());
            assert!(copied, "the community is copied");
            data = other;
        }
        let keys: Keys = keyfiles::load(&data.join("keys")).unwrap();
        let person = opened(&data, |store| person(store, &keys));
        let config = folder().join("lianxin.toml");
        fs::write(&config, settings).unwrap();
        let (server, base) = serve(&config, &data, "127.0.0.1:0");
        Stage { base, person, server, config, data, _turn: turn }
    }
    /// The program is gone, as in a power cut.
    pub(crate) fn cut(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }
    /// The program comes back at the same address.
    pub(crate) fn back(&mut self) {
        let listen = self.base.trim_start_matches("http://").to_owned();
        (self.server, _) = serve(&self.config, &self.data, &listen);
    }
    /// Stops the program and looks at how it ended.
    pub(crate) fn finish(mut self) {
        ask_to_stop(&self.server);
        let mut ended = None;
        until("the program stops on SIGTERM", || {
            ended = self.server.try_wait().unwrap();
            ended.is_some()
        });
        assert_eq!(ended.and_then(|s| s.code()), Some(0), "the program stops cleanly");
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if matches!(self.server.try_wait(), Ok(None)) {
            self.server.kill().ok();
            self.server.wait().ok();
        }
    }
}

/// A running chromedriver.
pub(crate) struct Driver {
    pub(crate) address: String,
    child: Child,
}

impl Driver {
    pub(crate) fn new() -> Driver {
        let mut child =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let port = told(child.stdout.take().unwrap(), |line| {
            let (_, rest) = line.split_once("successfully on port ")?;
            rest.trim_end_matches('.').parse::<u16>().ok()
        });
        Driver { address: format!("http://127.0.0.1:{port}"), child }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Killed outright it would leave its browsers behind.
        Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().ok();
        self.child.wait().ok();
    }
}
