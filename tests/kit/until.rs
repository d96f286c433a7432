//! Waiting for what another thread or another program does: one way, one patience.
use std::{
    thread,
    time::{Duration, Instant},
};

/// Far longer than anything takes, even on a machine with much else to do: only a test that fails waits so long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);

/// Waits until it is so; panics with what was waited for.
#[track_caller]
pub(crate) fn until(what: &str, mut so: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !so() {
        assert!(Instant::now() < end, "waited in vain until {what}");
        thread::sleep(PAUSE);
    }
}
