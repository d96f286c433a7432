//! What this subject tells the rest of the house.
use super::{Entry, EntryChange, OfficeTable, personal::personal};
use crate::{
    domain::noun::{Noun, Personal, actions},
    store::TableDef,
};

actions! {
    REGISTER_CREATE = "register.create",
    REGISTER_EDIT = "register.edit",
    REGISTER_END = "register.end",
    REGISTER_REOPEN = "register.reopen",
    REGISTER_VIEW = "register.view",
    REGISTER_REVEAL = "register.reveal",
    REGISTER_IMPORT = "register.import",
    REGISTER_EXPORT = "register.export",
    REGISTER_EXPORT_PLAIN = "register.export-plain",
    REGISTER_PRINT = "register.print",
    REGISTER_TABLE_CREATE = "register.table-create",
    REGISTER_TABLE_EDIT = "register.table-edit",
    REGISTER_FIELD_CREATE = "register.field-create",
    REGISTER_FIELD_EDIT = "register.field-edit",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Entry>(), TableDef::of::<EntryChange>(), TableDef::of::<OfficeTable>()],
    actions: &[ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
