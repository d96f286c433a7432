use serde::{Deserialize, Serialize};

use crate::base::{Day, Reason};

/// The year from which 全国年节及纪念日放假办法 has thirteen days off.
const THIRTEEN_SINCE: i16 = 2025;
/// Statutory days off in a year since then: 元旦 1, 春节 4, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3.
const STATUTORY: i32 = 13;

/// Days off in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaysOff {
    /// 春节
    pub name: String,
    /// The first day.
    pub from: Day,
    /// The last day; not before `from`.
    pub to: Day,
}

impl DaysOff {
    /// Every day of it.
    pub fn days(&self) -> impl Iterator<Item = Day> + use<> {
        (self.from.0..=self.to.0).map(Day)
    }
}

/// What the State Council arranged for one year (放假安排), as in config/calendar/*.json. Sound by construction: the days
/// lie in the year or in the last week before it, no day is off twice, and only weekend days are worked for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    pub(super) year: i16,
    pub(super) source: String,
    pub(super) off: Vec<DaysOff>,
    pub(super) work: Vec<Day>,
}

impl Arrangement {
    /// The year.
    pub fn year(&self) -> i16 {
        self.year
    }
    /// The notice that published it.
    pub fn source(&self) -> &str {
        &self.source
    }
    /// Days off, in the order of the notice.
    pub fn off(&self) -> &[DaysOff] {
        &self.off
    }
    /// Weekend days worked.
    pub fn work(&self) -> &[Day] {
        &self.work
    }

    /// The file again, in the layout of config/calendar.
    pub fn to_json(&self) -> String {
        let text = |s: &str| serde_json::Value::from(s).to_string();
        let off = self.off.iter().map(|d| {
            let (name, from, to) = (text(&d.name), text(&d.from.to_string()), text(&d.to.to_string()));
            format!("    {{ \"name\": {name}, \"from\": {from}, \"to\": {to} }}")
        });
        let off = off.collect::<Vec<_>>().join(",\n");
        let work = self.work.iter().map(|d| text(&d.to_string())).collect::<Vec<_>>().join(", ");
        let (year, source) = (self.year, text(&self.source));
        format!("{{\n  \"year\": {year},\n  \"source\": {source},\n  \"off\": [\n{off}\n  ],\n  \"work\": [{work}]\n}}\n")
    }

    /// What is allowed but unlikely, so that whoever types a year looks again: a statutory day that is not off, or weekdays
    /// off and weekends worked that do not balance to the statutory days.
    pub fn doubts(&self) -> Vec<Reason> {
        let mut doubts = Vec::new();
        for (month, day) in [(1, 1), (5, 1), (10, 1)] {
            let statutory = Day::ymd(self.year, month, day);
            doubts.extend(
                statutory
                    .filter(|d| !self.off.iter().any(|o| o.from <= *d && *d <= o.to))
                    .map(|d| Reason::new("calendar-doubt-statutory").arg("day", d)),
            );
        }
        let weekdays = self.off.iter().flat_map(DaysOff::days).filter(|d| !is_weekend(*d)).count();
        let taken = i32::try_from(weekdays).unwrap_or(i32::MAX) - i32::try_from(self.work.len()).unwrap_or(i32::MAX);
        if self.year >= THIRTEEN_SINCE && taken != STATUTORY {
            let reason = Reason::new("calendar-doubt-balance").arg("weekdays", weekdays).arg("work", self.work.len());
            doubts.push(reason.arg("taken", taken).arg("statutory", STATUTORY));
        }
        doubts
    }
}

pub(super) fn is_weekend(day: Day) -> bool {
    // 1970-01-01 was a Thursday.
    matches!((i64::from(day.0) + 3).rem_euclid(7), 5 | 6)
}
