//! What this subject tells the rest of the house.
use super::{PrintJob, forget_old};
use crate::{
    domain::noun::{DAY, Kept, Noun, actions},
    store::TableDef,
};

actions! {
    PRINT_ENQUEUE = "print.enqueue",
    PRINT_RETRY = "print.retry",
    PRINT_CANCEL = "print.cancel",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<PrintJob>()],
    actions: &[ACTIONS],
    kept: &[Kept { what: "print jobs", long: |_| 90 * DAY, forget: forget_old }],
    ..Noun::of(module_path!())
};
