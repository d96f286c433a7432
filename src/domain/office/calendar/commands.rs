use super::{Applying, CalendarYear, Change, applying, held, load, log};
use crate::{
    base::{Failure, Stamp},
    domain::office::{audit, who::Actor},
    store::{Read, Tx},
};

/// What becomes of the limits that are computed already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// They are moved to the new calendar.
    Apply,
    /// They stay.
    Keep,
}

/// Changes the calendar. `seen` is the version that whoever decides had before his eyes.
///
/// # Errors
/// `Refused` when the calendar has changed since, or while limits are still being moved; `NotFound` for a year that has
/// nothing to withdraw or adopt.
pub fn decide(tx: &mut Tx<'_>, by: Actor, change: Change, then: Then, seen: &str, at: Stamp) -> Result<CalendarYear, Failure> {
    if applying(tx)?.is_some() {
        return Err(Failure::refused("calendar-busy"));
    }
    if load(tx)?.version() != seen {
        return Err(Failure::refused("calendar-moved-on"));
    }
    let id = CalendarYear::id_of(change.year());
    let own = tx.find(id)?.and_then(|row| row.arrangement);
    let year = change.year();
    let arrangement = match change {
        Change::Save(arrangement) => {
            audit::note(tx, by, at, log::CALENDAR_SAVE, Some(id), arrangement.source())?;
            Some(arrangement)
        }
        Change::Withdraw(_) => {
            own.ok_or(Failure::NotFound)?;
            audit::note(tx, by, at, log::CALENDAR_WITHDRAW, Some(id), "")?;
            None
        }
        Change::Adopt(_) if held(tx)?.contains_key(&year) => own,
        Change::Adopt(_) => return Err(Failure::NotFound),
    };
    let mut row = CalendarYear { id, arrangement, by, at, version: String::new(), applying: None, moved: 0, failed: 0 };
    tx.put(&row)?;
    load(tx)?.version().clone_into(&mut row.version);
    match then {
        Then::Apply => {
            row.applying = Some(Applying::START);
            audit::note(tx, by, at, log::CALENDAR_APPLY, Some(id), "")?;
        }
        Then::Keep => audit::note(tx, by, at, log::CALENDAR_KEEP, Some(id), "")?,
    }
    tx.put(&row)?;
    Ok(row)
}

/// Notes that the limits before `to` have been moved, in the same write as that. False, and nothing is noted, if somebody
/// else has got on from `from` already.
///
/// # Errors
/// When the store cannot be read or written.
pub fn advance(tx: &mut Tx<'_>, year: i16, from: Applying, to: Applying, moved: u32, failed: u32) -> Result<bool, Failure> {
    let Some(mut row) = tx.find(CalendarYear::id_of(year))?.filter(|r| r.applying == Some(from)) else { return Ok(false) };
    row.applying = Some(to);
    row.moved = row.moved.saturating_add(moved);
    row.failed = row.failed.saturating_add(failed);
    tx.put(&row)?;
    Ok(true)
}

/// Notes that all limits have been moved, or (`done` false) that the calendar is no longer the one that was decided on, so
/// that somebody has to decide anew.
///
/// # Errors
/// When the store cannot be read or written.
pub fn finish(tx: &mut Tx<'_>, year: i16, done: bool, at: Stamp) -> Result<(), Failure> {
    let Some(mut row) = tx.find(CalendarYear::id_of(year))?.filter(|r| r.applying.is_some()) else { return Ok(()) };
    row.applying = None;
    let count = row.moved.to_string();
    if done {
        audit::note(tx, Actor::System, at, log::CALENDAR_APPLIED, Some(row.id), &count)?;
    } else {
        audit::note(tx, Actor::System, at, log::CALENDAR_STOPPED, Some(row.id), &count)?;
    }
    tx.put(&row)
}
