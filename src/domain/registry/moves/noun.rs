//! What this subject tells the rest of the house.
use super::{
    HouseholdChange, log,
    personal::personal,
    timeline::{changes, people},
};
use crate::{
    domain::noun::{Noun, Personal, Source, Timeline},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<HouseholdChange>()],
    actions: &[log::ACTIONS],
    timeline: Timeline::Told(&[Source { place: 1, tell: people }, Source { place: 6, tell: changes }]),
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
