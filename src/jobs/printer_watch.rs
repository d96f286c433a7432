//! How the office's printers are, asked every minute: a terminal whose printer has no paper is to be seen before a resident
//! stands in front of it.
use std::sync::{PoisonError, RwLock};

use crate::{
    app::App,
    base::{Failure, Stamp},
    domain::office::{
        prints::{BY_PRINT_STATE, PrintState},
        settings::Settings,
    },
    paper::{IppPrinter, SlipPrinter},
    store::Read,
};

/// Which printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// For A4 and A5.
    Sheets,
    /// For receipts.
    Receipts,
}

/// How one was when it was last asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Which.
    pub which: Which,
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

/// Asks each printer that is set up; not while a paper is on its way, for many take one connection at a time.
///
/// # Errors
/// When the store cannot be read.
pub fn look(app: &App) -> Result<(), Failure> {
    let Some(settings) = Settings::load(&app.store)? else { return Ok(()) };
    if app.store.count(&BY_PRINT_STATE, &(PrintState::Sending as u8))? > 0 {
        return Ok(());
    }
    let at = app.clock.now();
    let both = [(Which::Sheets, settings.printer), (Which::Receipts, settings.receipt_printer)];
    let found = both.into_iter().filter(|(_, address)| !address.trim().is_empty());
    let found = found.map(|(which, address)| {
        let (key, ready) = ask(address.trim());
        Health { which, key, ready, at }
    });
    app.printers.note(found.collect());
    Ok(())
}

fn ask(address: &str) -> (&'static str, bool) {
    if let Ok(printer) = IppPrinter::parse(address) {
        return printer.status().map_or_else(|e| (e.key(), false), |s| (s.key(), s.is_ready()));
    }
    let asked = SlipPrinter::parse(address.strip_prefix("file:").unwrap_or(address)).and_then(|p| p.status());
    asked.map_or_else(|e| (e.key(), false), |s| (s.key(), s == crate::paper::SlipStatus::Ready))
}
