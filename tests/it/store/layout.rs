//! A store of an earlier program, which had fewer indexes and counters, is brought up to this one: whole, or not yet.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::date;
use lianxin::{
    base::{Failure, Id},
    domain::office::{audit, settings, who::Actor},
    store::{
        Counter, Index, IndexOf, Read, Row, Store, TableDef, Tally, Tx,
        blobs::Blobs,
        check::{Report, check},
        engine::{
            Dir, DiskEngine, DiskOptions, Engine, EngineError, EngineStats, FORMAT, MemoryEngine, Op, Pair, Recovered,
            backup::{Proof, restore},
        },
        layout::{LAYOUT, LayoutError, Upgraded, layout, upgrade},
        transfer,
    },
};
use serde::{Deserialize, Serialize};

const MARK: [u8; 1] = [0xfb];
const ROWS: u32 = 900;

/// The table as the earlier program had it.
mod earlier {
    use super::*;

    #[derive(Clone, Serialize, Deserialize)]
    pub(super) struct Case {
        pub(super) id: Id<Case>,
        pub(super) title: String,
        pub(super) grid: u32,
    }
    pub(super) const BY_TITLE: Index<Case, String> = Index::unique(1, "case.title", |c| vec![c.title.clone()]);
    const BY_GRID: Index<Case, u32> = Index::many(2, "case.grid", |c| vec![c.grid]);
    const BY_LENGTH: Index<Case, u32> = Index::many(3, "case.length", |c| vec![c.title.len() as u32]);
    const IN_GRID: Counter<u32> = Counter::new(1);
    const LENGTH: Counter<u32> = Counter::new(2);

    impl Row for Case {
        const TAG: u8 = 0x21;
        const NAME: &'static str = "case";
        fn id(&self) -> Id<Self> {
            self.id
        }
        fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
            &[&BY_TITLE, &BY_GRID, &BY_LENGTH]
        }
        fn tally(&self, tally: &mut Tally) {
            tally.one(&IN_GRID, self.grid);
            tally.add(&LENGTH, self.grid, self.title.len() as i64);
        }
    }
    pub(super) const TABLES: &[TableDef] = &[TableDef::of::<Case>(), TableDef::of::<Note>()];
}

/// The table of this program: a field more; an index less, one changed and two new; a counter changed and a new one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Case {
    id: Id<Case>,
    title: String,
    grid: u32,
    open: bool,
}
const BY_TITLE: Index<Case, String> = Index::unique(1, "case.title", |c| vec![c.title.clone()]);
const BY_GRID: Index<Case, (u32, bool)> = Index::many(2, "case.grid", |c| vec![(c.grid, c.open)]);
const BY_OPEN: Index<Case, (bool, u32)> = Index::many(4, "case.open", |c| vec![(c.open, c.grid)]);
const BY_PLACE: Index<Case, (u32, String)> = Index::unique(5, "case.place", |c| vec![(c.grid, c.title.clone())]);
const IN_GRID: Counter<(u32, bool)> = Counter::new(1);
const OPEN: Counter<bool> = Counter::new(3);

impl Row for Case {
    const TAG: u8 = 0x21;
    const NAME: &'static str = "case";
    const VERSION: u8 = 2;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&BY_TITLE, &BY_GRID, &BY_OPEN, &BY_PLACE]
    }
    fn tally(&self, tally: &mut Tally) {
        tally.one(&IN_GRID, (self.grid, self.open));
        tally.one(&OPEN, self.open);
    }
    fn upgrade(from: u8, raw: &[u8]) -> Result<Self, Failure> {
        if from != 1 {
            return Err(Failure::broken(format!("case: row version {from} is not known")));
        }
        let old: earlier::Case = postcard::from_bytes(raw).map_err(Failure::broken)?;
        let open = old.id.raw().is_multiple_of(3);
        Ok(Case { id: Id::new(old.id.raw()), title: old.title, grid: old.grid, open })
    }
}

/// A table in which nothing changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Note {
    id: Id<Note>,
    word: String,
}
const BY_WORD: Index<Note, String> = Index::many(1, "note.word", |n| vec![n.word.clone(), n.word.clone()]);

impl Row for Note {
    const TAG: u8 = 0x22;
    const NAME: &'static str = "note";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&BY_WORD]
    }
}

const TABLES: &[TableDef] = &[TableDef::of::<Case>(), TableDef::of::<Note>()];

