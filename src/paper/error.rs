//! What can keep a paper from being made.

use crate::i18n::Texts;

/// Why a paper was not made. Nothing is ever printed in part or with a blank box in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// No face holds this character, so the paper would show a blank box.
    #[error("no typeface holds the character {0} (U+{code:04X})", code = u32::from(*.0))]
    Unprintable(char),
    /// The payload needs a larger QR symbol than its printed size can carry readably.
    #[error("the QR payload of {bytes} bytes needs more than version {limit}")]
    QrTooLong {
        /// Length of the payload.
        bytes: usize,
        /// Largest QR version allowed at the printed size.
        limit: i16,
    },
    /// Something that cannot be cut over pages is larger than a page.
    #[error("{0} does not fit on a page")]
    TooTall(&'static str),
    /// A typeface or the writer is damaged: a fault of the installation, not of the input.
    #[error("papers cannot be made here: {0}")]
    Broken(&'static str),
}

impl PaperError {
    /// What to tell the person who wanted the paper.
    #[must_use]
    pub fn text(&self, t: &Texts) -> String {
        match self {
            Self::Unprintable(c) => {
                let code = format!("U+{:04X}", u32::from(*c));
                t.with("paper-error-unprintable", &[("char", &c.to_string()), ("code", &code)])
            }
            Self::QrTooLong { .. } => t.get("paper-error-qr"),
            Self::TooTall(_) => t.get("paper-error-tall"),
            Self::Broken(_) => t.get("paper-error-broken"),
        }
    }
}
