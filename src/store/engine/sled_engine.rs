//! The engine on sled 0.34: one tree, every value checksummed, our own `fdatasync` after sled's flush.
//!
//! sled's `flush` asks Linux for `sync_file_range`, which survives a crash but no power cut; it never
//! syncs the files it keeps beside the log for large nodes. Both are done here, in that order of need.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::files::{make_dir, size_of, sync_dir, sync_tree};
use super::frame::{seal, unseal};
use super::{Dir, Engine, EngineError, EngineStats, History, Op, Pair, admit, clamp};

const SEQ_KEY: &[u8] = &[0, b's', b'e', b'q'];
const HISTORY_KEY: &[u8] = &[0, b'h', b'i', b's'];
const FLUSH_EVERY_MS: u64 = 500;

/// A keyspace in a folder of sled's.
#[derive(Debug)]
pub(crate) struct SledEngine {
    db: sled::Db,
    dir: PathBuf,
    log: File,
    large: Mutex<HashSet<OsString>>,
    seq: AtomicU64,
    sync: bool,
}

impl SledEngine {
    /// Opens or makes the store in `dir`. `sync: false` leaves out what makes groups survive a power cut; only the
    /// test that shows the need for it says so.
    pub(crate) fn open(dir: &Path, cache: u64, sync: bool) -> Result<Self, EngineError> {
        make_dir(dir)?;
        let config = sled::Config::new().path(dir).cache_capacity(cache).flush_every_ms(Some(FLUSH_EVERY_MS));
        let db = open_db(&config)?;
        if sync {
            sync_tree(dir)?;
        }
        let log = File::open(dir.join("db"))?;
        let engine = Self { db, dir: dir.to_owned(), log, large: Mutex::default(), seq: AtomicU64::new(0), sync };
        let seq = match engine.value(SEQ_KEY)? {
            Some(bytes) => u64::from_le_bytes(
                bytes.try_into().map_err(|_cause: Vec<u8>| EngineError::Damaged("the group number has a wrong length".into()))?,
            ),
            None if engine.is_empty()? => 0,
            None => return Err(EngineError::Damaged("the group number is missing".into())),
        };
        engine.seq.store(seq, Ordering::Release);
        Ok(engine)
    }

    fn is_empty(&self) -> Result<bool, EngineError> {
        // The engine's own keys are no content.
        guarded(|| self.db.range([1u8]..).next().transpose()).map(|first| first.is_none())
    }

    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        guarded(|| self.db.get(key))?.map(|sealed| open_value(key, &sealed)).transpose()
    }

    /// The history that the store belongs to; none where an earlier program wrote it.
    pub(crate) fn history(&self) -> Result<Option<History>, EngineError> {
        let wrong = |_cause: Vec<u8>| EngineError::Damaged("the name of the store's history has a wrong length".into());
        self.value(HISTORY_KEY)?.map(|bytes| bytes.try_into().map(History::from_bytes).map_err(wrong)).transpose()
    }

    /// Says which history it belongs to; on disk when this returns.
    pub(crate) fn belong_to(&self, history: History) -> Result<(), EngineError> {
        if self.history()? == Some(history) {
            return Ok(());
        }
        guarded(|| self.db.insert(HISTORY_KEY, seal(HISTORY_KEY, history.as_bytes())))?;
        self.harden()
    }

    /// Applies a group without waiting for the disk.
    pub(crate) fn apply(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        let mut batch = sled::Batch::default();
        for op in ops {
            match op {
                Op::Put(key, value) => batch.insert(key.as_slice(), seal(key, value)),
                Op::Del(key) => batch.remove(key.as_slice()),
            }
        }
        batch.insert(SEQ_KEY, seal(SEQ_KEY, &seq.to_le_bytes()));
        guarded(|| self.db.apply_batch(batch))?;
        self.seq.store(seq, Ordering::Release);
        Ok(())
    }

    /// Returns when everything applied so far is on disk.
    pub(crate) fn harden(&self) -> Result<(), EngineError> {
        guarded(|| self.db.flush())?;
        if self.sync {
            self.sync_large()?;
            self.log.sync_data()?;
        }
        Ok(())
    }

    /// Nodes above 128 KiB lie in files of their own, which sled never syncs.
    fn sync_large(&self) -> Result<(), EngineError> {
        let dir = self.dir.join("blobs");
        let mut synced = self.large.lock().unwrap_or_else(PoisonError::into_inner);
        let mut now = HashSet::new();
        let mut added = false;
        for entry in fs::read_dir(&dir)? {
            let name = entry?.file_name();
            if !synced.contains(&name) {
                match File::open(dir.join(&name)) {
                    Ok(file) => file.sync_all()?,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(error.into()),
                }
                added = true;
            }
            now.insert(name);
        }
        if added {
            sync_dir(&dir)?;
        }
        *synced = now;
        Ok(())
    }
}

impl Engine for SledEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        if key.first() == Some(&0) { Ok(None) } else { self.value(key) }
    }

    fn scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Vec<Pair>, EngineError> {
        let Some((from, to)) = clamp(from, to) else {
            return Ok(Vec::new());
        };
        let found = guarded(|| {
            let range = self.db.range(from..to);
            match dir {
                Dir::Forward => range.take(limit).collect::<Result<Vec<_>, _>>(),
                Dir::Backward => range.rev().take(limit).collect(),
            }
        })?;
        found.into_iter().map(|(key, sealed)| Ok((key.to_vec(), open_value(&key, &sealed)?))).collect()
    }

    fn commit(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        admit(self.seq.load(Ordering::Acquire), seq, ops)?;
        self.apply(seq, ops)?;
        self.harden()
    }

    fn last_seq(&self) -> Result<u64, EngineError> {
        Ok(self.seq.load(Ordering::Acquire))
    }

    fn stats(&self) -> EngineStats {
        EngineStats { store_bytes: size_of(&self.dir), last_seq: self.seq.load(Ordering::Acquire), ..EngineStats::default() }
    }
}

/// sled lets go of its files a little after its handle is dropped; whoever holds the data folder's own lock waits.
fn open_db(config: &sled::Config) -> Result<sled::Db, EngineError> {
    let mut patience = 100;
    loop {
        match guarded(|| config.open()) {
            Err(EngineError::Locked) if patience > 0 => {
                patience -= 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            other => return other,
        }
    }
}

fn open_value(key: &[u8], sealed: &[u8]) -> Result<Vec<u8>, EngineError> {
    unseal(key, sealed).map(<[u8]>::to_vec).ok_or_else(|| {
        let tag = key.first().copied().unwrap_or_default();
        EngineError::Damaged(format!("a value under tag {tag} does not match its checksum"))
    })
}

/// Runs a call into sled: it panics on some damage, and that is an error like any other here.
fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, EngineError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(translate),
        Err(_) => Err(EngineError::Damaged("the storage library gave up on what it read".into())),
    }
}

fn translate(error: sled::Error) -> EngineError {
    match error {
        sled::Error::Io(cause) if cause.to_string().contains("could not acquire lock") => EngineError::Locked,
        sled::Error::Io(cause) => EngineError::from(cause),
        other => EngineError::Damaged(other.to_string()),
    }
}
