//! What this subject tells the rest of the house.
use super::Standing;
use crate::{
    domain::noun::{Noun, Personal},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Standing>()],
    personal: Personal::No("made anew from rows that are in the copy themselves"),
    ..Noun::of(module_path!())
};
