use serde::{Deserialize, Serialize};

use std::collections::{BTreeMap, BTreeSet};

use super::year::{Arrangement, DaysOff, is_weekend};
use crate::base::{Day, Reason};

/// The most holidays, and the most days worked for them, of one year. There are seven and some six.
pub const ROWS_MOST: usize = 30;
/// The most characters of a holiday's name.
const NAME_MOST: usize = 20;
/// The most characters of a source.
const SOURCE_MOST: usize = 120;
/// The most days off in a row. The longest there was had ten (春节 2020).
const SPAN_MOST: i32 = 31;
/// Years that are taken.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// A value as typed, or as it stands in a line of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub text: String,
    /// The line of the file, from 1; `None` for a form.
    pub line: Option<usize>,
}

impl From<String> for Typed {
    fn from(text: String) -> Self {
        Typed { text, line: None }
    }
}

/// Days off as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftOff {
    /// Name of the holiday.
    pub name: Typed,
    /// The first day.
    pub from: Typed,
    /// The last day; in a form it may be left out for a single day.
    pub to: Typed,
}

/// A year's arrangement as typed or read, before anybody looked whether it is sound. Rows without any text are no rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub year: Typed,
    pub source: Typed,
    pub off: Vec<DraftOff>,
    /// Weekend days worked.
    pub work: Vec<Typed>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// The field: `year`, `source`, `off-0-name`, `off-0-from`, `off-0-to`, `work-0`; of a file also `off-0` for a row and
    /// `file` for the whole.
    pub field: String,
    /// The line of the file, from 1.
    pub line: Option<usize>,
    pub reason: Reason,
}

/// What has been read so far, and what was wrong with it.
struct Checker {
    year: i16,
    off: BTreeMap<Day, String>,
    work: BTreeSet<Day>,
    wrong: Vec<Wrong>,
}

impl Arrangement {
    /// The same as it would be typed.
    pub fn to_draft(&self) -> Draft {
        Draft::of(self)
    }
}

impl Draft {
    /// An arrangement as it would be typed.
    fn of(a: &Arrangement) -> Self {
        let typed = |text: &dyn ToString| Typed::from(text.to_string());
        let off = |o: &DaysOff| DraftOff { name: typed(&o.name), from: typed(&o.from), to: typed(&o.to) };
        Draft {
            year: typed(&a.year),
            source: typed(&a.source),
            off: a.off.iter().map(off).collect(),
            work: a.work.iter().map(|d| typed(d)).collect(),
        }
    }

    /// The arrangement, if everything is sound.
    ///
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn check(&self) -> Result<Arrangement, Vec<Wrong>> {
        let year = self.year.text.trim().parse().ok().filter(|y| YEARS.contains(y));
        let mut c = Checker { year: year.unwrap_or_default(), off: BTreeMap::new(), work: BTreeSet::new(), wrong: Vec::new() };
        let source = c.words("source", &self.source, SOURCE_MOST);
        let Some(year) = year else {
            let (least, most) = (*YEARS.start(), *YEARS.end());
            c.note("year", &self.year, Reason::new("calendar-year-form").arg("least", least).arg("most", most));
            return Err(c.wrong);
        };
        let (mut off, mut work) = (Vec::new(), Vec::new());
        for (i, row) in self.off.iter().enumerate() {
            let blank = [&row.name, &row.from, &row.to].iter().all(|t| t.text.trim().is_empty());
            if !blank && c.room(i, "off", &row.name) {
                off.extend(c.days_off(i, row));
            }
        }
        for (i, typed) in self.work.iter().enumerate() {
            if !typed.text.trim().is_empty() && c.room(i, "work", typed) {
                work.extend(c.day_worked(i, typed));
            }
        }
        if off.is_empty() && c.wrong.is_empty() {
            c.note("off-0-name", &Typed::default(), Reason::new("calendar-no-days"));
        }
        match source {
            Some(source) if c.wrong.is_empty() => Ok(Arrangement { year, source, off, work }),
            _ => Err(c.wrong),
        }
    }
}

