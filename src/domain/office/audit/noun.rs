//! What this subject tells the rest of the house.
use super::{Entry, log};
use crate::{
    domain::noun::{Noun, Personal, Timeline},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Entry>()],
    actions: &[log::ACTIONS],
    timeline: Timeline::No("what the office did with its rows is no event of the household"),
    personal: Personal::No("its lines about a person are told by privacy: who looked"),
    ..Noun::of(module_path!())
};
