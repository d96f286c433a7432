//! The entries of a household, its house and its members.
use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use super::{
    definition::Table,
    record::{Entry, Subject},
};
use crate::{
    base::{Failure, Id, Name},
    domain::{
        noun::Words,
        places::reader::Reader,
        registry::people::{Household, Resident},
    },
    store::{Dir, Read},
};

/// Rows read of one subject at most.
const WALK_MOST: usize = 2_000;
/// Rows read at a time.
const STEP: usize = 250;

/// Whom or what in the household an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A member.
    Member(Id<Resident>, Name),
    /// The household.
    Household,
    /// The house it lives in.
    House,
}

impl Whom {
    /// In words.
    pub fn words(&self) -> Words {
        match self {
            Whom::Member(_, name) => Words::plain(name),
            Whom::Household => Words::text("files-whom-household"),
            Whom::House => Words::text("files-whom-house"),
        }
    }
}

/// An entry with its register and whom it is about.
pub type OfHome = (Entry, Arc<Table>, Whom);

/// What the reader sees of the entries of a household, its house and these members, at most so many of each, and whether there
/// are more. In the order of the modules and tables; current ones first, the newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn of_home(
    read: &impl Read,
    reader: &Reader,
    home: &Household,
    members: &[Resident],
    most: usize,
) -> Result<(Vec<OfHome>, bool), Failure> {
    let tables: HashMap<String, (usize, Arc<Table>)> =
        reader.tables(read)?.into_iter().enumerate().map(|(place, t)| (t.code.clone(), (place, t))).collect();
    let subjects = [(Subject::Household(home.id), Whom::Household), (Subject::House(home.house), Whom::House)];
    let people = members.iter().map(|m| (Subject::Resident(m.id), Whom::Member(m.id, m.name.clone())));
    let (mut entries, mut more) = (Vec::new(), false);
    for (subject, whom) in subjects.into_iter().chain(people) {
        let (own, cut) = of_one(read, reader, &tables, subject, most)?;
        entries.extend(own.into_iter().map(|(place, e, t)| (place, e, t, whom.clone())));
        more |= cut;
    }
    entries.sort_by_key(|(place, e, _, _)| (*place, e.ended.is_some(), Reverse((e.from, e.id))));
    Ok((entries.into_iter().map(|(_, e, t, whom)| (e, t, whom)).collect(), more))
}

type Placed = (usize, Entry, Arc<Table>);

fn of_one(
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
