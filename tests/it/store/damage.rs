//! A flipped bit is found, never silently wrong; what is beyond use is made again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use lianxin::store::engine::backup::Proof;
use lianxin::store::engine::{DiskEngine, DiskOptions, Engine, EngineError, Op, Recovered};

use crate::kit::store::{Dice, Rows, audit, copy_dir, dump, run_writers};

const FLIPS: u64 = 80;

/// A data folder with 16 × `each` writes; what it holds.
pub(crate) fn fill(data: &Path, each: u32) -> Rows {
    let engine = open(data).0;
    run_writers(&(Arc::clone(&engine) as Arc<dyn Engine>), each, |_, _| {}).unwrap();
    let rows = dump(engine.as_ref()).unwrap();
    drop(engine);
    rows
}

pub(crate) fn open(data: &Path) -> (Arc<DiskEngine>, Vec<Recovered>) {
    let (engine, recovered) = DiskEngine::open(data, DiskOptions::small()).unwrap();
    (Arc::new(engine), recovered)
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

/// The stores' own check (here: `audit`) compares rows, entries and counters with each other, not with the truth.
#[test]
fn a_flipped_bit_is_never_silently_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let (data, copy) = (dir.path().join("data"), dir.path().join("copy"));
    let truth = fill(&data, 120);
    let mut dice = Dice(3);
    let mut outcomes: BTreeMap<&str, u32> = BTreeMap::new();
    for round in 0..FLIPS {
        let _ = fs::remove_dir_all(&copy);
        copy_dir(&data, &copy);
        let all = files(&copy.join("store"));
        let sizes = all.iter().map(|path| fs::metadata(path).unwrap().len()).collect::<Vec<_>>();
        let mut at = dice.below(sizes.iter().sum());
        let which = sizes
            .iter()
            .position(|&size| {
                if at < size {
                    true
                } else {
                    at -= size;
                    false
                }
            })
            .unwrap();
        let mut bytes = fs::read(&all[which]).unwrap();
        bytes[at as usize] ^= 1 << dice.below(8);
        fs::write(&all[which], bytes).unwrap();
        let outcome = match DiskEngine::open(&copy, DiskOptions::small()) {
            Err(EngineError::Damaged(_)) => "refused",
            Err(other) => panic!("round {round}: {other}"),
            Ok((engine, recovered)) => match dump(&engine) {
                Err(EngineError::Damaged(_)) => {
                    let mended =
                        engine.mended().unwrap_or_else(|| panic!("round {round}: a read met damage, and nobody mended it"));
                    assert!(matches!(&mended[..], [Recovered::Rebuilt { doubt: None, .. }]), "round {round}: {mended:?}");
                    assert_eq!(dump(&engine).unwrap(), truth);
                    engine.commit(engine.last_seq().unwrap() + 1, &[Op::Put(vec![9], vec![1])]).unwrap();
                    "made good while reading"
                }
                Err(other) => panic!("round {round}: {other}"),
                Ok(rows) if rows == truth && recovered.is_empty() => "harmless",
                Ok(rows) if rows == truth => "made good",
                Ok(_) if audit(&engine).is_err() => {
                    drop(engine);
                    let (engine, _) = DiskEngine::open(&copy, DiskOptions { rebuild: true, ..DiskOptions::small() }).unwrap();
                    assert_eq!(dump(&engine).unwrap(), truth);
                    "found by checking, then made good"
                }
                Ok(rows) => panic!("round {round}: {} rows instead of {}, unnoticed", rows.len(), truth.len()),
            },
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    eprintln!("{FLIPS} flipped bits: {outcomes:?}");
    assert!(outcomes.len() > 1, "no flip did anything: {outcomes:?}");
}

fn wreck(data: &Path) {
    let path = data.join("store/db");
    let mut bytes = fs::read(&path).unwrap();
    let mut dice = Dice(9);
    bytes.iter_mut().for_each(|byte| *byte = dice.next() as u8);
    fs::write(path, bytes).unwrap();
    for snapshot in files(&data.join("store")).iter().filter(|path| path.to_string_lossy().contains("snap")) {
        fs::write(snapshot, b"nonsense").unwrap();
    }
}

#[test]
fn an_unusable_store_is_made_again_from_the_journal_alone() {
    let dir = tempfile::tempdir().unwrap();
    let truth = fill(dir.path(), 20);
    for ruin in [wreck as fn(&Path), |data| fs::remove_dir_all(data.join("store")).unwrap()] {
        ruin(dir.path());
        let (engine, recovered) = open(dir.path());
        assert_eq!(recovered.len(), 1, "{recovered:?}");
        assert_eq!(dump(engine.as_ref()).unwrap(), truth);
        drop(engine);
        assert_eq!(open(dir.path()).1, [], "nothing is left to recover");
    }
}

#[test]
fn an_unusable_store_is_made_again_from_backup_and_journal() {
    let dir = tempfile::tempdir().unwrap();
    let (data, dest) = (dir.path().join("data"), dir.path().join("data/backups"));
    let mut backups = Vec::new();
    for hour in 0..3 {
        fill(&data, 30);
        let (engine, _) = open(&data);
        let at = date(2026, 11, 21).at(hour, 0, 0, 0);
        backups.push(engine.back_up(&dest, at, Proof::Read, &|_| {}).unwrap().path);
        drop(engine);
    }
    let truth = fill(&data, 10);
    assert!(!data.join("journal/000000000001.journal").exists(), "covered segments are removed");

    wreck(&data);
    let (engine, recovered) = open(&data);
    let Some(Recovered::Rebuilt { backup, groups, .. }) = recovered.first() else { panic!("{recovered:?}") };
    assert_eq!(backup.as_deref(), Some(backups[2].as_path()));
    assert!(*groups > 0);
    assert_eq!(dump(engine.as_ref()).unwrap(), truth);
    assert!(data.join("replaced-1/store/db").exists(), "the wreck is kept");
    drop(engine);

    wreck(&data);
    let mut newest = fs::read(&backups[2]).unwrap();
    let middle = newest.len() / 2;
    newest[middle] ^= 1;
    fs::write(&backups[2], newest).unwrap();
    let (engine, recovered) = open(&data);
    let Some(Recovered::Rebuilt { backup, .. }) = recovered.first() else { panic!("{recovered:?}") };
    assert_eq!(backup.as_deref(), Some(backups[1].as_path()), "the one before is good enough");
    assert_eq!(dump(engine.as_ref()).unwrap(), truth);
    drop(engine);

    wreck(&data);
    fs::remove_dir_all(&dest).unwrap();
    let refused = DiskEngine::open(&data, DiskOptions::small()).map(|_| ());
    assert!(matches!(refused, Err(EngineError::Damaged(_))), "{refused:?}");
}

#[test]
fn a_store_that_silently_lost_its_tail_is_caught_up() {
    let dir = tempfile::tempdir().unwrap();
    let (data, old) = (dir.path().join("data"), dir.path().join("old"));
    fill(&data, 10);
    copy_dir(&data.join("store"), &old);
    let truth = fill(&data, 10);
    fs::remove_dir_all(data.join("store")).unwrap();
    copy_dir(&old, &data.join("store"));
    let (engine, recovered) = open(&data);
    assert!(matches!(recovered[..], [Recovered::CaughtUp { groups }] if groups > 1), "{recovered:?}");
    assert_eq!(dump(engine.as_ref()).unwrap(), truth);
}

#[test]
fn a_damaged_journal_is_set_aside_and_said() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    let truth = fill(data, 40);
    let segment = data.join("journal/000000000001.journal");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[1000] ^= 4;
    fs::write(&segment, bytes).unwrap();
    // An older segment is read only when it is needed; damage in its head or in the newest is seen at once.
    let newest = files(&data.join("journal")).into_iter().rfind(|path| path.extension().is_some()).unwrap();
    let mut bytes = fs::read(&newest).unwrap();
    bytes[20] ^= 4;
    fs::write(&newest, bytes).unwrap();
    let (engine, recovered) = open(data);
    assert!(matches!(recovered[..], [Recovered::JournalRenewed { .. }]), "{recovered:?}");
    assert_eq!(dump(engine.as_ref()).unwrap(), truth);
    engine.commit(engine.last_seq().unwrap() + 1, &[Op::Put(vec![9], vec![1])]).unwrap();
    drop(engine);
    assert_eq!(open(data).1, []);
}
