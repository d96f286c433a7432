//! What this subject tells the rest of the house.
use super::{Access, ApiKey, log};
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun =
    Noun { tables: &[TableDef::of::<ApiKey>(), TableDef::of::<Access>()], actions: &[log::ACTIONS], ..Noun::of(module_path!()) };
