//! The engine of a data folder: every group goes into the journal and is synced, on one thread that is watched, then into the
//! store, which a second thread syncs beside the groups that follow.
//!
//! ```text
//! <data>/format   the number of this form       <data>/keys      signing and sealing keys
//! <data>/lock     held while the folder is open   <data>/blobs     content-addressed files
//! <data>/store    the keyspace                    <data>/backups   backups, unless told otherwise
//! <data>/journal  every group since the backups   <data>/replaced-N  what a restore moved aside
//! ```

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use fs4::FileExt;

use super::files::{make_dir, size_of, write_whole};
use super::live::{OpenFolder, State};
use super::recover::{self, How, Recovered};
use super::{Dir, Engine, EngineError, EngineStats, FORMAT, Op, Pair, SCRATCH, admit, heal, swap};

/// Bytes that stay free on the disk: groups that would take of them are refused as [`EngineError::Full`].
pub const RESERVE: u64 = 64 << 20;

/// How a data folder is opened.
#[derive(Debug, Clone)]
pub struct DiskOptions {
    /// Bytes of memory for pages of the store.
    pub cache: u64,
    /// Bytes of a journal segment; to be lowered, never raised, for one that is shorter counts as cut.
    pub segment: u64,
    /// Groups are refused as [`EngineError::Full`] while fewer bytes than this are free.
    pub reserve: u64,
    /// A group that takes longer stops writing until the disk has answered, or the folder was opened anew.
    pub stall: Duration,
    /// How long that may take before it is given up ([`DiskEngine::is_lost`]).
    pub patience: Duration,
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
            reserve: RESERVE,
            stall: Duration::from_secs(10),
            patience: Duration::from_secs(60),
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

/// The engine of an open data folder.
#[derive(Debug)]
pub struct DiskEngine(pub(crate) Arc<OpenFolder>);

impl DiskEngine {
    /// Opens the data folder, making it when it is absent. Also says what had to be recovered.
    pub fn open(data: &Path, options: DiskOptions) -> Result<(Self, Vec<Recovered>), EngineError> {
        make_dir(data)?;
        let lock = lock(data)?;
        check_format(data)?;
        swap::finish(data)?;
        clear_trials(data)?;
        let how = if options.rebuild { How::Asked } else { How::AsUsual };
        let opened = recover::open(data, &options, how)?;
        let recovered = opened.recovered.clone();
        Ok((Self(Arc::new(OpenFolder::new(data, options, lock, opened)?)), recovered))
    }

    /// Whether a process has the data folder open.
    pub fn is_open(data: &Path) -> bool {
        data.join("lock").exists() && matches!(lock(data), Err(EngineError::Locked))
    }

    /// Whether the disk failed and opening anew did not help within [`DiskOptions::patience`]: the process should end, so
    /// that it is started again.
    pub fn is_lost(&self) -> bool {
        self.0.state() == State::Lost
    }

    /// Whether groups are taken at this moment.
    pub fn takes_writes(&self) -> bool {
        self.0.state() == State::Writing
    }

    /// What was made good since the folder was opened, after a read had met damage; waits while that goes on. None when
    /// nothing was, or nothing could be.
    pub fn mended(&self) -> Option<Vec<Recovered>> {
        while self.0.state() == State::Recovering {
            let _ = self.0.ready(MENDING);
        }
        self.0.mended()
    }

    /// The folders of backups that it was opened with.
    pub(crate) fn backups(&self) -> &[PathBuf] {
        &self.0.options.backups
    }

    /// The data folder.
    pub(crate) fn data(&self) -> &Path {
        &self.0.data
    }
}

impl Engine for DiskEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        self.0.live()?.store.get(key).inspect_err(|error| heal::mend(&self.0, error))
    }

    fn scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Vec<Pair>, EngineError> {
        self.0.live()?.store.scan(from, to, dir, limit).inspect_err(|error| heal::mend(&self.0, error))
    }

    fn commit(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        if self.0.state() != State::Writing {
            return Err(EngineError::Recovering);
        }
        let live = self.0.live()?;
        admit(live.store.last_seq()?, seq, ops)?;
        if fs4::available_space(self.data())? < self.0.options.reserve {
            return Err(EngineError::Full);
        }
        live.hand_over(seq, ops, self.0.options.stall).map_err(|fault| heal::begin(&self.0, fault))
    }

    fn ready(&self, patience: Duration) -> Result<u64, EngineError> {
        self.0.ready(patience)?;
        self.last_seq()
    }

    fn claim(&self) -> Result<(), EngineError> {
        raise_format(self.data(), FORMAT)
    }

    fn last_seq(&self) -> Result<u64, EngineError> {
        self.0.live()?.store.last_seq()
    }

    fn stats(&self) -> EngineStats {
        EngineStats {
            journal_bytes: size_of(&self.0.journal_dir()),
            backed_up_seq: self.0.backed_up.load(Ordering::Acquire),
            read_only: self.0.state() != State::Writing,
            ..self.0.live().map(|live| live.store.stats()).unwrap_or_default()
        }
    }
}

impl Drop for DiskEngine {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Removes what a trial of a backup left behind that was cut off.
fn clear_trials(data: &Path) -> Result<(), EngineError> {
    for left in [SCRATCH, "scratch"].map(|name| data.join(name)) {
        if left.exists() {
            fs::remove_dir_all(left)?;
        }
    }
    Ok(())
}

/// How long one look at a folder that is being mended waits.
const MENDING: Duration = Duration::from_secs(60);

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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the desk asks: whether anything is saved at this moment.
    #[test]
    fn whether_writes_are_taken_follows_every_state() {
        let dir = tempfile::tempdir().unwrap();
        let (engine, _) = DiskEngine::open(dir.path(), DiskOptions::small()).unwrap();
        for (state, takes) in [(State::Recovering, false), (State::Writing, true), (State::Lost, false), (State::Closed, false)] {
            engine.0.set(state);
            assert_eq!(engine.takes_writes(), takes, "{state:?}");
            let taken = engine.commit(engine.last_seq().unwrap() + 1, &[Op::Put(vec![9], vec![9])]);
            assert_eq!(taken.is_ok(), takes, "{state:?}: what is said is so");
        }
    }
}
