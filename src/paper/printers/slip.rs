//! Thermal receipt printers by ESC/POS, over port 9100 or a device file.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{CONNECT, PrintError, TOTAL, connect, within};
use crate::paper::raster::{DOTS, Raster};

/// Rows in one `GS v 0`: printers keep little memory, so a slip goes in bands.
const BAND: usize = 128;

/// How long a printer may take to say how it is.
const ANSWER: Duration = Duration::from_secs(1);
/// Real-time questions of ESC/POS: why it is offline, and its paper.
const DLE: u8 = 0x10;
const EOT: u8 = 0x04;
const OFFLINE: u8 = 2;
const PAPER: u8 = 4;

/// The bytes that print a slip and cut it: reset, the picture in bands, feed, partial cut.
#[must_use]
pub fn slip_bytes(raster: &Raster) -> Vec<u8> {
    const WIDE: u8 = (DOTS / 8) as u8;
    let mut bytes = vec![0x1B, b'@'];
    for band in raster.rows().chunks(BAND) {
        // A band has at most 128 rows.
        let high = u8::try_from(band.len()).unwrap_or(u8::MAX);
        bytes.extend([0x1D, b'v', b'0', 0, WIDE, 0, high, 0]);
        bytes.extend(band.iter().flatten());
    }
    // GS V 66 n: feed to the cutter and n dots more, then cut.
    bytes.extend([0x1D, b'V', 66, 16]);
    bytes
}

/// Where a receipt printer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipPrinter {
    /// On the network.
    Network {
        /// Name or address.
        host: String,
        /// Usually 9100.
        port: u16,
    },
    /// On a cable: `/dev/usb/lp0`, or on Windows a port such as `\\.\LPT1`.
    Device(PathBuf),
}

/// How a receipt printer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipStatus {
    /// It prints, as far as it says.
    Ready,
    /// No paper.
    NoPaper,
    /// The cover is open.
    Door,
    /// Something else: it stopped.
    Stopped,
}

impl SlipStatus {
    /// Reads the answers to `DLE EOT 2` (why it is offline) and `DLE EOT 4` (its paper), ESC/POS: bits 1 and 4 are always set,
    /// bits 0 and 7 never.
    fn read([offline, paper]: [u8; 2]) -> Self {
        if [offline, paper].iter().any(|b| b & 0x93 != 0x12) {
            return Self::Ready;
        }
        match (paper & 0x60 != 0 || offline & 0x20 != 0, offline & 0x04 != 0, offline & 0x40 != 0) {
            (_, true, _) => Self::Door,
            (true, ..) => Self::NoPaper,
            (.., true) => Self::Stopped,
            _ => Self::Ready,
        }
    }

    /// The text that says it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ready => "printer-ok",
            Self::NoPaper => "printer-no-paper",
            Self::Door => "printer-door",
            Self::Stopped => "printer-stopped",
        }
    }
}

