//! What a file is made from: rows of the household that this reader may see, each kind bounded.
use std::{collections::HashMap, sync::Arc};

use super::{Bounds, Whom};
use crate::{
    base::{Failure, Id},
    domain::{
        matters::items::Item,
        office::who::Right,
        places::reader::Reader,
        registry::{
            people::{Household, Resident, members},
            registers::{Entry, Subject, Table},
        },
    },
    store::{Dir, Read},
};

/// Rows read of one index and one subject at most.
const WALK_MOST: usize = 2_000;
/// Rows read at a time.
const STEP: usize = 250;

/// The rows.
pub(super) struct Known {
    pub(super) home: Household,
    pub(super) members: Vec<Resident>,
    /// Members beyond the bound: of them nothing is gathered.
    pub(super) more_members: usize,
    /// In the order of the modules and tables; current ones first, the newest first.
    pub(super) entries: Vec<(Entry, Arc<Table>, Whom)>,
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
    let tables: HashMap<String, (usize, Arc<Table>)> =
        reader.tables(read)?.into_iter().enumerate().map(|(place, t)| (t.code.clone(), (place, t))).collect();
    let subjects = [(Subject::Household(id), Whom::Household), (Subject::House(home.house), Whom::House)];
    let people = members.iter().map(|m| (Subject::Resident(m.id), Whom::Member(m.id, m.name.clone())));
    let (mut entries, mut more_entries) = (Vec::new(), false);
    for (subject, whom) in subjects.into_iter().chain(people) {
        let (own, more) = entries_of(read, reader, &tables, subject, bounds.entries)?;
        entries.extend(own.into_iter().map(|(place, e, t)| (place, e, t, whom.clone())));
        more_entries |= more;
    }
    entries.sort_by_key(|(place, e, _, _)| (*place, e.ended.is_some(), std::cmp::Reverse((e.from, e.id))));
    let entries = entries.into_iter().map(|(_, e, t, whom)| (e, t, whom)).collect();
    let (items, more_items) = items_of(read, reader, id)?;
    Ok(Known { home, members, more_members, entries, more_entries, items, more_items })
}

type Placed = (usize, Entry, Arc<Table>);

fn entries_of(
    read: &impl Read,
    reader: &Reader,
    tables: &HashMap<String, (usize, Arc<Table>)>,
    subject: Subject,
    most: usize,
) -> Result<(Vec<Placed>, bool), Failure> {
    let Some(part) = subject.part() else { return Ok((Vec::new(), false)) };
    let range = Entry::BY_SUBJECT.under(part);
    let (mut out, mut after, mut walked) = (Vec::new(), None, 0);
    loop {
        let page = read.page(&range, Dir::Backward, after.as_ref(), STEP)?;
        walked += page.rows.len();
        for e in page.rows {
            let Some((place, t)) = tables.get(&e.table).filter(|(_, t)| reader.sees_entry(t, &e)) else { continue };
            if out.len() == most {
                return Ok((out, true));
            }
            out.push((*place, e, t.clone()));
        }
        match page.next {
            None => return Ok((out, false)),
            Some(_) if walked >= WALK_MOST => return Ok((out, true)),
            next => after = next,
        }
    }
}

/// The household's items whose own pages the reader may open.
fn items_of(read: &impl Read, reader: &Reader, id: Id<Household>) -> Result<(Vec<Item>, bool), Failure> {
    if !reader.sees_items() {
        return Ok((Vec::new(), false));
    }
    let (mut out, mut after, mut walked) = (Vec::new(), None, 0);
    loop {
        let page = read.page(&Item::BY_HOUSEHOLD.under(id), Dir::Backward, after.as_ref(), STEP)?;
        walked += page.rows.len();
        for item in page.rows {
            if reader.sees_item(read, &item)? {
                out.push(item);
            }
        }
        match page.next {
            None => return Ok((out, false)),
            Some(_) if walked >= WALK_MOST => return Ok((out, true)),
            next => after = next,
        }
    }
}
