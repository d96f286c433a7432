//! What this subject tells the rest of the house.
use super::{Recovery, log};
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Recovery>()], actions: &[log::ACTIONS], ..Noun::of(module_path!()) };
