//! The jobs of a served office: papers reach a printer, backups and the nightly check run on a real data folder.
use std::{io::Read as _, net::TcpListener, sync::Arc};

use lianxin::{
    app::App,
    base::{Clock, Failure, Keys, Stamp},
    config::Config,
    domain::{
        TABLES,
        office::{
            chores,
            prints::{self, NewPrint, PrintJob, PrintState},
            settings::Settings,
            who::Actor,
        },
    },
    jobs::{self, backup_chores},
    mailroom::Mailroom,
    store::{
        Keeper, Read, Store,
        engine::{DiskEngine, DiskOptions, Engine, Op},
    },
};

use crate::kit::{
    app::TestApp,
    until::{PATIENCE, until},
};

/// The settings of a test office, with a second backup folder.
fn settings(second: &str) -> Settings {
    let app = TestApp::new();
    let office = Settings::load(&app.app.store).unwrap().unwrap();
    Settings { backup_folder: second.to_owned(), ..office }
}

struct Office {
    app: App,
    disk: Arc<DiskEngine>,
    folder: tempfile::TempDir,
}

fn office(second: &str) -> Office {
    let folder = tempfile::tempdir().unwrap();
    let (engine, _) = DiskEngine::open(&folder.path().join("data"), DiskOptions::small()).unwrap();
    let disk = Arc::new(engine);
    let store = Store::new(disk.clone(), TABLES).unwrap();
    let clock = Clock::fixed(Stamp(1_793_000_000_000));
    let keys = Keys::new(&[7; 64], &[9; 32]);
    let app = App::new(
        store,
        Some(Keeper::over(disk.clone(), TABLES)),
        folder.path().join("data"),
        clock,
        Config::default(),
        keys,
        Mailroom::of(env!("CARGO_BIN_EXE_lianxin")),
    )
    .unwrap();
    let settings = settings(second);
    app.store.write_wait(move |tx| settings.save(tx)).unwrap();
    Office { app, disk, folder }
}

fn put(app: &App, bytes: &[u8], printer: String) -> PrintJob {
    let blob = app.blobs.put(bytes).unwrap();
    let new = NewPrint { paper: "/office/items/1/receipt.pdf".into(), title: "受理回执".into(), blob, printer };
    let at = app.clock.now();
    app.store.write_wait(move |tx| prints::enqueue(tx, Actor::Terminal, new, at)).unwrap()
}

#[test]
fn a_served_office_prints_backs_up_and_checks_itself() {
    let second = tempfile::tempdir().unwrap();
    let o = office(second.path().to_str().unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let paper = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        listener.accept().unwrap().0.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let job = put(&o.app, b"\x1b@slip", format!("tcp://127.0.0.1:{port}"));
    // A PDF for a printer of dots would come out as its source: given up at once, with a plain reason.
    let odd = put(&o.app, b"%PDF-1.7", format!("tcp://127.0.0.1:{port}"));
    let running = jobs::serve(&o.app).unwrap();
    assert_eq!(paper.join().unwrap(), b"\x1b@slip");
    let state = |id| o.app.store.get(id).unwrap();
    until("one is printed and one given up", || {
        state(job.id).state == PrintState::Printed && state(odd.id).state == PrintState::Failed
    });
    assert_eq!(state(odd.id).failure, "printer-error-format");
    let done = |name| chores::find(&o.app.store, name).unwrap().is_some_and(|c| c.done.is_some());
    until("every chore was done", || done("backup") && done("check") && done("sweep"));
    running.stop(PATIENCE);
    for folder in [o.folder.path().join("data/backups"), second.path().to_owned()] {
        let backups = lianxin::store::engine::backup::list(&folder);
        assert!(!backups.is_empty(), "{}", folder.display());
        for b in backups {
            lianxin::store::engine::backup::verify(&b, &|_| {}).unwrap();
        }
    }
}

/// Does one of the chores of backup now.
fn chore(o: &Office, name: &str) -> Result<(), Failure> {
    let all = backup_chores(o.app.keeper.as_ref().unwrap(), &o.app.store, &o.app.data, &o.app.clock, 1);
    (all.iter().find(|c| c.name == name).unwrap().work)()
}

#[test]
fn a_second_disk_that_is_not_there_is_said_and_the_first_backup_is_kept() {
    let o = office("/nowhere/usb");
    assert_eq!(chore(&o, "backup"), Ok(()), "the backup itself is not taken again for it");
    assert_eq!(chore(&o, "second"), Err(Failure::refused("chore-backup-folder")));
    assert_eq!(lianxin::store::engine::backup::list(&o.app.data.join("backups")).len(), 1);
    assert!(!std::path::Path::new("/nowhere").exists());
}

#[test]
fn a_second_disk_that_comes_back_gets_the_latest_backup_once() {
    let usb = tempfile::tempdir().unwrap();
    let o = office(usb.path().to_str().unwrap());
    let there = || lianxin::store::engine::backup::list(usb.path()).len();
    assert_eq!((chore(&o, "second"), there()), (Ok(()), 0), "there is none yet");
    assert_eq!(chore(&o, "backup"), Ok(()));
    for _ in 0..2 {
        assert_eq!((chore(&o, "second"), there()), (Ok(()), 1));
    }
    // A disk that takes nothing: said, and what lies there stays as it is.
    put(&o.app, b"x", "p".into());
    o.app.clock.advance(60);
    assert_eq!(chore(&o, "backup"), Ok(()));
    std::fs::write(usb.path().join("blobs"), "a file in its place").unwrap();
    assert!(chore(&o, "second").is_err());
    assert_eq!(there(), 1);
}

#[test]
fn the_nightly_check_finds_a_counter_that_is_off() {
    let o = office("");
    put(&o.app, b"x", "p".into());
    assert_eq!(chore(&o, "check"), Ok(()));
    // A counter that no row accounts for, put under the store as a fault of the program would leave it.
    let seq = o.disk.last_seq().unwrap();
    o.disk.commit(seq + 1, &[Op::Put(vec![0xFE, 10, 9], 5i64.to_be_bytes().to_vec())]).unwrap();
    assert_eq!(chore(&o, "check"), Err(Failure::refused("chore-store-damaged")));
}
