//! Marks: something about a household or a record was written, and what is derived from it waits to be brought up to date.
//! A mark stands in the same write as the change, so that none is lost; repeated ones are one.
use serde::{Deserialize, Serialize};

use super::{Household, Resident};
use crate::{
    base::{Failure, Id},
    store::{Read, Row, Tx},
};

/// A mark. Its number says what was touched: see [`Touched::household`] and [`Touched::record`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// What was touched.
    pub id: Id<Touched>,
}

impl Touched {
    /// The mark of a household.
    pub const fn household(id: Id<Household>) -> Id<Self> {
        Id::new(id.raw() << 1)
    }
    /// The mark of a record that stands for itself: an entry about no household.
    pub const fn record(raw: u64) -> Id<Self> {
        Id::new(raw << 1 | 1)
    }
}

impl Row for Touched {
    const TAG: u8 = 0x47;
    const NAME: &'static str = "touched";
    fn id(&self) -> Id<Self> {
        self.id
    }
}

/// Writes a household with its mark.
pub(super) fn put_home(tx: &mut Tx<'_>, home: &Household) -> Result<(), Failure> {
    tx.put(home)?;
    mark_changed(tx, Touched::household(home.id))
}

/// Writes a resident with the mark of the household.
pub(super) fn put_resident(tx: &mut Tx<'_>, r: &Resident) -> Result<(), Failure> {
    tx.put(r)?;
    mark_changed(tx, Touched::household(r.household))
}

/// Marks a household or a record as touched; one that is marked already costs one look.
pub fn mark_changed(tx: &mut Tx<'_>, id: Id<Touched>) -> Result<(), Failure> {
    if tx.find(id)?.is_some() { Ok(()) } else { tx.put(&Touched { id }) }
}
