//! Lists that are worked through from the top: orders of supervision, and items to be followed up.
use super::{
    aspects::follow::to_follow,
    row::{Item, Supervision, counters},
};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::places::{grids::Grid, reader::Reader},
    store::{Cursor, Dir, Page, Read},
};

/// The most rows that one page walks where a person sees only some of them.
const WALK_MOST: usize = 2_000;
/// The most items of one day that are counted one by one.
const COUNT_MOST: usize = 1_000;

/// Rows of `fetch` that `keep` keeps, about `limit` of them. A page may be short although more may follow.
fn walk<R, T>(
    cursor: Option<&Cursor>,
    limit: usize,
    fetch: impl Fn(Option<&Cursor>, usize) -> Result<Page<R>, Failure>,
    keep: impl Fn(R) -> Result<Option<T>, Failure>,
) -> Result<Page<T>, Failure> {
    let (mut at, mut rows, mut walked) = (cursor.cloned(), Vec::new(), 0);
    loop {
        // Never so few that the last row of a page is looked for one by one.
        let page = fetch(at.as_ref(), limit.saturating_sub(rows.len()).max(10))?;
        walked += page.rows.len().max(1);
        for row in page.rows {
            rows.extend(keep(row)?);
        }
        if page.next.is_none() || rows.len() >= limit || walked >= WALK_MOST {
            return Ok(Page { rows, next: page.next });
        }
        at = page.next;
    }
}

/// An order of supervision and its item.
pub type Ordered = (Supervision, Item);

/// Orders that the reader sees: those under way (red first, then by the time of the answer), or past ones, newest first.
pub fn orders(
    read: &impl Read,
    reader: &Reader,
    under_way: bool,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Ordered>, Failure> {
    let (range, dir) = match under_way {
        true => (Supervision::OPEN.all(), Dir::Forward),
        false => (Supervision::BY_TIME.all(), Dir::Backward),
    };
    let keep = |order: Supervision| {
        if order.lifted.is_none() != under_way {
            return Ok(None);
        }
        let Some(item) = read.find(order.item)? else { return Ok(None) };
        Ok(reader.lists_item(read, &item)?.then_some((order, item)))
    };
    walk(cursor, limit, |at, n| read.page(&range, dir, at, n), keep)
}

/// Items to be called back or visited by today that the reader sees, of one grid if one is asked for; those that have waited
/// longest first.
pub fn follow_list(
    read: &impl Read,
    reader: &Reader,
    grid: Option<Id<Grid>>,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Item>, Failure> {
    let keep = |item: Item| {
        let there = grid.is_none_or(|g| item.grid == Some(g)) && reader.lists_item(read, &item)?;
        Ok(there.then_some(item))
    };
    walk(cursor, limit, |at, n| to_follow(read, reader.today(), at, n), keep)
}

/// The next follow-up day after today and how many are planned for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coming {
    pub day: Day,
    /// How many items.
    pub count: i64,
    /// Whether there are that many or more.
    pub more: bool,
}

/// What is planned for the next follow-up day after today.
pub fn coming_follow(read: &impl Read, reader: &Reader) -> Result<Option<Coming>, Failure> {
    let after = Item::BY_FOLLOW.between(reader.today().plus(1), Day(i32::MAX));
    let Some(day) = read.list(&after, Dir::Forward, 1)?.first().and_then(|i| i.follow) else { return Ok(None) };
    if reader.sees_all_items() {
        return Ok(Some(Coming { day, count: read.count(&counters::FOLLOW_ON, &day)?, more: false }));
    }
    let range = Item::BY_FOLLOW.between((day, Stamp(i64::MIN)), (day.plus(1), Stamp(i64::MIN)));
    let page = read.page(&range, Dir::Forward, None, COUNT_MOST)?;
    let mut count = 0;
    for item in &page.rows {
        count += i64::from(reader.lists_item(read, item)?);
    }
    Ok(Some(Coming { day, count, more: page.next.is_some() }))
}
