//! Chores: what the house does by itself (backup, check, sweeps), and when each was last done, so that a restart, a week
//! without power or a killed process neither skips one nor does it twice.
mod noun;

pub use noun::NOUN;

use serde::{Deserialize, Serialize};

use crate::{
    base::{Failure, Id, Stamp},
    store::{Index, IndexOf, Read, Row, Tx},
};

/// The record of one chore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chore {
    pub id: Id<Chore>,
    /// `backup`, `check`, `sweep`: the text `chore-…` says it in words.
    pub name: String,
    /// Last begun.
    pub begun: Stamp,
    /// Last done well.
    pub done: Option<Stamp>,
    /// Failures in a row since.
    pub failures: u16,
    /// The text key of the last failure; empty if it went well.
    pub failure: String,
}

impl Chore {
    /// By name.
    pub const BY_NAME: Index<Chore, String> = Index::unique(1, "chore.name", |c| vec![c.name.clone()]);

    /// Whether it is due at `now` when it is to be done every `every` seconds: after a failure it is tried again in five
    /// minutes at the earliest; a record from the future (the clock was wrong) counts for nothing.
    pub fn due(&self, every: i64, now: Stamp) -> bool {
        let past = |at: Stamp, seconds: i64| at > now || now.seconds_since(at) >= seconds;
        let rested = self.failures == 0 || past(self.begun, every.min(300));
        rested && self.done.is_none_or(|done| past(done, every))
    }
}

impl Row for Chore {
    const TAG: u8 = 0x26;
    const NAME: &'static str = "chore";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Chore::BY_NAME]
    }
}

/// The record of a chore, if it was ever begun.
pub fn find(read: &impl Read, name: &str) -> Result<Option<Chore>, Failure> {
    read.by(&Chore::BY_NAME, &name.to_owned())
}

/// Notes that a chore begins.
pub fn begin(tx: &mut Tx<'_>, name: &str, at: Stamp) -> Result<(), Failure> {
    let chore = match find(tx, name)? {
        // One that was cut off counts as a failure until it is done well.
        Some(chore) => Chore { begun: at, failures: chore.failures.saturating_add(1), ..chore },
        None => Chore { id: tx.next_id()?, name: name.to_owned(), begun: at, done: None, failures: 1, failure: String::new() },
    };
    tx.put(&chore)
}

/// Notes how it ended: `failure` is a text key, empty if it went well.
pub fn end(tx: &mut Tx<'_>, name: &str, failure: &str, at: Stamp) -> Result<(), Failure> {
    let Some(mut chore) = find(tx, name)? else { return Ok(()) };
    failure.clone_into(&mut chore.failure);
    if failure.is_empty() {
        (chore.done, chore.failures) = (Some(at), 0);
    }
    tx.put(&chore)
}
