//! What this subject tells the rest of the house.
use super::{Call, forget_old, log};
use crate::{
    domain::noun::{DAY, Kept, Noun},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Call>()],
    actions: &[log::ACTIONS],
    kept: &[Kept { what: "calls", long: |_| 365 * DAY, forget: forget_old }],
    ..Noun::of(module_path!())
};
