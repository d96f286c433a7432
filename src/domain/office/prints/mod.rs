//! The print queue: papers sent straight to a printer, with failures and retries to see.
mod commands;
mod health;
pub mod log;
mod noun;
#[cfg(test)]
mod tests;

pub use commands::{Failed, NewPrint, TRIES_MOST, cancel, claim, done, enqueue, failed, forget_old, queue, retry};
pub use health::{Health, Printer, PrinterWatch};
pub use noun::NOUN;

use serde::{Deserialize, Serialize};

use super::who::Actor;
use crate::{
    base::{Id, Stamp, words},
    store::{Counter, Index, IndexOf, Row, Tally, blobs::BlobId},
};

words! {
    /// Where a paper stands on its way to the printer; `print-…` is the text.
    pub enum PrintState {
        /// Waits, or waits for its next try.
        Waiting = 0 "waiting",
        /// The printer took it.
        Printed = 1 "printed",
        /// Given up after several tries; can be tried again by hand.
        Failed = 2 "failed",
        /// Taken out by hand.
        Cancelled = 3 "cancelled",
        /// Handed to the printer; whether it took it is not known until the answer is written. A job found here at start was cut
        /// off: the printer is asked first.
        Sending = 4 "sending",
    }
}

/// Papers by state.
pub const BY_PRINT_STATE: Counter<PrintState> = Counter::new(32);

/// One paper for one printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintJob {
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
    pub const BY_STATE: Index<PrintJob, (PrintState, Stamp)> = Index::many(1, "print.state", |p| vec![(p.state, p.next)]);
    /// By time.
    pub const BY_TIME: Index<PrintJob, Stamp> = Index::many(2, "print.time", |p| vec![p.created]);
}

impl Row for PrintJob {
    const TAG: u8 = 0x25;
    const NAME: &'static str = "print-job";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&PrintJob::BY_STATE, &PrintJob::BY_TIME]
    }
    fn blobs(&self) -> Vec<BlobId> {
        vec![BlobId::from_bytes(self.blob)]
    }
    fn tally(&self, tally: &mut Tally) {
        tally.one(&BY_PRINT_STATE, self.state);
    }
}
