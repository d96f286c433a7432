//! Backups: one file per backup, independent of the engine, with the blobs it names beside it.
//!
//! `<folder>/lianxin-20261121-221400-000000001234.backup` holds the rows, the groups committed while they were read,
//! the key files and the names of the blobs; `<folder>/blobs` holds the blobs of all backups in the folder, each once.
//! The same file restores, upgrades and moves a store to another engine.

mod copy;
mod file;
mod keep;
mod restore;
mod take;

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use copy::copy;
pub(crate) use file::read_keys as key_files;
pub(crate) use keep::is_plain;
pub use keep::{expired, latest, thin_out};
pub(crate) use restore::load;
pub use restore::{Restored, restore, verify};
pub(crate) use take::blob_error;
pub use take::{Proof, Taken};

use super::journal::Cover;
use super::{Dir, Engine, EngineError, History, KEY_MAX, PAGE, Pair};
use sha2::{Digest, Sha256};

/// What a backup holds, written at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout of the file.
    pub format: u32,
    /// The program that wrote it.
    pub program: String,
    /// The history whose groups it holds; none where an earlier program wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// When it was begun, in the office's time, as `2026-11-21T22:14:00`.
    pub stamp: String,
    /// The last group that all rows surely include.
    pub from_seq: u64,
    /// The last group it holds.
    pub to_seq: u64,
    /// How many rows it holds.
    pub rows: u64,
    /// How many groups follow the rows.
    pub groups: u64,
    /// How many key files it holds.
    pub keys: u64,
    /// Where they begin, in bytes; 0 where an earlier program wrote it.
    #[serde(default)]
    pub keys_at: u64,
    /// How many blobs it names.
    pub blobs: u64,
    pub blob_bytes: u64,
    /// How many blobs of the folder were damaged and in no backup: they are missing in it.
    #[serde(default)]
    pub lost: u64,
    /// Where the names of the blobs begin, in bytes.
    pub blobs_at: u64,
    /// SHA-256 of the file up to the manifest, in hexadecimal.
    pub sha256: String,
    /// What a store restored from it contained, when that was tried.
    pub state: Option<State>,
}

impl Manifest {
    /// Reads the manifest at the end of a backup; the rest is not looked at.
    pub fn read(path: &Path) -> Result<Self, EngineError> {
        file::read_manifest(path)
    }

    /// As a journal remembers it that goes on from it; `path` is where it lies.
    pub(crate) fn cover(&self, path: PathBuf) -> Cover {
        Cover { seq: self.to_seq, sha256: Some(self.sha256.clone()), path }
    }
}

/// All that a store contains, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over all keys and values in key order, in hexadecimal.
    pub sha256: String,
}

impl State {
    /// Scans the whole engine.
    pub fn of(engine: &dyn Engine, progress: &dyn Fn(Progress)) -> Result<Self, EngineError> {
        let mut hash = Sha256::new();
        let mut rows = 0;
        scan_all(engine, |page| {
            for (key, value) in page {
                hash.update((key.len() as u32).to_le_bytes());
                hash.update(key);
                hash.update((value.len() as u32).to_le_bytes());
                hash.update(value);
            }
            rows += page.len() as u64;
            progress(Progress { step: Step::Compare, done: rows, total: None });
            Ok(())
        })?;
        Ok(Self { rows, sha256: data_encoding::HEXLOWER.encode(&hash.finalize()) })
    }
}

/// The steps of a backup or a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading or writing rows.
    Rows,
    /// Reading or applying the groups after them.
    Groups,
    /// Copying blobs.
    Blobs,
    /// Reading the finished file once more.
    Verify,
    /// Comparing a restored store with what it should be.
    Compare,
}

/// How far a backup or a restore has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is going on.
    pub step: Step,
    /// How many rows, groups or blobs are done.
    pub done: u64,
    /// How many there are, where that is known.
    pub total: Option<u64>,
}

/// Hands every row to `each`, in pages, in key order.
pub(crate) fn scan_all(engine: &dyn Engine, mut each: impl FnMut(&[Pair]) -> Result<(), EngineError>) -> Result<(), EngineError> {
    let end = vec![0xff; KEY_MAX + 1];
    let mut from = vec![1];
    loop {
        let page = engine.scan(&from, &end, Dir::Forward, PAGE)?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        from.clone_from(last);
        from.push(0);
        each(&page)?;
    }
}

/// The finished backups in a folder, by name; empty when there is no such folder.
pub fn list(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let named = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).and_then(keep::stamp).is_some();
    let mut paths = entries.flatten().map(|entry| entry.path()).filter(named).collect::<Vec<_>>();
    paths.sort();
    paths
}
