//! What this subject tells the rest of the house.
use super::CalendarYear;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    CALENDAR_SAVE = "calendar.save",
    CALENDAR_WITHDRAW = "calendar.withdraw",
    CALENDAR_APPLY = "calendar.apply",
    CALENDAR_KEEP = "calendar.keep",
    CALENDAR_APPLIED = "calendar.applied",
    CALENDAR_STOPPED = "calendar.stopped",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<CalendarYear>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
