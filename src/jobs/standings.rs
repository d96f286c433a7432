//! 四清 kept true: what was touched is worked out anew within a second or two, what turns with the day right after midnight.
//! Half of the time is left to others, so that an import or somebody at a screen does not wait.
use std::{thread, time::Duration};

use crate::{
    base::{Clock, Failure},
    domain::insight::clarity,
    store::Store,
};

/// The longest rest between two writes.
const REST_MOST: Duration = Duration::from_millis(200);

/// Works off everything that waits; ends early when `goes_on` says so.
///
/// # Errors
/// When the store fails; what is left is done at the next turn.
pub fn settle_standings(store: &Store, clock: &Clock, goes_on: impl Fn() -> bool) -> Result<usize, Failure> {
    let mut total = 0;
    while goes_on() {
        let begun = std::time::Instant::now();
        match clarity::settle_some(store, clock.now())? {
            0 => break,
            n => total += n,
        }
        thread::sleep(begun.elapsed().min(REST_MOST));
    }
    Ok(total)
}

/// Looks at everything if a count says that something has no standing: an upgraded store, a program with other checks.
///
/// # Errors
/// When the store fails.
pub fn complete_standings(store: &Store, clock: &Clock) -> Result<(), Failure> {
    if clarity::complete(store)? {
        return Ok(());
    }
    look_again(store, clock)
}

/// Looks at everything, at night.
///
/// # Errors
/// When the store fails.
pub fn look_again(store: &Store, clock: &Clock) -> Result<(), Failure> {
    let mut begun = std::time::Instant::now();
    let rest = || {
        thread::sleep(begun.elapsed().min(REST_MOST));
        begun = std::time::Instant::now();
    };
    let mended = clarity::reconcile(store, clock.now(), rest)?;
    tracing::info!(mended, "standings were looked at");
    Ok(())
}
