//! A restore that an administrator asks for on the site, with the real program: it ends, begins again and holds what the backup
//! held; cut off at any moment it is either old or new; one that cannot be done changes nothing.
use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use lianxin::{
    app::App,
    base::{Clock, Stamp},
    config::Config,
    domain::{
        TABLES,
        office::{
            audit::{self, Filter},
            recoveries::{self, Kind, Outcome, Recovery},
            settings::Settings,
        },
    },
    jobs::restores::{self, Wish},
    mailroom::Mailroom,
    store::{
        Keeper,
        keeper::{self, Opening, Proof},
    },
};
use reqwest::StatusCode;

use super::kill_office::{free_port, serve};
use crate::kit::{
    app::{PASSWORD, Visitor, furnish},
    store::copy_dir,
    until::until,
};

const OLD: &str = "0510-85160000";
const NEW: &str = "0510-99990000";
/// Two days before anything else.
const THEN: Stamp = Stamp(1_780_000_000_000);

fn opened(data: &Path) -> Keeper {
    Keeper::open(data, TABLES, &Opening::with_cache(16)).unwrap().0
}

/// An office with a backup, whose telephone was changed afterwards. Its backup.
fn office(data: &Path) -> PathBuf {
    let keeper = opened(data);
    keeper.upgrade(&|_, _, _| {}).unwrap();
    keeper.keys().unwrap();
    let store = keeper.store().unwrap();
    furnish(&store, THEN);
    let backup = keeper.back_up(&keeper::own_folder(data), THEN, Proof::Read, &|_| {}).unwrap().path;
    let changed = |tx: &mut lianxin::store::Tx<'_>| {
        let old = Settings::load(tx)?.unwrap();
        Settings { phone: NEW.into(), ..old }.save(tx)
    };
    store.write_wait(changed).unwrap();
    drop(store);
    keeper.close();
    backup
}

/// What the folder says after the program has opened it as at every start.
fn after(data: &Path) -> (String, Vec<Recovery>, usize) {
    let keeper = opened(data);
    let (store, keys) = (keeper.store().unwrap(), keeper.keys().unwrap());
    let room = Mailroom::of(env!("CARGO_BIN_EXE_lianxin"));
    let app = App::new(store, Some(keeper), data.into(), Clock::system(), Config::default(), keys, room).unwrap();
    restores::settle(&app).unwrap();
    assert!(app.store.check().unwrap().is_clean());
    let told = Filter { action: Some("backup.restore".into()), ..Filter::default() };
    let lines = audit::lines(&app.store, &told, None, 9).unwrap().0.len();
    (Settings::load(&app.store).unwrap().unwrap().phone, recoveries::latest(&app.store, 9).unwrap(), lines)
}

fn carried_out(data: &Path) {
    restores::carry_out(data, &Opening::with_cache(16), &Clock::system(), |_| {});
}

fn backups(data: &Path) -> usize {
    keeper::list(&keeper::own_folder(data)).len()
}