/// What the earlier program did: cases and notes come, change and go.
fn fill(engine: Arc<dyn Engine>, rows: u32) {
    let store = Store::new(engine, earlier::TABLES).unwrap();
    for group in (0..rows).collect::<Vec<_>>().chunks(100) {
        let group = group.to_vec();
        let write = move |tx: &mut Tx<'_>| {
            for n in group {
                let id = tx.next_id::<earlier::Case>()?;
                tx.put(&earlier::Case { id, title: format!("标题 {n}"), grid: n % 7 })?;
                let id = tx.next_id::<Note>()?;
                tx.put(&Note { id, word: format!("词{}", n % 5) })?;
                if n % 10 == 9 {
                    tx.delete(Id::<earlier::Case>::new(u64::from(n) - 4))?;
                }
            }
            Ok(())
        };
        store.write_wait(write).unwrap();
    }
}

fn old_store() -> Arc<MemoryEngine> {
    let engine = Arc::new(MemoryEngine::new());
    fill(engine.clone(), ROWS);
    engine
}

fn bring_up(engine: &dyn Engine) -> Result<Option<Upgraded>, LayoutError> {
    upgrade(engine, TABLES, &|_, done, total| assert!(done <= total))
}

fn look(engine: &dyn Engine) -> Report {
    check(engine, TABLES, None, &|_, _| {}).unwrap()
}

type Dump = BTreeMap<Vec<u8>, Vec<u8>>;

fn dump(engine: &dyn Engine) -> Dump {
    engine.scan(&[1], &[0xff; 8], Dir::Forward, usize::MAX).unwrap().into_iter().collect()
}

fn rows(all: &Dump) -> Dump {
    all.clone().into_iter().filter(|(key, _)| key[0] < 0xf0 && key[1] == 0).collect()
}

/// What a store of this program has that saw nothing but these rows.
fn anew(all: &Dump) -> Dump {
    let engine = Arc::new(MemoryEngine::new());
    let store = Store::new(engine.clone(), TABLES).unwrap();
    for (key, value) in rows(all) {
        let id = u64::from_be_bytes(*key.last_chunk().unwrap());
        let put = move |tx: &mut Tx<'_>| match key[0] {
            Case::TAG => tx.put(&Case::upgrade(value[0], &value[1..])?),
            _ => tx.put(&Note { id: Id::new(id), word: postcard::from_bytes::<Note>(&value[1..]).unwrap().word }),
        };
        store.write_wait(put).unwrap();
    }
    dump(engine.as_ref())
}

/// Everything that follows from the rows.
fn implied(all: Dump) -> Dump {
    all.into_iter().filter(|(key, _)| ![0xfb, 0xfd].contains(&key[0]) && (key[0] > 0xf0 || key[1] > 0)).collect()
}

#[test]
fn an_earlier_store_becomes_what_this_program_would_have_written() {
    let engine = old_store();
    let before = dump(engine.as_ref());
    assert_eq!(layout(engine.as_ref()).unwrap(), 1);
    assert!(look(engine.as_ref()).total > u64::from(ROWS), "the table has really changed");
    let done = bring_up(engine.as_ref()).unwrap().unwrap();
    assert_eq!((done.from, done.rows), (1, u64::from(ROWS) * 19 / 10));
    let after = dump(engine.as_ref());
    assert_eq!(rows(&after), rows(&before), "rows are only read");
    assert_eq!(implied(after.clone()), implied(anew(&before)));
    assert_eq!(after[&MARK[..]], LAYOUT.to_be_bytes());
    assert!(look(engine.as_ref()).is_clean());

    let seq = engine.last_seq().unwrap();
    assert_eq!(bring_up(engine.as_ref()).unwrap(), None);
    assert_eq!(engine.last_seq().unwrap(), seq, "once is enough");

    // Rows still of the earlier version are changed and removed: their counts are there to be taken away.
    let store = Store::new(engine.clone(), TABLES).unwrap();
    let change = |tx: &mut Tx<'_>| {
        let mut case = tx.get(Id::<Case>::new(3))?;
        case.open = !case.open;
        tx.put(&case)?;
        tx.delete(Id::<Case>::new(4))
    };
    store.write_wait(change).unwrap();
    assert!(store.check().unwrap().is_clean());
    let open = store.count(&OPEN, &true).unwrap();
    assert_eq!(open, store.list(&BY_OPEN.under(true), Dir::Forward, 1000).unwrap().len() as i64);
}

