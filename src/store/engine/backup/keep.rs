//! The names of backups, and which of them are kept: 24 hours, 7 days, 5 weeks, 12 months.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use super::{EngineError, file, list};
use crate::store::blobs;
use crate::store::engine::files::{remove_if_there, sync_dir};

const HOURS: usize = 24;
const DAYS: usize = 7;
const WEEKS: usize = 5;
const MONTHS: usize = 12;
const FORM: &str = "%Y%m%d-%H%M%S";

/// The file name of a backup.
pub(crate) fn name(stamp: DateTime, seq: u64) -> String {
    format!("lianxin-{}-{seq:012}.backup", stamp.strftime(FORM))
}

/// When the backup of this name was begun; `None` when it is not named like one.
pub(crate) fn stamp(name: &str) -> Option<DateTime> {
    let (stamp, seq) = name.strip_prefix("lianxin-")?.strip_suffix(".backup")?.rsplit_once('-')?;
    seq.parse::<u64>().ok()?;
    DateTime::strptime(FORM, stamp).ok()
}

/// Whether a key file's name is only letters, digits, `-`, `_` and inner dots: it cannot leave its folder.
pub(crate) fn is_plain(name: &str) -> bool {
    !name.starts_with('.') && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) && !name.is_empty()
}

/// The names that may go at `now`: those that are not the newest of one of the last 24 hours, 7 days, 5 weeks or 12 months
/// that have a backup. Names that are not a backup's are never among them; nor are those that are dated ahead, by a clock that
/// was wrong then or is now, and none of those takes the place of another.
pub fn expired<'a>(names: &[&'a str], now: DateTime) -> Vec<&'a str> {
    let mut dated = names.iter().filter_map(|name| Some((stamp(name)?, *name))).collect::<Vec<_>>();
    dated.retain(|(stamp, _)| !is_ahead(*stamp, now));
    dated.sort();
    let mut kept = HashSet::new();
    let mut keep = |spans: usize, span: fn(DateTime) -> (i16, i16)| {
        let mut seen = HashSet::new();
        for (stamp, name) in dated.iter().rev() {
            if seen.len() < spans && seen.insert(span(*stamp)) {
                kept.insert(*name);
            }
        }
    };
    keep(HOURS, |t| (t.year(), t.day_of_year() * 24 + i16::from(t.hour())));
    keep(DAYS, |t| (t.year(), t.day_of_year()));
    keep(WEEKS, |t| (t.date().iso_week_date().year(), i16::from(t.date().iso_week_date().week())));
    keep(MONTHS, |t| (t.year(), i16::from(t.month())));
    dated.iter().map(|(_, name)| *name).filter(|name| !kept.contains(name)).collect()
}

/// Whether a backup is dated so far ahead that a wrong clock did it.
fn is_ahead(stamp: DateTime, now: DateTime) -> bool {
    stamp.duration_since(now) > jiff::SignedDuration::from_hours(1)
}

/// The newest backup of a folder: one that is dated ahead only where there is no other.
pub fn latest(dir: &Path, now: DateTime) -> Option<PathBuf> {
    let ahead = |path: &PathBuf| path.file_name().and_then(|n| stamp(n.to_str()?)).is_some_and(|at| is_ahead(at, now));
    list(dir).into_iter().max_by_key(|path| (!ahead(path), path.clone()))
}

