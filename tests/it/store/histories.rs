//! Whatever is written, backed up, restored and damaged, in whatever order: what a folder holds afterwards is one history as it
//! was, up to some group; and that nothing is missing is said only when nothing is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use lianxin::store::engine::backup::{Manifest, Proof, restore};
use lianxin::store::engine::{DiskEngine, DiskOptions, Doubt, Engine, EngineError, Op, Recovered};
use proptest::prelude::*;

use crate::kit::store::{Dice, Rows, apply, dump};

#[derive(Debug, Clone)]
enum Step {
    Write(u8),
    BackUp,
    /// One of the backups taken so far, of whichever history.
    Restore(usize),
    Damage(Harm, u64),
    Open,
}

#[derive(Debug, Clone, Copy)]
enum Harm {
    StoreCut,
    StoreGone,
    StoreScrambled,
    /// The newest segment: gone, cut or a bit of it.
    NewestGone,
    NewestCut,
    NewestBit,
    OldestGone,
    JournalGone,
    BackupBit,
    BackupGone,
    CoveredGone,
    CoveredBytes,
}

fn step() -> impl Strategy<Value = Step> {
    use Harm::*;
    let harm = prop::sample::select(vec![
        StoreCut,
        StoreGone,
        StoreScrambled,
        NewestGone,
        NewestCut,
        NewestBit,
        OldestGone,
        JournalGone,
        BackupBit,
        BackupGone,
        CoveredGone,
        CoveredBytes,
    ]);
    prop_oneof![
        4 => (1u8..30).prop_map(Step::Write),
        3 => Just(Step::BackUp),
        2 => any::<usize>().prop_map(Step::Restore),
        4 => (harm, any::<u64>()).prop_map(|(harm, at)| Step::Damage(harm, at)),
        2 => Just(Step::Open),
    ]
}

/// What the folder must hold: the rows after each group of the present history, by number.
type Life = BTreeMap<u64, Rows>;

struct Office {
    data: PathBuf,
    life: Life,
    /// Each backup, with the life that it was taken of.
    backups: Vec<(PathBuf, Life)>,
    written: u64,
    minute: i64,
    /// Whether something was harmed since the store was last opened.
    harmed: bool,
    /// Whether a bit of the newest segment was.
    both: bool,
}

fn options(rebuild: bool) -> DiskOptions {
    DiskOptions { segment: 4096, reserve: 0, rebuild, sync: false, ..DiskOptions::small() }
}

impl Office {
    fn new(data: PathBuf) -> Self {
        let life = Life::from([(0, Rows::new())]);
        Office { data, life, backups: Vec::new(), written: 0, minute: 0, harmed: false, both: false }
    }

    fn last(&self) -> u64 {
        *self.life.keys().next_back().unwrap()
    }

    /// Opens, by itself or, when that is refused, as a person asks for it; at last, from the newest backup that can be restored.
    fn open(&mut self) -> DiskEngine {
        let parts = ["store", "journal", "backups"].map(|part| fs::read_dir(self.data.join(part)).map_or(0, Iterator::count));
        if parts == [0, 0, 0] || !self.data.join("store").exists() && self.segments().is_empty() && parts[2] == 0 {
            // Nothing says that there ever was anything.
            self.life = Life::from([(0, Rows::new())]);
            self.backups.clear();
        }
        for rebuild in [false, true] {
            match DiskEngine::open(&self.data, options(rebuild)) {
                // A damaged page that opening did not look at.
                Ok((engine, _)) if matches!(dump(&engine), Err(EngineError::Damaged(_))) => assert!(self.harmed && !rebuild),
                Ok((engine, recovered)) => {
                    self.compare(&engine, &recovered, rebuild);
                    (self.harmed, self.both) = (false, false);
                    return engine;
                }
                Err(EngineError::Damaged(_)) => assert!(self.harmed, "damage where there was none"),
                Err(EngineError::Gap { from, to, .. }) => {
                    assert!(!rebuild, "who asked for it is not refused");
                    assert!(from <= to && to <= self.last(), "groups {from} to {to} of {}", self.last());
                }
                Err(other) => panic!("{other}"),
            }
        }
        for n in (0..self.backups.len()).rev() {
            if self.restore(n) {
                return self.open();
            }
        }
        fs::remove_dir_all(&self.data).unwrap();
        *self = Office { backups: Vec::new(), ..Office::new(self.data.clone()) };
        self.open()
    }

