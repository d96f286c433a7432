//! What this subject tells the rest of the house.
use super::{Card, log, personal::personal, timeline::timeline};
use crate::{
    domain::noun::{Noun, Personal, Source, Timeline},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Card>()],
    actions: &[log::ACTIONS],
    timeline: Timeline::Told(&[Source { place: 2, tell: timeline }]),
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
