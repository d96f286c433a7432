//! Entries follow their subjects: whoever moves takes what is recorded of them into the new grid.
use super::{
    commands::{grid_of, note, put},
    queries::of_subject,
    record::{Deed, Entry, Subject},
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        office::who::Actor,
        registry::people::{Household, members},
    },
    store::{Dir, Page, Range, Read, Store, Tx},
};

/// Entries of one step of a walk over all of them.
const STEP: usize = 64;

/// Brings the entries about a subject up to date with where it is now: for one that just moved.
pub fn relocate(tx: &mut Tx<'_>, who: (Actor, Stamp), subject: Subject) -> Result<(), Failure> {
    for e in of_subject(tx, subject, None)? {
        relocate_one(tx, who, e)?;
    }
    Ok(())
}

/// The same for a household, its house and its members.
pub fn relocate_household(tx: &mut Tx<'_>, who: (Actor, Stamp), id: Id<Household>) -> Result<(), Failure> {
    let home: Household = tx.get(id)?;
    relocate(tx, who, Subject::Household(id))?;
    relocate(tx, who, Subject::House(home.house))?;
    for m in members(tx, id)? {
        relocate(tx, who, Subject::Resident(m.id))?;
    }
    Ok(())
}

/// The same for every entry, a few to a write: for the night, after imports and buildings that changed their grid.
pub fn relocate_all(store: &Store, at: Stamp) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page: Page<Entry> = store.page(&Range::table(), Dir::Forward, after.as_ref(), STEP)?;
        let ids: Vec<Id<Entry>> = page.rows.iter().map(|e| e.id).collect();
        if !ids.is_empty() {
            store.write_wait(move |tx| {
                for id in ids {
                    if let Some(e) = tx.find(id)? {
                        relocate_one(tx, (Actor::System, at), e)?;
                    }
                }
                Ok(())
            })?;
        }
        match page.next {
            Some(c) => after = Some(c),
            None => return Ok(()),
        }
    }
}

/// Brings an entry's grid up to date with where its subject is now. Running it twice does no harm.
fn relocate_one(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), mut entry: Entry) -> Result<(), Failure> {
    // A subject that is gone from the store keeps the entry where it was.
    let grid = match grid_of(tx, entry.subject, entry.grid) {
        Err(Failure::NotFound) => entry.grid,
        other => other?,
    };
    if grid == entry.grid {
        return Ok(());
    }
    entry.grid = grid;
    entry.version += 1;
    put(tx, &entry)?;
    note(tx, (by, at), &entry, Deed::Followed, Vec::new(), "")
}