    /// What is there is the present life at one of its groups: never a mixture.
    fn compare(&mut self, engine: &DiskEngine, recovered: &[Recovered], asked: bool) {
        let (seq, rows) = (engine.last_seq().unwrap(), dump(engine).unwrap());
        let is = self.life.get(&seq);
        assert_eq!(Some(&rows), is, "group {seq} of {}: {recovered:?}", self.last());
        let doubt = recovered.iter().find_map(|r| match r {
            Recovered::Rebuilt { doubt, .. } | Recovered::JournalRenewed { doubt, .. } => Some(*doubt),
            Recovered::CaughtUp { .. } => None,
        });
        if let Some(Some(Doubt::Gap { from, to })) = doubt {
            assert!(asked && from == seq + 1 && to <= self.last(), "groups {from} to {to}, at {seq} of {}", self.last());
        }
        let said_whole = recovered.iter().any(|r| matches!(r, Recovered::Rebuilt { doubt: None, .. }));
        assert!(!(said_whole && seq < self.last()), "at {seq} of {}, and nothing said: {recovered:?}", self.last());
        if seq < self.last() {
            // Store and journal both cut, and by chance at the same group: what a power cut leaves looks the same.
            let as_after_a_power_cut = self.both && recovered.iter().all(|r| matches!(r, Recovered::CaughtUp { groups: ..=4 }));
            assert!(
                as_after_a_power_cut || doubt.is_some_and(|doubt| doubt.is_some()),
                "at {seq} of {}: {recovered:?}",
                self.last()
            );
            self.life.split_off(&(seq + 1));
        }
    }

    fn write(&mut self, groups: u8) {
        let engine = self.open();
        for _ in 0..groups {
            self.written += 1;
            let seq = engine.last_seq().unwrap() + 1;
            let n = self.written.to_be_bytes();
            let mut ops = vec![Op::Put([&[1], &n[..]].concat(), n.repeat(20)), Op::Put(vec![2], n.to_vec())];
            ops.extend(self.written.is_multiple_of(3).then(|| Op::Del([&[1], &(self.written - 2).to_be_bytes()[..]].concat())));
            engine.commit(seq, &ops).unwrap();
            let mut rows = self.life[&(seq - 1)].clone();
            apply(&mut rows, &ops);
            self.life.insert(seq, rows);
        }
    }

    fn back_up(&mut self) {
        let engine = self.open();
        self.minute += 1;
        let at = date(2026, 11, 21).at(0, 0, 0, 0).checked_add(jiff::Span::new().minutes(self.minute)).unwrap();
        // A journal that was damaged where no opening looks is found by the backup, which then fails and says so.
        match engine.back_up(&self.data.join("backups"), at, Proof::Read, &|_| {}) {
            Ok(taken) => self.backups.push((taken.path, self.life.clone())),
            Err(error) => assert!(matches!(error, EngineError::Damaged(_)), "{error}"),
        }
        assert!(!self.data.join("backups/backup.new").exists());
    }

    fn restore(&mut self, n: usize) -> bool {
        let Some((path, life)) = self.backups.get(n % self.backups.len().max(1)) else { return false };
        if restore(path, &self.data, &options(false), &|_, _| Ok(()), &|_| {}).is_err() {
            return false;
        }
        self.life = life.clone();
        // What came before a restore is no part of the new life.
        self.life = self.life.split_off(&self.last());
        self.harmed = false;
        true
    }

    fn segments(&self) -> Vec<PathBuf> {
        let Ok(all) = fs::read_dir(self.data.join("journal")) else { return Vec::new() };
        let mut all: Vec<_> = all.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "journal")).collect();
        all.sort();
        all
    }

    fn damage(&mut self, harm: Harm, at: u64) {
        let (db, covered) = (self.data.join("store/db"), self.data.join("journal/covered"));
        let backup = self.backups.get(at as usize % self.backups.len().max(1)).map(|(path, _)| path.clone());
        let (newest, oldest) = (self.segments().pop(), self.segments().into_iter().next());
        let cut = |path: &Path| change(path, |bytes| bytes.truncate((at % (bytes.len() as u64).max(1)) as usize));
        let bit = |path: &Path| {
            change(path, |bytes| {
                // Where something is written.
                let used = bytes.iter().rposition(|byte| *byte != 0).unwrap_or(0) as u64 + 1;
                if let Some(byte) = bytes.get_mut((at % used) as usize) {
                    *byte ^= 1 << (at >> 32 & 7);
                }
            });
        };
        match harm {
            Harm::StoreCut => change(&db, |bytes| bytes.truncate(bytes.len() / 2)),
            Harm::StoreGone => drop(fs::remove_dir_all(self.data.join("store"))),
            Harm::StoreScrambled => {
                let mut dice = Dice(at);
                change(&db, |bytes| bytes.iter_mut().for_each(|byte| *byte = dice.next() as u8));
                drop(fs::remove_dir_all(self.data.join("store/snap")));
            }
            Harm::NewestGone => newest.iter().for_each(|path| fs::remove_file(path).unwrap()),
            Harm::NewestCut => newest.iter().for_each(|path| cut(path)),
            Harm::NewestBit => newest.iter().for_each(|path| bit(path)),
            Harm::OldestGone => oldest.iter().for_each(|path| fs::remove_file(path).unwrap()),
            Harm::JournalGone => drop(fs::remove_dir_all(self.data.join("journal"))),
            Harm::BackupBit => backup.iter().filter(|path| path.exists()).for_each(|path| bit(path)),
            Harm::BackupGone => backup.iter().for_each(|path| drop(fs::remove_file(path))),
            Harm::CoveredGone => drop(fs::remove_file(covered)),
            Harm::CoveredBytes => change(&covered, |bytes| bytes.insert(0, 0xff)),
        }
        self.harmed = true;
        self.both |= matches!(harm, Harm::NewestBit);
    }
}

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let Ok(mut bytes) = fs::read(path) else { return };
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