impl Checker {
    fn note(&mut self, field: &str, at: &Typed, reason: Reason) {
        self.wrong.push(Wrong { field: field.to_owned(), line: at.line, reason });
    }

    /// A required text.
    fn words(&mut self, field: &str, typed: &Typed, most: usize) -> Option<String> {
        let text = typed.text.trim();
        if text.is_empty() {
            self.note(field, typed, Reason::new("field-required"));
        } else if text.chars().count() > most {
            self.note(field, typed, Reason::new("field-too-long").arg("max", most));
        } else {
            return Some(text.to_owned());
        }
        None
    }

    /// Whether there is room for one more row.
    fn room(&mut self, row: usize, kind: &str, at: &Typed) -> bool {
        if row == ROWS_MOST {
            let field = if kind == "off" { format!("off-{row}-name") } else { format!("work-{row}") };
            self.note(&field, at, Reason::new("calendar-too-many").arg("most", ROWS_MOST));
        }
        row < ROWS_MOST
    }

    /// A day of the year, or of the last week before it: the notice for 2019 began on 2018-12-29, that for 2023 on 2022-12-31.
    fn day(&mut self, field: &str, typed: &Typed) -> Option<Day> {
        let text = typed.text.trim();
        if text.is_empty() {
            self.note(field, typed, Reason::new("field-required"));
            return None;
        }
        let Some(day) = Day::parse(text).or_else(|| month_and_day(self.year, text)) else {
            self.note(field, typed, Reason::new("calendar-day-form").arg("text", text).arg("year", self.year));
            return None;
        };
        let (y, before) = (day.date().year(), Day::ymd(self.year - 1, 12, 25));
        if y == self.year || (y == self.year - 1 && before.is_some_and(|b| b <= day)) {
            return Some(day);
        }
        self.note(field, typed, Reason::new("calendar-other-year").arg("day", day).arg("year", self.year));
        None
    }

    fn days_off(&mut self, row: usize, typed: &DraftOff) -> Option<DaysOff> {
        let field = |part: &str| format!("off-{row}-{part}");
        let single = typed.to.text.trim().is_empty() && typed.to.line.is_none();
        let name = self.words(&field("name"), &typed.name, NAME_MOST);
        let from = self.day(&field("from"), &typed.from);
        let to = if single { from } else { self.day(&field("to"), &typed.to) };
        let holiday = DaysOff { name: name?, from: from?, to: to? };
        if holiday.to < holiday.from {
            let reason = Reason::new("calendar-order").arg("from", holiday.from).arg("to", holiday.to);
            self.note(&field("to"), &typed.to, reason);
            return None;
        }
        let length = holiday.to.0 - holiday.from.0 + 1;
        if length > SPAN_MOST {
            self.note(&field("to"), &typed.to, Reason::new("calendar-long").arg("days", length).arg("most", SPAN_MOST));
            return None;
        }
        if let Some((day, other)) = holiday.days().find_map(|d| Some((d, self.off.get(&d)?.clone()))) {
            self.note(&field("from"), &typed.from, Reason::new("calendar-overlap").arg("day", day).arg("name", other));
            return None;
        }
        self.off.extend(holiday.days().map(|d| (d, holiday.name.clone())));
        Some(holiday)
    }

    fn day_worked(&mut self, row: usize, typed: &Typed) -> Option<Day> {
        let field = format!("work-{row}");
        let day = self.day(&field, typed)?;
        let reason = if !is_weekend(day) {
            Reason::new("calendar-work-weekday").arg("day", day)
        } else if let Some(name) = self.off.get(&day) {
            Reason::new("calendar-work-off").arg("day", day).arg("name", name)
        } else if !self.work.insert(day) {
            Reason::new("calendar-work-twice").arg("day", day)
        } else {
            return Some(day);
        };
        self.note(&field, typed, reason);
        None
    }
}

/// A day as the notice prints it, without its year: `2月15日`, `2-15`, `2/15`, `2.15`.
fn month_and_day(year: i16, text: &str) -> Option<Day> {
    let (month, day) = text.trim_end_matches('日').split_once(['月', '-', '/', '.'])?;
    Day::ymd(year, month.trim().parse().ok()?, day.trim().parse().ok()?)
}
