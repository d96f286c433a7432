//! Printers on the network or on a cable. Every call here waits, but never longer than its bound: call it from a
//! blocking thread.

mod ipp;
mod slip;

pub use self::ipp::{IppPrinter, PrintJob, PrintMedia, PrinterState, PrinterStatus, PrinterTrouble};
pub use slip::{SlipPrinter, SlipStatus, slip_bytes};

use std::net::{TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::time::Duration;

use crate::i18n::Texts;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a whole print may take.
const TOTAL: Duration = Duration::from_secs(30);

/// Why nothing was printed, or not known to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// The address is not one of a printer.
    #[error("not a printer address")]
    Address,
    /// Nobody answers there.
    #[error("the printer cannot be reached")]
    Unreachable,
    /// It was reached but did not finish in time. The paper may or may not have come out.
    #[error("the printer did not answer in time")]
    Slow,
    /// It answered that it will not, in its own word.
    #[error("the printer refused: {0}")]
    Refused(String),
    /// It does not take PDF.
    #[error("the printer does not take PDF")]
    Format,
    /// The device file cannot be opened or written.
    #[error("the printer device cannot be written")]
    Device,
    /// Its answer made no sense.
    #[error("the printer's answer was not understood")]
    Unexpected,
}

impl PrintError {
    /// What to tell the person who wanted the paper.
    #[must_use]
    pub fn text(&self, t: &Texts) -> String {
        match self {
            Self::Refused(reason) => t.with("printer-error-refused", &[("reason", reason)]),
            other => t.get(other.key()),
        }
    }

    /// The text of it for lists, without the printer's own word.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Address => "printer-error-address",
            Self::Unreachable => "printer-error-unreachable",
            Self::Slow => "printer-error-slow",
            Self::Refused(_) => "print-refused",
            Self::Format => "printer-error-format",
            Self::Device => "printer-error-device",
            Self::Unexpected => "printer-error-other",
        }
    }

    /// Whether trying again later may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable | Self::Slow | Self::Refused(_) | Self::Device)
    }
}

/// A connection to the first of the host's addresses that answers.
fn connect(host: &str, port: u16) -> Result<TcpStream, PrintError> {
    let addresses = (host, port).to_socket_addrs().map_err(|_cause| PrintError::Unreachable)?;
    for address in addresses.take(4) {
        if let Ok(stream) = TcpStream::connect_timeout(&address, CONNECT) {
            return Ok(stream);
        }
    }
    Err(PrintError::Unreachable)
}

/// Runs `work` on a thread of its own and stops waiting after `limit`: names are looked up and devices are
/// written by calls that know no time limit. A thread left behind ends when its call does.
fn within<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> Result<T, PrintError> + Send + 'static,
) -> Result<T, PrintError> {
    let (tell, hear) = mpsc::channel();
    let thread = std::thread::Builder::new().name("printer".to_owned());
    // Nobody listens any more when the limit has passed.
    let spawned = thread.spawn(move || tell.send(work()).unwrap_or_default());
    spawned.map_err(|_cause| PrintError::Device)?;
    hear.recv_timeout(limit).unwrap_or(Err(PrintError::Slow))
}
