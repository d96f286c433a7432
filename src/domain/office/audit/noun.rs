//! What this subject tells the rest of the house.
use super::Entry;
use crate::{
    domain::noun::{Noun, Personal, actions},
    store::TableDef,
};

actions! {
    AUDIT_EXPORT = "audit.export",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Entry>()],
    actions: &[ACTIONS],
    personal: Personal::No("its lines about a person are told by privacy: who looked"),
    ..Noun::of(module_path!())
};
