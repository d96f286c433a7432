//! Three-level joint handling (三级会办): each level has a chair, participants, opinions and a conclusion.
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::items::row::{Conference, Item, Opinion},
        office::who::{Account, Actor, Right},
    },
    store::{Dir, Read, Tx},
};

/// The most people at one conference.
const PEOPLE_MOST: usize = 20;
/// The most opinions at one level, and the longest in bytes: together they fit into one row.
const OPINIONS_MOST: usize = 30;
const OPINION_BYTES_MOST: usize = 1_500;
/// The most conferences of one item that are shown.
const SHOWN_MOST: usize = 50;

/// The highest level.
pub const LEVELS: u8 = 3;

/// Every conference on an item, oldest first.
pub fn conferences(read: &impl Read, item: Id<Item>) -> Result<Vec<Conference>, Failure> {
    read.list(&Conference::BY_ITEM.under(item), Dir::Forward, SHOWN_MOST)
}

/// The right that the chair of a level must have.
pub const fn chairs(level: u8) -> Right {
    match level {
        ..=1 => Right::Convene,
        2 => Right::Lead,
        _ => Right::Principal,
    }
}

/// The conference under way on an item.
pub(in crate::domain::matters::items) fn current(read: &impl Read, item: &Item) -> Result<Option<Conference>, Failure> {
    item.conference.map_or(Ok(None), |id| read.find(id))
}

/// Who is called to a conference, checked.
pub(in crate::domain::matters::items) struct Called {
    chair: Id<Account>,
    participants: Vec<Id<Account>>,
}

/// Reads who is called to a level.
pub(in crate::domain::matters::items) fn called(
    read: &impl Read,
    level: u8,
    chair: Option<Id<Account>>,
    participants: &[Id<Account>],
) -> Result<Called, Failure> {
    let chair = chair.ok_or(Failure::field("chair", "item-chair-required"))?;
    if !read.find(chair)?.is_some_and(|a| a.may(chairs(level))) {
        return Err(Failure::field("chair", "item-chair-unfit"));
    }
    let mut people: Vec<Id<Account>> = participants.iter().copied().filter(|a| *a != chair).collect();
    people.sort_unstable();
    people.dedup();
    if people.is_empty() || people.len() > PEOPLE_MOST {
        return Err(Failure::field("participants", "item-participants-count"));
    }
    for id in &people {
        let sees = |a: &Account| [Right::SeeItems, Right::SeeOwnGrid, Right::Handle].iter().any(|r| a.may(*r));
        if !read.find(*id)?.as_ref().is_some_and(sees) {
            return Err(Failure::field("participants", "item-participants-unfit"));
        }
    }
    Ok(Called { chair, participants: people })
}

/// Opens a level on an item.
pub(in crate::domain::matters::items) fn open(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    level: u8,
    called: Called,
    topic: &str,
    at: Stamp,
) -> Result<(), Failure> {
    let id = tx.next_id()?;
    let Called { chair, participants } = called;
    let topic = topic.to_owned();
    let opinions = Vec::new();
    tx.put(&Conference {
        id,
        item: item.id,
        level,
        chair,
        participants,
        topic,
        by,
        at,
        opinions,
        conclusion: None,
        raised: None,
    })?;
    item.conference = Some(id);
    Ok(())
}

/// Adds an opinion.
pub(in crate::domain::matters::items) fn opine(
    tx: &mut Tx<'_>,
    item: &Item,
    by: Id<Account>,
    words: &str,
    at: Stamp,
) -> Result<(), Failure> {
    let mut conference = current(tx, item)?.ok_or(Failure::NotFound)?;
    if words.len() > OPINION_BYTES_MOST {
        return Err(Failure::field("note", "item-too-long"));
    }
    if conference.opinions.len() >= OPINIONS_MOST {
        return Err(Failure::refused("item-history-full"));
    }
    conference.opinions.push(Opinion { by, at, words: words.to_owned() });
    tx.put(&conference)
}

/// Ends the level under way with a conclusion; the item goes on.
pub(in crate::domain::matters::items) fn conclude(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Id<Account>,
    words: &str,
    at: Stamp,
) -> Result<(), Failure> {
    let mut conference = current(tx, item)?.ok_or(Failure::NotFound)?;
    conference.conclusion = Some((by, at, words.to_owned()));
    item.conference = None;
    tx.put(&conference)
}

/// Ends the level under way without one, and opens the next.
pub(in crate::domain::matters::items) fn raise(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    (chair, participants): (Option<Id<Account>>, &[Id<Account>]),
    topic: &str,
    at: Stamp,
) -> Result<(), Failure> {
    let mut below = current(tx, item)?.ok_or(Failure::NotFound)?;
    let level = below.level + 1;
    let called = called(tx, level, chair, participants)?;
    below.raised = Some((by, at));
    tx.put(&below)?;
    open(tx, item, by, level, called, topic, at)
}
