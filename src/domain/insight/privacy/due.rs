//! What is due for deletion: ended entries whose table keeps them for so many years and no longer.
use crate::{
    base::{Day, Failure},
    domain::registry::registers::{ENDED_IN, Entry, Table},
    store::{Cursor, Dir, PAGE_MOST, Page, Range, Read},
};

/// The most months that are summed: a hundred years.
const MONTHS_MOST: usize = 1_200;

/// How many entries of a table are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// So many.
    pub count: u64,
    /// There are more: the last month was not counted to its end.
    pub more: bool,
    /// Those that ended on or before this day.
    pub until: Day,
}

/// The last day of an ending that is due today; `None` for a table that is kept as long as the office.
pub fn until(t: &Table, today: Day) -> Option<Day> {
    if t.retention == 0 {
        return None;
    }
    let d = today.date();
    let year = d.year() - i16::from(t.retention);
    // From 29 February there is no such day in most years: the day before is due for certain.
    Day::ymd(year, d.month(), d.day()).or_else(|| Day::ymd(year, d.month(), d.day() - 1))
}

fn range(table: &str, from: Day, until: Day) -> Range<Entry> {
    Entry::BY_ENDED.between((table.to_owned(), from), (table.to_owned(), until.plus(1)))
}

/// How many entries of a table are due today: whole months from their counters, the last one by looking.
///
/// # Errors
/// When the store cannot be read.
pub fn due(read: &impl Read, t: &Table, today: Day) -> Result<Option<Due>, Failure> {
    let Some(until) = until(t, today) else { return Ok(None) };
    let (from, to) = ((t.code.clone(), 0_u32), (t.code.clone(), until.month()));
    let whole: i64 = read.counts_between(&ENDED_IN, &from, &to, MONTHS_MOST)?.iter().map(|(_, n)| n).sum();
    let first = until.plus(1 - i32::from(until.date().day()));
    let last = read.page(&range(&t.code, first, until), Dir::Forward, None, PAGE_MOST)?;
    let count = u64::try_from(whole).unwrap_or_default() + last.rows.len() as u64;
    Ok(Some(Due { count, more: last.next.is_some(), until }))
}

/// A page of what is due, the oldest end first.
///
/// # Errors
/// When the store cannot be read.
pub fn due_page(read: &impl Read, t: &Table, today: Day, after: Option<&Cursor>, limit: usize) -> Result<Page<Entry>, Failure> {
    match until(t, today) {
        Some(until) => read.page(&range(&t.code, Day(i32::MIN), until), Dir::Forward, after, limit),
        None => Ok(Page { rows: Vec::new(), next: None }),
    }
}