impl SlipPrinter {
    /// Reads `tcp://HOST[:PORT]`, `HOST:PORT` or the path of a device.
    ///
    /// # Errors
    /// [`PrintError::Address`].
    pub fn parse(text: &str) -> Result<Self, PrintError> {
        const USUAL: u16 = 9_100;
        let text = text.trim();
        if text.starts_with('/') || text.starts_with(r"\\.\") {
            return if is_cable(text) { Ok(Self::Device(Path::new(text).to_owned())) } else { Err(PrintError::Address) };
        }
        let (named, rest) = match text.strip_prefix("tcp://") {
            Some(rest) => (true, rest.trim_end_matches('/')),
            None => (false, text),
        };
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_cause| PrintError::Address)?),
            None if named => (rest, USUAL),
            None => return Err(PrintError::Address),
        };
        let host = host.trim_matches(['[', ']']);
        let fit = |c: char| c.is_ascii_alphanumeric() || ".-:".contains(c);
        if host.is_empty() || host.len() > 253 || !host.chars().all(fit) || port == 0 {
            return Err(PrintError::Address);
        }
        Ok(Self::Network { host: host.to_owned(), port })
    }

    /// Asks how it is; at most four seconds. A device on a cable is only looked at: whether it can be written.
    ///
    /// # Errors
    /// Unreachable, or a device that cannot be written.
    pub fn status(&self) -> Result<SlipStatus, PrintError> {
        let Self::Network { host, port } = self else {
            let Self::Device(path) = self else { return Err(PrintError::Address) };
            let file = std::fs::OpenOptions::new().write(true).open(path);
            return file.map(|_| SlipStatus::Ready).map_err(|_cause| PrintError::Device);
        };
        let (host, port) = (host.clone(), *port);
        within(CONNECT + ANSWER, move || {
            let mut stream = connect(&host, port)?;
            stream.set_read_timeout(Some(ANSWER)).map_err(|_cause| PrintError::Unreachable)?;
            stream.write_all(&[DLE, EOT, OFFLINE, DLE, EOT, PAPER]).map_err(|_cause| PrintError::Unreachable)?;
            let mut answer = [0; 2];
            // Some printers never say: that it takes a connection is all that is known then.
            Ok(stream.read_exact(&mut answer).map_or(SlipStatus::Ready, |()| SlipStatus::read(answer)))
        })
    }

    /// Sends the bytes; at most 30 seconds.
    ///
    /// # Errors
    /// Unreachable, slow (out of paper, most often) or a device that cannot be written.
    pub fn send(&self, bytes: Vec<u8>) -> Result<(), PrintError> {
        let printer = self.clone();
        within(TOTAL, move || match printer {
            Self::Network { host, port } => {
                let mut stream = connect(&host, port)?;
                stream.set_write_timeout(Some(TOTAL)).map_err(|_cause| PrintError::Unreachable)?;
                stream.write_all(&bytes).and_then(|()| stream.flush()).map_err(|_cause| PrintError::Slow)
            }
            Self::Device(path) => {
                let file = std::fs::OpenOptions::new().write(true).open(path);
                let mut file = file.map_err(|_cause| PrintError::Device)?;
                file.write_all(&bytes).and_then(|()| file.flush()).map_err(|_cause| PrintError::Device)
            }
        })
    }
}

/// Whether a path is a printer's on a cable: what is typed into a form must not open a disk, the memory, or a file.
fn is_cable(path: &str) -> bool {
    let name = ["/dev/usb/", "/dev/lp", r"\\.\"].into_iter().find_map(|start| path.strip_prefix(start));
    name.is_some_and(|n| !n.is_empty() && n.len() <= 20 && n.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_printer_says_of_its_paper_and_cover() {
        assert_eq!(SlipStatus::read([0x12, 0x12]), SlipStatus::Ready);
        assert_eq!(SlipStatus::read([0x12, 0x1E]), SlipStatus::Ready, "near its end: it still prints");
        assert_eq!(SlipStatus::read([0x32, 0x7E]), SlipStatus::NoPaper);
        assert_eq!(SlipStatus::read([0x16, 0x12]), SlipStatus::Door);
        assert_eq!(SlipStatus::read([0x52, 0x12]), SlipStatus::Stopped);
        assert_eq!(SlipStatus::read([0xFF, 0xFF]), SlipStatus::Ready, "no answer of ESC/POS");
    }

    #[test]
    fn a_printer_is_asked_and_one_that_is_silent_or_gone_is_told_apart() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let printer = SlipPrinter::Network { host: "127.0.0.1".into(), port };
        let server = std::thread::spawn(move || {
            for answer in [&[0x32u8, 0x72][..], &[]] {
                let (mut stream, _) = listener.accept().unwrap();
                let mut asked = [0; 6];
                stream.read_exact(&mut asked).unwrap();
                assert_eq!(asked, [0x10, 4, 2, 0x10, 4, 4]);
                stream.write_all(answer).unwrap();
            }
        });
        assert_eq!(printer.status(), Ok(SlipStatus::NoPaper));
        assert_eq!(printer.status(), Ok(SlipStatus::Ready), "silent");
        server.join().unwrap();
        assert_eq!(printer.status(), Err(PrintError::Unreachable));
        assert_eq!(SlipPrinter::Device("/dev/lp-nothing-of-ours".into()).status(), Err(PrintError::Device));
    }
}
