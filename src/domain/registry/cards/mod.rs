//! Contact cards (连心卡): an opaque token per household that the terminal's scanner reads.
mod commands;
pub mod log;
mod noun;
mod personal;
mod record;
mod timeline;

pub use commands::{TWICE, household_of, issue, lose, revoke, valid_card};
pub use noun::NOUN;
pub use record::Card;
