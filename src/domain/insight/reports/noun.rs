//! What this subject tells the rest of the house.
use super::Report;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    REPORT_CREATE = "report.create",
    REPORT_EDIT = "report.edit",
    REPORT_RETIRE = "report.retire",
    REPORT_RESTORE = "report.restore",
    REPORT_EXPORT = "report.export",
    REPORT_EXPORT_PLAIN = "report.export-plain",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Report>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
