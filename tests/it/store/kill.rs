//! Killed in the middle of writing, again and again: what was acknowledged is there.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use lianxin::store::engine::{DiskEngine, DiskOptions, Engine};

use crate::kit::store::{Dice, acknowledged, audit, child, child_dir, compare, run_writers, say_acknowledged};

const ROUNDS: u32 = 20;

#[test]
#[ignore = "no test: what the killed process does"]
fn child_writes() {
    let Some(dir) = child_dir() else { return };
    let (engine, _) = DiskEngine::open(&dir, DiskOptions::small()).unwrap();
    let engine: Arc<dyn Engine> = Arc::new(engine);
    let _ = run_writers(&engine, u32::MAX, say_acknowledged);
}

#[test]
fn nothing_acknowledged_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let (mut dice, mut total, mut before) = (Dice(1), 0, std::collections::BTreeMap::new());
    for round in 0..ROUNDS {
        let mut process = child("store::kill::child_writes", dir.path()).spawn().unwrap();
        let mut output = process.stdout.take().unwrap();
        let mut errors = process.stderr.take().unwrap();
        let reader = std::thread::spawn(move || {
            let mut all = Vec::new();
            output.read_to_end(&mut all).unwrap();
            all
        });
        std::thread::sleep(Duration::from_millis(300 + dice.below(700)));
        process.kill().unwrap();
        process.wait().unwrap();
        let output = reader.join().unwrap();
        let acked = acknowledged(&output);
        let mut said = String::new();
        errors.read_to_string(&mut said).unwrap();
        assert!(!said.contains("panicked"), "round {round}: {said}");
        let (engine, _) = DiskEngine::open(dir.path(), DiskOptions::small()).unwrap();
        let found = audit(&engine).unwrap_or_else(|error| panic!("round {round}: {error}"));
        before.extend(acked);
        compare(&found, &before).unwrap_or_else(|error| panic!("round {round}: {error}"));
        total += found.values().sum::<u32>() - before.values().sum::<u32>();
        before = found;
    }
    let acked = before.values().sum::<u32>();
    eprintln!("{ROUNDS} kills, {acked} writes, {total} written but not yet acknowledged, 0 lost");
    assert!(acked > 16 * ROUNDS, "the writers hardly wrote: {acked}");
}
