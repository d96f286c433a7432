//! What this subject tells the rest of the house.
use super::{Settings, Workflow, log};
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Settings>(), TableDef::of::<Workflow>()],
    actions: &[log::ACTIONS],
    ..Noun::of(module_path!())
};
