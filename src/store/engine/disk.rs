//! The engine of a data folder: journal first, then the store, each synced, on one thread that is watched.
//!
//! ```text
//! <data>/format   the number of this form       <data>/keys      signing and sealing keys
//! <data>/lock     held while the folder is open   <data>/blobs     content-addressed files
//! <data>/store    the keyspace                    <data>/backups   backups, unless told otherwise
//! <data>/journal  every group since the backups   <data>/replaced-N  what a restore moved aside
//! ```

use std::fs::{self, File, OpenOptions};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use fs4::FileExt;

use super::files::{make_dir, size_of, write_whole};
use super::journal::Journal;
use super::recover::{self, Recovered};
use super::sled_engine::SledEngine;
use super::{Dir, Engine, EngineError, EngineStats, FORMAT, Op, Pair, admit, swap};

/// How a data folder is opened.
#[derive(Debug, Clone)]
pub struct DiskOptions {
    /// Bytes of memory for pages of the store.
    pub cache: u64,
    /// Bytes of a journal segment.
    pub segment: u64,
    /// Groups are refused as [`EngineError::Full`] while fewer bytes than this are free.
    pub reserve: u64,
    /// A group that takes longer makes the engine read-only.
    pub stall: Duration,
    /// Folders with backups, besides `<data>/backups`, from which a damaged store may be made again.
    pub backups: Vec<PathBuf>,
    /// Makes the store again from backup and journal although it opens: the way out when a check found damage.
    pub rebuild: bool,
    /// Whether groups are synced. The power-cut test turns it off to show that it sees the difference.
    #[doc(hidden)]
    pub sync: bool,
}

impl Default for DiskOptions {
    fn default() -> Self {
        Self {
            cache: 256 << 20,
            segment: 16 << 20,
            reserve: 64 << 20,
            stall: Duration::from_secs(10),
            backups: Vec::new(),
            rebuild: false,
            sync: true,
        }
    }
}

impl DiskOptions {
    /// For tests and trial runs: little memory, little disk.
    pub fn small() -> Self {
        Self { cache: 16 << 20, segment: 256 << 10, reserve: 1 << 20, ..Self::default() }
    }
}

type Group = (u64, Vec<Op>, SyncSender<Result<(), EngineError>>);

/// The engine of an open data folder.
#[derive(Debug)]
pub struct DiskEngine {
    pub(crate) data: PathBuf,
    pub(crate) store: Arc<SledEngine>,
    pub(crate) backed_up: AtomicU64,
    /// Held while a backup is taken.
    pub(crate) backup: Mutex<()>,
    journal: Arc<Mutex<Journal>>,
    groups: Option<SyncSender<Group>>,
    committer: Option<JoinHandle<()>>,
    read_only: AtomicBool,
    options: DiskOptions,
    _lock: File,
}

impl DiskEngine {
    /// Opens the data folder, making it when it is absent. Also says what had to be recovered.
    pub fn open(data: &Path, options: DiskOptions) -> Result<(Self, Vec<Recovered>), EngineError> {
        make_dir(data)?;
        let lock = lock(data)?;
        check_format(data)?;
        swap::finish(data)?;
        let opened = recover::open(data, &options)?;
        let store = Arc::new(opened.store);
        let journal = Arc::new(Mutex::new(opened.journal));
        let (groups, committer) = start(Arc::clone(&store), Arc::clone(&journal))?;
        let engine = Self {
            data: data.to_owned(),
            store,
            backed_up: AtomicU64::new(opened.backed_up),
            backup: Mutex::new(()),
            journal,
            groups: Some(groups),
            committer: Some(committer),
            read_only: AtomicBool::new(false),
            options,
            _lock: lock,
        };
        Ok((engine, opened.recovered))
    }

    /// Whether a process has the data folder open.
    pub fn is_open(data: &Path) -> bool {
        data.join("lock").exists() && matches!(lock(data), Err(EngineError::Locked))
    }

    /// The journal's folder.
    pub(crate) fn journal_dir(&self) -> PathBuf {
        self.data.join("journal")
    }

