use super::{Visit, log};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        office::{
            audit,
            who::{Actor, Staff},
        },
        places::grids::Grid,
        registry::people::{Household, Touched, mark_changed},
    },
    store::{Dir, Read, Tx},
};

/// The longest note, in bytes.
const NOTE_MOST: usize = 6_000;

/// A visit to be recorded.
#[derive(Clone, Debug)]
pub struct NewVisit {
    /// Who visited.
    pub staff: Id<Staff>,
    /// Whom; its grid counts.
    pub household: Option<Id<Household>>,
    /// Where, if no household was visited.
    pub grid: Option<Id<Grid>>,
    pub at: Stamp,
    /// Outcome tags (五到家) as bits.
    pub outcomes: u8,
    /// In words.
    pub note: String,
}

/// Records a visit, with its counters and an audit line.
///
/// # Errors
/// `NotFound` for an unknown household, grid or person; `Invalid` without a place, for a note too long, or for a time after
/// `now`.
pub fn record(tx: &mut Tx<'_>, by: Actor, new: NewVisit, now: Stamp) -> Result<Visit, Failure> {
    if new.note.len() > NOTE_MOST {
        return Err(Failure::field("note", "item-too-long"));
    }
    if new.at > now {
        return Err(Failure::field("at", "visit-in-future"));
    }
    tx.get(new.staff)?;
    let grid = match (new.household, new.grid) {
        (Some(household), _) => tx.get(household)?.grid,
        (None, Some(grid)) => tx.get(grid)?.id,
        (None, None) => return Err(Failure::field("grid", "visit-place-required")),
    };
    let visit = Visit {
        id: tx.next_id()?,
        staff: new.staff,
        household: new.household,
        grid,
        at: new.at,
        outcomes: new.outcomes,
        note: new.note.trim().to_owned(),
    };
    tx.put(&visit)?;
    if let Some(household) = visit.household {
        mark_changed(tx, Touched::household(household))?;
    }
    audit::note(tx, by, now, log::VISIT_RECORD, Some(visit.id), "")?;
    Ok(visit)
}

/// The latest visits to a household, newest first.
pub fn of_household(read: &impl Read, household: Id<Household>, most: usize) -> Result<Vec<Visit>, Failure> {
    read.list(&Visit::BY_HOUSEHOLD.under(household), Dir::Backward, most)
}
