//! What this subject tells the rest of the house.
use super::Voice;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    VOICE_RECORD = "voice.record",
    VOICE_REMOVE = "voice.remove",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Voice>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
