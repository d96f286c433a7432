//! How the office's printers are, asked every minute: a terminal whose printer has no paper is to be seen before a resident
//! stands in front of it.
use crate::{
    app::App,
    base::Failure,
    domain::office::{
        prints::{BY_PRINT_STATE, Health, PrintState, Printer},
        settings::Settings,
    },
    paper::{IppPrinter, SlipPrinter},
    store::Read,
};

/// Asks each printer that is set up; not while a paper is on its way, for many take one connection at a time.
///
/// # Errors
/// When the store cannot be read.
pub fn look(app: &App) -> Result<(), Failure> {
    let Some(settings) = Settings::load(&app.store)? else { return Ok(()) };
    if app.store.count(&BY_PRINT_STATE, &PrintState::Sending)? > 0 {
        return Ok(());
    }
    let at = app.clock.now();
    let both = [(Printer::Sheets, settings.printer), (Printer::Receipts, settings.receipt_printer)];
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
