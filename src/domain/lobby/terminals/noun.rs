//! What this subject tells the rest of the house.
use super::{Terminal, log};
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Terminal>()], actions: &[log::ACTIONS], ..Noun::of(module_path!()) };
