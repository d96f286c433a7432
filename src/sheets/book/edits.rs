//! What is written into a workbook: cells, and rows that are repeated. Knows nothing of files.

use serde::{Deserialize, Serialize};

/// A cell: sheet, row and column, all from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spot {
    pub sheet: usize,
    pub row: u32,
    pub column: u16,
}

/// What stands in a cell afterwards. A text is a text, whatever it begins with: never a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Empty,
    Text(String),
    Number(f64),
}

/// A row that stands for several.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    pub sheet: usize,
    /// The row that is repeated.
    pub row: u32,
    /// Each row's cells by column; none empties the row's marks.
    pub rows: Vec<Vec<(u16, Said)>>,
}

/// Everything that is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edits {
    /// Single cells.
    pub cells: Vec<(Spot, Said)>,
    /// Repeated rows.
    pub repeats: Vec<Repeat>,
}

/// A cell of a workbook as people read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Seen {
    Text(String),
    /// A number, as it stands in the file.
    Number(String),
    /// A formula: its result is known when the file is opened.
    Formula,
}

/// A sheet as people read it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SeenSheet {
    pub name: String,
    /// Cells by row and column, in order.
    pub cells: Vec<((u32, u16), Seen)>,
    /// Joined cells: top left and bottom right.
    pub merges: Vec<[(u32, u16); 2]>,
    /// Excel tables lie in it: no row can be put in.
    pub tables: bool,
}
