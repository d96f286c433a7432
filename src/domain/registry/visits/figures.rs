//! Visits, counted by month.
use super::{BY_MONTH, BY_MONTH_GRID, Visit};
use crate::{
    base::Failure,
    domain::{
        noun::{After, Monthly, Slice, walk},
        office::who::Right,
        places::grids::Grid,
    },
    store::{Dir, Page, Read, Row, Store},
};

/// Visits of a month.
pub const VISITED: Monthly = Monthly {
    key: "visits",
    of: Visit::NAME,
    parts: None,
    seen: |reader, of| reader.may(Right::SeePeople) && reader.sees_place(of.grid()),
    count,
    rows,
};

fn count(store: &Store, of: &Slice) -> Result<i64, Failure> {
    match of.grid() {
        Some(g) => store.count(&BY_MONTH_GRID, &(of.month, g)),
        None => store.count(&BY_MONTH, &of.month),
    }
}

fn rows(store: &Store, of: &Slice, after: After<'_>) -> Result<Page<u64>, Failure> {
    let (from, to) = of.moments()?;
    let range = match of.grid::<Grid>() {
        Some(g) => Visit::GRID_TIME.between((g, from), (g, to)),
        None => Visit::BY_TIME.between(from, to),
    };
    Ok(walk(store, &range, Dir::Backward, after, |_| true)?.map(|v| v.id.raw()))
}
