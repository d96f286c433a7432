//! Backups taken while the office works, and restored on an empty machine.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::date;
use lianxin::store::blobs::{BlobError, BlobId, Blobs};
use lianxin::store::engine::backup::{self, Proof, State, restore, thin_out, verify};
use lianxin::store::engine::{DiskEngine, DiskOptions, Engine, EngineError};

use crate::kit::store::{Dice, audit, dump, run_writers};
use crate::store::damage::{fill, open};

const AT: jiff::civil::DateTime = date(2026, 11, 21).at(22, 14, 0, 0);

fn take(engine: &DiskEngine, dest: &Path, proof: Proof<'_>) -> backup::Taken {
    engine.back_up(dest, AT, proof, &|_| {}).unwrap()
}

fn state(engine: &DiskEngine) -> State {
    State::of(engine, &|_| {}).unwrap()
}

#[test]
fn a_backup_under_sixteen_writers_is_one_moment() {
    let dir = tempfile::tempdir().unwrap();
    let (data, dest, fresh) = (dir.path().join("data"), dir.path().join("usb"), dir.path().join("fresh"));
    fill(&data, 60);
    let (engine, _) = open(&data);
    let stop = Arc::new(AtomicBool::new(false));
    let (busy, stopped) = (Arc::clone(&engine), Arc::clone(&stop));
    let writers = std::thread::spawn(move || {
        let engine: Arc<dyn Engine> = busy;
        while !stopped.load(Ordering::Relaxed) {
            run_writers(&engine, 5, |_, _| {}).unwrap();
        }
    });
    let begun = engine.last_seq().unwrap();
    let wait_for_a_write = |progress: backup::Progress| {
        while progress.step == backup::Step::Rows && engine.last_seq().unwrap() < begun + 2 {
            std::thread::yield_now();
        }
    };
    let taken = engine.back_up(&dest, AT, Proof::Restore, &wait_for_a_write).unwrap();
    stop.store(true, Ordering::Relaxed);
    writers.join().unwrap();
    assert!(taken.manifest.groups > 0, "nothing was written meanwhile");
    assert!(engine.last_seq().unwrap() > taken.manifest.to_seq);
    assert_eq!(engine.stats().backed_up_seq, taken.manifest.to_seq);

    restore(&taken.path, &fresh, &DiskOptions::small(), &|_, _| Ok(()), &|_| {}).unwrap();
    let (restored, recovered) = open(&fresh);
    assert_eq!(recovered, []);
    assert_eq!(restored.last_seq().unwrap(), taken.manifest.to_seq);
    assert_eq!(Some(state(&restored)), taken.manifest.state);
    audit(restored.as_ref()).unwrap();
}

#[test]
fn an_empty_machine_gets_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let (data, dest, fresh) = (dir.path().join("data"), dir.path().join("usb"), dir.path().join("fresh"));
    let rows = fill(&data, 40);
    fs::create_dir(data.join("keys")).unwrap();
    fs::write(data.join("keys/receipts.key"), [7; 32]).unwrap();
    let blobs = Blobs::open(&data.join("blobs"), 1 << 20).unwrap();
    let photo = blobs.put(&vec![5; 300_000]).unwrap();
    let (engine, _) = open(&data);
    let taken = take(&engine, &dest, Proof::Restore);
    assert_eq!((taken.manifest.keys, taken.manifest.blobs, taken.manifest.blob_bytes), (1, 1, 300_000));

    let restored = restore(&taken.path, &fresh, &DiskOptions::small(), &|_, _| Ok(()), &|_| {}).unwrap();
    assert_eq!(restored.aside, None);
    let (fresh_engine, recovered) = open(&fresh);
    assert_eq!(recovered, []);
    assert_eq!(dump(fresh_engine.as_ref()).unwrap(), rows);
    assert_eq!(fs::read(fresh.join("keys/receipts.key")).unwrap(), [7; 32]);
    let copied = Blobs::open(&fresh.join("blobs"), 1 << 20).unwrap();
    assert_eq!(copied.get(photo).unwrap(), Some(vec![5; 300_000]));
    run_writers(&(fresh_engine as Arc<dyn Engine>), 3, |_, _| {}).unwrap();
}

