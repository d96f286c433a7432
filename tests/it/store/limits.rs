//! Little room, a folder in use, a later format: each its own error, and nothing is lost.

use std::fs;

use lianxin::store::engine::backup::restore;
use lianxin::store::engine::{DiskEngine, DiskOptions, Engine, EngineError, FORMAT, Op};

use crate::kit::store::dump;
use crate::store::damage::{fill, open};

fn put(engine: &dyn Engine) -> Result<(), EngineError> {
    engine.commit(engine.last_seq().unwrap() + 1, &[Op::Put(vec![9], vec![9])])
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
    assert!(matches!(refused, Err(EngineError::Newer { found: 9, known: FORMAT })), "{refused:?}");
    let refused = restore(&dir.path().join("none.backup"), dir.path(), &DiskOptions::small(), &|_, _| Ok(()), &|_| {});
    assert!(matches!(refused, Err(EngineError::Newer { found: 9, known: FORMAT })), "{refused:?}");
    fs::write(dir.path().join("format"), "nonsense").unwrap();
    let refused = DiskEngine::open(dir.path(), DiskOptions::small()).map(|_| ());
    assert!(matches!(refused, Err(EngineError::Damaged(_))), "{refused:?}");
}
