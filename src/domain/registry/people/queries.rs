use super::{Household, Resident};
use crate::{
    base::{Failure, Id},
    domain::places::grids::Grid,
    store::{Cursor, Dir, PAGE_MOST, Page, Read},
};

/// A household's members, the gone included: the head first, then by relation and age.
pub fn members(read: &impl Read, household: Id<Household>) -> Result<Vec<Resident>, Failure> {
    let mut all = read.list(&Resident::BY_HOUSEHOLD.under(household), Dir::Forward, PAGE_MOST)?;
    all.sort_by_key(|r| (r.gone.is_some(), r.relation, r.birth, r.id));
    Ok(all)
}

/// The households of a grid by address, a page at a time.
pub fn households_of_grid(
    read: &impl Read,
    grid: Id<Grid>,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Household>, Failure> {
    read.page(&Household::BY_GRID.under(grid), Dir::Forward, cursor, limit)
}
