//! What a calendar moves: told before it is decided, counted where a new program brought it, and done in small groups once
//! somebody has decided so.
//!
//! Telling and counting read every open item that has a limit (some ten thousand in a district), in pages and off the
//! request's thread: a change of the calendar is a rare act of the office, and its exact extent is what is asked about.
use super::ChoreDef;
use crate::{
    app::{App, Unsettled},
    base::{Clock, Failure, Id, Stamp, WorkCalendar},
    domain::{
        matters::items::{self, Clocking, Item, ItemNo},
        office::{
            calendar::{self, Applying, CalendarYear},
            settings::Settings,
        },
    },
    store::{Dir, Read, Store},
};

/// Items moved in one write: small, so that nobody at a counter waits for it.
const GROUP: usize = 20;
/// Items read at once.
const PAGE: usize = 500;
/// Pages looked through for one group before the place is noted again.
const PAGES_MOST: usize = 8;

/// A limit: when it runs out, and whether that is provisional.
pub type Limit = (Option<Stamp>, bool);

fn limit(clock: &Clocking) -> Limit {
    (clock.due, clock.provisional)
}

/// An open item whose limit another calendar moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub id: Id<Item>,
    pub no: ItemNo,
    pub title: String,
    /// The limit as it is.
    pub from: Limit,
    /// As it would be.
    pub to: Limit,
}

/// Everything that a calendar would move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// The first of them, first due first.
    pub first: Vec<Move>,
    pub all: usize,
    /// Due earlier.
    pub earlier: usize,
    /// Due later.
    pub later: usize,
    /// Provisional no longer, moved or not.
    pub finals: usize,
    /// Provisional from now on, moved or not.
    pub provisionals: usize,
}

fn moved(item: &Item, calendar: &WorkCalendar, settings: Option<&Settings>) -> Option<Move> {
    let (from, to) = (limit(&item.clock), limit(&items::redue(item, calendar, settings)));
    (from != to).then(|| Move { id: item.id, no: item.no, title: item.title.clone(), from, to })
}

/// What `calendar` would move; the first `keep` of it in full. Overdue items are among them: what was late by a calendar
/// that was wrong may not be late.
///
/// # Errors
/// When the store cannot be read.
pub fn moves(store: &Store, calendar: &WorkCalendar, keep: usize) -> Result<Moves, Failure> {
    let settings = Settings::load(store)?;
    let mut out = Moves::default();
    store.each(&Item::OPEN_BY_DUE.all(), |item| {
        let Some(one) = moved(&item, calendar, settings.as_ref()) else { return Ok(()) };
        out.all += 1;
        out.earlier += usize::from(one.to.0 < one.from.0);
        out.later += usize::from(one.to.0 > one.from.0);
        out.finals += usize::from(one.from.1 && !one.to.1);
        out.provisionals += usize::from(one.to.1 && !one.from.1);
        if out.first.len() < keep {
            out.first.push(one);
        }
        Ok(())
    })?;
    Ok(out)
}

/// Moves the next few limits of a decision that is being applied, in one write with the note of how far it got. False when
/// there is nothing more to do. Cut off at any point it goes on where it was; done twice at once it moves nothing twice.
///
/// # Errors
/// When the store fails; what is moved by then stays moved.
pub fn step(store: &Store, clock: &Clock) -> Result<bool, Failure> {
    let Some(row) = calendar::applying(store)? else { return Ok(false) };
    let (year, at) = (row.year(), clock.now());
    let calendar = calendar::load(store)?;
    if calendar.version() != row.version {
        // A new program brought another calendar in between: nobody was shown what that would move.
        store.write_wait(move |tx| calendar::finish(tx, year, false, at))?;
        return Ok(false);
    }
    let Some(from) = row.applying else { return Ok(false) };
    let (group, to) = next_group(store, &calendar, from)?;
    let Some(to) = to else {
        store.write_wait(move |tx| calendar::finish(tx, year, true, at))?;
        return Ok(false);
    };
    match write_group(store, &row, &calendar, &group, (from, to), at) {
        Err(why) if why != Failure::Busy && !group.is_empty() => {
            tracing::warn!(%why, "a group of limits could not be moved; going one by one");
            write_each(store, &row, &calendar, &group, (from, to), at)?;
        }
        done => done?,
    }
    Ok(true)
}