#[test]
fn a_new_store_bears_the_mark_at_once() {
    let engine = MemoryEngine::new();
    assert_eq!(bring_up(&engine).unwrap(), Some(Upgraded { from: 1, rows: 0, changed: 0 }));
    assert_eq!(dump(&engine), Dump::from([(MARK.to_vec(), LAYOUT.to_be_bytes().to_vec())]));
    assert!(look(&engine).is_clean());
}

/// An engine that stops after some groups, as a killed process does.
struct Stopping {
    inside: Arc<dyn Engine>,
    left: AtomicU64,
    largest: AtomicU64,
}

impl Stopping {
    fn after(groups: u64, inside: Arc<dyn Engine>) -> Self {
        Self { inside, left: AtomicU64::new(groups), largest: AtomicU64::new(0) }
    }
}

impl Engine for Stopping {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        self.inside.get(key)
    }
    fn scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Vec<Pair>, EngineError> {
        self.inside.scan(from, to, dir, limit)
    }
    fn commit(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        let stopped = |left: u64| left.checked_sub(1);
        self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, stopped).map_err(|_left| EngineError::Recovering)?;
        self.largest.fetch_max(ops.len() as u64, Ordering::SeqCst);
        self.inside.commit(seq, ops)
    }
    fn last_seq(&self) -> Result<u64, EngineError> {
        self.inside.last_seq()
    }
    fn stats(&self) -> EngineStats {
        self.inside.stats()
    }
}

#[test]
fn stopped_at_any_group_it_begins_again_and_ends_the_same() {
    let whole = old_store();
    let counted = Stopping::after(u64::MAX, whole.clone());
    let begun = whole.last_seq().unwrap();
    bring_up(&counted).unwrap();
    let (groups, truth) = (whole.last_seq().unwrap() - begun, dump(whole.as_ref()));
    assert!(groups > 8, "{groups} groups");
    assert!(counted.largest.into_inner() <= 2000);
    for stop in 0..groups {
        let engine = old_store();
        let before = dump(engine.as_ref());
        let stopping = Stopping::after(stop, engine.clone());
        let stopped = bring_up(&stopping);
        assert!(matches!(stopped, Err(LayoutError::Engine(EngineError::Recovering))), "{stop}: {stopped:?}");
        assert_eq!(layout(engine.as_ref()).unwrap(), 1, "{stop}: the mark comes last");
        assert_eq!(rows(&dump(engine.as_ref())), rows(&before));
        let done = bring_up(engine.as_ref()).unwrap().unwrap();
        assert!(stop == 0 || engine.last_seq().unwrap() - begun <= groups + 1, "{stop}: nothing is done twice: {done:?}");
        assert_eq!(dump(engine.as_ref()), truth, "{stop}");
    }
}

#[test]
fn a_row_that_cannot_be_read_stops_it_before_anything_is_changed() {
    let engine = old_store();
    let (key, value) = engine.scan(&[0x22, 0], &[0x22, 1], Dir::Backward, 1).unwrap().remove(0);
    let short = Op::Put(key, value[..value.len() - 1].to_vec());
    engine.commit(engine.last_seq().unwrap() + 1, &[short]).unwrap();
    let before = dump(engine.as_ref());
    let refused = bring_up(engine.as_ref());
    assert!(matches!(refused, Err(LayoutError::Row { table: "note", row: 900, .. })), "{refused:?}");
    assert_eq!(dump(engine.as_ref()), before);
}

#[test]
fn two_rows_with_a_key_that_is_now_unique_are_not_hidden() {
    for together in [true, false] {
        let engine = Arc::new(MemoryEngine::new());
        fill(engine.clone(), 700);
        // Title and place of case 1 again: beside it in the same group, or far from it.
        let double = if together { 2 } else { 699 };
        let body = earlier::Case { id: Id::new(double), title: "标题 0".into(), grid: 0 };
        let row = Op::Put([&[0x21, 0], double.to_be_bytes().as_slice()].concat(), postcard::to_extend(&body, vec![1]).unwrap());
        engine.commit(engine.last_seq().unwrap() + 1, &[row]).unwrap();
        let before = rows(&dump(engine.as_ref()));
        let refused = bring_up(engine.as_ref());
        assert!(matches!(refused, Err(LayoutError::Shared { table: "case", index: 1 })), "{refused:?}");
        assert_eq!(rows(&dump(engine.as_ref())), before);
        assert_eq!(layout(engine.as_ref()).unwrap(), 1);
    }
}

