//! What this subject tells the rest of the house.
use super::Visit;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    VISIT_RECORD = "visit.record",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Visit>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
