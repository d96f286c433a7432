//! What this subject tells the rest of the house.
use super::{HouseholdChange, personal::personal};
use crate::{
    domain::noun::{Noun, Personal, actions},
    store::TableDef,
};

actions! {
    HOUSEHOLD_SPLIT = "household.split",
    HOUSEHOLD_MERGE = "household.merge",
    HOUSEHOLD_MOVE_OUT = "household.move-out",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<HouseholdChange>()],
    actions: &[ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
