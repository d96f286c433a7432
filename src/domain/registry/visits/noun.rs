//! What this subject tells the rest of the house.
use super::{VISITED, Visit, log, personal::personal, timeline::timeline};
use crate::{
    domain::noun::{Noun, Personal, Source, Timeline},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Visit>()],
    actions: &[log::ACTIONS],
    timeline: Timeline::Told(&[Source { place: 3, tell: timeline }]),
    personal: Personal::Told(personal),
    figures: &[VISITED],
    ..Noun::of(module_path!())
};
