//! What this subject tells the rest of the house.
use super::PrintJob;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    PRINT_ENQUEUE = "print.enqueue",
    PRINT_RETRY = "print.retry",
    PRINT_CANCEL = "print.cancel",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<PrintJob>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
