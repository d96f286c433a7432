//! Personal-information duties (个人信息保护法): why the office holds what it holds and who agreed, who looked, what a
//! person asked for, what is due for deletion and the proof that it was deleted, and who let a register of key persons out.
mod approval;
mod ask;
mod consent;
mod deletion;
mod due;
pub mod log;
mod look_words;
mod looks;
mod noun;
mod personal;
mod purpose;
mod shipped;
#[cfg(test)]
mod tests;

pub use approval::{
    ApprovalState, ExportRequest, OPEN_DAYS, VALID_HOURS, ask_export, decide_export, exports_waiting, take_approval, usable,
};
pub use ask::{Ask, AskKind, Decided, NewAsk, SERVICES, ask, asks_of, decide_ask, open_asks};
pub use consent::{Consent, ConsentStatus, GUARDED_BELOW, How, Said, consents, needs_guardian, record, resting, standing};
pub use deletion::{
    Deletion, DeletionState, GROUP, PURPOSE_OF_PROOF, carry_on, chain_over, decide_deletion, deletions, deletions_waiting,
    propose_deletion, step,
};
pub use due::{Due, due, due_page, until};
pub use look_words::look_in_words;
pub use looks::{Look, LookedAt, all_looks, looks};
pub use noun::NOUN;
pub use purpose::{
    Ground, PURPOSES_MOST, Purpose, PurposeVersion, Terms, current, edit_purpose, new_purpose, purposes, retire_purpose, version,
    versions,
};
pub use shipped::{seed, shipped};
