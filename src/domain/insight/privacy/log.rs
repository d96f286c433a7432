//! What the log says of this subject.
use crate::domain::noun::actions;

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
