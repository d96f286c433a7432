//! Backups: how old the newest is, and whether it lies on another disk too.
use std::{fs, path::Path};

use super::{Case, Finding};
use crate::{
    base::{Reason, Stamp},
    store::keeper,
};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

pub(super) fn look(case: &Case) -> Vec<Finding> {
    let own = keeper::own_folder(&case.data);
    let mut found = vec![judge(newest(&own), case.every_hours, case.now)];
    let Some(known) = &case.known else { return found };
    let second = Path::new(&known.backup_folder);
    let there = second.is_dir().then(|| newest(second));
    found.push(judge_second(&known.backup_folder, there, same_disk(&own, second), case.now));
    found
}

/// When the newest backup of a folder that can be read was taken.
fn newest(folder: &Path) -> Option<Stamp> {
    keeper::held(folder).find_map(|held| held.at())
}

#[cfg(unix)]
fn same_disk(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    matches!((fs::metadata(a), fs::metadata(b)), (Ok(a), Ok(b)) if a.dev() == b.dev())
}
#[cfg(not(unix))]
fn same_disk(_: &Path, _: &Path) -> bool {
    false
}

/// The newest of the data folder's own backups: bad when there is none or it is over a week old, a warning over 26 hours (an
/// office that is closed at night has one each morning) or three turns, whichever is longer.
#[must_use]
pub fn judge(newest: Option<Stamp>, every_hours: u32, now: Stamp) -> Finding {
    let Some(at) = newest else {
        return Finding::bad("backup", Reason::new("doctor-backup-none"), "doctor-backup-none-do");
    };
    let what = |key| Reason::new(key).arg("at", at.minute());
    let age = now.seconds_since(at);
    if age > 7 * DAY {
        Finding::bad("backup", what("doctor-backup-old"), "doctor-backup-old-do")
    } else if every_hours == 0 {
        Finding::warn("backup", what("doctor-backup-off"), "doctor-backup-off-do")
    } else if age > (26 * HOUR).max(3 * HOUR * i64::from(every_hours)) {
        Finding::warn("backup", what("doctor-backup-old"), "doctor-backup-old-do")
    } else {
        Finding::good("backup", what("doctor-backup-good"))
    }
}

/// The second folder: `there` is none when it is missing, and holds when the newest backup in it was taken.
#[must_use]
pub fn judge_second(folder: &str, there: Option<Option<Stamp>>, same_disk: bool, now: Stamp) -> Finding {
    let what = |key| Reason::new(key).arg("path", folder);
    if folder.is_empty() {
        return Finding::warn("second", Reason::new("doctor-second-none"), "doctor-second-none-do");
    }
    match there {
        None => Finding::bad("second", what("doctor-second-missing"), "doctor-second-missing-do"),
        Some(None) => Finding::warn("second", what("doctor-second-empty"), "doctor-second-empty-do"),
        Some(Some(at)) if now.seconds_since(at) > 26 * HOUR => {
            Finding::warn("second", what("doctor-second-old").arg("at", at.minute()), "doctor-second-empty-do")
        }
        Some(Some(_)) if same_disk => Finding::warn("second", what("doctor-second-same"), "doctor-second-none-do"),
        Some(Some(at)) => Finding::good("second", what("doctor-second-good").arg("at", at.minute())),
    }
}
