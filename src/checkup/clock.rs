//! The computer's clock: a wrong one makes every limit and every receipt wrong, and an empty battery is common.
use std::{
    io::Read,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{Case, Finding, LIMIT};
use crate::base::{Hands, Reason};

/// How often it is looked whether the system has answered.
const LOOK: Duration = Duration::from_millis(20);

pub(super) fn look(case: &Case) -> Vec<Finding> {
    vec![judge(case.clock.hands(), synced())]
}

/// The same without asking the system's own service, which would be started for it every time.
pub(super) fn watch(case: &Case) -> Vec<Finding> {
    vec![judge(case.clock.hands(), None)]
}

/// Whether the system says that it has set the clock from the network, and nobody by hand since; unknown where it does not
/// tell. Answers in two seconds.
#[must_use]
pub fn synced() -> Option<bool> {
    let mut ask = Command::new("timedatectl");
    let ask = ask.args(["show", "-p", "NTPSynchronized", "--value"]);
    let mut child = ask.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let until = Instant::now() + LIMIT;
    while child.try_wait().ok()?.is_none() {
        if Instant::now() > until {
            child.kill().ok()?;
            child.wait().ok()?;
            return None;
        }
        thread::sleep(LOOK);
    }
    let mut said = String::new();
    child.stdout.take()?.take(16).read_to_string(&mut said).ok()?;
    match said.trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Whether the clock can be right.
#[must_use]
pub fn judge(hands: Hands, synced: Option<bool>) -> Finding {
    let reason = |key| Reason::new(key).arg("now", hands.computer.minute());
    let differs = |key, todo| Finding::bad("clock", reason(key).arg("house", hands.house.minute()), todo);
    match hands.sound {
        false if !hands.possible() => differs("doctor-clock-old", "doctor-clock-old-do"),
        false if hands.ahead() > 0 => differs("doctor-clock-ahead", "doctor-clock-do"),
        false => differs("doctor-clock-behind", "doctor-clock-do"),
        true if synced == Some(false) => Finding::warn("clock", reason("doctor-clock-alone"), "doctor-clock-alone-do"),
        true => Finding::good("clock", reason("doctor-clock-good")),
    }
}