#[test]
fn a_later_or_unreadable_layout_is_refused_untouched() {
    let engine = old_store();
    let mark = |value: &[u8]| {
        engine.commit(engine.last_seq().unwrap() + 1, &[Op::Put(MARK.to_vec(), value.to_vec())]).unwrap();
        dump(engine.as_ref())
    };
    let before = mark(&(LAYOUT + 1).to_be_bytes());
    let refused = bring_up(engine.as_ref());
    let Err(LayoutError::Engine(EngineError::Newer { found, known })) = refused else { panic!("{refused:?}") };
    assert_eq!((found, known), (LAYOUT + 1, LAYOUT));
    assert_eq!(dump(engine.as_ref()), before);
    let before = mark(b"2");
    assert!(matches!(bring_up(engine.as_ref()), Err(LayoutError::Engine(EngineError::Damaged(_)))));
    assert_eq!(dump(engine.as_ref()), before);
}

fn open(data: &Path) -> (DiskEngine, Vec<Recovered>) {
    DiskEngine::open(data, DiskOptions::small()).unwrap()
}

/// A data folder as the earlier program left it.
fn old_folder(data: &Path) -> Dump {
    fs::create_dir_all(data).unwrap();
    fs::write(data.join("format"), "lianxin 1\n").unwrap();
    let engine = Arc::new(open(data).0);
    fill(engine.clone(), ROWS);
    dump(engine.as_ref())
}

fn format(data: &Path) -> String {
    fs::read_to_string(data.join("format")).unwrap()
}

fn opened_up(data: &Path) -> Option<Upgraded> {
    let (engine, _) = open(data);
    let done = bring_up(&engine).unwrap();
    assert!(look(&engine).is_clean());
    assert_eq!(format(data), format!("lianxin {FORMAT}\n"));
    done
}

#[test]
fn an_earlier_folder_killed_in_the_middle_opens_and_is_then_refused_to_the_earlier_program() {
    let dir = tempfile::tempdir().unwrap();
    let truth = old_folder(dir.path());
    for groups in [1, 3] {
        let engine = Arc::new(open(dir.path()).0);
        assert!(bring_up(&Stopping::after(groups, engine.clone())).is_err());
        assert_eq!(format(dir.path()), "lianxin 1\n", "the earlier program may still go on");
    }
    assert_eq!(opened_up(dir.path()).unwrap().from, 1);
    let (engine, recovered) = open(dir.path());
    assert_eq!(recovered, []);
    assert_eq!(rows(&dump(&engine)), rows(&truth));
    assert_eq!(implied(dump(&engine)), implied(anew(&truth)));
}

#[test]
fn backups_of_both_programs_restore_to_this_one() {
    let dir = tempfile::tempdir().unwrap();
    let (data, usb) = (dir.path().join("data"), dir.path().join("usb"));
    let truth = old_folder(&data);
    let at = |hour| date(2026, 11, 21).at(hour, 0, 0, 0);
    let old = open(&data).0.back_up(&usb, at(1), Proof::Restore, &|_| {}).unwrap().path;

    let fresh = dir.path().join("fresh");
    restore(&old, &fresh, &DiskOptions::small(), &|_, _| Ok(()), &|_| {}).unwrap();
    assert_eq!(opened_up(&fresh).unwrap().from, 1);
    let (engine, _) = open(&fresh);
    assert_eq!(implied(dump(&engine)), implied(anew(&truth)));
    // The nightly check looks at a restored backup.
    let seen = std::cell::RefCell::new(None);
    let inspect = |restored: &dyn Engine| *seen.borrow_mut() = Some((look(restored), layout(restored).unwrap()));
    let new = engine.back_up(&usb, at(3), Proof::Inspect(&inspect), &|_| {}).unwrap().path;
    let (report, bears) = seen.take().unwrap();
    assert!(report.is_clean() && bears == LAYOUT, "{report:?}");

    // Into a folder of the earlier program, which must not open it afterwards.
    restore(&new, &data, &DiskOptions::small(), &|_, _| Ok(()), &|_| {}).unwrap();
    assert_eq!(format(&data), format!("lianxin {FORMAT}\n"));
    assert_eq!(opened_up(&data), None);
    // And the old backup over that.
    restore(&old, &data, &DiskOptions::small(), &|_, _| Ok(()), &|_| {}).unwrap();
    assert_eq!(opened_up(&data).unwrap().from, 1);
}

