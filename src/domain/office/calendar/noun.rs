//! What this subject tells the rest of the house.
use super::{CalendarYear, log};
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<CalendarYear>()], actions: &[log::ACTIONS], ..Noun::of(module_path!()) };
