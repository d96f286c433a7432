//! Three-level joint handling (三级会办): each level has a chair, participants, opinions and a conclusion.
use super::deed::{Deed, Done};
use crate::{
    base::{Failure, Id},
    domain::{
        matters::items::{
            row::{Conference, Item, Opinion},
            said::Details,
        },
        office::who::{Account, Right},
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
struct Called {
    chair: Id<Account>,
    participants: Vec<Id<Account>>,
}

/// Reads who is called to a level.
fn called(read: &impl Read, level: u8, details: &Details) -> Result<Called, Failure> {
    let chair = details.chair.ok_or(Failure::field("chair", "item-chair-required"))?;
    if !read.find(chair)?.is_some_and(|a| a.may(chairs(level))) {
        return Err(Failure::field("chair", "item-chair-unfit"));
    }
    let mut people: Vec<Id<Account>> = details.participants.iter().copied().filter(|a| *a != chair).collect();
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

/// Opens a level on an item; everybody called hears of it.
fn open(tx: &mut Tx<'_>, deed: &mut Deed<'_>, level: u8) -> Result<Done, Failure> {
    let Called { chair, participants } = called(tx, level, deed.details)?;
    let row = Conference {
        id: tx.next_id()?,
        item: deed.item.id,
        level,
        chair,
        participants,
        topic: deed.note().to_owned(),
        by: deed.by,
        at: deed.at,
        opinions: Vec::new(),
        conclusion: None,
        raised: None,
    };
    tx.put(&row)?;
    deed.item.conference = Some(row.id);
    Ok(Done::told([chair].into_iter().chain(deed.details.participants.iter().copied())))
}

/// Opens the first level.
pub(in crate::domain::matters::items) fn convene(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    open(tx, deed, 1)
}

/// Adds an opinion.
pub(in crate::domain::matters::items) fn opine(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let mut conference = current(tx, deed.item)?.ok_or(Failure::NotFound)?;
    if deed.note().len() > OPINION_BYTES_MOST {
        return Err(Failure::field("note", "item-too-long"));
    }
    if conference.opinions.len() >= OPINIONS_MOST {
        return Err(Failure::refused("item-history-full"));
    }
    conference.opinions.push(Opinion { by: deed.account()?, at: deed.at, words: deed.note().to_owned() });
    tx.put(&conference)?;
    Ok(Done::default())
}

/// Ends the level under way with a conclusion; the item goes on.
pub(in crate::domain::matters::items) fn conclude(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let mut conference = current(tx, deed.item)?.ok_or(Failure::NotFound)?;
    conference.conclusion = Some((deed.account()?, deed.at, deed.note().to_owned()));
    deed.item.conference = None;
    tx.put(&conference)?;
    Ok(Done::told(deed.item.owner))
}

/// Ends the level under way without one, and opens the next.
pub(in crate::domain::matters::items) fn raise(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let mut below = current(tx, deed.item)?.ok_or(Failure::NotFound)?;
    below.raised = Some((deed.by, deed.at));
    let done = open(tx, deed, below.level + 1)?;
    tx.put(&below)?;
    Ok(done)
}
