//! Whose people somebody sees: grid staff those of their own grids, others everybody's. Others are as if they were not there.
use super::{Household, Resident};
use crate::{
    base::{Failure, Id},
    domain::{office::who::Right, places::reader::Reader},
    store::Read,
};

impl Reader {
    /// Whether a household is seen.
    pub fn sees_household(&self, home: &Household) -> bool {
        self.may(Right::SeePeople) && self.sees_grid(home.grid)
    }
    /// Whether a resident is seen.
    pub fn sees_resident(&self, r: &Resident) -> bool {
        self.may(Right::SeePeople) && self.sees_grid(r.grid)
    }
    /// A household that is seen.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn household(&self, read: &impl Read, id: Id<Household>) -> Result<Household, Failure> {
        read.find(id)?.filter(|h| self.sees_household(h)).ok_or(Failure::NotFound)
    }
    /// A resident who is seen.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn resident(&self, read: &impl Read, id: Id<Resident>) -> Result<Resident, Failure> {
        read.find(id)?.filter(|r| self.sees_resident(r)).ok_or(Failure::NotFound)
    }
}
