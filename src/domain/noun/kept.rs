//! What is forgotten by itself.
use crate::{
    base::{Failure, Stamp},
    store::Tx,
};

/// Times that the office sets, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// How long somebody may stand at a terminal without touching it.
    pub terminal: i64,
    /// How long somebody of the staff stays signed in without a request.
    pub session: i64,
}

/// Rows that are kept for a time.
#[derive(Clone, Copy)]
pub struct Kept {
    /// What, for the log of the house.
    pub what: &'static str,
    /// How long, in seconds since they were last of use.
    pub long: fn(&Times) -> i64,
    /// Forgets at most so many of those that were last of use before the moment; gives how many went.
    pub forget: fn(&mut Tx<'_>, Stamp, usize) -> Result<usize, Failure>,
}

/// Moves what is alive by so many milliseconds, so that it lives on as long as it would have.
pub type Move = fn(&mut Tx<'_>, i64) -> Result<(), Failure>;

/// The most rows of a kind that are moved; an office has some tens.
pub const MOVED_MOST: usize = 1_000;

/// Seconds of a day.
pub const DAY: i64 = 86_400;
