//! How the office's printers were when they were last asked; not stored.
use std::sync::{PoisonError, RwLock};

use crate::base::Stamp;

/// Which printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printer {
    /// For A4 and A5.
    Sheets,
    /// For receipts.
    Receipts,
}

/// How one was when it was last asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    pub which: Printer,
    /// The text that says how it is.
    pub key: &'static str,
    /// Whether a paper sent now would come out.
    pub ready: bool,
    /// Asked at.
    pub at: Stamp,
}

/// The last answers; none of a printer that is not set up, or before the first minute.
#[derive(Default)]
pub struct PrinterWatch(RwLock<Vec<Health>>);

impl PrinterWatch {
    /// How they are.
    pub fn health(&self) -> Vec<Health> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Keeps what was found.
    pub fn note(&self, found: Vec<Health>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = found;
    }
}
