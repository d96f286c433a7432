//! Chores at their times. When each was last done is in the store: after a week without power each runs once.
use crate::{
    base::{Clock, Failure},
    domain::office::chores,
    store::Store,
};

const DAY: i64 = 86_400;

/// A chore. Doing it again must do no harm: one cut off before its end is noted is done again.
pub struct ChoreDef {
    /// Its name in the store and in texts (`chore-…`).
    pub name: &'static str,
    /// Seconds from one to the next.
    pub every: i64,
    /// Not while the office works: only between 1:00 and 5:00, unless it was missed for a day.
    pub nightly: bool,
    /// Does it. The failure's text, or `chore-failed`, is shown on the office's status page.
    pub work: Box<dyn Fn() -> Result<(), Failure> + Send + Sync>,
}

impl ChoreDef {
    fn is_due(&self, store: &Store, clock: &Clock) -> Result<bool, Failure> {
        let now = clock.now();
        let Some(last) = chores::find(store, self.name)? else { return Ok(true) };
        let night = (1..5).contains(&now.local().hour());
        // A nightly chore of yesterday 4:59 is due tonight at 1:00.
        let every = if self.nightly { self.every - 6 * 3_600 } else { self.every };
        let missed = self.nightly && last.due(self.every + DAY, now);
        Ok(last.due(every, now) && (!self.nightly || night || missed))
    }
}

/// Does every chore that is due, in order; returns how many went well. A chore that fails is noted and holds up no other.
///
/// # Errors
/// When the store cannot note them.
pub fn run_due(store: &Store, clock: &Clock, all: &[ChoreDef]) -> Result<usize, Failure> {
    let mut done = 0;
    for chore in all {
        if !chore.is_due(store, clock)? {
            continue;
        }
        let (name, begun) = (chore.name, clock.now());
        store.write_wait(move |tx| chores::begin(tx, name, begun))?;
        let failure = match (chore.work)() {
            Ok(()) => {
                done += 1;
                ""
            }
            Err(e) => {
                tracing::error!(chore = name, %e, "a chore failed");
                if let Failure::Refused(reason) = e { reason.key } else { "chore-failed" }
            }
        };
        let ended = clock.now();
        store.write_wait(move |tx| chores::end(tx, name, failure, ended))?;
    }
    Ok(done)
}
