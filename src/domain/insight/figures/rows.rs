//! The rows behind a figure, a page at a time.
use super::{Ages, Figure, Of, births, count::born};
use crate::{
    base::{Day, Failure},
    domain::{
        noun::walk,
        registry::{
            people::{Household, Resident},
            registers::{self, Entry},
        },
    },
    store::{Cursor, Dir, Page, Store},
};

/// A page of rows of one kind.
#[derive(Clone, Debug)]
pub enum Rows {
    Households(Page<Household>),
    Residents(Page<Resident>),
    Entries(Page<Entry>),
    /// Numbers of rows of the table with this name.
    Monthly(&'static str, Page<u64>),
}

/// A page of the rows that a figure counts.
///
/// # Errors
/// When the store cannot be read.
pub fn rows(read: &Store, figure: &Figure, today: Day, after: Option<&Cursor>, limit: usize) -> Result<Rows, Failure> {
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
                Some(g) => Resident::BY_TRAIT.under((t.number(), *code, g)),
                None => Resident::BY_TRAIT.under((t.number(), *code)),
            };
            Rows::Residents(walk(read, &range, Dir::Forward, at, |_| true)?)
        }
        Of::Entries(table, value) => {
            let filter = registers::Filter { grid, value: value.clone(), ended: false };
            Rows::Entries(registers::page(read, table, &filter, after, limit)?)
        }
        Of::Begun(table, month) => {
            let Some((first, last)) = Day::of_month(*month) else { return Err(Failure::NotFound) };
            let range = match grid {
                Some(g) => Entry::GRID_FROM.between((table.clone(), Some(g), first), (table.clone(), Some(g), last.plus(1))),
                None => Entry::BY_FROM.between((table.clone(), first), (table.clone(), last.plus(1))),
            };
            Rows::Entries(walk(read, &range, Dir::Backward, at, |_| true)?)
        }
        Of::Monthly(what, month, part) => Rows::Monthly(what.of, (what.rows)(read, &figure.slice(*month, *part), at)?),
    })
}
