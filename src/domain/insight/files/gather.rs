//! What a file is made from: rows of the household that this reader may see, each kind bounded.
use super::Bounds;
use crate::{
    base::{Failure, Id},
    domain::{
        matters::items::{self, Item},
        office::who::Right,
        places::reader::Reader,
        registry::{
            people::{Household, Resident, members},
            registers::{self, OfHome},
        },
    },
    store::Read,
};

/// The rows.
pub(super) struct Known {
    pub(super) home: Household,
    pub(super) members: Vec<Resident>,
    /// Members beyond the bound: of them nothing is gathered.
    pub(super) more_members: usize,
    /// In the order of the modules and tables; current ones first, the newest first.
    pub(super) entries: Vec<OfHome>,
    /// There are entries beyond the bound.
    pub(super) more_entries: bool,
    /// The newest first.
    pub(super) items: Vec<Item>,
    /// There are items beyond the bound.
    pub(super) more_items: bool,
}

pub(super) fn known(read: &impl Read, reader: &Reader, id: Id<Household>, bounds: &Bounds) -> Result<Known, Failure> {
    if !reader.may(Right::SeePeople) {
        return Err(Failure::NotAllowed);
    }
    let home = reader.household(read, id)?;
    let mut members = members(read, id)?;
    let more_members = members.len().saturating_sub(bounds.members);
    members.truncate(bounds.members);
    let (entries, more_entries) = registers::of_home(read, reader, &home, &members, bounds.entries)?;
    let (items, more_items) = items::of_household(read, reader, id)?;
    Ok(Known { home, members, more_members, entries, more_entries, items, more_items })
}
