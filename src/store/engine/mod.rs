//! The contract of a storage engine: one byte-ordered keyspace, atomic groups, one writer.
//!
//! Keys that begin with the byte 0 belong to the engine itself; they can be neither read nor written
//! through this trait. Every other key holds a value of at most [`VALUE_MAX`] bytes.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub mod backup;
mod behind;
mod build;
mod disk;
pub(crate) mod files;
pub(crate) mod frame;
mod heal;
mod history;
mod journal;
mod live;
mod memory;
mod rebuild;
mod recover;
mod sled_engine;
mod swap;

pub use build::{LOAD_MOST, Staged};
pub use disk::{DiskEngine, DiskOptions, RESERVE};
pub use history::History;
pub use memory::MemoryEngine;
pub use recover::{Doubt, Recovered};

/// The longest key, in bytes.
pub const KEY_MAX: usize = 512;
/// The longest value, in bytes; anything larger is a blob.
pub const VALUE_MAX: usize = 64 * 1024;
/// The number of the form of data folders and backups that this program writes. Programs of format 1 do not know the mark
/// of a store's layout (`store/layout.rs`): they would write rows without the entries and counts that later ones rely on.
/// Those of format 2 do not ask whether a backup and a journal are of one history.
pub const FORMAT: u32 = 3;

/// The folder in a data folder in which a backup is tried.
pub const SCRATCH: &str = "drill";

/// Pairs of a page when everything is walked.
const PAGE: usize = 512;

/// A key with its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// One change of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Sets the value of a key.
    Put(Vec<u8>, Vec<u8>),
    /// Removes a key; removing an absent key is no error.
    Del(Vec<u8>),
}

impl Op {
    /// The key that the change concerns.
    pub fn key(&self) -> &[u8] {
        match self {
            Op::Put(key, _) | Op::Del(key) => key,
        }
    }
}

/// The order of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dir {
    /// Ascending keys, from the lower bound.
    Forward,
    /// Descending keys, from the upper bound.
    Backward,
}

/// One keyspace in which groups of changes become durable together.
pub trait Engine: Send + Sync + 'static {
    /// The value of `key`.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError>;

    /// At most `limit` pairs whose keys lie in `[from, to)`, in `dir` order.
    /// A scan is not a snapshot: groups committed meanwhile may be seen in part.
    fn scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Vec<Pair>, EngineError>;

    /// Applies the group atomically; it is on disk when this returns. Only the one writer thread calls it.
    /// `seq` is [`Engine::last_seq`] plus one. After [`EngineError::Full`], [`EngineError::TooLong`] and
    /// [`EngineError::Sequence`] nothing has changed and the engine goes on; after any other error whether the
    /// group survives is unknown until the engine is [ready](Engine::ready) again, and it refuses further groups until then.
    fn commit(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError>;

    /// Waits until groups are taken and gives the number of the last one: a group that failed is there if that is its own.
    /// Time in which the machine was paused does not count.
    ///
    /// # Errors
    /// [`EngineError::Recovering`] when that takes longer than `patience`.
    fn ready(&self, _patience: Duration) -> Result<u64, EngineError> {
        self.last_seq()
    }

    /// Refuses the store to programs of an earlier format from here on.
    fn claim(&self) -> Result<(), EngineError> {
        Ok(())
    }

    /// The number of the last group applied; 0 in a new store.
    fn last_seq(&self) -> Result<u64, EngineError>;

    /// Sizes and state, for the office's status page and the logs.
    fn stats(&self) -> EngineStats;
}

/// Sizes and state of an engine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EngineStats {
    /// Bytes on disk of the keyspace, without journal and blobs.
    pub store_bytes: u64,
    /// Bytes on disk of the journal.
    pub journal_bytes: u64,
    /// The number of the last group applied.
    pub last_seq: u64,
    /// The number of the last group that a verified backup holds; 0 when there is none.
    pub backed_up_seq: u64,
    /// Whether the engine has stopped taking groups.
    pub read_only: bool,
}

