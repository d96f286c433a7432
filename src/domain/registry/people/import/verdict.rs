//! What is resolved, and what comes of it.
use super::Draft;
use crate::{
    base::{Id, Reason},
    domain::places::grids::Grid,
};

/// What the clerk chose beside the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The grid of new buildings whose row names none.
    pub grid: Option<Id<Grid>>,
    /// The estate of rows that name none.
    pub estate: String,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A new resident.
    Added,
    /// These fields change.
    Changed(Vec<&'static str>),
    /// Nothing changes.
    Same,
    /// Not taken, and why.
    Refused(Vec<Reason>),
}

/// Rows of one household.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its rows in the file's order.
    pub rows: Vec<Draft>,
}