/// Removes the backups of a folder that are expired at `now` and the blobs that none of the others names. Returns how many
/// backups went. The newest of each history stays: that of before a restore is the way back, and the next hour's would take
/// its place. While a backup is unreadable no blob is removed.
pub fn thin_out(dir: &Path, now: DateTime) -> Result<usize, EngineError> {
    let paths = list(dir);
    let names = paths.iter().filter_map(|path| path.file_name()?.to_str()).collect::<Vec<_>>();
    let mut newest = HashMap::new();
    for path in &paths {
        if let (Ok(manifest), Some(name)) = (file::read_manifest(path), path.file_name().and_then(|name| name.to_str())) {
            newest.insert(manifest.history, name);
        }
    }
    let mut gone = expired(&names, now);
    gone.retain(|name| !newest.values().any(|last| last == name));
    for name in &gone {
        remove_if_there(&dir.join(name))?;
    }
    if gone.is_empty() {
        return Ok(0);
    }
    sync_dir(dir)?;
    let mut named = HashSet::new();
    for path in list(dir) {
        let Ok(blobs) = file::read_blobs(&path) else {
            return Ok(gone.len());
        };
        named.extend(blobs.into_iter().map(|(id, _)| id));
    }
    let folder = dir.join("blobs");
    for (id, _) in blobs::list(&folder)? {
        if !named.contains(&id) {
            blobs::remove(id, &folder)?;
        }
    }
    Ok(gone.len())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn names_tell_their_time() {
        let at = date(2026, 11, 21).at(22, 14, 5, 0);
        assert_eq!(name(at, 1234), "lianxin-20261121-221405-000000001234.backup");
        assert_eq!(stamp(&name(at, 1234)), Some(at));
        for wrong in ["backup.new", "lianxin-20261121-221405-1.backup.new", "lianxin-20261321-221405-1.backup", ""] {
            assert_eq!(stamp(wrong), None, "{wrong}");
        }
    }

    /// Two years of hourly backups, thinned after each as the job does it.
    #[test]
    fn hours_days_weeks_and_months_are_kept() {
        let mut now = date(2025, 1, 1).at(0, 30, 0, 0);
        let mut names: Vec<String> = Vec::new();
        for seq in 0..24 * 730 {
            names.push(name(now, seq));
            let all = names.iter().map(String::as_str).collect::<Vec<_>>();
            let gone = expired(&all, now).into_iter().map(str::to_owned).collect::<HashSet<_>>();
            names.retain(|name| !gone.contains(name));
            now = now.checked_add(1.hour()).unwrap();
        }
        let stamps = names.iter().map(|name| stamp(name).unwrap()).collect::<Vec<_>>();
        let last = *stamps.last().unwrap();
        let within = |hours: i64| stamps.iter().filter(|t| last.duration_since(**t).as_hours() < hours).count();
        assert_eq!(within(24), 24);
        assert!((29..=31).contains(&within(24 * 7)), "{}", within(24 * 7));
        assert!((36..=45).contains(&stamps.len()), "{} are kept", stamps.len());
        assert!(last.duration_since(stamps[0]).as_hours() > 24 * 300, "the oldest is {}", stamps[0]);
    }

    #[test]
    fn a_lone_old_backup_and_foreign_files_stay() {
        let now = date(2026, 11, 21).at(22, 14, 5, 0);
        let expired = |names: &[&'static str]| expired(names, now);
        assert!(expired(&["lianxin-20200101-000000-000000000001.backup", "holiday.jpg"]).is_empty());
        let two = ["lianxin-20200101-000000-000000000001.backup", "lianxin-20200101-005900-000000000002.backup"];
        assert_eq!(expired(&two), vec![two[0]]);
    }

    /// For a week the clock stood in 2028, and for an hour in 1970: neither costs a backup of the right time its place.
    #[test]
    fn backups_of_a_wrong_clock_take_no_place() {
        let mut now = date(2028, 11, 20).at(0, 30, 0, 0);
        let mut names: Vec<String> = Vec::new();
        let thin = |names: &mut Vec<String>, now: DateTime, hours: u64| {
            let mut at = now;
            for seq in 0..hours {
                names.push(name(at, seq));
                let all = names.iter().map(String::as_str).collect::<Vec<_>>();
                let gone = expired(&all, at).into_iter().map(str::to_owned).collect::<HashSet<_>>();
                names.retain(|name| !gone.contains(name));
                at = at.checked_add(1.hour()).unwrap();
            }
            at
        };
        thin(&mut names, now, 168);
        let ahead = names.clone();
        now = thin(&mut names, date(2026, 11, 20).at(0, 30, 0, 0), 48);
        let right = |names: &[String]| names.iter().filter(|n| n.starts_with("lianxin-2026")).count();
        assert_eq!((names.iter().filter(|n| ahead.contains(n)).count(), right(&names)), (ahead.len(), 25));
        assert!(expired(&names.iter().map(String::as_str).collect::<Vec<_>>(), date(1970, 1, 1).at(0, 0, 0, 0)).is_empty());
        assert!(right(&names) == 25 && now.year() == 2026);
    }
}
