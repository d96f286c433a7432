//! «谁看过我的信息»: the lines of the log that are about a person, joined from what they stand under. The log's numbers
//! grow with time, so the newest lines of several subjects are merged by number and paged by number.
use std::collections::BTreeSet;

use crate::{
    base::{Failure, Id},
    domain::{
        matters::items::Item,
        office::audit::{Action, Entry as Line},
        places::reader::Reader,
        registry::{
            cards,
            people::{self, Household, Resident},
            registers::{self, Subject},
        },
    },
    store::{Dir, Range, Read, Row},
};

/// The most items of the household that are looked through for the person's own.
const ITEMS_MOST: usize = 200;
/// The most lines of «who looked» in one answer.
const LOOKS_MOST: usize = 2_000;
/// Lines of one action that are looked through at most for a page.
const WALK_MOST: usize = 2_000;

/// What somebody looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookedAt {
    /// The person's own page.
    Person,
    Household,
    /// An entry of this register.
    Entry(String),
    /// A matter of the person's.
    Item(String),
    /// A list or file of this register, in which the person stands.
    Table(String),
    /// A file of the whole roster.
    Roster,
}

/// One line about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub line: Line,
    /// What was looked at.
    pub at: LookedAt,
}

/// Files and lists that hold many people: their lines name a register and nobody.
const OF_TABLES: [Action; 4] = [
    registers::log::REGISTER_EXPORT,
    registers::log::REGISTER_EXPORT_PLAIN,
    registers::log::REGISTER_PRINT,
    registers::log::REGISTER_VIEW,
];
/// Contact cards, of one household or of a whole grid.
const CARDS: Action = cards::log::CARD_PRINT;
const OF_ROSTER: [Action; 2] = [people::log::ROSTER_EXPORT, people::log::ROSTER_EXPORT_PLAIN];

/// At most `limit` lines about a person before the line `before`, the newest first, and where to go on if there may be more.
/// Registers of key persons are left out, lines and all, for who may not know: that somebody stands in one is itself a secret.
///
/// # Errors
/// When the store cannot be read.
pub fn looks(
    read: &impl Read,
    reader: &Reader,
    r: &Resident,
    before: Option<Id<Line>>,
    limit: usize,
) -> Result<(Vec<Look>, Option<Id<Line>>), Failure> {
    let high = before.unwrap_or(Id::new(u64::MAX));
    let mut subjects = vec![(of(r.id), LookedAt::Person), (of::<Household>(r.household), LookedAt::Household)];
    let mut entries = registers::of_subject(read, Subject::Resident(r.id), None)?;
    entries.extend(registers::of_subject(read, Subject::Household(r.household), None)?);
    let named: BTreeSet<String> =
        registers::tables(read)?.iter().filter(|t| reader.names_table(t)).map(|t| t.code.clone()).collect();
    entries.retain(|e| named.contains(&e.table));
    subjects.extend(entries.iter().map(|e| (of(e.id), LookedAt::Entry(e.table.clone()))));
    for item in read.list(&Item::BY_HOUSEHOLD.under(r.household), Dir::Backward, ITEMS_MOST)? {
        if item.applicant.resident == Some(r.id) {
            subjects.push((of(item.id), LookedAt::Item(item.no.to_string())));
        }
    }
    let (mut all, mut floor) = (Vec::new(), Id::new(0));
    for (subject, at) in subjects {
        let range = Line::BY_SUBJECT.between((subject.clone(), Id::<Line>::new(0)), (subject, high));
        let found = read.list(&range, Dir::Backward, limit)?;
        if found.len() == limit {
            floor = found.last().map_or(floor, |l| floor.max(l.id));
        }
        all.extend(found.into_iter().map(|line| Look { line, at: at.clone() }));
    }
    for action in OF_TABLES {
        let told = |l: &Line| {
            let code = l.detail.split(' ').next().unwrap_or_default();
            let held = l.subject.is_none() && entries.iter().any(|e| e.table == code && e.created.1 <= l.at);
            held.then(|| LookedAt::Table(code.to_owned()))
        };
        floor = floor.max(walk(read, action, high, limit, &mut all, told)?);
    }
    for action in OF_ROSTER {
        floor = floor.max(walk(read, action, high, limit, &mut all, |l| (r.created <= l.at).then_some(LookedAt::Roster))?);
    }
    let grid = Some(of(r.grid));
    let card = |l: &Line| (l.subject == grid && r.created <= l.at).then_some(LookedAt::Household);
    floor = floor.max(walk(read, CARDS, high, limit, &mut all, card)?);
    // Below the floor a source may hold lines that were not read: what is shown ends there.
    all.retain(|l| l.line.id >= floor);
    all.sort_by_key(|l| std::cmp::Reverse(l.line.id));
    all.dedup_by_key(|l| l.line.id);
    let next = match all.get(limit.max(1) - 1).map(|l| l.line.id) {
        Some(last) if all.len() > limit => Some(last),
        // Everything down to the floor is shown.
        _ => (floor > Id::new(0)).then_some(floor),
    };
    all.truncate(limit);
    Ok((all, next))
}

/// The lines about a person, the newest first, at most two thousand.
///
/// # Errors
/// When the store cannot be read.
pub fn all_looks(read: &impl Read, reader: &Reader, r: &Resident) -> Result<Vec<Look>, Failure> {
    let (mut out, mut before) = (Vec::new(), None);
    while out.len() < LOOKS_MOST {
        let (page, next) = looks(read, reader, r, before, 200)?;
        out.extend(page);
        match next {
            Some(id) => before = Some(id),
            None => break,
        }
    }
    out.truncate(LOOKS_MOST);
    Ok(out)
}

fn of<R: Row>(id: Id<R>) -> (String, u64) {
    (R::NAME.to_owned(), id.raw())
}

/// The lines of one action that `told` keeps; gives the number below which nothing was read.
fn walk(
    read: &impl Read,
    action: Action,
    high: Id<Line>,
    limit: usize,
    out: &mut Vec<Look>,
    told: impl Fn(&Line) -> Option<LookedAt>,
) -> Result<Id<Line>, Failure> {
    let range: Range<Line> = Line::BY_ACTION.between((action.to_string(), Id::<Line>::new(0)), (action.to_string(), high));
    let (mut cursor, mut walked, mut kept) = (None, 0, 0);
    loop {
        let page = read.page(&range, Dir::Backward, cursor.as_ref(), 256)?;
        walked += page.rows.len();
        let last = page.rows.last().map(|l| l.id);
        for line in page.rows {
            if let Some(at) = told(&line) {
                out.push(Look { line, at });
                kept += 1;
            }
        }
        match (page.next, last) {
            (Some(_), Some(last)) if kept >= limit || walked >= WALK_MOST => return Ok(last),
            (Some(next), _) => cursor = Some(next),
            (None, _) => return Ok(Id::new(0)),
        }
    }
}