fn lives(steps: Vec<Step>) {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(dir.path().canonicalize().unwrap().join("data"));
    office.write(3);
    for step in steps {
        match step {
            Step::Write(groups) => office.write(groups),
            Step::BackUp => office.back_up(),
            Step::Restore(n) => drop(office.restore(n)),
            Step::Damage(harm, at) => office.damage(harm, at),
            Step::Open => drop(office.open()),
        }
    }
    drop(office.open());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn one_life_is_never_mixed_with_another(steps in prop::collection::vec(step(), 1..12)) {
        lives(steps);
    }
}

/// Numbers overlap: the discarded life's backup lies between the new one's newest backup and the journal's end.
#[test]
fn after_a_restore_the_former_life_stays_away() {
    use Step::*;
    lives(vec![Write(20), BackUp, Write(10), BackUp, Restore(0), Write(25), Damage(Harm::StoreCut, 0), Open]);
    lives(vec![Write(20), BackUp, Write(10), BackUp, Restore(0), BackUp, Write(25), Damage(Harm::StoreGone, 0), Open]);
}

/// A store that holds nothing readable and no journal is no new folder.
#[test]
fn what_was_there_is_never_begun_anew_in_silence() {
    use Step::*;
    for journal in [Harm::NewestGone, Harm::JournalGone] {
        lives(vec![Damage(Harm::StoreScrambled, 0), Damage(journal, 0)]);
        lives(vec![Damage(journal, 0), Damage(Harm::StoreScrambled, 7), Open, Write(2)]);
    }
}

/// The store half gone and the last record cut: the newest backup reaches beyond the journal, and is the better base.
#[test]
fn a_backup_that_reaches_beyond_the_journal_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(dir.path().canonicalize().unwrap().join("data"));
    office.write(5);
    office.back_up();
    office.write(4);
    office.back_up();
    let newest = office.segments().pop().unwrap();
    change(&newest, |bytes| {
        let end = bytes.iter().rposition(|byte| *byte != 0).unwrap();
        bytes[end - 40..].fill(0);
    });
    office.damage(Harm::StoreGone, 0);
    let (engine, recovered) = DiskEngine::open(&office.data, options(false)).unwrap();
    let last = office.last();
    assert_eq!((engine.last_seq().unwrap(), dump(&engine).unwrap()), (last, office.life[&last].clone()));
    let [Recovered::Rebuilt { groups: 0, doubt: Some(Doubt::End { after }), .. }] = &recovered[..] else {
        panic!("{recovered:?}")
    };
    assert_eq!(*after, last, "it is not said that nothing is lost");
}

/// Groups that are known to have been written are missed by name, and only who asks for it goes on without them.
#[test]
fn a_gap_is_named_and_not_passed_over_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(dir.path().canonicalize().unwrap().join("data"));
    office.write(5);
    office.back_up();
    office.write(60);
    let segments = office.segments();
    assert!(segments.len() > 3);
    fs::remove_file(&segments[1]).unwrap();
    office.damage(Harm::StoreGone, 0);
    let refused = DiskEngine::open(&office.data, options(false)).unwrap_err();
    let EngineError::Gap { from, to, .. } = refused else { panic!("{refused}") };
    assert_eq!(to, office.last());
    let (engine, recovered) = DiskEngine::open(&office.data, options(true)).unwrap();
    let [Recovered::Rebuilt { seq, doubt: Some(Doubt::Gap { from: first, to: 65 }), .. }] = recovered[..] else {
        panic!("{recovered:?}")
    };
    assert!(first == from && seq == from - 1 && engine.last_seq().unwrap() == seq);
    assert_eq!(dump(&engine).unwrap(), office.life[&seq]);
}

/// A folder of an earlier program: its store bears no name, its backups and its list say nothing of histories. It takes the
/// name of its journal; only the backups that the journal lists belong to it.
#[test]
fn an_earlier_folder_is_named_by_its_journal() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(dir.path().canonicalize().unwrap().join("data"));
    office.write(5);
    office.back_up();
    office.write(4);
    let journal = office.data.join("journal");
    let (path, _) = office.backups[0].clone();
    let manifest = Manifest::read(&path).unwrap();
    assert!(manifest.history.is_some());
    // As the earlier program wrote the line.
    fs::write(journal.join("covered"), format!("{} {}\n", manifest.to_seq, path.display())).unwrap();
    office.damage(Harm::StoreGone, 0);
    let (engine, recovered) = DiskEngine::open(&office.data, options(false)).unwrap();
    assert!(matches!(&recovered[..], [Recovered::Rebuilt { doubt: None, .. }]), "{recovered:?}");
    assert_eq!(dump(&engine).unwrap(), office.life[&office.last()]);
}
