//! Terminals: the screens that serve residents, each enrolled once by a code from the office. While there is none, any browser
//! may be one: an office's first day needs no code.
mod code;
mod commands;
pub mod log;
mod noun;
mod queries;
mod record;

pub use code::{code_hash, fresh_code, token_hash};
pub use commands::{
    By, CODE_LIVES, DIAGONALS, NAME_MOST, PLACE_MOST, TERMINALS_MOST, add, change, enrol, heard, news, renew, revoke,
};
pub use noun::NOUN;
pub use queries::{Known, any_enrolled, known, living, offline, revoked};
pub use record::{AWAITED, Code, ENROLLED, Enrolment, OFFLINE_AFTER, Report, Revocation, Setup, StartView, Terminal};
