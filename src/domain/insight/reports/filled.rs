//! A form filled in: what stands in each cell, and what is behind it.
use crate::{
    base::Id,
    domain::{insight::figures::Figure, registry::registers::Entry},
};

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// A figure; with the one whose rows are as many.
    Count(i64, Option<Figure>),
    /// A number of an entry, as it is written.
    Number(String),
    /// Tenths of a per cent; none of nothing.
    Permille(Option<i64>),
    /// Words that lead to an entry.
    Entry(String, Id<Entry>),
    /// A figure that the reader may not see.
    Hidden,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadCell {
    pub text: String,
    /// Row and column, from 0.
    pub at: (usize, usize),
    /// Rows and columns that it takes.
    pub span: (usize, usize),
}

/// A filled form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// Rows of headings.
    pub depth: usize,
    pub head: Vec<HeadCell>,
    /// Columns that name the rows.
    pub stub: usize,
    pub rows: Vec<Vec<Cell>>,
    /// Joined names of rows: first row, column, rows.
    pub joined: Vec<(usize, usize, usize)>,
    /// The line of sums.
    pub total: Option<Vec<Cell>>,
    /// What is missing in the form: words, how many, which.
    pub notes: Vec<(String, i64, Figure)>,
    /// Of a list: how many entries there are.
    pub count: Option<(i64, Figure)>,
    /// Of a list: not all rows are here.
    pub more: bool,
    /// Which columns hold numbers.
    pub numeric: Vec<bool>,
    /// Widths in characters.
    pub widths: Vec<usize>,
}
