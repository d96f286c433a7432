//! Reads: a grid's counts from counters, gaps by index a page at a time, one household from its own rows.
use super::{
    CHECKS, Check, CheckResult, Facts, Finding, STATES, Unit,
    checks::{household, place},
};
use crate::{
    base::{Day, Failure, Id},
    domain::{places::grids::Grid, registry::people::Household},
    store::{Cursor, Dir, Page, Read},
};

/// How many are clear, missing and stale: households for checks of households, entries for checks of places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub clear: i64,
    pub missing: i64,
    pub stale: i64,
}

impl Tally {
    /// How many there are to which a check applies.
    pub const fn all(self) -> i64 {
        self.clear + self.missing + self.stale
    }
    /// How many gaps there are.
    pub const fn gaps(self) -> i64 {
        self.missing + self.stale
    }
    /// Adds another.
    pub const fn add(&mut self, other: Tally) {
        self.clear += other.clear;
        self.missing += other.missing;
        self.stale += other.stale;
    }
    /// Counts one more of a state by its code.
    const fn count(&mut self, state: u8, n: i64) {
        match state {
            1 => self.clear += n,
            2 => self.missing += n,
            3 => self.stale += n,
            _ => {}
        }
    }
}

/// The counts of a grid, check by check in the order of the table; without a grid those of what belongs to none.
///
/// # Errors
/// When the store cannot be read.
pub fn of_grid(read: &impl Read, grid: Option<Id<Grid>>) -> Result<Vec<(&'static Check, Tally)>, Failure> {
    let mut out: Vec<_> = CHECKS.iter().map(|c| (c, Tally::default())).collect();
    for ((_, no, state), n) in read.counts(&STATES, &grid, CHECKS.len() * 3)? {
        if let Some((_, t)) = out.iter_mut().find(|(c, _)| c.no == no) {
            t.count(state, n);
        }
    }
    Ok(out)
}

/// Households or places with a gap in a check, of one grid or of all.
///
/// # Errors
/// When the store cannot be read.
pub fn gaps(
    read: &impl Read,
    check: &Check,
    grid: Option<Id<Grid>>,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<CheckResult>, Failure> {
    let range = match grid {
        Some(g) => CheckResult::BY_GAP.under((check.no, Some(g))),
        None => CheckResult::BY_GAP.under(check.no),
    };
    read.page(&range, Dir::Forward, after, limit)
}

/// Households and places of a grid with gaps, those with most first.
///
/// # Errors
/// When the store cannot be read.
pub fn to_do(read: &impl Read, grid: Id<Grid>, after: Option<&Cursor>, limit: usize) -> Result<Page<CheckResult>, Failure> {
    read.page(&CheckResult::TO_DO.under(Some(grid)), Dir::Forward, after, limit)
}

/// What the checks say of a household now, from its rows.
///
/// # Errors
/// When the store cannot be read.
pub fn of_household(read: &impl Read, home: Household, today: Day) -> Result<Vec<Finding>, Failure> {
    Ok(household(&Facts::load(read, home, today)?))
}

/// The same of anything that has a standing; nothing of what is no more.
///
/// # Errors
/// When the store cannot be read.
pub fn findings(read: &impl Read, of: Unit, today: Day) -> Result<Vec<Finding>, Failure> {
    Ok(match of {
        Unit::Household(id) => match read.find(id)?.filter(|h| h.left.is_none()) {
            Some(home) => of_household(read, home, today)?,
            None => Vec::new(),
        },
        Unit::Place(id) => read.find(id)?.map(|e| place(&e, today)).unwrap_or_default(),
    })
}