/// What is wrong with a key file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// It is not there.
    #[error("is missing")]
    Missing,
    /// It is longer or shorter than a key.
    #[error("does not have the length of a key")]
    Length,
    /// It is another key than the store was written with.
    #[error("is not the key that the data was sealed with")]
    Changed,
}

/// Why an engine could not do what was asked. Messages name no path: the command line adds it.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Another process has the data folder open.
    #[error("the data folder is in use by another process")]
    Locked,
    /// Too little space is left; nothing was written.
    #[error("the disk is full")]
    Full,
    /// The store, the journal or a value is not what was written.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// Of the groups that were acknowledged, these are nowhere to be found: the store can be made again only up to the one
    /// before. That is done when it is asked for ([`DiskOptions::rebuild`]), never by itself.
    #[error("the groups {from} to {to} are missing: {cause}")]
    Gap {
        /// The first that is missing.
        from: u64,
        /// The last that is known to have been written.
        to: u64,
        /// What is damaged.
        cause: String,
    },
    /// A key file is not the one that the store knows; nothing was done with it.
    #[error("the key file {name} {fault}")]
    Key {
        /// The file's name in the folder `keys`.
        name: &'static str,
        fault: KeyFault,
        /// A backup that has the right one.
        backup: Option<PathBuf>,
    },
    /// A later program wrote the data folder.
    #[error("the data folder has format {found}, this program knows formats up to {known}")]
    Newer {
        /// The format found.
        found: u32,
        /// The newest format that this program reads.
        known: u32,
    },
    /// An earlier error stopped writing, and is being seen to: [`Engine::ready`] waits for it. Reading goes on, except for
    /// the moment in which the store is opened anew.
    #[error("the store takes no writes while it recovers from an earlier error")]
    Recovering,
    /// A group took too long. What becomes of it shows once the engine is [ready](Engine::ready).
    #[error("the disk did not answer in time")]
    Stalled,
    /// A key or a value exceeds its bound, or a key is empty or reserved.
    #[error("a {what} of {size} bytes is out of bounds")]
    TooLong {
        /// `key` or `value`.
        what: &'static str,
        /// Its length in bytes.
        size: usize,
    },
    /// A group was not numbered one above the last.
    #[error("group {found} where {expected} was due")]
    Sequence {
        /// The number that was due.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// The operating system reported an error.
    #[error("input or output failed: {0}")]
    Io(io::Error),
}

impl From<io::Error> for EngineError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            _ => Self::Io(error),
        }
    }
}

/// The history of a data folder, whether it is open or not; none when it has no journal that can be read.
pub(crate) fn history_of(data: &Path) -> Result<Option<History>, EngineError> {
    journal::history_of(&data.join("journal"))
}

/// Checks the number and the bounds of a group before anything of it is written.
pub(crate) fn admit(last: u64, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
    if seq != last + 1 {
        return Err(EngineError::Sequence { expected: last + 1, found: seq });
    }
    for op in ops {
        let key = op.key();
        if key.len() > KEY_MAX || key.first().is_none_or(|&tag| tag == 0) {
            return Err(EngineError::TooLong { what: "key", size: key.len() });
        }
        if let Op::Put(_, value) = op
            && value.len() > VALUE_MAX
        {
            return Err(EngineError::TooLong { what: "value", size: value.len() });
        }
    }
    Ok(())
}

/// Hands every pair with a key in `[from, to)` to `each`, in key order, with one page in memory at a time.
pub(crate) fn walk<E: From<EngineError>>(
    engine: &dyn Engine,
    from: &[u8],
    to: &[u8],
    mut each: impl FnMut(&[u8], &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut from = from.to_vec();
    loop {
        let page = engine.scan(&from, to, Dir::Forward, PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        from.clone_from(last);
        from.push(0);
        page.iter().try_for_each(|(key, value)| each(key, value))?;
    }
}

/// The bounds of a scan without the engine's own keys; `None` when nothing is left.
pub(crate) fn clamp<'a>(from: &'a [u8], to: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let from = if from.first().is_none_or(|&tag| tag == 0) { &[1] } else { from };
    (from < to).then_some((from, to))
}
