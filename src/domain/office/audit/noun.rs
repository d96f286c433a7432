//! What this subject tells the rest of the house.
use super::Entry;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    AUDIT_EXPORT = "audit.export",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Entry>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
