//! Figures (数字): how many households, residents, entries, items or visits there are of a kind, counted from counters, and
//! the rows behind each. A figure has one text form, which addresses, templates and links share.
mod ages;
mod count;
mod monthly;
mod noun;
mod pyramid;
mod rows;
mod sight;
#[cfg(test)]
mod tests;
mod text;

pub use ages::{Ages, births};
pub use count::count;
pub use monthly::monthly;
pub use noun::NOUN;
pub use pyramid::{Band, pyramid};
pub use rows::{Rows, rows};

use crate::{
    base::{Id, Sex},
    domain::{
        noun::{Monthly, Slice},
        places::grids::Grid,
        registry::people::Trait,
    },
};

/// A month as in counters: `202611`.
pub type Month = u32;

/// What is counted. People and entries are typed: they are counted as they stand today, each by what only they have (age, sex,
/// traits, a register's own fields), and what happened in a month is one kind, of which the nouns announce theirs; but for the
/// entries of registers, which are not in the program but defined by the office.
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
    /// What a noun counts by month, of a part.
    Monthly(&'static Monthly, Month, Option<u8>),
}

impl Of {
    /// All that a noun counts in a month.
    pub const fn monthly(what: &'static Monthly, month: Month) -> Self {
        Of::Monthly(what, month, None)
    }
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
    /// Which of what is counted by month.
    fn slice(&self, month: Month, part: Option<u8>) -> Slice {
        Slice::new(month, part, self.grid)
    }
}
