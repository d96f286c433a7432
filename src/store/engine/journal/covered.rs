//! Which backups cover the journal.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::super::EngineError;
use super::super::files::write_whole;

/// A verified backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cover {
    /// The last group that it holds.
    pub(crate) seq: u64,
    /// The file, as it was named then.
    pub(crate) path: PathBuf,
}

/// The verified backups of this journal, oldest first. Two are kept, and the journal since the older, so that one
/// unreadable backup loses nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Covered(pub(crate) Vec<Cover>);

impl Covered {
    fn file(dir: &Path) -> PathBuf {
        dir.join("covered")
    }

    /// Reads the list; an absent file is an empty list, an unreadable line is left out.
    pub(crate) fn read(dir: &Path) -> Result<Self, EngineError> {
        let text = match fs::read_to_string(Self::file(dir)) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            other => other?,
        };
        let cover = |line: &str| {
            let (seq, path) = line.split_once(' ')?;
            Some(Cover { seq: seq.parse().ok()?, path: PathBuf::from(path) })
        };
        Ok(Self(text.lines().filter_map(cover).collect()))
    }

    /// Adds a backup and returns the last group that may now be forgotten.
    pub(crate) fn add(&mut self, dir: &Path, cover: Cover) -> Result<u64, EngineError> {
        self.0.retain(|known| known.path != cover.path && known.seq < cover.seq);
        self.0.push(cover);
        self.0.drain(..self.0.len().saturating_sub(2));
        let lines = self.0.iter().map(|cover| format!("{} {}\n", cover.seq, cover.path.display()));
        write_whole(&Self::file(dir), lines.collect::<String>().as_bytes())?;
        Ok(if self.0.len() > 1 { self.0.first().map_or(0, |cover| cover.seq) } else { 0 })
    }

    /// The last group that a verified backup holds; 0 without one.
    pub(crate) fn seq(&self) -> u64 {
        self.0.last().map_or(0, |cover| cover.seq)
    }
}