#[test]
fn a_store_made_again_from_an_earlier_backup_and_the_journal_is_up_to_date() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    old_folder(data);
    open(data).0.back_up(&data.join("backups"), date(2026, 11, 21).at(1, 0, 0, 0), Proof::Read, &|_| {}).unwrap();
    opened_up(data).unwrap();
    let store = Store::new(Arc::new(open(data).0), TABLES).unwrap();
    let case = |tx: &mut Tx<'_>| {
        let id = tx.next_id()?;
        tx.put(&Case { id, title: "新".into(), grid: 1, open: true })
    };
    store.write_wait(case).unwrap();
    let truth = dump(store.engine().as_ref());
    drop(store);
    let (engine, recovered) = DiskEngine::open(data, DiskOptions { rebuild: true, ..DiskOptions::small() }).unwrap();
    assert!(matches!(recovered[..], [Recovered::Rebuilt { backup: Some(_), .. }]), "{recovered:?}");
    assert_eq!(dump(&engine), truth);
    assert_eq!(bring_up(&engine).unwrap(), None);
}

#[test]
fn an_import_is_up_to_date() {
    let dir = tempfile::tempdir().unwrap();
    let (data, other) = (dir.path().join("data"), dir.path().join("other"));
    old_folder(&data);
    opened_up(&data).unwrap();
    let mut lines = Vec::new();
    let files = Blobs::open(&data.join("blobs"), 99).unwrap();
    transfer::export(&open(&data).0, TABLES, &data, &files, &mut lines, &|_| {}).unwrap();
    // A folder opened but never written to is still empty.
    opened_up(&other).unwrap();
    transfer::import(&mut lines.as_slice(), TABLES, &other, &DiskOptions::small(), &|_| {}).unwrap();
    assert_eq!(opened_up(&other), None);
    assert_eq!(implied(dump(&open(&other).0)), implied(dump(&open(&data).0)));
}

fn lianxin(data: &Path) -> (bool, String) {
    let run =
        Command::new(env!("CARGO_BIN_EXE_lianxin")).arg("check").arg("--data").arg(data).current_dir(data).output().unwrap();
    (run.status.success(), String::from_utf8(run.stderr).unwrap() + &String::from_utf8(run.stdout).unwrap())
}

/// The program itself, over a folder of the office's own tables without the mark.
#[test]
fn the_program_brings_a_folder_up_or_says_why_not() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().canonicalize().unwrap();
    fs::write(data.join("format"), "lianxin 1\n").unwrap();
    let store = Store::new(Arc::new(open(&data).0), lianxin::domain::TABLES).unwrap();
    let lines = |tx: &mut Tx<'_>| {
        let at = lianxin::base::Clock::system().now();
        (0..1100).try_for_each(|_| audit::note::<audit::Entry>(tx, Actor::System, at, settings::log::OFFICE_SETTINGS, None, ""))
    };
    store.write_wait(lines).unwrap();
    drop(store);
    std::fs::create_dir(data.join("keys")).unwrap();
    std::fs::write(data.join("keys/seal.key"), [7; 64]).unwrap();
    std::fs::write(data.join("keys/sign.key"), [9; 32]).unwrap();
    let commit = |ops: &[Op]| {
        let engine = open(&data).0;
        engine.commit(engine.last_seq().unwrap() + 1, ops).unwrap();
        dump(&engine)
    };
    let audit = |id: u64| [&[audit::Entry::TAG, 0], id.to_be_bytes().as_slice()].concat();
    let row = open(&data).0.get(&audit(1000)).unwrap().unwrap();
    let lost = Op::Del(vec![0xfc, audit::Entry::TAG]);
    let before = commit(&[lost, Op::Put(audit(1000), vec![99])]);
    let (done, said) = lianxin(&data);
    assert!(
        !done && said.contains("“audit”第 1000 号记录无法读取") && said.contains("row 1000 of audit cannot be read"),
        "{said}"
    );
    assert_eq!((dump(&open(&data).0), format(&data).as_str()), (before, "lianxin 1\n"));

    commit(&[Op::Put(audit(1000), row)]);
    let (done, said) = lianxin(&data);
    assert!(done && said.contains("正在升级") && said.contains("升级完成") && said.contains("1100 rows"), "{said}");
    let (done, again) = lianxin(&data);
    assert!(done && !again.contains("升级"), "{again}");

    commit(&[Op::Put(MARK.to_vec(), (LAYOUT + 1).to_be_bytes().to_vec())]);
    let (done, said) = lianxin(&data);
    assert!(!done && said.contains("由更新版本的连心写成") && said.contains("newer Lianxin"), "{said}");
}
