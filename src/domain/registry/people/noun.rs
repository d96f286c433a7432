//! What this subject tells the rest of the house.
use super::{Household, Resident, Touched, personal::personal};
use crate::{
    domain::noun::{Noun, Personal, actions},
    store::TableDef,
};

actions! {
    HOUSEHOLD_CREATE = "household.create",
    HOUSEHOLD_EDIT = "household.edit",
    HOUSEHOLD_HEAD = "household.head",
    HOUSEHOLD_IDENTIFY = "household.identify",
    HOUSEHOLD_VIEW = "household.view",
    RESIDENT_CREATE = "resident.create",
    RESIDENT_EDIT = "resident.edit",
    RESIDENT_MOVE = "resident.move",
    RESIDENT_GONE = "resident.gone",
    RESIDENT_RETURN = "resident.return",
    RESIDENT_REVEAL = "resident.reveal",
    RESIDENT_VIEW = "resident.view",
    ROSTER_IMPORT = "roster.import",
    ROSTER_EXPORT = "roster.export",
    ROSTER_EXPORT_PLAIN = "roster.export-plain",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Household>(), TableDef::of::<Resident>(), TableDef::of::<Touched>()],
    actions: &[ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
