//! The print queue: papers sent straight to a printer, with failures and retries to see.
use serde::{Deserialize, Serialize};

use super::who::Actor;
use crate::{
    base::{Id, Stamp},
    store::{Index, IndexOf, Row},
};

/// Where a paper stands on its way to the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum PrintState {
    /// Waits, or waits for its next try.
    Waiting,
    /// The printer took it.
    Printed,
    /// Given up after several tries; can be tried again by hand.
    Failed,
    /// Taken out by hand.
    Cancelled,
}

/// One paper for one printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintJob {
    /// Number.
    pub id: Id<PrintJob>,
    /// The address of the paper's PDF without its data: `/office/items/12/receipt.pdf`.
    pub paper: String,
    /// What it is, for the list.
    pub title: String,
    /// SHA-256 of the PDF, a blob.
    pub blob: [u8; 32],
    /// The printer's address.
    pub printer: String,
    /// Where it stands.
    pub state: PrintState,
    /// Tries so far.
    pub tries: u8,
    /// Not before.
    pub next: Stamp,
    /// The text key of the last failure.
    pub failure: String,
    /// Asked for by.
    pub by: Actor,
    /// Asked for at.
    pub created: Stamp,
}

impl PrintJob {
    /// By state and next try.
    pub const BY_STATE: Index<PrintJob, (u8, Stamp)> = Index::many(1, "print.state", |p| vec![(p.state as u8, p.next)]);
    /// By time.
    pub const BY_TIME: Index<PrintJob, Stamp> = Index::many(2, "print.time", |p| vec![p.created]);
    /// By blob.
    pub const BY_BLOB: Index<PrintJob, [u8; 32]> = Index::many(3, "print.blob", |p| vec![p.blob]);
}

impl Row for PrintJob {
    const TAG: u8 = 0x25;
    const NAME: &'static str = "print-job";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&PrintJob::BY_STATE, &PrintJob::BY_TIME, &PrintJob::BY_BLOB]
    }
}
