//! Visits (走访).
mod commands;
mod figures;
pub mod log;
mod noun;
mod personal;
mod timeline;

pub use commands::{NewVisit, of_household, record};
pub use figures::VISITED;
pub use noun::NOUN;

use serde::{Deserialize, Serialize};

use super::people::Household;
use crate::{
    base::{Id, Stamp},
    domain::{office::who::Staff, places::grids::Grid},
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// A visit to a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub id: Id<Visit>,
    /// Who visited.
    pub staff: Id<Staff>,
    pub household: Option<Id<Household>>,
    pub grid: Id<Grid>,
    pub at: Stamp,
    /// Outcome tags (五到家) as bits.
    pub outcomes: u8,
    /// In words.
    pub note: String,
}

/// Visits by grid.
pub const BY_GRID: Counter<Id<Grid>> = Counter::new(30);
/// Visits by month (202611).
pub const BY_MONTH: Counter<u32> = Counter::new(31);
/// Visits by month and grid.
pub const BY_MONTH_GRID: Counter<(u32, Id<Grid>)> = Counter::new(52);

impl Visit {
    /// By time.
    pub const BY_TIME: Index<Visit, Stamp> = Index::many(1, "visit.time", |v| vec![v.at]);
    /// By household and time.
    pub const BY_HOUSEHOLD: Index<Visit, (Id<Household>, Stamp)> =
        Index::many(2, "visit.household", |v| v.household.map(|h| (h, v.at)).into_iter().collect());
    /// By person and time.
    pub const BY_STAFF: Index<Visit, (Id<Staff>, Stamp)> = Index::many(3, "visit.staff", |v| vec![(v.staff, v.at)]);
    /// By grid and time.
    pub const GRID_TIME: Index<Visit, (Id<Grid>, Stamp)> = Index::many(4, "visit.grid_time", |v| vec![(v.grid, v.at)]);
}

impl Row for Visit {
    const TAG: u8 = 0x24;
    const NAME: &'static str = "visit";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Visit::BY_TIME, &Visit::BY_HOUSEHOLD, &Visit::BY_STAFF, &Visit::GRID_TIME]
    }
    fn tally(&self, tally: &mut Tally) {
        tally.one(&BY_GRID, self.grid);
        tally.one(&BY_MONTH, self.at.day().month());
        tally.one(&BY_MONTH_GRID, (self.at.day().month(), self.grid));
    }
}