/// What `lianxin backup` does while the office is served.
#[test]
fn a_backup_is_carried_to_a_usb_disk() {
    let dir = tempfile::tempdir().unwrap();
    let (data, usb, fresh) = (dir.path().join("data"), dir.path().join("usb"), dir.path().join("fresh"));
    let rows = fill(&data, 5);
    Blobs::open(&data.join("blobs"), 1 << 20).unwrap().put(b"photo").unwrap();
    assert!(!DiskEngine::is_open(&data));
    let (engine, _) = open(&data);
    assert!(DiskEngine::is_open(&data));
    let taken = take(&engine, &data.join("backups"), Proof::Read);
    let copied = backup::copy(&taken.path, &usb, &|_| {}).unwrap();
    assert_eq!(copied.manifest, taken.manifest);
    drop(engine);
    fs::remove_dir_all(&data).unwrap();
    restore(&copied.path, &fresh, &DiskOptions::small(), &|_, _| Ok(()), &|_| {}).unwrap();
    assert_eq!(dump(open(&fresh).0.as_ref()).unwrap(), rows);
    fs::write(&copied.path, b"half").unwrap();
    assert!(backup::copy(&copied.path, &dir.path().join("third"), &|_| {}).is_err());
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (data, dest, other) = (dir.path().join("data"), dir.path().join("usb"), dir.path().join("other"));
    fill(&data, 5);
    Blobs::open(&data.join("blobs"), 1 << 20).unwrap().put(b"photo").unwrap();
    let (engine, _) = open(&data);
    let path = take(&engine, &dest, Proof::Read).path;
    let present = fill(&other, 7);
    let whole = fs::read(&path).unwrap();
    let mut dice = Dice(11);
    let refuse = |what: &str| {
        let refused = restore(&path, &other, &DiskOptions::small(), &|_, _| Ok(()), &|_| {});
        assert!(matches!(refused, Err(EngineError::Damaged(_) | EngineError::Newer { .. })), "{what}: {refused:?}");
        assert!(!other.join("restoring").exists() && !other.join("replaced-1").exists(), "{what}");
    };
    for _ in 0..40 {
        let mut flipped = whole.clone();
        let at = dice.below(whole.len() as u64) as usize;
        flipped[at] ^= 1 << dice.below(8);
        fs::write(&path, flipped).unwrap();
        assert!(verify(&path, &|_| {}).is_err(), "bit at {at}");
        refuse("a flipped bit");
    }
    for cut in [0, 10, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..cut]).unwrap();
        refuse("cut off");
    }
    fs::write(&path, [whole.as_slice(), b"x"].concat()).unwrap();
    refuse("too long");
    fs::write(&path, &whole).unwrap();
    let id = BlobId::of(b"photo").to_string();
    let photo = dest.join("blobs").join(&id[..2]).join(&id);
    fs::write(&photo, b"phot0").unwrap();
    refuse("a changed photo");
    fs::remove_file(&photo).unwrap();
    refuse("a missing photo");
    let (kept, recovered) = open(&other);
    assert_eq!(recovered, []);
    assert_eq!(dump(kept.as_ref()).unwrap(), present);
}

#[test]
fn a_restore_moves_the_present_data_aside() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let before = fill(&data, 5);
    let (engine, _) = open(&data);
    let path = take(&engine, &data.join("backups"), Proof::Read).path;
    let locked = restore(&path, &data, &DiskOptions::small(), &|_, _| Ok(()), &|_| {});
    assert!(matches!(locked, Err(EngineError::Locked)), "{locked:?}");
    drop(engine);
    let later = fill(&data, 5);
    let restored = restore(&path, &data, &DiskOptions::small(), &|_, _| Ok(()), &|_| {}).unwrap();
    assert_eq!(restored.aside, Some(data.join("replaced-1")));
    let (engine, _) = open(&data);
    assert_eq!(dump(engine.as_ref()).unwrap(), before);
    drop(engine);

    let undo = dir.path().join("undo");
    fs::rename(data.join("replaced-1"), &undo).unwrap();
    let (engine, recovered) = open(&undo);
    assert_eq!(recovered, []);
    assert_eq!(dump(engine.as_ref()).unwrap(), later, "what was moved aside is whole");
}

#[test]
fn thinning_keeps_the_blobs_still_named() {
    let dir = tempfile::tempdir().unwrap();
    let (data, dest) = (dir.path().join("data"), dir.path().join("usb"));
    let blobs = Blobs::open(&data.join("blobs"), 1 << 20).unwrap();
    let (engine, _) = open(&data);
    let (old, lasting) = (blobs.put(b"old").unwrap(), blobs.put(b"lasting").unwrap());
    let back_up = |minute| engine.back_up(&dest, AT.with().minute(minute).build().unwrap(), Proof::Read, &|_| {}).unwrap();
    let first = back_up(1).path;
    for _ in 0..3 {
        blobs.sweep(|id| id == lasting).unwrap();
    }
    let second = back_up(2).path;
    assert_eq!(thin_out(&dest, AT).unwrap(), 1);
    assert!(!first.exists() && second.exists());
    let kept = Blobs::open(&dest.join("blobs"), 1 << 20).unwrap();
    assert_eq!(kept.get(old).unwrap(), None);
    assert_eq!(kept.get(lasting).unwrap(), Some(b"lasting".to_vec()));
    assert_eq!(backup::list(&dest), [second]);
}

#[test]
fn blobs_are_what_was_put() {
    let dir = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(dir.path(), 10).unwrap();
    assert!(matches!(blobs.put(&[0; 11]), Err(BlobError::TooLarge { size: 11, max: 10 })));
    let id = blobs.put(b"photo").unwrap();
    assert_eq!(blobs.put(b"photo").unwrap(), id);
    assert_eq!(id.to_string().parse::<BlobId>(), Ok(id));
    assert_eq!(blobs.get(id).unwrap(), Some(b"photo".to_vec()));
    assert_eq!(blobs.get(BlobId::of(b"other")).unwrap(), None);
    assert_eq!(blobs.sweep(|_| false).unwrap(), 0, "its row may still come");
    assert_eq!(blobs.sweep(|_| false).unwrap(), 0);
    blobs.put(b"photo").unwrap();
    assert_eq!(blobs.sweep(|_| false).unwrap(), 0, "put again, so young again");
    assert_eq!(blobs.sweep(|_| true).unwrap(), 0);
    assert_eq!(blobs.sweep(|_| false).unwrap(), 1);
    assert_eq!(blobs.get(id).unwrap(), None);
    let id = blobs.put(b"photo").unwrap();
    let name = id.to_string();
    fs::write(dir.path().join(&name[..2]).join(&name), b"phot0").unwrap();
    assert!(matches!(blobs.get(id), Err(BlobError::Damaged)));
}
