//! The page of backups: what there is, one more, a drill of any that says what it found and leaves nothing behind.
use std::{fs, path::PathBuf};

use lianxin::{
    domain::office::{
        recoveries::{self, Kind, Outcome},
        who::{Actor, Role},
    },
    i18n::{Locale, Texts},
    jobs::{self, drills},
    store::{
        engine::{DiskEngine, DiskOptions},
        keeper::{self, Proof},
    },
};
use reqwest::StatusCode;

use crate::kit::{
    app::{TestApp, Visitor},
    until::until,
};

fn back_up(app: &TestApp) -> PathBuf {
    let keeper = app.app.keeper.as_ref().unwrap();
    keeper.back_up(&keeper::own_folder(&app.app.data), app.app.clock.now(), Proof::Read, &|_| {}).unwrap().path
}

fn drill_of(app: &TestApp, admin: &Visitor, file: &std::path::Path) -> Outcome {
    let before = recoveries::latest(&app.app.store, 99).unwrap().len();
    app.app.clock.advance(1);
    let name = file.file_name().unwrap().to_str().unwrap();
    let answer = admin.post("/office/backups/drill", &[("place", "own"), ("name", name)]);
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    until("the drill is written down", || recoveries::latest(&app.app.store, 99).unwrap().len() > before);
    until("its folder is gone", || !app.app.data.join("drill").exists() && !app.app.drill.goes_on());
    recoveries::last_drill(&app.app.store).unwrap().unwrap().outcome
}

#[test]
fn the_page_says_what_there_is_and_a_drill_says_what_is_in_it() {
    let app = TestApp::on_disk();
    let admin = app.signed_in(Role::Administrator);
    let page = admin.page("/office/backups");
    assert!(page.contains("还没有备份") && page.contains("还没有演练过") && page.contains("备份都在本机"), "{page}");
    let blob = app.app.blobs.put(b"a photo").unwrap();
    let new = lianxin::domain::office::prints::NewPrint { paper: String::new(), title: "p".into(), blob, printer: "p".into() };
    let at = app.app.clock.now();
    app.app.store.write_wait(move |tx| lianxin::domain::office::prints::enqueue(tx, Actor::System, new, at)).unwrap();
    assert_eq!(admin.post("/office/backups", &[]).status(), StatusCode::SEE_OTHER);
    let taken = keeper::list(&keeper::own_folder(&app.app.data)).pop().unwrap();
    let page = admin.page("/office/backups");
    assert!(page.contains("已试恢复") && !page.contains("不是现在这套数据"), "{page}");
    app.app.clock.advance(60);
    let plain = back_up(&app);
    assert!(admin.page("/office/backups").contains("已核对"));
    assert_eq!(drill_of(&app, &admin, &plain), Outcome::Sound);
    let told = recoveries::last_drill(&app.app.store).unwrap().unwrap();
    assert_eq!((told.kind, told.files, told.by), (Kind::Drill, 1, Actor::Account(app.account(Role::Administrator).id)));
    assert!(told.rows > 20, "{told:?}");
    assert!(!admin.page("/office/backups").contains("已核对"), "it was restored on trial");
    let records = admin.page("/office/backups/records");
    assert!(records.contains("1 个照片和文件全部恢复"), "{records}");
    // Each thing that can be wrong, by its name.
    fs::rename(keeper::own_folder(&app.app.data).join("blobs"), app.app.data.join("aside")).unwrap();
    assert_eq!(drill_of(&app, &admin, &plain), Outcome::Damaged, "its photos are gone");
    fs::rename(app.app.data.join("aside"), keeper::own_folder(&app.app.data).join("blobs")).unwrap();
    assert_eq!(drill_of(&app, &admin, &plain), Outcome::Sound);
    let mut bytes = fs::read(&taken).unwrap();
    bytes[100] ^= 1;
    fs::write(&taken, bytes).unwrap();
    assert_eq!(drill_of(&app, &admin, &taken), Outcome::Damaged);
    fs::write(&taken, "cut").unwrap();
    assert!(admin.page("/office/backups").contains("读不出来"));
    // The desk hears of it, and the check-up.
    jobs::health::look(&app.app).unwrap();
    assert!(admin.page("/office/doctor").contains("备份演练没有通过"));
    assert_eq!(drill_of(&app, &admin, &plain), Outcome::Sound);
    assert!(!admin.page("/office/doctor").contains("备份演练没有通过"));
    for (place, name) in [("own", "../../etc/passwd"), ("second", "x"), ("", ""), ("own", "lianxin.backup")] {
        let answer = admin.post("/office/backups/drill", &[("place", place), ("name", name)]);
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{place} {name}");
    }
}

#[test]
fn keys_that_do_not_fit_and_one_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let app = TestApp::on_disk();
    // A backup taken while the key in the folder was another: no command would, a thief of disks might.
    let own = keeper::own_folder(&app.app.data);
    let good = back_up(&app);
    keeper::restore(&good, &dir.path().join("data"), &keeper::Opening::with_cache(16), &|_| {}).unwrap();
    fs::write(dir.path().join("data/keys/seal.key"), [1; 64]).unwrap();
    let (engine, _) = DiskEngine::open(&dir.path().join("data"), DiskOptions::small()).unwrap();
    let at = app.app.clock.now().plus_seconds(60).local().datetime();
    let bad = engine.back_up(&own, at, lianxin::store::engine::backup::Proof::Read, &|_| {}).unwrap().path;
    let found = drills::drill(&app.app, &bad, Actor::System).unwrap();
    assert_eq!(found.outcome, Outcome::Keys);
    let turn = app.app.drill.enter().unwrap();
    assert!(drills::drill(&app.app, &good, Actor::System).is_err() && drills::begin(&app.app, good, Actor::System).is_err());
    drop(turn);
    // The newest is the one that is tried by itself, and what is left behind by a process that ended is removed at the start.
    assert!(drills::monthly(&app.app).is_ok());
    assert_eq!(recoveries::last_drill(&app.app.store).unwrap().unwrap().backup, bad.file_name().unwrap().to_str().unwrap());
    drop(engine);
    fs::create_dir_all(dir.path().join("data/drill/store")).unwrap();
    drop(DiskEngine::open(&dir.path().join("data"), DiskOptions::small()).unwrap());
    assert!(!dir.path().join("data/drill").exists());
}

#[test]
fn every_outcome_has_its_words() {
    for t in [Locale::ZhCn, Locale::En].map(|l| Texts::load(l).unwrap()) {
        for outcome in Outcome::ALL {
            let key = format!("recovery-outcome-{}", outcome.key());
            assert!(t.has(&key) && t.has(&format!("{key}-about")), "{key}");
        }
        assert!(Kind::ALL.into_iter().all(|kind| t.has(&format!("recovery-{}", kind.key()))));
    }
}
