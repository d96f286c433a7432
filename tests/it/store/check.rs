//! The typed layer on the engines: check finds every disagreement, and everything survives an export and an import.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use lianxin::base::Id;
use lianxin::store::blobs::Blobs;
use lianxin::store::check::{Problem, Report, check};
use lianxin::store::engine::backup::Proof;
use lianxin::store::engine::{Dir, DiskEngine, DiskOptions, Engine, MemoryEngine, Op};
use lianxin::store::layout::upgrade;
use lianxin::store::transfer::{TransferError, export, import};
use lianxin::store::{Counter, Index, IndexOf, Row, Store, TableDef, Tally};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Note {
    id: Id<Note>,
    title: String,
    folder: u32,
    words: Vec<String>,
}

const BY_TITLE: Index<Note, String> = Index::unique(1, "note.title", |n| vec![n.title.clone()]);
const BY_WORD: Index<Note, String> = Index::many(2, "note.word", |n| n.words.clone());
const IN_FOLDER: Counter<u32> = Counter::new(1);

impl Row for Note {
    const TAG: u8 = 0x20;
    const NAME: &'static str = "note";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&BY_TITLE, &BY_WORD]
    }
    fn tally(&self, tally: &mut Tally) {
        tally.one(&IN_FOLDER, self.folder);
    }
}

const TABLES: &[TableDef] = &[TableDef::of::<Note>()];

fn fill(engine: Arc<dyn Engine>, notes: u32) {
    let store = Store::new(engine, TABLES).unwrap();
    for n in 0..notes {
        let write = move |tx: &mut lianxin::store::Tx<'_>| {
            let id = tx.next_id::<Note>()?;
            let words = (0..n % 4).map(|w| format!("词{}", (n + w) % 9)).chain(["词".into(), "词".into()]).collect();
            tx.put(&Note { id, title: format!("标题 {n}"), folder: n % 3, words })?;
            if n % 7 == 6 { tx.delete(Id::<Note>::new(u64::from(n) - 2)) } else { Ok(()) }
        };
        store.write_wait(write).unwrap();
    }
}

fn look(engine: &dyn Engine) -> Report {
    check(engine, TABLES, None, &|_, _| {}).unwrap()
}

fn commit(engine: &dyn Engine, op: Op) {
    engine.commit(engine.last_seq().unwrap() + 1, &[op]).unwrap();
}

#[test]
fn check_finds_every_disagreement() {
    let engine = Arc::new(MemoryEngine::new());
    fill(engine.clone(), 50);
    let engine = engine.as_ref();
    let clean = look(engine);
    assert!(clean.is_clean(), "{clean:?}");
    assert_eq!(clean.rows, 43);

    let all = |from: &[u8]| engine.scan(from, &[from, &[0xff; 20]].concat(), Dir::Forward, 999).unwrap();
    let undo = |key: &[u8], value: &[u8]| commit(engine, Op::Put(key.to_vec(), value.to_vec()));
    for (key, value) in [all(&[0x20, 1]), all(&[0x20, 2])].concat() {
        commit(engine, Op::Del(key.clone()));
        let report = look(engine);
        assert!(matches!(report.problems[..], [Problem::MissingEntry { table: "note", .. }]), "{report:?}");
        undo(&key, &value);
    }
    for (key, value) in all(&[0x20, 0]) {
        commit(engine, Op::Del(key.clone()));
        let report = look(engine);
        assert!(report.problems.iter().any(|p| matches!(p, Problem::StrayEntry { .. })), "{report:?}");
        assert!(report.problems.iter().any(|p| matches!(p, Problem::Count { .. })), "{report:?}");
        undo(&key, &value);
    }
    for (key, value) in [all(&[0xfc]), all(&[0xfe])].concat() {
        for change in [Op::Del(key.clone()), Op::Put(key.clone(), 99i64.to_be_bytes().to_vec())] {
            commit(engine, change);
            let report = look(engine);
            assert!(matches!(report.problems[..], [Problem::Count { .. }]), "{report:?}");
        }
        undo(&key, &value);
    }
    let (key, value) = all(&[0x20, 0]).swap_remove(3);
    undo(&key, &value[..value.len() - 1]);
    assert!(look(engine).problems.iter().any(|p| matches!(p, Problem::Row { table: "note", .. })));
    undo(&key, &value);
    let (key, value) = all(&[0xfd]).swap_remove(0);
    undo(&key, &3i64.to_be_bytes());
    assert_eq!(look(engine).problems, [Problem::Sequence { table: "note" }]);
    undo(&key, &value);
    undo(&[0x21, 0, 1], b"x");
    assert_eq!(look(engine).problems, [Problem::UnknownTag(0x21)]);
    commit(engine, Op::Del(vec![0x21, 0, 1]));
    undo(&[0x20, 2, 5, 5, 5], b"");
    assert_eq!(look(engine).problems, [Problem::StrayEntry { table: "note", index: 2 }]);
}

fn disk(data: &Path) -> DiskEngine {
    DiskEngine::open(data, DiskOptions::small()).unwrap().0
}

fn exported(data: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    let files = Blobs::open(&data.join("blobs"), 999).unwrap();
    export(&disk(data), TABLES, data, &files, &mut out, &|_| {}).unwrap();
    out
}

