//! What this subject tells the rest of the house.
use super::{HouseholdChange, log, personal::personal};
use crate::{
    domain::noun::{Noun, Personal},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<HouseholdChange>()],
    actions: &[log::ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
