//! What this subject tells the rest of the house.
use super::{Entry, EntryChange, OfficeTable, log, personal::personal};
use crate::{
    domain::noun::{Noun, Personal},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Entry>(), TableDef::of::<EntryChange>(), TableDef::of::<OfficeTable>()],
    actions: &[log::ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
