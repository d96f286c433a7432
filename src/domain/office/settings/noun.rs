//! What this subject tells the rest of the house.
use super::{Settings, Workflow};
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    OFFICE_SETTINGS = "office.settings",
    OFFICE_BACKUP = "office.backup",
    WORKFLOW_SAVE = "workflow.save",
    DEMO_LOAD = "demo.load",
}

/// The announcement.
pub const NOUN: Noun =
    Noun { tables: &[TableDef::of::<Settings>(), TableDef::of::<Workflow>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
