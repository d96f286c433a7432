//! The only place that knows a storage engine. Typed rows, indexes and counters over one ordered space of keys.
//!
//! Keys: `[TAG,0,id]→row · [TAG,ix,key..,id]→∅ · unique [TAG,ix,key]→id`, and the house's own tags below.
pub mod blobs;
pub mod check;
mod counter;
mod encode;
pub mod engine;
mod index;
pub mod keeper;
pub mod keyfiles;
pub mod layout;
mod read;
mod rehearse;
mod row;
pub mod transfer;
mod tx;
mod writer;

use std::sync::Arc;

pub use counter::{Counter, Tally};
pub use encode::{KeyPart, after_prefix, encode};
pub use engine::Dir;
pub use index::{Index, IndexOf, Range};
pub use keeper::Keeper;
pub use read::{Cursor, PAGE_MOST, Page, Pairs, Read};
pub use row::{Implied, Row, TableDef, from_raw};
pub use tx::Tx;

use crate::base::Failure;
use engine::{Engine, EngineError};

/// How many rows name each file: `[FILES, SHA-256]`.
const FILES: u8 = 0xFA;
/// The number of the store's layout: `[MARK]`.
const MARK: u8 = 0xFB;
/// Rows of each table: `[ROWS, tag]`.
const ROWS: u8 = 0xFC;
/// The next number of each table: `[SEQUENCE, tag]`.
const SEQUENCE: u8 = 0xFD;
/// Counters: `[COUNTER, family, key..]`.
const COUNTER: u8 = 0xFE;

/// The store: cheap to clone, one per process.
#[derive(Clone)]
pub struct Store {
    engine: Arc<dyn Engine>,
    writer: writer::Writer,
    tables: &'static [TableDef],
}

impl Store {
    /// Starts the writer over an open engine.
    pub fn new(engine: Arc<dyn Engine>, tables: &'static [TableDef]) -> Result<Self, Failure> {
        Ok(Store { writer: writer::Writer::start(engine.clone())?, engine, tables })
    }
    /// Runs a write on the writer thread; its result comes when it is on disk. The closure sees every earlier write.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (send, receive) = tokio::sync::oneshot::channel();
        self.writer.submit(work, move |r| drop(send.send(r)))?;
        receive.await.unwrap_or_else(|_| Err(Failure::broken("the store's writer gave no answer")))
    }
    /// The same for threads that may wait: the command line, jobs, generators.
    pub fn write_wait<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.write_queued(work)?.recv().map_err(Failure::broken)?
    }
    /// The same for loaders that keep a few writes under way: the result comes through the channel, in order.
    pub fn write_queued<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<std::sync::mpsc::Receiver<Result<T, Failure>>, Failure> {
        let (send, receive) = std::sync::mpsc::sync_channel(1);
        self.writer.submit(work, move |r| drop(send.send(r)))?;
        Ok(receive)
    }
    /// Removes the files that no row names; those put lately stay, for their row may be on the way. Returns how many went.
    pub fn sweep(&self, blobs: &blobs::Blobs) -> Result<usize, Failure> {
        // When in doubt a file stays.
        let named = |file| self.raw_get(&row::file_key(file)).map_or(true, |rows| rows.is_some());
        blobs.sweep(named).map_err(blobs::BlobError::said)
    }
    /// Checks everything while writes wait: for tests and small stores. Large ones are checked in their backups.
    pub fn check(&self) -> Result<check::Report, Failure> {
        let (engine, tables) = (self.engine.clone(), self.tables);
        self.write_wait(move |_| check::check(&*engine, tables, None, &|_, _| {}).map_err(EngineError::said))
    }
    /// The tables that check, export and import walk.
    pub fn tables(&self) -> &'static [TableDef] {
        self.tables
    }
    /// The number of the last group of writes: it grows with each.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn seq(&self) -> Result<u64, Failure> {
        self.engine.last_seq().map_err(EngineError::said)
    }
    /// The engine, for tests and measurements.
    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.engine
    }
}

impl Read for Store {
    fn raw_get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        self.engine.get(key).map_err(EngineError::said)
    }
    fn raw_scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Pairs, Failure> {
        self.engine.scan(from, to, dir, limit).map_err(EngineError::said)
    }
}

impl EngineError {
    /// As the house says it: what a resident may see is decided by the face.
    pub fn said(self) -> Failure {
        match self {
            EngineError::Recovering | EngineError::Stalled | EngineError::Sequence { .. } => Failure::refused("store-recovering"),
            EngineError::Full => Failure::refused("store-disk-full"),
            e => Failure::broken(e),
        }
    }
}

impl blobs::BlobError {
    /// As the house says it.
    pub fn said(self) -> Failure {
        match self {
            blobs::BlobError::Engine(e) => e.said(),
            e => Failure::broken(e),
        }
    }
}
