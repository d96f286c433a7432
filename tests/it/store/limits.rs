//! A full disk, a disk that hangs, a folder in use, a later format: each its own error, and nothing is lost.

use std::fs;
use std::process::Output;
use std::sync::Arc;
use std::time::Duration;

use lianxin::store::engine::backup::restore;
use lianxin::store::engine::{DiskEngine, DiskOptions, Engine, EngineError, Op};

use crate::kit::store::{acknowledged, audit, child, child_dir, compare, dump, recorder, run_writers, say_acknowledged};
use crate::store::damage::{fill, open};

fn put(engine: &dyn Engine) -> Result<(), EngineError> {
    engine.commit(engine.last_seq().unwrap() + 1, &[Op::Put(vec![9], vec![9])])
}

/// Not a test by itself: writes until the disk no longer takes it, then reads.
#[test]
fn child_writes() {
    let Some(dir) = child_dir() else { return };
    let options = DiskOptions { stall: Duration::from_millis(500), reserve: 0, ..DiskOptions::small() };
    let (engine, _) = DiskEngine::open(&dir, options).unwrap();
    let engine = Arc::new(engine);
    let failure = run_writers(&(Arc::clone(&engine) as Arc<dyn Engine>), u32::MAX, say_acknowledged).unwrap_err();
    println!("FAILED {failure}");
    println!("THEN {}", put(engine.as_ref()).unwrap_err());
    println!("READS {:?}", dump(engine.as_ref()).map(|rows| rows.len() > 16).map_err(|error| error.to_string()));
    println!("STOPPED {}", engine.stats().read_only);
    std::process::exit(0);
}

fn failing(variable: &str, value: &str) -> Option<(Output, tempfile::TempDir)> {
    let recorder = recorder()?;
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().canonicalize().unwrap().join("data");
    let mut command = child("store::limits::child_writes", &data);
    command.env("LD_PRELOAD", recorder).env("PCDIR", &data).env(variable, value);
    let output = command.output().unwrap();
    let (engine, _) = open(&data);
    let found = audit(engine.as_ref()).unwrap();
    let acked = acknowledged(&output.stdout);
    assert!(acked.values().sum::<u32>() > 16);
    compare(&found, &acked).unwrap();
    run_writers(&(engine as Arc<dyn Engine>), 2, |_, _| {}).unwrap();
    Some((output, dir))
}

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter(|line| ["FAILED", "THEN", "READS", "STOPPED"].iter().any(|word| line.starts_with(word))).collect()
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let Some((output, _dir)) = failing("PCFULL", "6000000") else { return };
    let said = said(&output);

    assert!(said.starts_with("FAILED the disk is full"), "{said}");
    assert!(said.contains("THEN the store takes no more writes"), "{said}");
    // When sled itself met the full disk it also stops reading; the reserve keeps it from getting there.
    assert!(said.contains("READS Ok(true)") || said.contains("READS Err(\"the disk is full\")"), "{said}");
    assert!(said.ends_with("STOPPED true"), "{said}");
}

#[test]
fn a_disk_that_hangs_is_said_and_loses_nothing() {
    let Some((output, _dir)) = failing("PCSTALL", "200") else { return };
    let said = said(&output);
    assert!(said.starts_with("FAILED the disk did not answer in time"), "{said}");
    assert!(said.contains("THEN the store takes no more writes"), "{said}");
    assert!(said.contains("READS Ok(true)STOPPED true"), "{said}");
}

#[test]
fn little_room_refuses_groups_and_goes_on_afterwards() {
    let dir = tempfile::tempdir().unwrap();
    let rows = fill(dir.path(), 3);
    let tight = DiskOptions { reserve: u64::MAX, ..DiskOptions::small() };
    let (engine, _) = DiskEngine::open(dir.path(), tight).unwrap();
    assert!(matches!(put(&engine), Err(EngineError::Full)));
    assert!(matches!(put(&engine), Err(EngineError::Full)), "not read-only: it goes on once there is room");
    assert!(!engine.stats().read_only);
    assert_eq!(dump(&engine).unwrap(), rows);
}

#[test]
fn a_folder_in_use_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (_engine, _) = open(dir.path());
    let second = DiskEngine::open(dir.path(), DiskOptions::small()).map(|_| ());
    assert!(matches!(second, Err(EngineError::Locked)), "{second:?}");
}

#[test]
fn a_later_format_is_refused_untouched() {
    let dir = tempfile::tempdir().unwrap();
    fill(dir.path(), 3);
    fs::write(dir.path().join("format"), "lianxin 9\n").unwrap();
    let refused = DiskEngine::open(dir.path(), DiskOptions::small()).map(|_| ());
    assert!(matches!(refused, Err(EngineError::Newer { found: 9, known: 2 })), "{refused:?}");
    let refused = restore(&dir.path().join("none.backup"), dir.path(), &DiskOptions::small(), &|_| {});
    assert!(matches!(refused, Err(EngineError::Newer { found: 9, known: 2 })), "{refused:?}");
    fs::write(dir.path().join("format"), "nonsense").unwrap();
    let refused = DiskEngine::open(dir.path(), DiskOptions::small()).map(|_| ());
    assert!(matches!(refused, Err(EngineError::Damaged(_))), "{refused:?}");
}
