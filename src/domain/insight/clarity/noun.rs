//! What this subject tells the rest of the house.
use super::CheckResult;
use crate::{
    domain::noun::{Noun, Personal, Timeline},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<CheckResult>()],
    timeline: Timeline::No("what is missing today is no event of the household"),
    personal: Personal::No("made anew from rows that are in the copy themselves"),
    ..Noun::of(module_path!())
};
