use std::fs;
use std::path::Path;

use super::segment::{HEAD, path_of, record};
use super::*;

const SIZE: u64 = 4096;

fn group(seq: u64) -> Vec<Op> {
    vec![Op::Put(seq.to_be_bytes().to_vec(), vec![seq as u8; 100]), Op::Del(vec![1, seq as u8])]
}

fn filled(dir: &Path, groups: u64) -> Journal {
    let mut journal = Journal::begin(dir, 1, SIZE, true).unwrap();
    for seq in 1..=groups {
        journal.append(&group(seq)).unwrap();
    }
    journal
}

fn open(dir: &Path) -> Result<Journal, EngineError> {
    Journal::open(dir, SIZE, true).map(Option::unwrap)
}

fn read(dir: &Path, after: u64, to: u64) -> Result<Vec<u64>, EngineError> {
    let mut reader = Reader::new(dir, after, to)?;
    let mut seqs = Vec::new();
    while let Some((seq, ops)) = reader.next()? {
        assert_eq!(ops, group(seq));
        seqs.push(seq);
    }
    Ok(seqs)
}

#[test]
fn groups_come_back_across_segments() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Journal::open(dir.path(), SIZE, true).unwrap().is_none());
    drop(filled(dir.path(), 100));
    assert!(numbers(dir.path()).unwrap().len() > 3);
    let mut journal = open(dir.path()).unwrap();
    assert_eq!(journal.tail(), 100);
    journal.append(&group(101)).unwrap();
    assert_eq!(read(dir.path(), 0, 101).unwrap(), (1..=101).collect::<Vec<_>>());
    assert_eq!(read(dir.path(), 57, 60).unwrap(), vec![58, 59, 60]);
    assert!(matches!(read(dir.path(), 57, 102), Err(EngineError::Damaged(_))));
}

#[test]
fn a_group_larger_than_a_segment_fits() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = filled(dir.path(), 3);
    journal.append(&[Op::Put(vec![1], vec![7; 60_000])]).unwrap();
    journal.append(&group(5)).unwrap();
    drop(journal);
    assert_eq!(open(dir.path()).unwrap().tail(), 5);
}

#[test]
fn covered_segments_go_and_the_rest_stays() {
    let dir = tempfile::tempdir().unwrap();
    let journal = filled(dir.path(), 100);
    journal.prune(50).unwrap();
    assert!(matches!(read(dir.path(), 0, 100), Err(EngineError::Damaged(_))));
    assert_eq!(read(dir.path(), 50, 100).unwrap().len(), 50);
    journal.prune(1000).unwrap();
    assert_eq!(open(dir.path()).unwrap().tail(), 100);
}

/// Every way to cut the last record off leaves the groups before it, and the next group fits in its place.
#[test]
fn a_torn_last_record_is_no_damage() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path(), 5));
    let path = path_of(dir.path(), 1);
    let whole = fs::read(&path).unwrap();
    let length = record(&[0; 16], 5, &group(5)).len();
    let start = HEAD + 4 * length;
    for cut in 0..length - 8 {
        let mut torn = whole.clone();
        torn[start + cut..start + length].fill(0);
        fs::write(&path, &torn).unwrap();
        let mut journal = open(dir.path()).unwrap();
        assert_eq!(journal.tail(), 4, "cut {cut}");
        journal.append(&group(5)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), whole, "cut {cut}");
    }
}

#[test]
fn any_flipped_bit_before_the_last_record_is_damage() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path(), 5));
    let path = path_of(dir.path(), 1);
    let whole = fs::read(&path).unwrap();
    let length = record(&[0; 16], 5, &group(5)).len();
    for bit in (0..HEAD + 4 * length).map(|byte| byte * 8 + byte % 8) {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &flipped).unwrap();
        let at = (bit / 8).saturating_sub(HEAD) % length;
        // The last four bytes of a record's head and the zeros after its payload carry nothing.
        let idle = bit / 8 >= HEAD && ((20..24).contains(&at) || at >= length - 8);
        let outcome = open(dir.path()).map(|journal| journal.tail());
        match outcome {
            Err(EngineError::Damaged(_)) => {}
            Ok(5) if idle => {}
            other => panic!("bit {bit}: {other:?}"),
        }
    }
}

#[test]
fn a_missing_or_foreign_segment_is_damage() {
    let dir = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    drop(filled(dir.path(), 100));
    drop(filled(other.path(), 100));
    let second = fs::read(path_of(dir.path(), 2)).unwrap();
    fs::remove_file(path_of(dir.path(), 2)).unwrap();
    assert!(matches!(open(dir.path()), Err(EngineError::Damaged(_))));
    fs::copy(path_of(other.path(), 2), path_of(dir.path(), 2)).unwrap();
    assert!(matches!(open(dir.path()), Err(EngineError::Damaged(_))));
    fs::write(path_of(dir.path(), 2), second).unwrap();
    assert_eq!(open(dir.path()).unwrap().tail(), 100);
}

#[test]
fn two_backups_are_remembered_and_the_older_decides() {
    let dir = tempfile::tempdir().unwrap();
    let mut covered = Covered::default();
    let cover = |seq, name: &str| Cover { seq, path: name.into() };
    assert_eq!(covered.add(dir.path(), cover(10, "/b/eins zwei")).unwrap(), 0);
    assert_eq!(covered.add(dir.path(), cover(20, "/b/2")).unwrap(), 10);
    assert_eq!(covered.add(dir.path(), cover(30, "/b/3")).unwrap(), 20);
    assert_eq!(Covered::read(dir.path()).unwrap(), covered);
    assert_eq!(covered.seq(), 30);
}
