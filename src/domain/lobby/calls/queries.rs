use super::record::{Call, CallState, LAPSES_AFTER};
use crate::{
    base::{Failure, Stamp},
    store::{Dir, Read},
};

/// Calls that are shown and told at once; more than these are not rung anyway.
pub const SHOWN_MOST: usize = 9;
/// Calls that are read to find those.
const READ_MOST: usize = 100;

/// The calls that ring, those of enrolled terminals first and else oldest first, at most `SHOWN_MOST`.
///
/// # Errors
/// When the store cannot be read.
pub fn open(read: &impl Read, now: Stamp) -> Result<Vec<Call>, Failure> {
    let since = now.plus_seconds(-LAPSES_AFTER);
    // One that is exactly as old as that has lapsed.
    let rings = Call::WAITING.between(Stamp(since.0.saturating_add(1)), Stamp(i64::MAX));
    let mut all = read.list(&rings, Dir::Forward, READ_MOST)?;
    all.retain(|c| c.state(now) == CallState::Open);
    // Enrolled terminals first: whoever floods from the network does not hide them.
    all.sort_by_key(|c| c.terminal.is_none());
    all.truncate(SHOWN_MOST);
    Ok(all)
}

/// The last call of a browser.
///
/// # Errors
/// When the store cannot be read.
pub fn latest_of(read: &impl Read, mark: &[u8; 32]) -> Result<Option<Call>, Failure> {
    Ok(read.list(&Call::BY_CALLER.under(*mark), Dir::Backward, 1)?.into_iter().next())
}

/// The calls that ring, as one word that changes when they do: their numbers; `0` for none.
///
/// # Errors
/// When the store cannot be read.
pub fn mark(read: &impl Read, now: Stamp) -> Result<String, Failure> {
    let numbers: Vec<String> = open(read, now)?.iter().map(|c| c.id.to_string()).collect();
    Ok(if numbers.is_empty() { "0".to_owned() } else { numbers.join(",") })
}
