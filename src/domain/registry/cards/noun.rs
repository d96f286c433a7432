//! What this subject tells the rest of the house.
use super::{Card, personal::personal};
use crate::{
    domain::noun::{Noun, Personal, actions},
    store::TableDef,
};

actions! {
    CARD_ISSUE = "card.issue",
    CARD_REVOKE = "card.revoke",
    CARD_PRINT = "card.print",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Card>()],
    actions: &[ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
