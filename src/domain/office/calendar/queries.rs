use std::collections::BTreeMap;

use super::{CalendarYear, Change};
use crate::{
    base::{Arrangement, Day, Failure, WorkCalendar},
    store::{Dir, PAGE_MOST, Range, Read},
};

/// How many days before a year its arrangement is missed: from 1 November on. It is published in November as a rule.
const AHEAD: i32 = 61;

/// A year as it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub arrangement: Arrangement,
    /// The office's own, not the one that ships.
    pub own: bool,
}

/// The years that hold: the shipped ones, each replaced by the office's own if there is one.
///
/// # Errors
/// When the store cannot be read.
pub fn held(read: &impl Read) -> Result<BTreeMap<i16, Held>, Failure> {
    let shipped = Arrangement::shipped()?.into_iter().map(|a| (a.year(), Held { arrangement: a, own: false }));
    let mut years: BTreeMap<i16, Held> = shipped.collect();
    for row in rows(read)? {
        if let Some(arrangement) = row.arrangement {
            years.insert(arrangement.year(), Held { arrangement, own: true });
        }
    }
    Ok(years)
}

/// At most one row a year from 2000 to 2100.
fn rows(read: &impl Read) -> Result<Vec<CalendarYear>, Failure> {
    read.list(&Range::table(), Dir::Forward, PAGE_MOST)
}

/// The calendar that holds.
///
/// # Errors
/// When the store cannot be read.
pub fn load(read: &impl Read) -> Result<WorkCalendar, Failure> {
    Ok(WorkCalendar::of(held(read)?.values().map(|h| &h.arrangement)))
}

/// The calendar as it would be after a change.
///
/// # Errors
/// When the store cannot be read.
pub fn changed(read: &impl Read, change: &Change) -> Result<WorkCalendar, Failure> {
    let mut years: BTreeMap<i16, Arrangement> = held(read)?.into_iter().map(|(y, h)| (y, h.arrangement)).collect();
    match change {
        Change::Save(arrangement) => drop(years.insert(arrangement.year(), arrangement.clone())),
        Change::Withdraw(year) => {
            years.remove(year);
            years.extend(Arrangement::shipped()?.into_iter().filter(|a| a.year() == *year).map(|a| (*year, a)));
        }
        Change::Adopt(_) => {}
    }
    Ok(WorkCalendar::of(years.values()))
}

/// The decision whose limits are being moved.
///
/// # Errors
/// When the store cannot be read.
pub fn applying(read: &impl Read) -> Result<Option<CalendarYear>, Failure> {
    Ok(rows(read)?.into_iter().find(|r| r.applying.is_some()))
}

/// Whether somebody has decided what becomes of the limits under this version of the calendar. Nobody has when the version
/// came with a new program.
///
/// # Errors
/// When the store cannot be read.
pub fn decided(read: &impl Read, version: &str) -> Result<bool, Failure> {
    Ok(rows(read)?.iter().any(|r| r.version == version))
}

/// The year whose arrangement is missed today: this one, or from 1 November on the next.
pub fn missing_year(calendar: &WorkCalendar, today: Day) -> Option<i16> {
    [today, today.plus(AHEAD)].into_iter().find(|d| !calendar.is_published(*d)).map(|d| d.date().year())
}
