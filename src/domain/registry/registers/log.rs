//! What the log says of this subject.
use crate::domain::noun::actions;

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
