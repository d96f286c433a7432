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

use crate::base::{Failure, Reason};

/// The most rows that are read of one sheet.
pub const ROWS_MOST: usize = 65_000;
/// The most columns.
pub const COLUMNS_MOST: usize = 80;
/// The most sheets of a file: an office keeps one a building.
const SHEETS_MOST: usize = 100;
/// The most cells of a file, blank ones between others and rows too, and joined ones as often as they are filled.
const CELLS_MOST: usize = 3_000_000;
/// The most bytes of text in them: a file names one text as often as it likes.
const TEXT_MOST: usize = 64 << 20;

/// What may still be read of a file.
struct Left {
    cells: usize,
    text: usize,
}

impl Left {
    fn new() -> Self {
        Left { cells: CELLS_MOST, text: TEXT_MOST }
    }
    /// Takes cells that hold so many bytes of text together.
    fn take(&mut self, cells: usize, text: usize) -> Result<(), Failure> {
        let left = self.cells.checked_sub(cells).zip(self.text.checked_sub(text));
        (self.cells, self.text) = left.ok_or_else(too_large)?;
        Ok(())
    }
}

fn too_large() -> Failure {
    let most = Reason::new("roster-too-large").arg("sheets", SHEETS_MOST).arg("cells", CELLS_MOST / 10_000);
    Failure::Refused(most.arg("mb", TEXT_MOST >> 20))
}

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
