//! Printed things. Pure: facts as text in, bytes out; nothing here reads the store, a clock or a number's plain value.

mod breaks;
mod error;
mod flow;
mod fonts;
mod pdf;
mod qr;
mod sheet;
mod table;
mod words;

pub use error::PaperError;
pub use fonts::printable;
pub use pdf::Pdf;
pub use words::Texts;
