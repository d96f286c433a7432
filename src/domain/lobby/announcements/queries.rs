use super::{Announcement, SHOWN_MOST};
use crate::{
    base::{Day, Failure, Id},
    store::{Cursor, Dir, Page, Range, Read},
};

/// What hangs on `today`, newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn on_show(read: &impl Read, today: Day) -> Result<Vec<Announcement>, Failure> {
    let mut all = read.list(&Announcement::BY_UNTIL.between(today, Day(i32::MAX)), Dir::Forward, SHOWN_MOST)?;
    all.sort_by_key(|a| std::cmp::Reverse(a.id));
    Ok(all)
}

/// Every announcement that is kept, newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn list(read: &impl Read, after: Option<&Cursor>, most: usize) -> Result<Page<Announcement>, Failure> {
    read.page(&Range::table(), Dir::Backward, after, most)
}

/// The announcement that residents may read: one that hangs today.
///
/// # Errors
/// `NotFound` for any other.
pub fn of(read: &impl Read, id: Id<Announcement>, today: Day) -> Result<Announcement, Failure> {
    read.find(id)?.filter(|a: &Announcement| a.showing(today) == super::Showing::On).ok_or(Failure::NotFound)
}
