//! What this subject tells the rest of the house.
use super::{Access, ApiKey};
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    OPEN311_KEY = "open311.key",
    OPEN311_REVOKE = "open311.revoke",
    OPEN311_READS = "open311.reads",
    OPEN311_FILE = "open311.file",
}

/// The announcement.
pub const NOUN: Noun =
    Noun { tables: &[TableDef::of::<ApiKey>(), TableDef::of::<Access>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