#[test]
fn an_administrator_restores_on_the_site_and_can_go_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let backup = office(&data);
    let (port, name) = (free_port(), backup.file_name().unwrap().to_str().unwrap().to_owned());
    let mut program = serve(&data, port);
    let signed_in = || {
        let v = Visitor::at(&format!("http://127.0.0.1:{port}"));
        assert_eq!(v.post("/office/sign-in", &[("login", "administrator"), ("password", PASSWORD)]).status(), 303);
        v
    };
    let admin = signed_in();
    let page = format!("/office/backups/restore?place=own&name={name}");
    let asked = admin.page(&page);
    assert!(asked.contains("以后保存的内容都会消失") && asked.contains("重新登录"), "{asked}");
    let restore = |v: &Visitor, name: &str, community: &str, password: &str| {
        let fields = [("place", "own"), ("name", name), ("community", community), ("password", password)];
        v.post("/office/backups/restore", &fields)
    };
    // Whoever cannot say what and who it is changes nothing.
    let community = "美湖社区居民委员会";
    for (said, password) in [("美湖", PASSWORD), (community, "wrong-password"), ("", ""), (community, "")] {
        assert_eq!(restore(&admin, &name, said, password).status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    for other in ["../store/db", "none.backup", ""] {
        assert_eq!(restore(&admin, other, community, PASSWORD).status(), StatusCode::NOT_FOUND, "{other}");
    }
    assert!(!data.join("restore.json").exists());
    let before = keeper::list(&keeper::own_folder(&data));
    assert!(restore(&admin, &name, community, PASSWORD).text().unwrap().contains("data-again"));
    let phone = |v: &Visitor| if v.page("/office/settings").contains(OLD) { OLD } else { NEW };
    // The wish is forgotten by the life that follows.
    let back = || {
        until("the program has begun again", || {
            let answer = admin.client.get(format!("http://127.0.0.1:{port}/office/sign-in")).send();
            !data.join("restore.json").exists() && answer.is_ok_and(|a| a.status() == 200)
        });
    };
    back();
    assert_eq!(admin.client.get(format!("http://127.0.0.1:{port}/office")).send().unwrap().status(), 303, "signed out");
    let later = signed_in();
    assert_eq!(phone(&later), OLD);
    let list = later.page("/office/backups");
    assert!(list.contains("恢复</td>") && list.contains("administrator") && list.contains("完好"), "{list}");
    assert!(program.try_wait().unwrap().is_none(), "it is the same process");
    // What the office had before is in a backup of its own: the way back, which the next hour's does not take away.
    let way_back = keeper::list(&keeper::own_folder(&data)).into_iter().find(|b| !before.contains(b) && *b != backup).unwrap();
    until("the restored life was backed up too", || backups(&data) > before.len() + 1);
    assert!(way_back.exists());
    assert!(list.contains("不是现在这套数据"), "it is said to be of another life");
    let name = way_back.file_name().unwrap().to_str().unwrap();
    assert!(later.page(&format!("/office/backups/restore?place=own&name={name}")).contains("全部换成备份里的数据"));
    assert_eq!(restore(&later, name, community, PASSWORD).status(), 200);
    back();
    assert_eq!(phone(&signed_in()), NEW);
    assert_eq!(admin.client.get(format!("http://127.0.0.1:{port}/office")).send().unwrap().status(), 303, "nobody is in again");
    program.kill().unwrap();
    program.wait().unwrap();
}

/// Every state that a power cut can leave between the steps, and every reason not to restore.
#[test]
fn whatever_it_is_cut_off_at_it_is_old_or_new_and_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    let name = office(&whole).file_name().unwrap().to_owned();
    let case = |n: &str| {
        let data = folder.path().join(n);
        copy_dir(&whole, &data);
        let wish = Wish::of(keeper::own_folder(&data).join(&name), "administrator".into(), Stamp(THEN.0 + 90_000));
        wish.leave(&data).unwrap();
        (data, wish)
    };
    let once = |data: &Path, phone: &str, outcome: Outcome| {
        for _ in 0..2 {
            let (found, told, lines) = after(data);
            assert_eq!((found.as_str(), told.len(), lines), (phone, 1, 1), "{}", data.display());
            assert_eq!((told[0].kind, told[0].outcome, told[0].login.as_str()), (Kind::Restore, outcome, "administrator"));
            assert_eq!(told[0].taken, THEN);
        }
        assert!(!data.join("restore.json").exists() && !data.join("drill").exists());
    };
    let (data, wish) = case("plain");
    carried_out(&data);
    assert_eq!(backups(&data), 2, "the present data was backed up first");
    // The power fails before it is noted that it was done: it is done again, from the same backup.
    wish.leave(&data).unwrap();
    carried_out(&data);
    // … or after what came of it was written down, before the wish was forgotten.
    let left = fs::read(data.join("restore.json")).unwrap();
    once(&data, OLD, Outcome::Sound);
    fs::write(data.join("restore.json"), left).unwrap();
    once(&data, OLD, Outcome::Sound);
    // A wish that was carried out is not carried out again at the next start.
    let (data, _) = case("done");
    carried_out(&data);
    let made = backups(&data);
    carried_out(&data);
    assert_eq!(backups(&data), made);
    once(&data, OLD, Outcome::Sound);
    // A drill that was cut off leaves nothing behind.
    let (data, _) = case("drill");
    fs::create_dir_all(data.join("drill/store")).unwrap();
    carried_out(&data);
    once(&data, OLD, Outcome::Sound);
    let (data, _) = case("damaged");
    let file = keeper::own_folder(&data).join(&name);
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    carried_out(&data);
    assert_eq!(backups(&data), 1);
    once(&data, NEW, Outcome::Damaged);
    // Pulled out meanwhile.
    let (data, _) = case("gone");
    fs::remove_file(keeper::own_folder(&data).join(&name)).unwrap();
    carried_out(&data);
    let (found, told, _) = after(&data);
    assert_eq!((found.as_str(), told[0].outcome), (NEW, Outcome::Failed));
    // Begun again and again without an end: given up, and the office opens.
    let (data, wish) = case("often");
    let mut json = serde_json::to_value(&wish).unwrap();
    json["tries"] = 3.into();
    fs::write(data.join("restore.json"), json.to_string()).unwrap();
    carried_out(&data);
    once(&data, NEW, Outcome::Failed);
    // What is no wish is none.
    let (data, _) = case("torn");
    fs::write(data.join("restore.json"), "{").unwrap();
    carried_out(&data);
    assert_eq!((after(&data).0.as_str(), backups(&data)), (NEW, 1));
    // Whoever serves the folder is not disturbed.
    let (data, _) = case("served");
    let held = opened(&data);
    carried_out(&data);
    drop(held);
    assert_eq!((after(&data).0.as_str(), backups(&data)), (NEW, 1));
    carried_out(&data);
    once(&data, OLD, Outcome::Sound);
}

#[test]
fn killed_at_any_moment_the_folder_opens_old_or_new_and_comes_to_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    let name = office(&whole).file_name().unwrap().to_owned();
    let mut seen = [0; 2];
    for round in 0..12_u64 {
        let data = folder.path().join(round.to_string());
        copy_dir(&whole, &data);
        Wish::of(keeper::own_folder(&data).join(&name), "administrator".into(), THEN).leave(&data).unwrap();
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_lianxin"));
        program.arg("--data").arg(&data).args(["--listen", &format!("127.0.0.1:{}", free_port())]).current_dir(&data);
        let mut running = program.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(20 + round * 61));
        running.kill().unwrap();
        running.wait().unwrap();
        let copy = folder.path().join(format!("{round}-opened"));
        copy_dir(&data, &copy);
        let (phone, ..) = after(&copy);
        seen[usize::from(phone == OLD)] += 1;
        assert!(phone == OLD || phone == NEW);
        carried_out(&data);
        let (phone, told, lines) = after(&data);
        assert_eq!((phone.as_str(), told.len(), lines), (OLD, 1, 1), "{round}");
        fs::remove_dir_all(&data).unwrap();
        fs::remove_dir_all(&copy).unwrap();
    }
    eprintln!("killed before the new data stood in its place: {}, after: {}", seen[0], seen[1]);
}
