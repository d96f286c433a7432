use super::super::log;
use super::record::{Boundary, Shape};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        office::{audit, who::Actor},
        places::grids::Grid,
    },
    store::{Dir, PAGE_MOST, Range, Read, Tx},
};

/// Every boundary; at most as many as there are grids in a list.
///
/// # Errors
/// When the store cannot be read.
pub fn boundaries(read: &impl Read) -> Result<Vec<Boundary>, Failure> {
    read.list(&Range::table(), Dir::Forward, PAGE_MOST)
}

/// Writes the boundaries of a plan; a grid that is no longer there is left out. Gives how many were written.
///
/// # Errors
/// When the store cannot be read or written.
pub fn apply(tx: &mut Tx<'_>, by: (Actor, Stamp), file: &str, shapes: Vec<(Id<Grid>, Shape)>) -> Result<usize, Failure> {
    let mut n = 0;
    for (grid, shape) in shapes {
        if tx.find(grid)?.is_none() {
            continue;
        }
        let id = match tx.by(&Boundary::BY_GRID, &grid)? {
            Some(old) => old.id,
            None => tx.next_id()?,
        };
        tx.put(&Boundary { id, grid, shape, file: file.chars().take(100).collect(), by })?;
        audit::note(tx, by.0, by.1, log::BOUNDARY_IMPORT, Some(grid), "")?;
        n += 1;
    }
    Ok(n)
}

/// Takes the boundary of a grid away; one without is `NotFound`.
///
/// # Errors
/// When the store cannot be read or written.
pub fn remove(tx: &mut Tx<'_>, by: (Actor, Stamp), grid: Id<Grid>) -> Result<(), Failure> {
    let old = tx.by(&Boundary::BY_GRID, &grid)?.ok_or(Failure::NotFound)?;
    tx.delete(old.id)?;
    audit::note(tx, by.0, by.1, log::BOUNDARY_REMOVE, Some(grid), "")
}
