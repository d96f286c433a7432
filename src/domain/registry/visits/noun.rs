//! What this subject tells the rest of the house.
use super::{Visit, personal::personal};
use crate::{
    domain::noun::{Noun, Personal, actions},
    store::TableDef,
};

actions! {
    VISIT_RECORD = "visit.record",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Visit>()],
    actions: &[ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
