//! What the checks said of a household or a place, kept so that grids are counted and gaps are listed without looking anew.
use serde::{Deserialize, Serialize};

use super::{Check, Finding, checks::VERSION};
use crate::{
    base::{Day, Id, Stamp},
    domain::{
        places::grids::Grid,
        registry::{
            people::{Household, Touched},
            registers::Entry,
        },
    },
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// Of what a standing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    Household(Id<Household>),
    /// An entry about no household.
    Place(Id<Entry>),
}

impl Unit {
    /// Its mark.
    pub const fn mark(self) -> Id<Touched> {
        match self {
            Unit::Household(id) => Touched::household(id),
            Unit::Place(id) => Touched::record(id.raw()),
        }
    }
    /// The number of its standing: that of its mark.
    pub const fn standing(self) -> Id<CheckResult> {
        Id::new(self.mark().raw())
    }
    /// What a mark marks.
    pub const fn of(mark: Id<Touched>) -> Self {
        let raw = mark.raw();
        if raw & 1 == 0 { Unit::Household(Id::new(raw >> 1)) } else { Unit::Place(Id::new(raw >> 1)) }
    }
    const fn kind(self) -> u8 {
        match self {
            Unit::Household(_) => 0,
            Unit::Place(_) => 1,
        }
    }
}

/// How a household or a place stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckResult {
    /// Number: see [`Unit::standing`].
    pub id: Id<CheckResult>,
    /// Of what.
    pub of: Unit,
    /// Where; none for a place that is the whole office's.
    pub grid: Option<Id<Grid>>,
    /// Numbers of checks with the codes of what they say; those that do not apply are left out.
    pub states: Vec<(u8, u8)>,
    /// The first day on which it will be otherwise by itself.
    pub turns: Option<Day>,
    /// The version of the table of checks.
    pub version: u8,
    /// Worked out.
    pub at: Stamp,
}

impl CheckResult {
    pub(super) fn new(of: Unit, grid: Option<Id<Grid>>, found: &[Finding], at: Stamp) -> Self {
        CheckResult {
            id: of.standing(),
            of,
            grid,
            states: found.iter().map(|f| (f.no, f.seen.state.code())).filter(|(_, s)| *s != 0).collect(),
            turns: found.iter().filter_map(|f| f.seen.turns).min(),
            version: VERSION,
            at,
        }
    }
    /// Whether it says the same as another; when it was worked out says nothing.
    pub fn same(&self, other: &Self) -> bool {
        *self == CheckResult { at: self.at, ..other.clone() }
    }
    /// The checks with a gap.
    pub fn gaps(&self) -> impl Iterator<Item = u8> {
        self.states.iter().filter(|(_, s)| *s > 1).map(|(no, _)| *no)
    }
}

/// Households and places by grid, check and what it says: 1 clear, 2 missing, 3 stale.
pub const STATES: Counter<(Option<Id<Grid>>, u8, u8)> = Counter::new(53);
/// Standings by the version of the table of checks and kind: 0 households, 1 places.
pub const STANDINGS: Counter<(u8, u8)> = Counter::new(54);

impl CheckResult {
    /// By a check with a gap and grid.
    pub const BY_GAP: Index<CheckResult, (u8, Option<Id<Grid>>)> =
        Index::many(1, "standing.gap", |s| s.gaps().map(|no| (no, s.grid)).collect());
    /// By grid, those with most gaps that everybody may know first; those without none are left out.
    pub const TO_DO: Index<CheckResult, (Option<Id<Grid>>, u8)> = Index::many(2, "standing.to-do", |s| {
        let open = s.gaps().filter(|no| Check::numbered(*no).is_some_and(Check::is_open)).count();
        let order = u8::MAX.saturating_sub(u8::try_from(open).unwrap_or(u8::MAX));
        (open > 0).then_some((s.grid, order)).into_iter().collect()
    });
    /// By the day on which it turns.
    pub const BY_TURN: Index<CheckResult, Day> = Index::many(3, "standing.turn", |s| s.turns.into_iter().collect());
}

impl Row for CheckResult {
    const TAG: u8 = 0x3F;
    const NAME: &'static str = "standing";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&CheckResult::BY_GAP, &CheckResult::TO_DO, &CheckResult::BY_TURN]
    }
    fn tally(&self, tally: &mut Tally) {
        tally.one(&STANDINGS, (self.version, self.of.kind()));
        for (no, state) in &self.states {
            tally.one(&STATES, (self.grid, *no, *state));
        }
    }
}
