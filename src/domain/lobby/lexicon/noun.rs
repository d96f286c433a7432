//! What this subject tells the rest of the house.
use super::{Learned, Sounds, Word, log};
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Word>(), TableDef::of::<Sounds>(), TableDef::of::<Learned>()],
    actions: &[log::ACTIONS],
    ..Noun::of(module_path!())
};
