//! The computer's clock: a wrong one makes every limit and every receipt wrong, and an empty battery is common.
use std::{process::Command, time::UNIX_EPOCH};

use super::{Case, Finding};
use crate::base::{Reason, Stamp};

/// No clock that is right shows a time before this program was made: 2026-01-01 00:00 UTC.
const MADE: Stamp = Stamp(1_767_225_600_000);
/// Seconds that a clock may be behind without being wrong: it is set from the network now and then.
const SLACK: i64 = 900;

/// What the clock is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The computer's time.
    pub now: Stamp,
    /// The last time that the server or a file of the data folder knows of.
    pub last: Option<Stamp>,
    /// Whether the system says that it sets the clock from the network; unknown where it does not tell.
    pub synced: Option<bool>,
}

pub(super) fn look(case: &Case) -> Vec<Finding> {
    vec![judge(Clocks { synced: synced(), ..clocks(case) })]
}

/// The same without asking the system's own service, which would be started for it every time.
pub(super) fn watch(case: &Case) -> Vec<Finding> {
    vec![judge(clocks(case))]
}

fn clocks(case: &Case) -> Clocks {
    let known = case.known.as_ref().map(|k| Stamp(k.last)).filter(|s| s.0 > 0);
    let last = known.into_iter().chain(newest(&case.data.join("journal"))).max();
    Clocks { now: case.now, last, synced: None }
}

/// The time of the newest file in a folder.
fn newest(folder: &std::path::Path) -> Option<Stamp> {
    let times = std::fs::read_dir(folder).ok()?.flatten().filter_map(|e| e.metadata().ok()?.modified().ok());
    let millis = times.max()?.duration_since(UNIX_EPOCH).ok()?.as_millis();
    Some(Stamp(i64::try_from(millis).ok()?))
}

fn synced() -> Option<bool> {
    let out = Command::new("timedatectl").args(["show", "-p", "NTPSynchronized", "--value"]).output().ok()?;
    match out.stdout.trim_ascii() {
        b"yes" => Some(true),
        b"no" => Some(false),
        _ => None,
    }
}

/// Whether the clock can be right.
#[must_use]
pub fn judge(c: Clocks) -> Finding {
    let reason = |key| Reason::new(key).arg("now", c.now.minute());
    match c.last {
        _ if c.now < MADE => Finding::bad("clock", reason("doctor-clock-old"), "doctor-clock-do"),
        Some(last) if last.seconds_since(c.now) > SLACK => {
            Finding::bad("clock", reason("doctor-clock-behind").arg("last", last.minute()), "doctor-clock-do")
        }
        _ if c.synced == Some(false) => Finding::warn("clock", reason("doctor-clock-alone"), "doctor-clock-alone-do"),
        _ => Finding::good("clock", reason("doctor-clock-good")),
    }
}
