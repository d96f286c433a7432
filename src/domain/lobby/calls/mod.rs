//! Calls for help: a resident at a terminal rings, and somebody of the office goes there.
mod commands;
pub mod log;
mod noun;
mod queries;
mod record;

pub use commands::{Caller, answer, forget_old, ring, withdraw};
pub use noun::NOUN;
pub use queries::{SHOWN_MOST, latest_of, mark, open};
pub use record::{Answer, Call, CallState, LAPSES_AFTER, LATE_AFTER, Spot};
