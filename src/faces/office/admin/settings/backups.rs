use std::path::{Path, PathBuf};

use crate::store::engine::backup;

/// A backup there is.
pub(super) struct Held {
    pub(super) path: PathBuf,
    pub(super) stamp: String,
    pub(super) rows: u64,
    pub(super) bytes: u64,
}

/// The latest there are, the newest first.
pub(super) fn backups(dir: &Path) -> Vec<Held> {
    let held = |path: PathBuf| {
        let manifest = backup::Manifest::read(&path).ok()?;
        let bytes = std::fs::metadata(&path).map(|m| m.len()).unwrap_or_default() + manifest.blob_bytes;
        Some(Held { stamp: manifest.stamp.replace('T', " "), rows: manifest.rows, bytes, path })
    };
    backup::list(dir).into_iter().rev().take(20).filter_map(held).collect()
}
