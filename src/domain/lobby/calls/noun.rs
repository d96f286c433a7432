//! What this subject tells the rest of the house.
use super::Call;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    CALL_ANSWER = "call.answer",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Call>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
