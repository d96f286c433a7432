//! The families of counters over items, and what one item counts for in each.
use super::item::Item;
use crate::{
    base::{Day, Id, Stamp},
    domain::{
        matters::{
            catalog::{Category, WindowLine},
            items::words::{Colour, Rating, StateTag},
        },
        places::grids::Grid,
    },
    store::{Counter, Tally},
};

/// Items by state.
pub const STATE: Counter<StateTag> = Counter::new(10);
/// By grid (0 for none) and state.
pub const GRID_STATE: Counter<(Id<Grid>, StateTag)> = Counter::new(11);
/// By window line and state.
pub const LINE_STATE: Counter<(WindowLine, StateTag)> = Counter::new(12);
/// By category and state.
pub const CATEGORY_STATE: Counter<(Category, StateTag)> = Counter::new(13);
/// Reported on a day.
pub const REPORTED_ON: Counter<Day> = Counter::new(14);
/// Closed on a day.
pub const CLOSED_ON: Counter<Day> = Counter::new(15);
/// Open and due on a day.
pub const OPEN_DUE_ON: Counter<Day> = Counter::new(16);
/// Closed, and in time or not.
pub const CLOSED_IN_TIME: Counter<bool> = Counter::new(17);
/// By verdict.
pub const RATED: Counter<Rating> = Counter::new(18);
/// Reported in a month (202611).
pub const REPORTED_IN: Counter<u32> = Counter::new(19);
/// Ever accepted: the clock has started.
pub const ACCEPTED: Counter<()> = Counter::new(21);
/// Accepted, and not to be closed by the office: suspended, withdrawn, declined or merged since. Shares of closed
/// items leave them out.
pub const OUTSIDE: Counter<()> = Counter::new(22);
/// Open and due on a day, by grid (0 for none).
pub const GRID_DUE_ON: Counter<(Id<Grid>, Day)> = Counter::new(23);
/// Open and due on a day, by window line.
pub const LINE_DUE_ON: Counter<(WindowLine, Day)> = Counter::new(24);
/// Open and due on a day, by category.
pub const CATEGORY_DUE_ON: Counter<(Category, Day)> = Counter::new(25);
/// Supervised now, by colour.
pub const SUPERVISED: Counter<Colour> = Counter::new(26);
/// Times that residents urged.
pub const URGED: Counter<()> = Counter::new(27);
/// Times that items were reopened.
pub const REOPENED: Counter<()> = Counter::new(28);
/// To be followed up on a day.
pub const FOLLOW_ON: Counter<Day> = Counter::new(29);
/// By service code and month.
pub const SERVICE_MONTH: Counter<(String, u32)> = Counter::new(20);
/// Items reported in a month, by category and grid.
pub const CATEGORY_REPORTED_IN: Counter<(u32, Category, Option<Id<Grid>>)> = Counter::new(50);
/// Items closed in a month, by category and grid.
pub const CATEGORY_CLOSED_IN: Counter<(u32, Category, Option<Id<Grid>>)> = Counter::new(51);

/// Counts one item.
pub(super) fn tally(item: &Item, tally: &mut Tally) {
    let state = item.state.tag;
    let (reported, grid) = (item.created.day(), item.grid.unwrap_or(Id::new(0)));
    tally.one(&STATE, state);
    tally.one(&GRID_STATE, (grid, state));
    tally.one(&LINE_STATE, (item.line, state));
    tally.one(&CATEGORY_STATE, (item.category, state));
    tally.one(&REPORTED_ON, reported);
    tally.one(&REPORTED_IN, reported.month());
    tally.one(&SERVICE_MONTH, (item.service_code.clone(), reported.month()));
    tally.one(&CATEGORY_REPORTED_IN, (reported.month(), item.category, item.grid));
    if item.clock.start.is_some() {
        tally.one(&ACCEPTED, ());
    }
    if let Some(in_time) = item.in_time() {
        let closed = item.ended.unwrap_or_default().day();
        tally.one(&CLOSED_ON, closed);
        tally.one(&CATEGORY_CLOSED_IN, (closed.month(), item.category, item.grid));
        tally.one(&CLOSED_IN_TIME, in_time);
    }
    if item.outside() {
        tally.one(&OUTSIDE, ());
    }
    if let Some(due) = item.running().map(Stamp::day) {
        tally.one(&OPEN_DUE_ON, due);
        tally.one(&GRID_DUE_ON, (grid, due));
        tally.one(&LINE_DUE_ON, (item.line, due));
        tally.one(&CATEGORY_DUE_ON, (item.category, due));
    }
    if let Some(supervised) = item.supervised {
        tally.one(&SUPERVISED, supervised.colour);
    }
    if item.urges > 0 {
        tally.add(&URGED, (), i64::from(item.urges));
    }
    if item.reopens > 0 {
        tally.add(&REOPENED, (), i64::from(item.reopens));
    }
    if let Some(day) = item.follow {
        tally.one(&FOLLOW_ON, day);
    }
    if let Some((rating, _)) = &item.rating {
        tally.one(&RATED, *rating);
    }
}
