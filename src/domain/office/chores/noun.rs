//! What this subject tells the rest of the house.
use super::Chore;
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Chore>()], ..Noun::of(module_path!()) };
