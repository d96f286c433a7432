//! What is resolved, and what comes of it.
use super::Draft;
use crate::{
    base::{Id, Reason},
    domain::{places::grids::Grid, registry::dry_run},
};

/// What the clerk chose beside the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The grid of new buildings whose row names none.
    pub grid: Option<Id<Grid>>,
    /// The estate of rows that name none.
    pub estate: String,
}

/// What becomes of a resident's row: fields by the keys of their texts.
pub type Verdict = dry_run::Verdict<&'static str, Reason>;

/// Rows of one household.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its rows in the file's order.
    pub rows: Vec<Draft>,
}
