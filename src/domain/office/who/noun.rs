//! What this subject tells the rest of the house.
use super::{Account, Staff, log};
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun =
    Noun { tables: &[TableDef::of::<Staff>(), TableDef::of::<Account>()], actions: &[log::ACTIONS], ..Noun::of(module_path!()) };
