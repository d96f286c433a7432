//! What this subject tells the rest of the house.
use super::{Ask, Consent, Deletion, ExportRequest, Purpose, PurposeVersion, log, personal::personal};
use crate::{
    domain::noun::{Noun, Personal, Timeline},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[
        TableDef::of::<Purpose>(),
        TableDef::of::<PurposeVersion>(),
        TableDef::of::<Consent>(),
        TableDef::of::<Ask>(),
        TableDef::of::<Deletion>(),
        TableDef::of::<ExportRequest>(),
    ],
    actions: &[log::ACTIONS],
    timeline: Timeline::No("consents and requests are one person's and stand on that person's page"),
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
