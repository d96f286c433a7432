//! Thermal receipt printers by ESC/POS, over port 9100 or a device file.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{PrintError, TOTAL, connect, within};
use crate::paper::raster::{DOTS, Raster};

/// Rows in one `GS v 0`: printers keep little memory, so a slip goes in bands.
const BAND: usize = 128;

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

impl SlipPrinter {
    /// Reads `tcp://HOST[:PORT]`, `HOST:PORT` or the path of a device.
    ///
    /// # Errors
    /// [`PrintError::Address`].
    pub fn parse(text: &str) -> Result<Self, PrintError> {
        const USUAL: u16 = 9_100;
        let text = text.trim();
        if text.starts_with("/dev/") || text.starts_with(r"\\.\") {
            let path = Path::new(text);
            let climbs = path.components().any(|part| part == std::path::Component::ParentDir);
            return if climbs { Err(PrintError::Address) } else { Ok(Self::Device(path.to_owned())) };
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
