use std::fs;
use std::path::Path;

use super::segment::{GOES_ON, HEAD, Head, path_of, record};
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
    let history = Head::read(&path_of(dir, *numbers(dir)?.last().unwrap()))?.history;
    let mut reader = Reader::new(dir, history, after, to)?;
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
    let length = record(History::from_bytes([0; 16]), 5, &group(5)).len();
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
    let length = record(History::from_bytes([0; 16]), 5, &group(5)).len();
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
    assert!(matches!(read(dir.path(), 0, 100), Err(EngineError::Damaged(_))));
    fs::write(path_of(dir.path(), 2), second).unwrap();
    assert_eq!(open(dir.path()).unwrap().tail(), 100);
}

#[test]
fn two_backups_are_remembered_and_the_older_decides() {
    let dir = tempfile::tempdir().unwrap();
    let mut covered = Covered::default();
    let sha = |seq: u64| Some(format!("{seq:064x}"));
    let cover = |seq, name: &str| Cover { seq, sha256: sha(seq), path: name.into() };
    assert_eq!(covered.add(dir.path(), cover(10, "/b/eins zwei")).unwrap(), 0);
    assert_eq!(covered.add(dir.path(), cover(20, "/b/2")).unwrap(), 10);
    assert_eq!(covered.add(dir.path(), cover(30, "/b/3")).unwrap(), 20);
    assert_eq!(Covered::read(dir.path()), covered);
    assert_eq!(covered.seq(), 30);
}

/// A list of hints: whatever stands in it, what can be read is read and the rest is not there.
#[test]
fn what_is_unreadable_of_the_list_is_not_there() {
    let dir = tempfile::tempdir().unwrap();
    let mut covered = Covered::default();
    let cover = |seq: u64| Cover { seq, sha256: Some(format!("{seq:064x}")), path: format!("/b/备份 {seq}").into() };
    covered.add(dir.path(), cover(10)).unwrap();
    covered.add(dir.path(), cover(20)).unwrap();
    let file = dir.path().join("covered");
    let whole = fs::read(&file).unwrap();
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << bit;
            fs::write(&file, &flipped).unwrap();
            let read = Covered::read(dir.path());
            let proves = |seq: u64| read.0.iter().any(|c| c.sha256 == cover(seq).sha256);
            assert!(proves(10) || proves(20), "byte {at} bit {bit}: {read:?}");
        }
    }
    fs::write(&file, "7 /b/an earlier program wrote this\nx\n\n9\n").unwrap();
    let read = Covered::read(dir.path());
    assert_eq!(read.0, [Cover { seq: 7, sha256: None, path: "/b/an earlier program wrote this".into() }]);
    assert!(read.names("", 7, Path::new("/b/an earlier program wrote this")) && !read.names("", 8, &read.0[0].path));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(Covered::read(dir.path()).0, []);
}

/// What can be got of a damaged journal, and whether its end is known.
#[test]
fn a_survey_says_how_far_one_gets() {
    let dir = tempfile::tempdir().unwrap();
    let survey = || Survey::of(dir.path(), SIZE).unwrap();
    assert_eq!(survey(), Survey::default());
    drop(filled(dir.path(), 100));
    let all = numbers(dir.path()).unwrap();
    let first = |number| Head::read(&path_of(dir.path(), number)).unwrap().first;
    let whole = survey();
    assert_eq!((whole.reach(0), whole.reach(99), whole.reach(100), whole.highest()), (100, 100, 100, 100));
    assert!(whole.whole_end);

    // The newest segment is lost: the one before says that there was another.
    let newest = path_of(dir.path(), *all.last().unwrap());
    let kept = fs::read(&newest).unwrap();
    fs::remove_file(&newest).unwrap();
    let reach = survey().reach(0);
    assert!(reach < 100 && !survey().whole_end);
    let before = fs::read(path_of(dir.path(), all[all.len() - 2])).unwrap();
    assert!(before.windows(8).any(|w| w == GOES_ON) && kept.len() == SIZE as usize);
    fs::write(&newest, &kept[..kept.len() - 9]).unwrap();
    assert_eq!((survey().reach(0), survey().whole_end), (100, false), "cut short");
    fs::write(&newest, &kept[..30]).unwrap();
    assert_eq!((survey().reach(0), survey().whole_end), (reach, false), "no head");
    fs::write(&newest, &kept).unwrap();

    // One in the middle is lost: what follows is known of and cannot be come to.
    let (lost, after) = (first(all[1]), first(all[2]));
    fs::remove_file(path_of(dir.path(), all[1])).unwrap();
    let gap = survey();
    assert_eq!((gap.reach(0), gap.reach(after - 1), gap.highest()), (lost - 1, 100, 100));
    assert!(gap.whole_end);
}