    /// The journal between two groups; a disk that hangs in the middle of one is an error, not a wait for ever.
    pub(crate) fn journal(&self) -> Result<MutexGuard<'_, Journal>, EngineError> {
        let begun = Instant::now();
        loop {
            match self.journal.try_lock() {
                Ok(journal) => return Ok(journal),
                Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) if begun.elapsed() > self.options.stall => return Err(EngineError::Stalled),
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    pub(crate) fn options(&self) -> &DiskOptions {
        &self.options
    }

    fn hand_over(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        let (answer, result) = mpsc::sync_channel(1);
        let sent = self.groups.as_ref().is_some_and(|groups| groups.try_send((seq, ops.to_vec(), answer)).is_ok());
        if !sent {
            return Err(EngineError::ReadOnly);
        }
        match result.recv_timeout(self.options.stall) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => Err(EngineError::Stalled),
            Err(RecvTimeoutError::Disconnected) => Err(EngineError::Damaged("writing stopped unexpectedly".into())),
        }
    }
}

impl Engine for DiskEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        self.store.get(key)
    }

    fn scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Vec<Pair>, EngineError> {
        self.store.scan(from, to, dir, limit)
    }

    fn commit(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        if self.read_only.load(Ordering::Acquire) {
            return Err(EngineError::ReadOnly);
        }
        admit(self.store.last_seq()?, seq, ops)?;
        if fs4::available_space(&self.data)? < self.options.reserve {
            return Err(EngineError::Full);
        }
        self.hand_over(seq, ops).inspect_err(|_| self.read_only.store(true, Ordering::Release))
    }

    fn claim(&self) -> Result<(), EngineError> {
        raise_format(&self.data, FORMAT)
    }

    fn last_seq(&self) -> Result<u64, EngineError> {
        self.store.last_seq()
    }

    fn stats(&self) -> EngineStats {
        EngineStats {
            journal_bytes: size_of(&self.journal_dir()),
            backed_up_seq: self.backed_up.load(Ordering::Acquire),
            read_only: self.read_only.load(Ordering::Acquire),
            ..self.store.stats()
        }
    }
}

impl Drop for DiskEngine {
    fn drop(&mut self) {
        self.groups = None;
        // A committer that hangs in a disk call would hang the exit as well.
        if let Some(committer) = self.committer.take()
            && (!self.read_only.load(Ordering::Acquire) || committer.is_finished())
        {
            let _ = committer.join();
        }
    }
}

fn start(store: Arc<SledEngine>, journal: Arc<Mutex<Journal>>) -> Result<(SyncSender<Group>, JoinHandle<()>), EngineError> {
    let (groups, queue) = mpsc::sync_channel::<Group>(1);
    let committer = thread::Builder::new().name("lianxin-commit".into()).spawn(move || {
        for (seq, ops, answer) in queue {
            let commit = || {
                journal.lock().unwrap_or_else(PoisonError::into_inner).append(&ops)?;
                store.commit(seq, &ops)
            };
            let result = catch_unwind(AssertUnwindSafe(commit))
                .unwrap_or_else(|_| Err(EngineError::Damaged("writing stopped unexpectedly".into())));
            let failed = result.is_err();
            let _ = answer.send(result);
            if failed {
                return;
            }
        }
    })?;
    Ok((groups, committer))
}

/// How long a lock may last that belongs to an engine just being dropped.
const LINGER: Duration = Duration::from_secs(1);

/// Takes the folder for this process.
pub(crate) fn lock(data: &Path) -> Result<File, EngineError> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(data.join("lock"))?;
    let begun = Instant::now();
    loop {
        match FileExt::try_lock(&file) {
            Ok(()) => return Ok(file),
            Err(fs4::TryLockError::WouldBlock) if begun.elapsed() < LINGER => thread::sleep(LINGER / 50),
            Err(fs4::TryLockError::WouldBlock) => return Err(EngineError::Locked),
            Err(fs4::TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}

/// Refuses what a later program wrote and notes our own format in a new folder.
pub(crate) fn check_format(data: &Path) -> Result<(), EngineError> {
    match format(data)? {
        None => write_format(data, FORMAT),
        Some(found) if found > FORMAT => Err(EngineError::Newer { found, known: FORMAT }),
        Some(_) => Ok(()),
    }
}

/// Notes that the folder has at least this format.
pub(crate) fn raise_format(data: &Path, to: u32) -> Result<(), EngineError> {
    if format(data)?.is_none_or(|found| found < to) { write_format(data, to) } else { Ok(()) }
}

fn write_format(data: &Path, format: u32) -> Result<(), EngineError> {
    Ok(write_whole(&data.join("format"), format!("lianxin {format}\n").as_bytes())?)
}

fn format(data: &Path) -> Result<Option<u32>, EngineError> {
    let text = match fs::read_to_string(data.join("format")) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let number = text.trim().strip_prefix("lianxin ").and_then(|number| number.parse().ok());
    number.map(Some).ok_or_else(|| EngineError::Damaged("the format file of the data folder is unreadable".into()))
}
