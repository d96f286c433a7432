//! 设备体检: what the computer, its disk, clock, network, printers and backups are like, in sentences for people who look
//! after no computers. `lianxin doctor` and the office site say the same. Each check looks (with a bound on its time) and
//! then judges; judging is pure. Nothing personal is read or said.
mod backups;
mod clock;
mod disk;
mod keys;
mod known;
mod network;
mod printers;
mod saving;
mod screen;
mod trouble;

use std::{
    io::ErrorKind,
    path::PathBuf,
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

pub use backups::{Own, Second, judge as judge_backups, judge_drill, judge_second};
pub use clock::{judge as judge_clock, synced};
pub use disk::judge as judge_disk;
pub use keys::judge as judge_keys;
pub use known::{Damage, Drill, Known, remember};
pub use network::{Server, judge as judge_server, judge_host, own_address};
pub use saving::{judge_damage, judge_saving};
pub use trouble::{Health, Troubles};

use crate::base::{Clock, Reason};

/// How long any check may take; all run at once.
pub const LIMIT: Duration = Duration::from_secs(2);

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// ✓ As it should be.
    Good,
    /// ! Works, but somebody should see to it.
    Warn,
    /// ✗ Does not work, or data is in danger.
    Bad,
}

impl Level {
    /// The sign before the sentence.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Level::Good => "✓",
            Level::Warn => "!",
            Level::Bad => "✗",
        }
    }
    /// The name in JSON and texts.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Level::Good => "good",
            Level::Warn => "warn",
            Level::Bad => "bad",
        }
    }
}

/// One sentence of what is, and one of what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The check, as in the text `doctor-check-…`.
    pub check: &'static str,
    /// How grave.
    pub level: Level,
    /// What is.
    pub what: Reason,
    /// What to do.
    pub todo: Option<&'static str>,
    /// Whether nothing can be saved meanwhile: that concerns everybody.
    pub stops: bool,
}

impl Finding {
    fn good(check: &'static str, what: Reason) -> Self {
        Finding { check, level: Level::Good, what, todo: None, stops: false }
    }
    fn warn(check: &'static str, what: Reason, todo: &'static str) -> Self {
        Finding { check, level: Level::Warn, what, todo: Some(todo), stops: false }
    }
    fn bad(check: &'static str, what: Reason, todo: &'static str) -> Self {
        Finding { check, level: Level::Bad, what, todo: Some(todo), stops: false }
    }
    fn stopped(check: &'static str, what: Reason, todo: &'static str) -> Self {
        Finding { stops: true, ..Finding::bad(check, what, todo) }
    }
}

/// What is to be looked at.
#[derive(Clone, Debug)]
pub struct Case {
    /// The data folder.
    pub data: PathBuf,
    /// The address that the server listens on.
    pub listen: String,
    /// Hours between backups, 0 for none.
    pub every_hours: u32,
    /// What the office has set, if it is known.
    pub known: Option<Known>,
    /// What the server knows of itself; none beside it.
    pub inside: Option<Inside>,
    /// The house's clock, which says what it makes of the computer's.
    pub clock: Clock,
}

/// What only the running server knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inside {
    /// Whether what people enter is saved at this moment.
    pub saves: bool,
    /// It was started a moment ago: what it does by itself, such as the backup of the morning, may still be under way.
    pub settling: bool,
}

type Check = (&'static str, fn(&Case) -> Vec<Finding>);
const CHECKS: [Check; 8] = [
    ("server", network::look),
    ("saving", saving::look),
    ("disk", disk::look),
    ("clock", clock::look),
    ("keys", keys::look),
    ("backup", backups::look),
    ("printer", printers::look),
    ("screen", screen::look),
];

/// Those that say whether data is in danger, without asking other programs or the network: looked at every minute.
const WATCHED: [Check; 5] =
    [("saving", saving::look), ("disk", disk::look), ("clock", clock::watch), ("keys", keys::look), ("backup", backups::look)];

/// Looks at everything at once, two seconds at most, in the order of the page.
#[must_use]
pub fn look(case: &Case) -> Vec<Finding> {
    let version = Finding::good("version", Reason::new("doctor-version").arg("version", env!("CARGO_PKG_VERSION")));
    if std::fs::read_dir(&case.data).is_err_and(|e| e.kind() == ErrorKind::PermissionDenied) {
        // Whoever may not look would be told of backups and settings that are missing.
        let what = Reason::new("doctor-not-allowed").arg("path", case.data.display());
        return vec![version, Finding::warn("disk", what, "doctor-not-allowed-do")];
    }
    let mut found = vec![version];
    found.extend(all(case, &CHECKS));
    found
}

/// Looks whether data is in danger.
#[must_use]
pub fn watch(case: &Case) -> Vec<Finding> {
    all(case, &WATCHED)
}

fn all(case: &Case, checks: &[Check]) -> Vec<Finding> {
    let begun = Instant::now();
    let running: Vec<_> = checks.iter().map(|(check, work)| (*check, begin(case.clone(), *work))).collect();
    let mut found = Vec::new();
    for (check, heard) in running {
        match heard.recv_timeout(LIMIT.saturating_sub(begun.elapsed())) {
            Ok(findings) => found.extend(findings),
            Err(_slow) => found.push(Finding::warn(check, Reason::new("doctor-slow"), "doctor-slow-do")),
        }
    }
    found
}

fn begin(case: Case, work: fn(&Case) -> Vec<Finding>) -> Receiver<Vec<Finding>> {
    let (tell, hear) = channel();
    // Without a thread nobody tells, which is said as a check that did not answer.
    let _ = thread::Builder::new().name("checkup".into()).spawn(move || tell.send(work(&case)).unwrap_or_default());
    hear
}

/// The gravest of all; good if there is none.
#[must_use]
pub fn gravest(found: &[Finding]) -> Level {
    found.iter().map(|f| f.level).max().unwrap_or(Level::Good)
}
