//! What this subject tells the rest of the house.
use super::{PrintJob, forget_old, log};
use crate::{
    domain::noun::{DAY, Kept, Noun},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<PrintJob>()],
    actions: &[log::ACTIONS],
    kept: &[Kept { what: "print jobs", long: |_| 90 * DAY, forget: forget_old }],
    ..Noun::of(module_path!())
};
