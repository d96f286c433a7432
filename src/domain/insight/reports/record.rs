use serde::{Deserialize, Serialize};

use super::definition::Uses;
use crate::{
    base::{Id, Stamp},
    domain::office::who::Actor,
    store::{Row, blobs::BlobId},
};

/// Where a form of the office's own comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A template in TOML, as it was uploaded.
    Toml(String),
    /// The upper level's own workbook, kept as a file.
    Book {
        /// The file's hash.
        blob: [u8; 32],
        /// What it was called.
        file: String,
        /// Bytes.
        size: u32,
    },
}

/// A form of the office's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub id: Id<Report>,
    pub name: String,
    pub source: Source,
    /// What it is filled from, so that it is known who may see it.
    pub uses: Uses,
    /// No longer filled; kept for the record.
    pub retired: bool,
    /// First uploaded.
    pub created: (Actor, Stamp),
    /// Last changed.
    pub changed: (Actor, Stamp),
}

impl Report {
    /// Its name in addresses.
    pub fn code(&self) -> String {
        format!("own-{}", self.id)
    }
    /// The number of such a name.
    pub fn of_code(code: &str) -> Option<Id<Report>> {
        code.strip_prefix("own-")?.parse().ok()
    }
}

impl Row for Report {
    const TAG: u8 = 0x48;
    const NAME: &'static str = "report";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn blobs(&self) -> Vec<BlobId> {
        match &self.source {
            Source::Book { blob, .. } => vec![BlobId::from_bytes(*blob)],
            Source::Toml(_) => Vec::new(),
        }
    }
}
