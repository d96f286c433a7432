//! A full disk and a disk that hangs: each its own error, and nothing is lost.
use std::{path::Path, process::Output, sync::Arc, time::Duration};

use lianxin::store::engine::{DiskEngine, DiskOptions, Engine, EngineError, Op};

use super::recorder;
use crate::kit::store::{acknowledged, audit, child, compare, dump, run_writers, say_acknowledged};

fn put(engine: &dyn Engine) -> Result<(), EngineError> {
    engine.commit(engine.last_seq().unwrap() + 1, &[Op::Put(vec![9], vec![9])])
}

/// Writes until the disk no longer takes it, then reads.
pub(super) fn child_writes(dir: &Path) {
    let options = DiskOptions { stall: Duration::from_millis(500), reserve: 0, ..DiskOptions::small() };
    let (engine, _) = DiskEngine::open(dir, options).unwrap();
    let engine = Arc::new(engine);
    let failure = run_writers(&(Arc::clone(&engine) as Arc<dyn Engine>), u32::MAX, say_acknowledged).unwrap_err();
    println!("FAILED {failure}");
    println!("THEN {}", put(engine.as_ref()).unwrap_err());
    println!("READS {:?}", dump(engine.as_ref()).map(|rows| rows.len() > 16).map_err(|error| error.to_string()));
    println!("STOPPED {}", engine.stats().read_only);
    std::process::exit(0);
}

fn failing(variable: &str, value: &str) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().canonicalize().unwrap().join("data");
    let mut command = child("failing", &data);
    command.env("LD_PRELOAD", recorder()).env("PCDIR", &data).env(variable, value);
    let output = command.output().unwrap();
    let (engine, _) = DiskEngine::open(&data, DiskOptions::small()).unwrap();
    let found = audit(&engine).unwrap();
    let acked = acknowledged(&output.stdout);
    assert!(acked.values().sum::<u32>() > 16);
    compare(&found, &acked).unwrap();
    run_writers(&(Arc::new(engine) as Arc<dyn Engine>), 2, |_, _| {}).unwrap();
    output
}

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter(|line| ["FAILED", "THEN", "READS", "STOPPED"].iter().any(|word| line.starts_with(word))).collect()
}

fn a_full_disk_is_said_and_loses_nothing() {
    let said = said(&failing("PCFULL", "6000000"));
    assert!(said.starts_with("FAILED the disk is full"), "{said}");
    assert!(said.contains("THEN the store takes no more writes"), "{said}");
    // When sled itself met the full disk it also stops reading; the reserve keeps it from getting there.
    assert!(said.contains("READS Ok(true)") || said.contains("READS Err(\"the disk is full\")"), "{said}");
    assert!(said.ends_with("STOPPED true"), "{said}");
}

fn a_disk_that_hangs_is_said_and_loses_nothing() {
    let said = said(&failing("PCSTALL", "200"));
    assert!(said.starts_with("FAILED the disk did not answer in time"), "{said}");
    assert!(said.contains("THEN the store takes no more writes"), "{said}");
    assert!(said.contains("READS Ok(true)STOPPED true"), "{said}");
}

crate::tools::trials! {
    ["cc"] => a_full_disk_is_said_and_loses_nothing, a_disk_that_hangs_is_said_and_loses_nothing;
}
