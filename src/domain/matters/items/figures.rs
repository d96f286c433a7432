//! Items, counted by the month in which they were reported or closed.
use super::{
    Item,
    counters::{CATEGORY_CLOSED_IN, CATEGORY_REPORTED_IN},
};
use crate::{
    base::{Failure, Id},
    domain::{
        matters::catalog::Category,
        noun::{After, COUNTERS_MOST, Monthly, Parts, Slice, walk},
        places::grids::Grid,
        reader::Reader,
    },
    store::{Counter, Dir, Page, Read, Row, Store},
};

/// Items reported in a month.
pub const REPORTED: Monthly = Monthly {
    key: "reported",
    of: Item::NAME,
    parts: Some(&CATEGORIES),
    seen,
    count: |store, of| count(store, &CATEGORY_REPORTED_IN, of),
    rows: reported,
};

/// Items closed in a month.
pub const CLOSED: Monthly =
    Monthly { key: "closed", count: |store, of| count(store, &CATEGORY_CLOSED_IN, of), rows: closed, ..REPORTED };

const CATEGORIES: Parts = Parts {
    key: "category",
    known: "0–13",
    parse: |code| Category::parse(code).map(Category::number),
    text: |number| Category::from_number(number).ok().map(Category::key),
};

fn seen(reader: &Reader, of: &Slice) -> bool {
    reader.sees_items_in(of.grid())
}

type ByCategory = Counter<(u32, Category, Option<Id<Grid>>)>;

fn count(store: &Store, counter: &ByCategory, of: &Slice) -> Result<i64, Failure> {
    let (month, grid) = (of.month, of.grid());
    let Ok(category) = of.part.map(Category::from_number).transpose() else { return Ok(0) };
    let counts = match (category, grid) {
        (Some(c), Some(_)) => return store.count(counter, &(month, c, grid)),
        (Some(c), None) => store.counts(counter, &(month, c), COUNTERS_MOST)?,
        (None, _) => store.counts(counter, &month, COUNTERS_MOST)?,
    };
    Ok(counts.into_iter().filter(|(k, _)| grid.is_none() || k.2 == grid).map(|(_, n)| n).sum())
}

/// Whether an item is of the part.
fn is(of: &Slice, item: &Item) -> bool {
    of.part.is_none_or(|c| c == item.category.number())
}

fn reported(store: &Store, of: &Slice, after: After<'_>) -> Result<Page<u64>, Failure> {
    let (from, to) = of.moments()?;
    let range = match of.grid::<Grid>() {
        Some(g) => Item::BY_GRID.between((g, from), (g, to)),
        None => Item::BY_CREATED.between(from, to),
    };
    Ok(walk(store, &range, Dir::Backward, after, |i| is(of, i))?.map(|i| i.id.raw()))
}

fn closed(store: &Store, of: &Slice, after: After<'_>) -> Result<Page<u64>, Failure> {
    let (from, to) = of.moments()?;
    let here = |i: &Item| of.grid().is_none_or(|g| i.grid == Some(g)) && is(of, i);
    Ok(walk(store, &Item::BY_CLOSED.between(from, to), Dir::Backward, after, here)?.map(|i| i.id.raw()))
}