/// The next items that move, in the order of due times, and the place after them; no place when there is nothing more.
/// An item that moves later is met again further on, and does not move then.
fn next_group(store: &Store, calendar: &WorkCalendar, from: Applying) -> Result<(Vec<Id<Item>>, Option<Applying>), Failure> {
    let settings = Settings::load(store)?;
    let last = (Stamp(i64::MAX), Id::<Item>::new(u64::MAX));
    let (mut group, mut place) = (Vec::new(), from);
    for _ in 0..PAGES_MOST {
        let rest = Item::OPEN_BY_DUE.between((place.due, Id::<Item>::new(place.item)), last);
        let page = store.list(&rest, Dir::Forward, PAGE)?;
        let full = page.len() == PAGE;
        for item in page {
            let Some(due) = item.clock.due else { continue };
            place = Applying { due, item: item.id.raw() + 1 };
            if moved(&item, calendar, settings.as_ref()).is_some() {
                group.push(item.id);
            }
            if group.len() == GROUP {
                return Ok((group, Some(place)));
            }
        }
        if !full {
            let more = (!group.is_empty()).then_some(place);
            return Ok((group, more));
        }
    }
    Ok((group, Some(place)))
}

fn write_group(
    store: &Store,
    row: &CalendarYear,
    calendar: &WorkCalendar,
    group: &[Id<Item>],
    (from, to): (Applying, Applying),
    at: Stamp,
) -> Result<(), Failure> {
    let (year, by, calendar, group) = (row.year(), row.by, calendar.clone(), group.to_vec());
    store.write_wait(move |tx| {
        let mut moved = 0;
        for id in group {
            moved += u32::from(items::recalculate(tx, by, id, at, &calendar)?.is_some());
        }
        // Another thread that got on from the same place has moved these already: then this write changes nothing.
        calendar::advance(tx, year, from, to, moved, 0).map(drop)
    })
}

/// Each item in a write of its own: one that cannot be moved must not hold up the others.
fn write_each(
    store: &Store,
    row: &CalendarYear,
    calendar: &WorkCalendar,
    group: &[Id<Item>],
    (from, to): (Applying, Applying),
    at: Stamp,
) -> Result<(), Failure> {
    let (year, by, mut moved, mut failed) = (row.year(), row.by, 0, 0);
    for id in group.iter().copied() {
        let calendar = calendar.clone();
        match store.write_wait(move |tx| items::recalculate(tx, by, id, at, &calendar)) {
            Ok(done) => moved += u32::from(done.is_some()),
            Err(Failure::Busy) => return Err(Failure::Busy),
            Err(why) => {
                tracing::error!(item = %id, %why, "a limit could not be moved");
                failed += 1;
            }
        }
    }
    store.write_wait(move |tx| calendar::advance(tx, year, from, to, moved, failed).map(drop))
}

/// Moves everything that is being applied; called when it is decided, and each minute in case that was cut off.
///
/// # Errors
/// When the store fails.
pub fn apply(store: &Store, clock: &Clock) -> Result<(), Failure> {
    while step(store, clock)? {}
    Ok(())
}

/// Counts what a calendar that came with a new program would move, unless somebody has decided about it.
///
/// # Errors
/// When the store cannot be read.
pub fn survey(app: &App) -> Result<(), Failure> {
    let calendar = app.calendar();
    let version = calendar.version().to_owned();
    let found = if calendar::decided(&app.store, &version)? {
        Unsettled { version, ..Unsettled::default() }
    } else {
        let moves = moves(&app.store, &calendar, 0)?;
        Unsettled { version, items: moves.all, finals: moves.finals }
    };
    app.note_unsettled(found);
    Ok(())
}

/// Goes on with limits that are being moved, and counts anew as soon as the calendar is another.
///
/// # Errors
/// When the store fails.
pub(super) fn each_minute(app: &App) -> Result<(), Failure> {
    apply(&app.store, &app.clock)?;
    if app.unsettled().version == app.calendar().version() { Ok(()) } else { survey(app) }
}

/// The daily look at the calendar: counts, and tells the log when the year that is needed next is not there. The desk says
/// it to people (`domain::calendar::missing_year`).
pub(super) fn chore(app: &App) -> ChoreDef {
    let app = app.clone();
    let work = move || {
        if let Some(year) = calendar::missing_year(&app.calendar(), app.clock.today()) {
            tracing::warn!(year, "the days off of a year that is needed soon are not in the calendar");
        }
        survey(&app)
    };
    ChoreDef { name: "calendar", every: 24 * 3_600, nightly: false, work: Box::new(work) }
}
