//! Which checks somebody may know: whoever may see the table from which one is known.
use super::{Check, Finding, Tally, of_grid};
use crate::{
    base::{Failure, Id},
    domain::places::{grids::Grid, reader::Reader},
    store::Read,
};

impl Reader {
    /// Whether what a check says may be known.
    pub fn sees_check(&self, check: &Check) -> bool {
        self.sees_class(check.access)
    }
    /// Whether a finding may be known.
    pub fn sees_finding(&self, f: &Finding) -> bool {
        Check::numbered(f.no).is_some_and(|c| self.sees_check(c))
    }
    /// The counts of a grid, or of what lies in none, that may be known.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn clarity(&self, read: &impl Read, grid: Option<Id<Grid>>) -> Result<Vec<(&'static Check, Tally)>, Failure> {
        Ok(of_grid(read, grid)?.into_iter().filter(|(c, _)| self.sees_check(c)).collect())
    }
}
