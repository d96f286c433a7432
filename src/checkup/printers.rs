//! The printers that the office has set.
use std::{fs::OpenOptions, net::ToSocketAddrs, path::Path, thread, time::Duration};

use super::{Case, Finding};
use crate::{
    base::Reason,
    paper::{IppPrinter, PrintError, SlipPrinter},
};

/// Under the bound of the whole check.
const WAIT: Duration = Duration::from_millis(1_500);

pub(super) fn look(case: &Case) -> Vec<Finding> {
    let Some(known) = &case.known else {
        return vec![Finding::warn("printer", Reason::new("doctor-printer-unknown"), "doctor-printer-unknown-do")];
    };
    let slip = known.receipt_printer.clone();
    // Both at once: each may take most of the time there is.
    let slip = thread::spawn(move || look_at_slip(&slip));
    let mut found = vec![look_at_a4(&known.printer)];
    found.extend(slip.join().ok().flatten());
    found
}

fn look_at_a4(address: &str) -> Finding {
    if address.is_empty() {
        return Finding::warn("printer", Reason::new("doctor-printer-none"), "doctor-printer-none-do");
    }
    match IppPrinter::parse(address).and_then(|p| p.status()) {
        Ok(status) => {
            let what = Reason::new("doctor-printer-says").arg("printer", status.key().trim_start_matches("printer-"));
            match (status.is_ready(), status.troubles.is_empty()) {
                (true, true) => Finding::good("printer", what),
                (true, false) => Finding::warn("printer", what, "doctor-printer-soon-do"),
                (false, _) => Finding::bad("printer", what, "doctor-printer-says-do"),
            }
        }
        Err(PrintError::Unreachable | PrintError::Slow) => {
            let what = Reason::new("doctor-printer-away").arg("address", address);
            Finding::bad("printer", what, "doctor-printer-away-do")
        }
        Err(_) => {
            let what = Reason::new("doctor-printer-odd").arg("address", address);
            Finding::bad("printer", what, "doctor-printer-odd-do")
        }
    }
}

/// None is set: nothing to say, many offices have none.
fn look_at_slip(address: &str) -> Option<Finding> {
    if address.is_empty() {
        return None;
    }
    let what = |key| Reason::new(key).arg("address", address);
    Some(match SlipPrinter::parse(address.strip_prefix("file:").unwrap_or(address)) {
        Ok(SlipPrinter::Device(path)) if !path.exists() => {
            Finding::bad("receipt-printer", what("doctor-slip-missing"), "doctor-slip-missing-do")
        }
        Ok(SlipPrinter::Device(path)) if !writable(&path) => {
            Finding::bad("receipt-printer", what("doctor-slip-refused"), "doctor-slip-refused-do")
        }
        Ok(SlipPrinter::Network { host, port }) if !listens(&host, port) => {
            Finding::bad("receipt-printer", what("doctor-slip-away"), "doctor-printer-away-do")
        }
        Ok(_) => Finding::good("receipt-printer", what("doctor-slip-good")),
        Err(_) => Finding::bad("receipt-printer", what("doctor-slip-odd"), "doctor-printer-odd-do"),
    })
}

/// Opened for writing, nothing written. One that is printing just now is well.
fn writable(path: &Path) -> bool {
    match OpenOptions::new().write(true).open(path) {
        Ok(_) => true,
        Err(e) => e.kind() == std::io::ErrorKind::ResourceBusy,
    }
}

fn listens(host: &str, port: u16) -> bool {
    let first = (host, port).to_socket_addrs().ok().and_then(|mut all| all.next());
    first.is_some_and(|to| std::net::TcpStream::connect_timeout(&to, WAIT).is_ok())
}
