//! Which life of a data folder something belongs to.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::EngineError;

/// The name of a history: groups with the same name and number are the same group. Every journal begins one, so a fresh
/// folder, a restore, an import and a journal that had to be renewed have each their own; store and backups bear the name of
/// the journal that they belong to. Written as hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct History([u8; 16]);

impl History {
    /// A name that nothing bears yet.
    pub(crate) fn new() -> Result<Self, EngineError> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|error| EngineError::Io(std::io::Error::other(error.to_string())))?;
        Ok(Self(id))
    }

    /// The name with these bytes.
    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub(crate) fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "History({self})")
    }
}

impl From<History> for String {
    fn from(history: History) -> Self {
        history.to_string()
    }
}

/// A text that names no history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a history")]
pub struct NoHistory;

impl FromStr for History {
    type Err = NoHistory;

    fn from_str(text: &str) -> Result<Self, NoHistory> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_cause| NoHistory)?;
        bytes.try_into().map(Self).map_err(|_cause: Vec<u8>| NoHistory)
    }
}

impl TryFrom<String> for History {
    type Error = NoHistory;

    fn try_from(text: String) -> Result<Self, NoHistory> {
        text.parse()
    }
}
