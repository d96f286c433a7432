//! What an installation did, so that it can be taken back.
use serde::{Deserialize, Serialize};

use super::{Root, STATE};
use crate::base::{Failure, Reason};

/// The only form there is.
const VERSION: u32 = 1;

/// The record of an installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Form of the record.
    pub version: u32,
    /// Folders that were made, parents first.
    pub dirs: Vec<String>,
    /// Files that were written.
    #[serde(default)]
    pub files: Vec<Entry>,
}

/// A file that was written, or is about to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// From the root.
    pub path: String,
    /// SHA-256 of what was written; two while one takes the place of the other.
    pub ours: Vec<String>,
    pub mode: u32,
    /// What stood there before the first installation.
    pub before: Option<Before>,
}

/// A foreign file that gave way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// Where its copy lies.
    pub copy: String,
    /// SHA-256 of it.
    pub sha256: String,
    pub mode: u32,
    pub uid: u32,
    pub gid: u32,
}

impl Default for Manifest {
    fn default() -> Self {
        Manifest { version: VERSION, dirs: Vec::new(), files: Vec::new() }
    }
}

impl Manifest {
    /// Where it lies.
    #[must_use]
    pub fn path() -> String {
        format!("{STATE}/manifest.toml")
    }
    /// The record under a root, if there is one.
    ///
    /// # Errors
    /// `Refused` when it cannot be read or is of a later program.
    pub fn read(root: &Root) -> Result<Option<Self>, Failure> {
        let Some(found) = root.read(&Self::path())? else { return Ok(None) };
        let unreadable = || Failure::Refused(Reason::new("install-manifest-unreadable").arg("path", Self::path()));
        let text = String::from_utf8(found.content).map_err(|_cause| unreadable())?;
        let manifest: Self = toml::from_str(&text).map_err(|_cause| unreadable())?;
        if manifest.version != VERSION {
            return Err(Failure::refused("install-manifest-newer"));
        }
        Ok(Some(manifest))
    }
    /// Writes it, unless it stands there already.
    ///
    /// # Errors
    /// As [`Root::write`].
    pub fn save(&self, root: &Root) -> Result<(), Failure> {
        let text = toml::to_string(self).map_err(Failure::broken)?.into_bytes();
        if root.read(&Self::path())?.is_some_and(|found| found.content == text) {
            return Ok(());
        }
        root.write(&Self::path(), &text, 0o600)
    }
    /// The entry of a path.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<&Entry> {
        self.files.iter().find(|e| e.path == path)
    }
    /// Puts an entry in the place of the one of the same path, or at the end.
    pub(super) fn note(&mut self, entry: Entry) {
        match self.files.iter_mut().find(|e| e.path == entry.path) {
            Some(old) => *old = entry,
            None => self.files.push(entry),
        }
    }
}
