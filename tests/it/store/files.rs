//! A table with files has to say which ([`Row::blobs`]) and nothing else: the sweep, the check, an upgrade and a restart follow.

use std::sync::Arc;

use lianxin::{
    base::Id,
    store::{
        Index, IndexOf, Row, Store, TableDef,
        blobs::{BlobId, Blobs},
        check::{Problem, check},
        engine::{Engine, MemoryEngine, Op},
        layout::{LAYOUT, upgrade},
    },
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
struct Film {
    id: Id<Film>,
    parts: Vec<BlobId>,
}

impl Row for Film {
    const TAG: u8 = 0x21;
    const NAME: &'static str = "film";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn blobs(&self) -> Vec<BlobId> {
        self.parts.clone()
    }
}

const TABLES: &[TableDef] = &[TableDef::of::<Film>()];

struct Bench {
    dir: tempfile::TempDir,
    blobs: Blobs,
    engine: Arc<MemoryEngine>,
    store: Store,
}

impl Bench {
    fn new() -> Self {
        let (dir, engine) = (tempfile::tempdir().unwrap(), Arc::new(MemoryEngine::new()));
        let blobs = Blobs::open(dir.path(), 100).unwrap();
        Bench { store: Store::new(engine.clone(), TABLES).unwrap(), dir, blobs, engine }
    }
    fn file(&self, content: &[u8]) -> BlobId {
        self.blobs.put(content).unwrap()
    }
    fn put(&self, id: u64, parts: &[BlobId]) {
        let film = Film { id: Id::new(id), parts: parts.to_vec() };
        self.store.write_wait(move |tx| tx.put(&film)).unwrap();
        assert!(self.store.check().unwrap().is_clean());
    }
    fn delete(&self, id: u64) {
        self.store.write_wait(move |tx| tx.delete(Id::<Film>::new(id))).unwrap();
        assert!(self.store.check().unwrap().is_clean());
    }
    /// After as many sweeps as let a young file go: which are there.
    fn left<const N: usize>(&self, files: [BlobId; N]) -> [bool; N] {
        (0..3).for_each(|_| assert!(self.store.sweep(&self.blobs).unwrap() < 9));
        files.map(|file| self.blobs.get(file).unwrap().is_some())
    }
    fn problems(&self) -> Vec<Problem> {
        check(self.engine.as_ref(), TABLES, Some(self.dir.path()), &|_, _| {}).unwrap().problems
    }
}

#[test]
fn a_file_stays_while_a_row_names_it_and_goes_with_the_last() {
    let b = Bench::new();
    let [one, two, three] = [b.file(b"one"), b.file(b"two"), b.file(b"three")];
    b.put(1, &[one, two]);
    b.put(2, &[two, two]);
    assert_eq!(b.left([one, two, three]), [true, true, false]);
    b.put(1, &[one]);
    assert_eq!(b.left([one, two]), [true, true], "another row names it still");
    b.delete(2);
    assert_eq!(b.left([one, two]), [true, false]);
    b.put(1, &[]);
    assert_eq!(b.left([one]), [false]);
    assert_eq!(b.problems(), []);
}

#[test]
fn a_file_that_is_named_and_not_there_is_a_problem() {
    let b = Bench::new();
    let (here, gone) = (b.file(b"here"), BlobId::of(b"gone"));
    b.put(1, &[here, gone]);
    assert_eq!(b.problems(), [Problem::NoFile(gone)]);
    assert!(b.store.check().unwrap().is_clean(), "without a folder only the store is looked at");
}

/// The table as a program had it that kept its files by an index of the table's own.
mod earlier {
    use super::*;

    #[derive(Clone, Serialize, Deserialize)]
    pub(super) struct Film(pub(super) Id<Film>, pub(super) Vec<BlobId>);
    const BY_FILE: Index<Film, [u8; 32]> =
        Index::many(1, "film.file", |film| film.1.iter().map(|file| *file.as_bytes()).collect());

    impl Row for Film {
        const TAG: u8 = 0x21;
        const NAME: &'static str = "film";
        fn id(&self) -> Id<Self> {
            self.0
        }
        fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
            &[&BY_FILE]
        }
    }
    pub(super) const TABLES: &[TableDef] = &[TableDef::of::<Film>()];
}

#[test]
fn an_earlier_store_learns_its_files() {
    let b = Bench::new();
    let [one, two] = [b.file(b"one"), b.file(b"two")];
    let old = Store::new(b.engine.clone(), earlier::TABLES).unwrap();
    old.write_wait(move |tx| tx.put(&earlier::Film(Id::new(1), vec![one]))).unwrap();
    let mark = Op::Put(vec![0xfb], (LAYOUT - 1).to_be_bytes().to_vec());
    b.engine.commit(b.engine.last_seq().unwrap() + 1, &[mark]).unwrap();
    assert!(!b.problems().is_empty(), "a store that was not brought up does not pass");
    let done = upgrade(b.engine.as_ref(), TABLES, &|_, _, _| {}).unwrap().unwrap();
    assert_eq!((done.from, done.changed), (LAYOUT - 1, 2), "the old entry goes, the file is counted");
    assert_eq!(b.problems(), []);
    assert_eq!(b.left([one, two]), [true, false]);
}
