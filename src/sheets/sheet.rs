use serde::{Deserialize, Serialize};

use crate::base::Day;

/// A cell as its file holds it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// A number. Above 2^53 digits are lost already.
    Number(f64),
    /// A number that the file formats as a date.
    Date(Day),
    /// A spreadsheet's error, such as `#N/A`.
    Error(String),
}

impl Cell {
    /// The text of the cell with full-width letters, digits and blanks folded; whole numbers without a decimal point.
    pub fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(s) | Cell::Error(s) => fold(s),
            Cell::Number(n) => n.to_string(),
            Cell::Date(d) => d.to_string(),
        }
    }
    /// The bytes of its text.
    pub(super) fn weight(&self) -> usize {
        match self {
            Cell::Text(s) | Cell::Error(s) => s.len(),
            Cell::Empty | Cell::Number(_) | Cell::Date(_) => 0,
        }
    }
    /// Whether nothing is to be seen.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(s) => s.trim().trim_matches('\u{3000}').is_empty(),
            _ => false,
        }
    }
}

/// Full-width ASCII narrowed, odd blanks and invisible characters dropped at the ends, line breaks made blanks.
fn fold(s: &str) -> String {
    let s: String = s
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}'))
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' | '\u{a0}' | '\n' | '\r' | '\t' => ' ',
            c => c,
        })
        .collect();
    s.trim().trim_start_matches('\'').to_owned()
}

/// Merged cells, both corners included, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First row.
    pub top: usize,
    /// First column.
    pub left: usize,
    /// Last row.
    pub bottom: usize,
    /// Last column.
    pub right: usize,
}

/// A table of cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// Rows of cells; rows may be of different lengths.
    pub rows: Vec<Vec<Cell>>,
    /// Merged cells; the value is in the first.
    pub merges: Vec<Merge>,
}

impl Sheet {
    /// The cell at a place; empty outside.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|r| r.get(column)).unwrap_or(&Cell::Empty)
    }
    /// The rows with merged cells filled from their first one.
    pub fn filled(&self) -> Vec<Vec<Cell>> {
        let mut rows = self.rows.clone();
        for m in &self.merges {
            let value = self.cell(m.top, m.left).clone();
            for row in rows.iter_mut().take(m.bottom + 1).skip(m.top) {
                let wide = row.len().max(m.right + 1);
                row.resize(wide, Cell::Empty);
                row.iter_mut().take(m.right + 1).skip(m.left).for_each(|c| *c = value.clone());
            }
        }
        rows
    }
}
