//! Figures (数字): how many households, residents, entries, items or visits there are of a kind, counted from counters, and
//! the rows behind each. A figure has one text form, which addresses, templates and links share.
mod ages;
mod count;
mod noun;
mod pyramid;
mod rows;
mod sight;
#[cfg(test)]
mod tests;
mod text;

pub use ages::{Ages, births};
pub use count::count;
pub use noun::NOUN;
pub use pyramid::{Band, pyramid};
pub use rows::{Rows, rows};

use crate::{
    base::{Id, Sex},
    domain::{places::grids::Grid, registry::people::Trait},
};

/// A month as in counters: `202611`.
pub type Month = u32;

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// Households that live here.
    Households,
    /// Residents, by age and sex.
    Residents(Ages, Option<Sex>),
    /// Residents whose birth is not known, by sex.
    AgeUnknown(Option<Sex>),
    /// Residents by a trait and its code.
    Trait(Trait, u8),
    /// Current entries of a register, with a value in a counted field.
    Entries(String, Option<(String, String)>),
    /// Entries of a register that begin in a month.
    Begun(String, Month),
    /// Items reported in a month, of a category.
    Reported(Month, Option<u8>),
    /// Items closed in a month, of a category.
    Closed(Month, Option<u8>),
    /// Visits of a month.
    Visits(Month),
}

/// A figure: what is counted, and where; everywhere without a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub of: Of,
    pub grid: Option<Id<Grid>>,
}

impl Figure {
    /// What is counted, everywhere.
    pub const fn of(of: Of) -> Self {
        Figure { of, grid: None }
    }
    /// The same in one grid.
    #[must_use]
    pub fn within(&self, grid: Option<Id<Grid>>) -> Self {
        Figure { grid, ..self.clone() }
    }
}
