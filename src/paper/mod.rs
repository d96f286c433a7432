//! Printed things. Pure: facts as text in, bytes out; nothing here reads the store, a clock or a number's plain value.

mod breaks;
mod error;
mod flow;
mod fonts;
mod parts;
mod pdf;
mod qr;
mod raster;
mod receipt;
mod sheet;
mod table;
mod words;

pub use error::PaperError;
pub use fonts::printable;
pub use parts::Office;
pub use pdf::Pdf;
pub use raster::{DOTS, Raster};
pub use receipt::{ReceiptFacts, receipt_a5, receipt_raster, receipt_roll};
pub use words::Texts;
