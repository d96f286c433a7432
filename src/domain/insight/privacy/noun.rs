//! What this subject tells the rest of the house.
use super::{Ask, Consent, Deletion, ExportRequest, Purpose, PurposeVersion, log, personal::personal};
use crate::{
    domain::noun::{Noun, Personal},
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
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
