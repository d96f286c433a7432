//! What was tried or done with backups: a drill restores one beside the office and looks through what comes out, a restore puts
//! one in the place of what the office had. The line of a restore is written in the life that it began.
pub mod log;
mod noun;

pub use noun::NOUN;

use serde::{Deserialize, Serialize};

use super::who::Actor;
use crate::{
    base::{Failure, Id, Stamp, words},
    store::{Dir, Index, IndexOf, Read, Row, Tx},
};

words! {
    /// What was done; `recovery-…` is the text.
    pub enum Kind {
        /// 演练: restored beside the office, looked through, and removed.
        Drill = 0 "drill",
        /// 恢复: put in the place of what the office had.
        Restore = 1 "restore",
    }
}

words! {
    /// What came of it; `recovery-outcome-…` is the text.
    pub enum Outcome {
        /// All of it is there and agrees.
        Sound = 0 "sound",
        /// The rows agree, photos or files are missing or damaged.
        FilesLost = 1 "files-lost",
        /// What was restored does not agree.
        Unsound = 2 "unsound",
        /// The backup cannot be read, or files that it needs are missing.
        Damaged = 3 "damaged",
        /// Its keys are not those that its data was sealed with.
        Keys = 4 "keys",
        /// There was too little space.
        Full = 5 "full",
        /// Something else was in the way; the log says what.
        Failed = 6 "failed",
    }
}

/// One drill or restore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    pub id: Id<Recovery>,
    /// What was done.
    pub kind: Kind,
    /// The backup's file name.
    pub backup: String,
    /// When the backup was taken.
    pub taken: Stamp,
    /// Asked for by; of a restore the sign-in name is in `login`, for accounts may be others in this life.
    pub by: Actor,
    /// The sign-in name of who asked; empty for what the house does by itself.
    pub login: String,
    /// Asked for at.
    pub begun: Stamp,
    pub ended: Stamp,
    /// What came of it.
    pub outcome: Outcome,
    /// Rows that were restored.
    pub rows: u64,
    /// Photos and files that belong to them.
    pub files: u64,
    /// Things that do not agree or are missing.
    pub problems: u64,
}

impl Recovery {
    /// By time.
    pub const BY_TIME: Index<Recovery, Stamp> = Index::many(1, "recovery.time", |r| vec![r.begun]);
    /// By what was done, and time.
    pub const BY_KIND: Index<Recovery, (Kind, Stamp)> = Index::many(2, "recovery.kind", |r| vec![(r.kind, r.begun)]);
}

impl Row for Recovery {
    const TAG: u8 = 0x2E;
    const NAME: &'static str = "recovery";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Recovery::BY_TIME, &Recovery::BY_KIND]
    }
}

/// The latest, newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn latest(read: &impl Read, most: usize) -> Result<Vec<Recovery>, Failure> {
    read.list(&Recovery::BY_TIME.all(), Dir::Backward, most)
}

/// The latest drill.
///
/// # Errors
/// When the store cannot be read.
pub fn last_drill(read: &impl Read) -> Result<Option<Recovery>, Failure> {
    Ok(read.list(&Recovery::BY_KIND.under(Kind::Drill), Dir::Backward, 1)?.pop())
}

/// Restores asked for since a moment, newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn restored_since(read: &impl Read, since: Stamp, most: usize) -> Result<Vec<Recovery>, Failure> {
    let kind = Kind::Restore;
    read.list(&Recovery::BY_KIND.between((kind, since), (kind, Stamp(i64::MAX))), Dir::Backward, most)
}

/// Writes one down, once: what was asked for at the same moment and is there already stays as it is.
///
/// # Errors
/// When the store cannot be read.
pub fn record(tx: &mut Tx<'_>, recovery: Recovery) -> Result<bool, Failure> {
    let (kind, begun) = (recovery.kind, recovery.begun);
    if !tx.list(&Recovery::BY_KIND.under((kind, begun)), Dir::Forward, 1)?.is_empty() {
        return Ok(false);
    }
    let (action, detail) = match kind {
        Kind::Drill => (log::BACKUP_DRILL, recovery.backup.clone()),
        Kind::Restore => (log::BACKUP_RESTORE, format!("{} · {}", recovery.backup, recovery.login)),
    };
    let row = Recovery { id: tx.next_id()?, ..recovery };
    tx.put(&row)?;
    // Who asked may be nobody, or somebody else, in the life that a restore began.
    let by = if kind == Kind::Restore { Actor::System } else { row.by };
    super::audit::note(tx, by, row.ended, action, Some(row.id), &detail)?;
    Ok(true)
}
