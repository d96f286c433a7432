//! What this subject tells the rest of the house.
use super::Card;
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    CARD_ISSUE = "card.issue",
    CARD_REVOKE = "card.revoke",
    CARD_PRINT = "card.print",
}

/// The announcement.
pub const NOUN: Noun = Noun { tables: &[TableDef::of::<Card>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
