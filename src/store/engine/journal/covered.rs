//! Which backups cover the journal.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::EngineError;
use super::super::files::write_whole;

/// A verified backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cover {
    /// The last group that it holds.
    pub(crate) seq: u64,
    /// The SHA-256 in its manifest; none where an earlier program wrote the line.
    pub(crate) sha256: Option<String>,
    /// The file, as it was named then.
    pub(crate) path: PathBuf,
}

/// The verified backups of this journal, oldest first. Two are kept, and the journal since the older, so that one
/// unreadable backup loses nothing. The list is a hint: what cannot be read of it is as if it were not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Covered(pub(crate) Vec<Cover>);

impl Covered {
    fn file(dir: &Path) -> PathBuf {
        dir.join("covered")
    }

    /// Reads the list.
    pub(crate) fn read(dir: &Path) -> Self {
        let bytes = fs::read(Self::file(dir)).unwrap_or_default();
        Self(bytes.split(|&byte| byte == b'\n').filter_map(cover).collect())
    }

    /// Adds a backup and returns the last group that may now be forgotten.
    pub(crate) fn add(&mut self, dir: &Path, cover: Cover) -> Result<u64, EngineError> {
        self.0.retain(|known| known.path != cover.path && known.seq < cover.seq);
        self.0.push(cover);
        self.0.drain(..self.0.len().saturating_sub(2));
        let mut lines = Vec::new();
        for cover in &self.0 {
            lines.extend(format!("{} ", cover.seq).into_bytes());
            lines.extend(cover.sha256.iter().flat_map(|sha| format!("{sha} ").into_bytes()));
            lines.extend(cover.path.as_os_str().as_encoded_bytes());
            lines.push(b'\n');
        }
        write_whole(&Self::file(dir), &lines)?;
        Ok(if self.0.len() > 1 { self.0.first().map_or(0, |cover| cover.seq) } else { 0 })
    }

    /// The last group that a verified backup holds; 0 without one.
    pub(crate) fn seq(&self) -> u64 {
        self.0.last().map_or(0, |cover| cover.seq)
    }

    /// Whether the backup with this hash, last group and place is one that this journal goes on from. The hash alone proves
    /// it; a line without one was written for the file of that name and number.
    pub(crate) fn names(&self, sha256: &str, seq: u64, path: &Path) -> bool {
        self.0.iter().any(|cover| match &cover.sha256 {
            Some(sha) => sha == sha256,
            None => cover.seq == seq && cover.path == path,
        })
    }
}

fn cover(line: &[u8]) -> Option<Cover> {
    let mut parts = line.splitn(2, |&byte| byte == b' ');
    let seq = std::str::from_utf8(parts.next()?).ok()?.parse().ok()?;
    let rest = parts.next()?;
    let (sha256, path) = match rest.split_at_checked(65) {
        Some((sha, path)) if sha.strip_suffix(b" ").is_some_and(|sha| sha.iter().all(u8::is_ascii_hexdigit)) => {
            (String::from_utf8(sha.to_vec()).ok().map(|sha| sha.trim_end().to_owned()), path)
        }
        _ => (None, rest),
    };
    Some(Cover { seq, sha256, path: path_of(path)? })
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    let name: OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec());
    Some(name.into())
}
#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    String::from_utf8(bytes.to_vec()).ok().map(OsString::from).map(PathBuf::from)
}
