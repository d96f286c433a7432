//! Backups: how old the newest is, and whether it lies on another disk too.
use std::{fs, path::Path};

use super::{Case, Drill, Finding};
use crate::{
    base::{Reason, Stamp},
    store::keeper,
};

const HOUR: i64 = 3_600;
/// Seconds that a backup may be dated ahead: another computer may have carried it there.
const AHEAD: i64 = HOUR;

pub(super) fn look(case: &Case) -> Vec<Finding> {
    let (folder, now) = (keeper::own_folder(&case.data), case.clock.now());
    let settling = case.inside.is_some_and(|inside| inside.settling);
    let known = case.known.as_ref();
    let failed = known.is_some_and(|known| known.backup_failed);
    let own = Own { newest: newest(&folder, now), every_hours: case.every_hours, failed, settling };
    let mut found = vec![judge(own, now)];
    if let Some(known) = known {
        let second = Path::new(&known.backup_folder);
        let there = second.is_dir().then(|| newest(second, now));
        let same_disk = same_disk(&folder, second);
        let second = Second { folder: &known.backup_folder, there, same_disk, failed: known.second_failed, settling };
        found.push(judge_second(&second, now));
        found.extend(known.drill.map(judge_drill));
    }
    found
}

/// When the newest backup of a folder that can be read was taken: of those that a wrong clock dated ahead only where there is
/// no other.
fn newest(folder: &Path, now: Stamp) -> Option<Stamp> {
    let mut ahead = None;
    for at in keeper::held(folder).filter_map(|held| held.at()) {
        if at.seconds_since(now) <= AHEAD {
            return Some(at);
        }
        ahead = Some(at);
    }
    ahead
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

/// How the data folder's own backups are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    /// When the newest was taken.
    pub newest: Option<Stamp>,
    /// Hours between two, 0 for none.
    pub every_hours: u32,
    /// The last turn failed.
    pub failed: bool,
    /// The server was started a moment ago, and the backup that was missed may be under way.
    pub settling: bool,
}

/// Bad when there is none but such as a wrong clock dated ahead, or the newest is over 26 hours old (an office that is closed at
/// night has one each morning) or three turns, whichever is longer.
#[must_use]
pub fn judge(own: Own, now: Stamp) -> Finding {
    let Some(at) = own.newest else {
        return late(own.settling, "backup", Reason::new("doctor-backup-none"), "doctor-backup-none-do");
    };
    let what = |key| Reason::new(key).arg("at", at.minute());
    let old = now.seconds_since(at) > (26 * HOUR).max(3 * HOUR * i64::from(own.every_hours));
    if at.seconds_since(now) > AHEAD {
        return late(own.settling, "backup", what("doctor-backup-ahead"), "doctor-backup-none-do");
    }
    match own.every_hours {
        0 if old => Finding::bad("backup", what("doctor-backup-off"), "doctor-backup-off-do"),
        0 => Finding::warn("backup", what("doctor-backup-off"), "doctor-backup-off-do"),
        _ if old => late(own.settling, "backup", what("doctor-backup-old"), "doctor-backup-old-do"),
        _ if own.failed => Finding::warn("backup", what("doctor-backup-failed"), "doctor-backup-failed-do"),
        _ => Finding::good("backup", what("doctor-backup-good")),
    }
}

/// What is late, unless it may be under way.
fn late(settling: bool, check: &'static str, what: Reason, todo: &'static str) -> Finding {
    if settling { Finding::warn(check, what, "doctor-backup-settling-do") } else { Finding::bad(check, what, todo) }
}

/// How the second folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Second<'a> {
    /// As it is set; empty when none is.
    pub folder: &'a str,
    /// None when it is missing; when the newest backup in it was taken, if there is one.
    pub there: Option<Option<Stamp>>,
    /// It lies on the same disk as the data.
    pub same_disk: bool,
    /// The latest backup could not be carried there.
    pub failed: bool,
    /// As of [`Own`].
    pub settling: bool,
}

/// Bad when it is missing, a copy failed, or the newest in it is over 26 hours old.
#[must_use]
pub fn judge_second(second: &Second<'_>, now: Stamp) -> Finding {
    let what = |key| Reason::new(key).arg("path", second.folder);
    if second.folder.is_empty() {
        return Finding::warn("second", Reason::new("doctor-second-none"), "doctor-second-none-do");
    }
    match second.there {
        None => Finding::bad("second", what("doctor-second-missing"), "doctor-second-missing-do"),
        Some(_) if second.failed => Finding::bad("second", what("doctor-second-failed"), "doctor-second-failed-do"),
        Some(None) => Finding::warn("second", what("doctor-second-empty"), "doctor-second-empty-do"),
        Some(Some(at)) if at.seconds_since(now) > AHEAD => {
            late(second.settling, "second", what("doctor-second-ahead").arg("at", at.minute()), "doctor-second-failed-do")
        }
        Some(Some(at)) if now.seconds_since(at) > 26 * HOUR => {
            late(second.settling, "second", what("doctor-second-old").arg("at", at.minute()), "doctor-second-failed-do")
        }
        Some(Some(_)) if second.same_disk => Finding::warn("second", what("doctor-second-same"), "doctor-second-none-do"),
        Some(Some(at)) => Finding::good("second", what("doctor-second-good").arg("at", at.minute())),
    }
}

/// How the last drill of a backup went.
#[must_use]
pub fn judge_drill(drill: Drill) -> Finding {
    let what = |key| Reason::new(key).arg("at", Stamp(drill.at).minute());
    if drill.sound {
        Finding::good("drill", what("doctor-drill-good"))
    } else {
        Finding::bad("drill", what("doctor-drill-failed"), "doctor-drill-failed-do")
    }
}
