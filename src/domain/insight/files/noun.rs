//! What this subject tells the rest of the house.
use crate::domain::noun::{Noun, actions};

actions! {
    HOUSEHOLD_PRINT = "household.print",
}

/// The announcement.
pub const NOUN: Noun = Noun { actions: &[ACTIONS], ..Noun::of(module_path!()) };
