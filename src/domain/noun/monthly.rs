//! What is counted month by month, told by the noun whose rows they are: the figures of a month are a fold over these.
use std::fmt;

use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::reader::Reader,
    store::{Cursor, Dir, Page, Range, Read, Row, Store},
};

/// Rows that are counted by the month in which something happened to them.
#[derive(Clone, Copy)]
pub struct Monthly {
    /// Its word after `of=`; stands in addresses and in templates, so it is never given to another. Its texts are
    /// `figure-…` and `report-guide-…`.
    pub key: &'static str,
    /// The table whose rows are counted, by name.
    pub of: &'static str,
    /// What they are told apart by, besides their grid.
    pub parts: Option<&'static Parts>,
    /// Whether somebody sees them there.
    pub seen: fn(&Reader, &Slice) -> bool,
    /// How many there are, from counters.
    pub count: fn(&Store, &Slice) -> Result<i64, Failure>,
    /// A page of their numbers, the newest first.
    pub rows: fn(&Store, &Slice, After<'_>) -> Result<Page<u64>, Failure>,
}

/// Counters read at most for one figure.
pub const COUNTERS_MOST: usize = 100_000;

/// Where a page begins, and how many rows it has.
pub type After<'a> = (Option<&'a Cursor>, usize);

/// What rows are told apart by: numbers from 0, each with a code and a text.
#[derive(Clone, Copy)]
pub struct Parts {
    /// Its word in addresses and templates.
    pub key: &'static str,
    /// The numbers that there are, in words.
    pub known: &'static str,
    /// The number of a code.
    pub parse: fn(&str) -> Option<u8>,
    /// The key of a number's text, if there is such a part.
    pub text: fn(u8) -> Option<&'static str>,
}

/// Which of the rows.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    /// `202611`.
    pub month: u32,
    /// All without one.
    pub part: Option<u8>,
    grid: Option<u64>,
}

impl Slice {
    /// Those of a month, of a part if one is given, in a grid if one is given.
    pub fn new<G>(month: u32, part: Option<u8>, grid: Option<Id<G>>) -> Self {
        Slice { month, part, grid: grid.map(Id::raw) }
    }
    /// The grid: this floor does not know the type, the subject that is asked does.
    pub fn grid<G>(&self) -> Option<Id<G>> {
        self.grid.map(Id::new)
    }
    /// From the first moment of the month to before the first of the next.
    ///
    /// # Errors
    /// `NotFound` if there is no such month.
    pub fn moments(&self) -> Result<(Stamp, Stamp), Failure> {
        let (first, last) = Day::of_month(self.month).ok_or(Failure::NotFound)?;
        Ok((Stamp::at(first, 0, 0), Stamp::at(last.plus(1), 0, 0)))
    }
}

impl PartialEq for Monthly {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Monthly {}

impl fmt::Debug for Monthly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

/// Pages of an index walked at most for one page of rows: a rare kind may take several touches of «more».
const WALK_MOST: usize = 40;

/// Rows of a range that are meant, until a page is full.
///
/// # Errors
/// When the store cannot be read.
pub fn walk<R: Row>(
    read: &impl Read,
    range: &Range<R>,
    dir: Dir,
    (after, limit): After<'_>,
    is: impl Fn(&R) -> bool,
) -> Result<Page<R>, Failure> {
    let (mut rows, mut after) = (Vec::new(), after.cloned());
    for _ in 0..WALK_MOST {
        let page = read.page(range, dir, after.as_ref(), limit - rows.len())?;
        rows.extend(page.rows.into_iter().filter(&is));
        after = page.next;
        if after.is_none() || rows.len() >= limit {
            break;
        }
    }
    Ok(Page { rows, next: after })
}
