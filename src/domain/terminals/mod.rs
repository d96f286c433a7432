//! Terminals: the screens that serve residents, each enrolled once by a code from the office.
mod record;

pub use record::{
    AWAITED, Code, ENROLLED, Enrolment, OFFLINE_AFTER, Report, Revocation, Setup, StartView, Terminal, any_enrolled,
};
