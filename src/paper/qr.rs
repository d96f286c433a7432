//! QR codes as drawings: a square of modules, and its dark runs row by row.

use qrcode::{Color, EcLevel, QrCode, Version};

use super::error::PaperError;

/// Printed sizes, each with the largest symbol that a phone still reads at arm's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QrSize {
    /// 20 mm, version 4 at most (module ≥ 0.6 mm).
    Small,
    /// 30 mm, version 7 at most (module ≥ 0.66 mm).
    Large,
}

impl QrSize {
    /// Side of the symbol in millimetres, without the quiet zone.
    pub(crate) fn side(self) -> f32 {
        match self {
            Self::Small => 20.0,
            Self::Large => 30.0,
        }
    }

    fn limit(self) -> i16 {
        match self {
            Self::Small => 4,
            Self::Large => 7,
        }
    }
}

/// An encoded symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Qr {
    /// Modules on a side.
    pub(crate) modules: usize,
    /// Dark runs: row from the top, first column, length.
    pub(crate) runs: Vec<(usize, usize, usize)>,
}

impl Qr {
    /// Encodes `payload`, as strongly protected as the size allows (level M, else L).
    pub(crate) fn new(payload: &str, size: QrSize) -> Result<Self, PaperError> {
        let too_long = || PaperError::QrTooLong { bytes: payload.len(), limit: size.limit() };
        for level in [EcLevel::M, EcLevel::L] {
            let Ok(code) = QrCode::with_error_correction_level(payload, level) else {
                continue;
            };
            if matches!(code.version(), Version::Normal(version) if version <= size.limit()) {
                return Ok(Self::runs_of(&code));
            }
        }
        Err(too_long())
    }

    fn runs_of(code: &QrCode) -> Self {
        let modules = code.width();
        let colors = code.to_colors();
        let mut runs = Vec::new();
        for (row, line) in colors.chunks(modules).enumerate() {
            let mut column = 0;
            for run in line.chunk_by(|a, b| a == b) {
                if run.first() == Some(&Color::Dark) {
                    runs.push((row, column, run.len()));
                }
                column += run.len();
            }
        }
        Self { modules, runs }
    }

    /// The content of a PDF form whose box is `0 0 modules modules`: all runs in one path.
    pub(crate) fn path(&self) -> String {
        use std::fmt::Write;
        let mut path = String::with_capacity(self.runs.len() * 12);
        for (row, column, length) in &self.runs {
            let y = self.modules - 1 - row;
            // Writing to a String cannot fail.
            let _ = writeln!(path, "{column} {y} {length} 1 re");
        }
        path.push('f');
        path
    }
}
