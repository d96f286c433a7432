//! What this subject tells the rest of the house.
use super::{Visit, log, personal::personal};
use crate::{
    domain::noun::{Noun, Personal},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Visit>()],
    actions: &[log::ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