#[test]
fn an_export_comes_back_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let (data, other) = (dir.path().join("data"), dir.path().join("other"));
    fill(Arc::new(disk(&data)), 300);
    upgrade(&disk(&data), TABLES, &|_, _, _| {}).unwrap();
    fs::create_dir(data.join("keys")).unwrap();
    fs::write(data.join("keys/seal.key"), [7; 64]).unwrap();
    Blobs::open(&data.join("blobs"), 999).unwrap().put(b"photo").unwrap();
    let first = exported(&data);
    let report = import(&mut first.as_slice(), TABLES, &other, &DiskOptions::small(), &|_| {}).unwrap();
    assert!(report.is_clean() && report.rows == 258, "{report:?}");
    assert_eq!(exported(&other), first);
    let (a, b) = (disk(&data), disk(&other));
    assert_eq!(crate::kit::store::dump(&a).unwrap(), crate::kit::store::dump(&b).unwrap());
    drop((a, b));

    let again = import(&mut first.as_slice(), TABLES, &other, &DiskOptions::small(), &|_| {});
    assert!(matches!(again, Err(TransferError::NotEmpty)), "{again:?}");
}

#[test]
fn a_changed_export_imports_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (data, other) = (dir.path().join("data"), dir.path().join("other"));
    fill(Arc::new(disk(&data)), 20);
    let whole = String::from_utf8(exported(&data)).unwrap();
    let lines = whole.lines().collect::<Vec<_>>();
    let mut doubled = lines.clone();
    doubled.insert(3, lines[3]);
    let swapped = whole.replace("\"folder\":2", "\"folder\":1");
    let cases = [
        whole[..whole.len() / 2].to_owned(),
        lines[..lines.len() - 1].join("\n") + "\n",
        doubled.join("\n") + "\n",
        swapped,
        whole.replace("\"note\"", "\"nota\""),
        whole.replace("\"format\":1", "\"format\":9"),
        String::new(),
        "hello\n".into(),
        lines[1..].join("\n") + "\n",
    ];
    for (i, case) in cases.iter().enumerate() {
        let refused = import(&mut case.as_bytes(), TABLES, &other, &DiskOptions::small(), &|_| {});
        assert!(matches!(refused, Err(TransferError::Line { .. } | TransferError::Newer(9))), "case {i}: {refused:?}");
        assert!(!other.join("store").exists() && !other.join("restoring").exists(), "case {i}");
    }
}

/// The nightly check of a large store: a backup is restored and looked at while the office works.
#[test]
fn a_backup_is_checked_as_of_one_moment() {
    let dir = tempfile::tempdir().unwrap();
    let engine = Arc::new(disk(dir.path()));
    fill(engine.clone(), 60);
    let seen = std::cell::RefCell::new(Report::default());
    let inspect = |restored: &dyn Engine| *seen.borrow_mut() = look(restored);
    let at = jiff::civil::date(2026, 11, 21).at(3, 0, 0, 0);
    engine.back_up(&dir.path().join("backups"), at, Proof::Inspect(&inspect), &|_| {}).unwrap();
    assert!(seen.borrow().is_clean() && seen.borrow().rows > 40, "{seen:?}");
    assert!(!dir.path().join("scratch").exists());
}

/// The hourly and the nightly chore do their work on a real data folder.
#[test]
fn the_chores_back_up_and_check() {
    let dir = tempfile::tempdir().unwrap();
    let engine = Arc::new(disk(dir.path()));
    let store = Store::new(engine.clone(), lianxin::domain::TABLES).unwrap();
    let clock = lianxin::base::Clock::system();
    let keeper = lianxin::store::Keeper::over(engine.clone(), lianxin::domain::TABLES);
    let chores = lianxin::jobs::backup_chores(&keeper, &store, dir.path(), &clock, 1);
    assert_eq!(chores.iter().map(|chore| chore.name).collect::<Vec<_>>(), ["backup", "second", "check"]);
    for chore in &chores {
        (chore.work)().unwrap();
    }
    assert!(!lianxin::store::engine::backup::list(&dir.path().join("backups")).is_empty());
    commit(engine.as_ref(), Op::Put(vec![0xfe, 9, 9], 5i64.to_be_bytes().to_vec()));
    assert!((chores[2].work)().is_err(), "a counter without rows is found by night");
    assert_eq!(lianxin::jobs::backup_chores(&keeper, &store, dir.path(), &clock, 0).len(), 1);
}

/// A file that is one line without an end is no export, and is not read to its end to find that out.
#[test]
fn an_endless_line_is_refused() {
    use std::io::{BufReader, Read};
    let dir = tempfile::tempdir().unwrap();
    for begin in ["", "{\"blob\":{\"sha256\":\"", "{\"row\":{\"table\":\""] {
        let mut endless = BufReader::new(begin.as_bytes().chain(std::io::repeat(b'a')));
        let refused = import(&mut endless, TABLES, &dir.path().join("data"), &DiskOptions::small(), &|_| {});
        assert!(matches!(refused, Err(TransferError::Line { line: 1, .. })), "{refused:?}");
    }
}
