//! Working days. The State Council publishes each year's days off and make-up workdays (调休) late in the year before;
//! a day in a year that is not published yet is judged by weekends alone, and a deadline that rests on it is
//! provisional (暂定).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Day, Failure};

/// The arrangements that ship with the program.
const SHIPPED: [&str; 2] = [include_str!("../../config/calendar/2025.json"), include_str!("../../config/calendar/2026.json")];

/// A year's published arrangement, as in config/calendar/*.json.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    year: i16,
    /// The notice that published it.
    source: String,
    off: Vec<Holiday>,
    /// Weekend days worked.
    work: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: String,
    from: String,
    to: String,
}

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
        Self::from_json(&SHIPPED)
    }

    /// A calendar of the given year files; a later file replaces an earlier one of the same year.
    ///
    /// # Errors
    /// `Broken` naming the year and the day that is wrong.
    pub fn from_json(files: &[&str]) -> Result<Self, Failure> {
        let mut by_year = BTreeMap::new();
        for text in files {
            let file: YearFile = serde_json::from_str(text).map_err(|e| Failure::broken(format!("calendar: {e}")))?;
            by_year.insert(file.year, file);
        }
        let mut out = Self::default();
        for (year, file) in &by_year {
            out.add(*year, file)?;
        }
        out.version = out.fingerprint();
        Ok(out)
    }

    fn add(&mut self, year: i16, file: &YearFile) -> Result<(), Failure> {
        let bad = |what: &str| Failure::broken(format!("calendar {year}: {what} is not a day of it"));
        let read = |text: &str| Day::parse(text).filter(|day| day.date().year() == year).ok_or_else(|| bad(text));
        for holiday in &file.off {
            let (from, to) = (read(&holiday.from)?, read(&holiday.to)?);
            if to < from {
                return Err(bad(&holiday.to));
            }
            for day in from.0..=to.0 {
                self.off.insert(Day(day), holiday.name.clone());
            }
        }
        for text in &file.work {
            let day = read(text)?;
            if !is_weekend(day) || self.off.contains_key(&day) {
                return Err(Failure::broken(format!("calendar {year}: {text} is not a weekend day that can be worked")));
            }
            self.worked.insert(day);
        }
        self.years.insert(year, file.source.clone());
        Ok(())
    }

    fn fingerprint(&self) -> String {
        let mut hash = crc32fast::Hasher::new();
        for day in self.off.keys().chain(&self.worked) {
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

    /// Whether the arrangement of this day's year is published.
    pub fn is_published(&self, day: Day) -> bool {
        self.years.contains_key(&day.date().year())
    }

    /// Whether the office's working days run on this day. (The lobby is open all year; deadlines are not.)
    pub fn is_workday(&self, day: Day) -> bool {
        if is_weekend(day) { self.worked.contains(&day) } else { !self.off.contains_key(&day) }
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
    pub fn due_with_pauses(&self, start: Day, limit: u16, pauses: &[Pause]) -> Due {
        let mut day = if limit == 0 { start } else { start.plus(1) };
        let mut left = limit.max(1);
        let mut provisional = !self.is_published(start);
        loop {
            provisional |= !self.is_published(day);
            if let Some(pause) = pauses.iter().find(|pause| pause.covers(day)) {
                provisional |= !self.is_published(pause.to);
                day = pause.to.plus(1);
            } else if self.is_workday(day) {
                left -= 1;
                if left == 0 {
                    return Due { day, provisional };
                }
                day = day.plus(1);
            } else {
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

fn is_weekend(day: Day) -> bool {
    // 1970-01-01 was a Thursday.
    matches!((i64::from(day.0) + 3).rem_euclid(7), 5 | 6)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }
    fn calendar() -> WorkCalendar {
        WorkCalendar::shipped().unwrap()
    }

    /// The days of domain.md §5, written out a second time.
    const OFF_2026: [(&str, &str); 7] = [
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"),
        ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"),
        ("2026-10-01", "2026-10-07"),
    ];
    const WORKED_2026: [&str; 6] = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"];

    fn plain_workday_2026(d: Day) -> bool {
        let text = d.to_string();
        let off = OFF_2026.iter().any(|(from, to)| *from <= text.as_str() && text.as_str() <= *to);
        let weekend = d.date().weekday().to_monday_zero_offset() >= 5;
        WORKED_2026.contains(&text.as_str()) || (!weekend && !off)
    }

    #[test]
    fn every_day_of_2026_is_as_published() {
        let calendar = calendar();
        let (first, last) = (day("2026-01-01"), day("2026-12-31"));
        for n in first.0..=last.0 {
            assert_eq!(calendar.is_workday(Day(n)), plain_workday_2026(Day(n)), "{}", Day(n));
        }
        assert_eq!(calendar.workdays(first.plus(-1), last), 248);
        assert_eq!(calendar.workdays(day("2024-12-31"), day("2025-12-31")), 248);
        assert_eq!(calendar.holiday(day("2026-02-17")), Some("春节"));
    }

    #[test]
    fn deadlines_of_2026() {
        let calendar = calendar();
        for (start, limit, due) in [
            ("2026-11-20", 1, "2026-11-23"), // Friday → Monday
            ("2026-11-21", 1, "2026-11-23"), // a Saturday start is not counted either
            ("2026-02-13", 1, "2026-02-14"), // a Saturday that is worked
            ("2026-02-14", 1, "2026-02-24"), // over Spring Festival
            ("2026-02-27", 2, "2026-03-02"), // month end over a worked Saturday
            ("2026-04-30", 5, "2026-05-11"), // Labour Day, then a worked Saturday
            ("2026-09-24", 3, "2026-09-30"),
            ("2026-09-30", 1, "2026-10-08"),
            ("2026-10-09", 1, "2026-10-10"),
            ("2026-12-30", 1, "2026-12-31"),
            ("2025-12-31", 1, "2026-01-04"), // year end onto a worked Sunday
            ("2026-01-05", 0, "2026-01-05"),
            ("2026-01-03", 0, "2026-01-04"), // an immediate item on a day off: the next working day
            ("2026-10-01", 0, "2026-10-08"),
        ] {
            assert_eq!(calendar.due(day(start), limit), Due { day: day(due), provisional: false }, "{start} + {limit}");
        }
    }

    #[test]
    fn an_unpublished_year_is_provisional() {
        let due = calendar().due(day("2026-12-31"), 1);
        assert_eq!(due, Due { day: day("2027-01-01"), provisional: true });
        assert!(calendar().due(day("2026-12-20"), 20).provisional);
        assert!(!calendar().due(day("2026-12-20"), 5).provisional);
    }

    #[test]
    fn a_pause_moves_the_deadline() {
        let calendar = calendar();
        let pause = |from, to| Pause { from: day(from), to: day(to) };
        let due = |pauses: &[Pause]| calendar.due_with_pauses(day("2026-11-02"), 5, pauses).day;
        assert_eq!(due(&[]), day("2026-11-09"));
        assert_eq!(due(&[pause("2026-11-04", "2026-11-04")]), day("2026-11-09"), "within a day nothing is lost");
        assert_eq!(due(&[pause("2026-11-04", "2026-11-06")]), day("2026-11-11"), "two working days");
        assert_eq!(due(&[pause("2026-11-06", "2026-11-08")]), day("2026-11-09"), "a weekend only");
        let twice = [pause("2026-11-05", "2026-11-06"), pause("2026-11-04", "2026-11-06")];
        assert_eq!(due(&twice), day("2026-11-11"), "overlapping pauses count once");
    }

    #[test]
    fn what_is_left() {
        let calendar = calendar();
        assert_eq!(calendar.left(day("2026-11-20"), day("2026-11-23")), 1);
        assert_eq!(calendar.left(day("2026-11-23"), day("2026-11-23")), 0);
        assert_eq!(calendar.left(day("2026-11-25"), day("2026-11-23")), -2);
    }

    #[test]
    fn wrong_files_are_refused() {
        let file = |off: &str, work: &str| format!(r#"{{"year":2026,"source":"x","off":[{off}],"work":[{work}]}}"#);
        let load = |text: String| WorkCalendar::from_json(&[text.as_str()]).map(|_| ());
        assert!(load(file("", "")).is_ok());
        assert!(load(file("", r#""2026-11-20""#)).is_err(), "a Friday needs no make-up");
        assert!(load(file("", r#""2025-11-22""#)).is_err(), "another year");
        assert!(load(file(r#"{"name":"x","from":"2026-05-05","to":"2026-05-01"}"#, "")).is_err());
        assert!(load("{}".to_owned()).is_err());
        assert_ne!(WorkCalendar::from_json(&[SHIPPED[0]]).unwrap().version(), calendar().version(), "the version names the days");
    }

    proptest! {
        /// The deadline is the first working day by which exactly `limit` unpaused ones have passed.
        #[test]
        fn agrees_with_counting(start in 20_089..20_700i32, limit in 0..60u16, cuts in prop::collection::vec((-5..90i32, 0..25i32), 0..4)) {
            let calendar = calendar();
            let start = Day(start);
            let pauses: Vec<Pause> =
                cuts.iter().map(|(at, long)| Pause { from: start.plus(*at), to: start.plus(at + long) }).collect();
            let paused: BTreeSet<Day> =
                pauses.iter().flat_map(|p| (p.from.0 + 1..=p.to.0).map(Day)).collect();
            let counts = |d: &Day| calendar.is_workday(*d) && !paused.contains(d);
            let first = if limit == 0 { start } else { start.plus(1) };
            let slow = (0..1000).map(|n| first.plus(n)).filter(counts).nth(usize::from(limit.max(1)) - 1).unwrap();
            prop_assert_eq!(calendar.due_with_pauses(start, limit, &pauses).day, slow);
        }
    }
}
