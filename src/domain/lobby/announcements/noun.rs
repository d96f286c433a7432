//! What this subject tells the rest of the house.
use super::{Announcement, forget_old, log};
use crate::{
    domain::noun::{DAY, Kept, Noun},
    store::TableDef,
};

/// The announcement. A board is nobody's file: nothing of it belongs in a person's copy.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Announcement>()],
    actions: &[log::ACTIONS],
    kept: &[Kept { what: "announcements", long: |_| 365 * DAY, forget: forget_old }],
    ..Noun::of(module_path!())
};
