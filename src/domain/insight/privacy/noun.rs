//! What this subject tells the rest of the house.
use super::{Ask, Consent, Deletion, ExportRequest, Purpose, PurposeVersion, personal::personal};
use crate::{
    domain::noun::{Noun, Personal, actions},
    store::TableDef,
};

actions! {
    PURPOSE_CREATE = "purpose.create",
    PURPOSE_EDIT = "purpose.edit",
    PURPOSE_RETIRE = "purpose.retire",
    PURPOSE_RESTORE = "purpose.restore",
    CONSENT_GIVE = "consent.give",
    CONSENT_WITHDRAW = "consent.withdraw",
    PERSONAL_ASK = "personal.ask",
    PERSONAL_DECIDE = "personal.decide",
    DELETION_PROPOSE = "deletion.propose",
    DELETION_APPROVE = "deletion.approve",
    DELETION_REFUSE = "deletion.refuse",
    DELETION_DONE = "deletion.done",
    EXPORT_ASK = "export.ask",
    EXPORT_APPROVE = "export.approve",
    EXPORT_REFUSE = "export.refuse",
    EXPORT_USE = "export.use",
    RESIDENT_LOOKS = "resident.looks",
    RESIDENT_EXPORT = "resident.export",
}

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
    actions: &[ACTIONS],
    personal: Personal::Told(personal),
    ..Noun::of(module_path!())
};
