//! Working days. The State Council publishes each year's days off and make-up workdays (调休) late in the year before;
//! a day in a year that is not published yet is judged by weekends alone, and a deadline that rests on it is
//! provisional (暂定).
mod draft;
mod file;
#[cfg(test)]
mod tests;
mod year;

use std::collections::{BTreeMap, BTreeSet};

pub use draft::{Draft, DraftOff, ROWS_MOST, Typed, Wrong};
pub use year::{Arrangement, DaysOff};

use serde::{Deserialize, Serialize};

use super::{Day, Failure};
use year::is_weekend;

/// A deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub day: Day,
    /// Whether it rests on a year whose days off are not published yet.
    pub provisional: bool,
}

/// A time during which the resident's clock stands still: it stops in the course of `from` and runs on after `to`, so
/// that `from` itself still counts and `to` does not, as the day of a start does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The day the clock stopped, e.g. papers were asked for.
    pub from: Day,
    /// The day it ran on, e.g. the papers were complete. Not before `from`.
    pub to: Day,
}

impl Pause {
    fn covers(self, day: Day) -> bool {
        self.from < day && day <= self.to
    }
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// Monday to Friday, worked.
    Workday,
    /// Saturday or Sunday, as in any week.
    Weekend,
    /// A published day off, with its holiday; on a weekday or on a weekend.
    Off(&'a str),
    /// A Saturday or Sunday that is worked for a day off elsewhere (调休).
    MakeUp,
}

impl DayKind<'_> {
    /// Whether the office's working days run on it.
    pub const fn is_worked(self) -> bool {
        matches!(self, DayKind::Workday | DayKind::MakeUp)
    }
}

/// The calendar of working days.
#[derive(Debug, Clone, Default)]
pub struct WorkCalendar {
    /// Published years and the notice of each.
    years: BTreeMap<i16, String>,
    off: BTreeMap<Day, String>,
    worked: BTreeSet<Day>,
    version: String,
}

impl WorkCalendar {
    /// The calendar of the shipped years.
    ///
    /// # Errors
    /// When a shipped file is wrong, which a test holds against.
    pub fn shipped() -> Result<Self, Failure> {
        Ok(Self::of(&Arrangement::shipped()?))
    }

    /// A calendar of the given year files; a later file replaces an earlier one of the same year.
    ///
    /// # Errors
    /// `Broken` naming what is wrong.
    pub fn from_json(files: &[&str]) -> Result<Self, Failure> {
        let read = |text: &&str| Arrangement::parse(text.as_bytes()).map_err(|wrong| Failure::broken(format!("{wrong:?}")));
        Ok(Self::of(&files.iter().map(read).collect::<Result<Vec<_>, _>>()?))
    }

    /// The calendar of these years; a later one replaces an earlier one of the same year.
    pub fn of<'a>(years: impl IntoIterator<Item = &'a Arrangement>) -> Self {
        let by_year: BTreeMap<i16, &Arrangement> = years.into_iter().map(|a| (a.year(), a)).collect();
        let mut out = Self::default();
        // In the order of years: a notice may reach into the last week of December before it, and is the later word there.
        for (year, arrangement) in by_year {
            out.years.insert(year, arrangement.source().to_owned());
            for holiday in arrangement.off() {
                for day in holiday.days() {
                    out.worked.remove(&day);
                    out.off.insert(day, holiday.name.clone());
                }
            }
            for day in arrangement.work() {
                out.off.remove(day);
                out.worked.insert(*day);
            }
        }
        out.version = out.fingerprint();
        out
    }

    fn fingerprint(&self) -> String {
        let mut hash = crc32fast::Hasher::new();
        for year in self.years.keys() {
            hash.update(&year.to_be_bytes());
        }
        // A day off and a day worked must not read alike.
        for (mark, day) in self.off.keys().map(|d| (b'-', d)).chain(self.worked.iter().map(|d| (b'+', d))) {
            hash.update(&[mark]);
            hash.update(&day.0.to_be_bytes());
        }
        let span = match (self.years.keys().next(), self.years.keys().next_back()) {
            (Some(first), Some(last)) => format!("{first}-{last}"),
            _ => "weekends".to_owned(),
        };
        format!("{span}.{:08x}", hash.finalize())
    }

    /// A short name of exactly these days, kept with every deadline that was computed from them.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The published years with the notice of each.
    pub fn years(&self) -> impl Iterator<Item = (i16, &str)> {
        self.years.iter().map(|(year, source)| (*year, source.as_str()))
    }

    /// Whether the arrangement of this year is published.
    pub fn has_year(&self, year: i16) -> bool {
        self.years.contains_key(&year)
    }

    /// Whether the arrangement of this day's year is published.
    pub fn is_published(&self, day: Day) -> bool {
        self.has_year(day.date().year())
    }

    /// What this day is.
    pub fn kind(&self, day: Day) -> DayKind<'_> {
        match self.holiday(day) {
            Some(name) => DayKind::Off(name),
            None if !is_weekend(day) => DayKind::Workday,
            None if self.worked.contains(&day) => DayKind::MakeUp,
            None => DayKind::Weekend,
        }
    }

    /// Whether the office's working days run on this day. (The lobby is open all year; deadlines are not.)
    pub fn is_workday(&self, day: Day) -> bool {
        self.kind(day).is_worked()
    }

    /// The published holiday that this day belongs to.
    pub fn holiday(&self, day: Day) -> Option<&str> {
        self.off.get(&day).map(String::as_str)
    }

    /// The deadline of `limit` working days for something complete on `start`.
    ///
    /// The day of the start is not counted. A limit of 0 (即办件) means `start` itself; something that arrives on a day
    /// off is then due on the next working day, since the departments behind the counter are closed till then.
    pub fn due(&self, start: Day, limit: u16) -> Due {
        self.due_with_pauses(start, limit, &[])
    }

    /// The same with the clock standing still during `pauses`, which may overlap and come in any order.
    ///
    /// It is provisional if any day that had to be judged, from the first that could count to the last, lies in a year that
    /// is not published; days within a pause are not judged.
    pub fn due_with_pauses(&self, start: Day, limit: u16, pauses: &[Pause]) -> Due {
        let mut day = if limit == 0 { start } else { start.plus(1) };
        let mut left = limit.max(1);
        let mut provisional = false;
        loop {
            if let Some(pause) = pauses.iter().find(|pause| pause.covers(day)) {
                day = pause.to.plus(1);
            } else {
                provisional |= !self.is_published(day);
                if self.is_workday(day) {
                    left -= 1;
                    if left == 0 {
                        return Due { day, provisional };
                    }
                }
                day = day.plus(1);
            }
            if day.0 == i32::MAX {
                return Due { day, provisional: true };
            }
        }
    }

    /// Working days after `from` up to and including `to`; 0 when `to` is not later.
    pub fn workdays(&self, from: Day, to: Day) -> u32 {
        (from.0.saturating_add(1)..=to.0).map(|day| u32::from(self.is_workday(Day(day)))).sum()
    }

    /// Working days left on `today` before `due` passes: 0 on the last day, negative once it is over.
    pub fn left(&self, today: Day, due: Day) -> i64 {
        i64::from(self.workdays(today, due)) - i64::from(self.workdays(due, today))
    }
}
