//! Spreadsheets: bytes to tables of cells and back. Knows cells and text encodings, nothing of what stands in them.
pub mod book;
mod read_csv;
mod read_xlsx;
mod sheet;
mod write;

pub use read_csv::read_csv;
pub use read_xlsx::read_xlsx;
pub use sheet::{Cell, Merge, Sheet};
pub use write::{Notes, write_xlsx};

use crate::base::Failure;

/// The most rows that are read of one sheet.
pub const ROWS_MOST: usize = 65_000;
/// The most columns.
pub const COLUMNS_MOST: usize = 80;

/// Reads a file by its content: XLSX, or CSV in UTF-8 or GB18030. The old XLS is refused with a word on how to save it anew.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Failure> {
    if bytes.starts_with(b"PK\x03\x04") {
        read_xlsx(bytes)
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Err(Failure::refused("roster-old-xls"))
    } else if bytes.iter().all(u8::is_ascii_whitespace) {
        Err(Failure::refused("roster-empty"))
    } else {
        read_csv(bytes).map(|s| vec![s])
    }
}
