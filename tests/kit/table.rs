//! A table of the tests' own, with every kind of index and counter, over an engine in memory that can be made to fail.
use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
};

use futures_util::poll;
use lianxin::{
    base::{Failure, Id},
    store::{
        Counter, Dir, Index, IndexOf, Row, Store, TableDef, Tally, Tx,
        engine::{Engine, EngineError, EngineStats, MemoryEngine, Op, Pair},
    },
};
use serde::{Deserialize, Serialize};

/// A row with one of everything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Thing {
    pub(crate) id: Id<Thing>,
    pub(crate) name: String,
    pub(crate) grid: Option<i64>,
    pub(crate) day: i32,
    pub(crate) words: Vec<String>,
    pub(crate) body: String,
}

impl Thing {
    pub(crate) const BY_NAME: Index<Thing, String> = Index::unique(1, "thing.name", |t| vec![t.name.clone()]);
    pub(crate) const BY_GRID: Index<Thing, (Option<i64>, i32)> = Index::many(2, "thing.grid", |t| vec![(t.grid, t.day)]);
    pub(crate) const BY_WORD: Index<Thing, String> = Index::many(3, "thing.word", |t| t.words.clone());
    pub(crate) const BY_PLACE: Index<Thing, (i64, i32)> =
        Index::unique(4, "thing.place", |t| t.grid.map(|g| (g, t.day)).into_iter().collect());
    pub(crate) const IN_GRID: Counter<Option<i64>> = Counter::new(200);
    pub(crate) const DAYS: Counter<(Option<i64>, String)> = Counter::new(201);

    pub(crate) fn new(id: u64, name: &str) -> Self {
        Thing { id: Id::new(id), name: name.into(), grid: None, day: 0, words: Vec::new(), body: String::new() }
    }
}

impl Row for Thing {
    const TAG: u8 = 0xE0;
    const NAME: &'static str = "thing";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Thing::BY_NAME, &Thing::BY_GRID, &Thing::BY_WORD, &Thing::BY_PLACE]
    }
    fn tally(&self, tally: &mut Tally) {
        tally.one(&Thing::IN_GRID, self.grid);
        for w in &self.words {
            tally.add(&Thing::DAYS, (self.grid, w.clone()), 3);
        }
    }
}

pub(crate) const THINGS: &[TableDef] = &[TableDef::of::<Thing>()];

/// An engine in memory that refuses its next groups when told to, and notes how many it took.
#[derive(Default)]
pub(crate) struct Shaky {
    inside: MemoryEngine,
    fail: Mutex<Vec<EngineError>>,
    pub(crate) commits: AtomicUsize,
}

impl Shaky {
    pub(crate) fn fail_next(&self, e: EngineError) {
        self.fail.lock().unwrap().push(e);
    }
}

impl Engine for Shaky {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        self.inside.get(key)
    }
    fn scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Vec<Pair>, EngineError> {
        self.inside.scan(from, to, dir, limit)
    }
    fn commit(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        if let Some(e) = self.fail.lock().unwrap().pop() {
            return Err(e);
        }
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.inside.commit(seq, ops)
    }
    fn last_seq(&self) -> Result<u64, EngineError> {
        self.inside.last_seq()
    }
    fn stats(&self) -> EngineStats {
        self.inside.stats()
    }
}

pub(crate) fn store() -> (Store, Arc<Shaky>) {
    let engine = Arc::new(Shaky::default());
    (Store::new(engine.clone(), THINGS).unwrap(), engine)
}

/// Everything in a store.
pub(crate) fn dump(store: &Store) -> BTreeMap<Vec<u8>, Vec<u8>> {
    store.engine().scan(&[1], &[0xff; 8], Dir::Forward, usize::MAX).unwrap().into_iter().collect()
}

/// What the rows alone imply, by a store that saw nothing else: each put once, none ever changed.
pub(crate) fn recount(rows: &[Thing]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let (fresh, _) = store();
    for row in rows {
        let row = row.clone();
        fresh.write_wait(move |tx| tx.put(&row)).unwrap();
    }
    dump(&fresh)
}

pub(crate) type Work<T> = Box<dyn FnOnce(&mut Tx<'_>) -> Result<T, Failure> + Send>;

type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + 'a>>;

/// Runs writes in one group: the writer is held by the first while the others queue up behind it.
pub(crate) fn in_one_group<T: Send + 'static>(store: &Store, works: Vec<Work<T>>) -> Vec<Result<T, Failure>> {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        let (go, wait) = mpsc::channel::<()>();
        let mut first = Box::pin(store.write(move |_| wait.recv().map_err(Failure::broken)));
        assert!(poll!(&mut first).is_pending());
        let mut rest: Vec<Pending<'_, T>> = Vec::new();
        for work in works {
            let mut one: Pin<Box<dyn Future<Output = _>>> = Box::pin(store.write(work));
            assert!(poll!(&mut one).is_pending());
            rest.push(one);
        }
        go.send(()).unwrap();
        let mut results = Vec::new();
        for one in rest {
            results.push(one.await);
        }
        results
    })
}
