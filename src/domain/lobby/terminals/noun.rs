//! What this subject tells the rest of the house.
use super::Terminal;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    TERMINAL_CODE = "terminal.code",
    TERMINAL_ENROL = "terminal.enrol",
    TERMINAL_RENAME = "terminal.rename",
    TERMINAL_SETUP = "terminal.setup",
    TERMINAL_REVOKE = "terminal.revoke",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Terminal>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
