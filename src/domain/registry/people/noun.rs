//! What this subject tells the rest of the house.
use super::{Household, Resident, Touched, log, personal::personal};
use crate::{
    domain::noun::{Noun, Personal, Timeline},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Household>(), TableDef::of::<Resident>(), TableDef::of::<Touched>()],
    actions: &[log::ACTIONS],
    timeline: Timeline::No("told by moves, which know what else is recorded of the same household"),
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
