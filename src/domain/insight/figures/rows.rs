//! The rows behind a figure, a page at a time.
use super::{
    Ages, Figure, Of, births,
    count::{born, month_days},
};
use crate::{
    base::{Day, Failure, Stamp},
    domain::{
        matters::items::Item,
        registry::{
            people::{Household, Resident},
            registers::{self, Entry},
            visits::Visit,
        },
    },
    store::{Cursor, Dir, Page, Range, Read, Row},
};

/// Pages of an index walked at most for one page of rows: a rare kind may take several touches of «more».
const WALK_MOST: usize = 40;

/// A page of rows of one kind.
#[derive(Clone, Debug)]
pub enum Rows {
    Households(Page<Household>),
    Residents(Page<Resident>),
    Entries(Page<Entry>),
    Items(Page<Item>),
    Visits(Page<Visit>),
}

/// A page of the rows that a figure counts.
///
/// # Errors
/// When the store cannot be read.
pub fn rows(read: &impl Read, figure: &Figure, today: Day, after: Option<&Cursor>, limit: usize) -> Result<Rows, Failure> {
    let grid = figure.grid;
    let at = (after, limit);
    Ok(match &figure.of {
        Of::Households => {
            let range = grid.map_or_else(|| Household::BY_GRID.all(), |g| Household::BY_GRID.under(g));
            Rows::Households(walk(read, &range, Dir::Forward, at, |h| h.left.is_none())?)
        }
        Of::Residents(ages, sex) => {
            let range = match grid {
                _ if *ages != Ages::ANY => {
                    let (first, last) = births(*ages, today);
                    born(grid, first, last)
                }
                Some(g) => Resident::BY_GRID.under(g),
                None => Resident::BY_GRID.all(),
            };
            Rows::Residents(walk(read, &range, Dir::Forward, at, |r| sex.is_none_or(|s| s == r.sex))?)
        }
        Of::AgeUnknown(sex) => {
            let range = grid.map_or_else(|| Resident::BY_GRID.all(), |g| Resident::BY_GRID.under(g));
            let is = |r: &Resident| r.birth.is_none() && sex.is_none_or(|s| s == r.sex);
            Rows::Residents(walk(read, &range, Dir::Forward, at, is)?)
        }
        Of::Trait(t, code) => {
            let range = match grid {
                Some(g) => Resident::BY_TRAIT.under((*t as u8, *code, g)),
                None => Resident::BY_TRAIT.under((*t as u8, *code)),
            };
            Rows::Residents(walk(read, &range, Dir::Forward, at, |_| true)?)
        }
        Of::Entries(table, value) => {
            let filter = registers::Filter { grid, value: value.clone(), ended: false };
            Rows::Entries(registers::page(read, table, &filter, after, limit)?)
        }
        Of::Begun(table, month) => {
            let Some((first, last)) = month_days(*month) else { return Err(Failure::NotFound) };
            let range = match grid {
                Some(g) => Entry::GRID_FROM.between((table.clone(), Some(g), first), (table.clone(), Some(g), last.plus(1))),
                None => Entry::BY_FROM.between((table.clone(), first), (table.clone(), last.plus(1))),
            };
            Rows::Entries(walk(read, &range, Dir::Backward, at, |_| true)?)
        }
        Of::Reported(month, category) => {
            let (from, to) = moments(*month)?;
            let range = match grid {
                Some(g) => Item::BY_GRID.between((g, from), (g, to)),
                None => Item::BY_CREATED.between(from, to),
            };
            Rows::Items(walk(read, &range, Dir::Backward, at, |i| category.is_none_or(|c| c == i.category.number()))?)
        }
        Of::Closed(month, category) => {
            let (from, to) = moments(*month)?;
            let is = |i: &Item| category.is_none_or(|c| c == i.category.number()) && (grid.is_none() || grid == i.grid);
            Rows::Items(walk(read, &Item::BY_CLOSED.between(from, to), Dir::Backward, at, is)?)
        }
        Of::Visits(month) => {
            let (from, to) = moments(*month)?;
            let range = match grid {
                Some(g) => Visit::GRID_TIME.between((g, from), (g, to)),
                None => Visit::BY_TIME.between(from, to),
            };
            Rows::Visits(walk(read, &range, Dir::Backward, at, |_| true)?)
        }
    })
}

/// From the first moment of a month to before the first of the next.
fn moments(month: u32) -> Result<(Stamp, Stamp), Failure> {
    let (first, last) = month_days(month).ok_or(Failure::NotFound)?;
    Ok((Stamp::at(first, 0, 0), Stamp::at(last.plus(1), 0, 0)))
}

/// Rows of a range that are meant, until a page is full.
fn walk<R: Row>(
    read: &impl Read,
    range: &Range<R>,
    dir: Dir,
    (after, limit): (Option<&Cursor>, usize),
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
