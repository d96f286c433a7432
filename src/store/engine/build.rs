//! Making the content of a data folder anew, all of it or nothing: restores and imports.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::disk::{DiskOptions, check_format, lock};
use super::files::make_dir;
use super::journal::Journal;
use super::sled_engine::SledEngine;
use super::{Engine, EngineError, Op, swap};

/// Most rows of a group while loading: larger batches make sled's memory grow out of bounds.
pub const LOAD_MOST: usize = 64;
/// Groups between two waits for the disk.
const FLUSH: u64 = 256;

/// A data folder in the making, beside the present one. Dropped before [`Staged::take_place`] it leaves no trace.
pub struct Staged {
    data: PathBuf,
    dir: PathBuf,
    options: DiskOptions,
    store: Option<SledEngine>,
    groups: u64,
    _lock: File,
}

impl Staged {
    /// Begins in `data`, which no process may have open.
    pub fn begin(data: &Path, options: &DiskOptions) -> Result<Self, EngineError> {
        make_dir(data)?;
        let lock = lock(data)?;
        check_format(data)?;
        swap::finish(data)?;
        let dir = swap::stage(data)?;
        make_dir(&dir.join("keys"))?;
        make_dir(&dir.join("blobs"))?;
        let store = SledEngine::open(&dir.join("store"), options.cache, options.sync)?;
        Ok(Self { data: data.to_owned(), dir, options: options.clone(), store: Some(store), groups: 0, _lock: lock })
    }

    /// The folder of key files.
    pub fn keys(&self) -> PathBuf {
        self.dir.join("keys")
    }

    /// The folder of blobs.
    pub fn blobs(&self) -> PathBuf {
        self.dir.join("blobs")
    }

    /// The new store.
    pub fn engine(&self) -> Result<&dyn Engine, EngineError> {
        self.store().map(|store| store as &dyn Engine)
    }

    fn store(&self) -> Result<&SledEngine, EngineError> {
        self.store.as_ref().ok_or(EngineError::Recovering)
    }

    /// Applies a group and says that the store is now at `seq`.
    pub fn apply(&mut self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        self.store()?.apply(seq, ops)?;
        self.groups += 1;
        if self.groups.is_multiple_of(FLUSH) { self.store()?.harden() } else { Ok(()) }
    }

    /// Puts what was made in the place of what the folder held. Returns where that is now, if there was any.
    pub fn take_place(mut self) -> Result<Option<PathBuf>, EngineError> {
        let store = self.store.take().ok_or(EngineError::Recovering)?;
        let next = store.last_seq()? + 1;
        let journal = Journal::begin(&self.dir.join("journal"), next, self.options.segment, self.options.sync)?;
        store.belong_to(journal.history())?;
        store.harden()?;
        drop((store, journal));
        let aside = swap::decide(&self.data)?;
        Ok(Some(aside).filter(|aside| fs::read_dir(aside).is_ok_and(|mut all| all.next().is_some())))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Whatever cannot be removed now is removed when the folder is next opened.
        if self.store.take().is_some() {
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}
