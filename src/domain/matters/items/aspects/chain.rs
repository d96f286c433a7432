//! The append-only history: each event holds the hash of the one before, the item holds the hash of the last.
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::items::{
            row::{Event, Item},
            words::{Action, StateTag},
        },
        office::who::{Account, Actor},
    },
    store::{Dir, Read, Tx},
};

/// The most events that one item can have: enough for any real life, and a bound for every history page.
pub const EVENTS_MOST: u32 = 500;

/// What an event tells beside its place in the chain.
pub(in crate::domain::matters::items) struct Step<'a> {
    pub(in crate::domain::matters::items) at: Stamp,
    pub(in crate::domain::matters::items) actor: Actor,
    pub(in crate::domain::matters::items) action: Action,
    pub(in crate::domain::matters::items) from: Option<StateTag>,
    pub(in crate::domain::matters::items) to_account: Option<Id<Account>>,
    pub(in crate::domain::matters::items) note: &'a str,
}

/// The event that follows in `item`'s history, and `item` with it; the caller puts both.
pub(in crate::domain::matters::items) fn next(item: &mut Item, id: Id<Event>, step: Step<'_>) -> Result<Event, Failure> {
    if item.events >= EVENTS_MOST {
        return Err(Failure::refused("item-history-full"));
    }
    let mut event = Event {
        id,
        item: item.id,
        seq: item.events + 1,
        at: step.at,
        actor: step.actor,
        action: step.action,
        from: step.from,
        to: item.state.tag,
        to_account: step.to_account,
        note: step.note.to_owned(),
        prev: item.head,
        hash: [0; 32],
    };
    event.hash = event.digest()?;
    (item.events, item.head) = (event.seq, event.hash);
    Ok(event)
}

/// Appends an event to `item`'s history; the caller puts the item.
pub(in crate::domain::matters::items) fn append(tx: &mut Tx<'_>, item: &mut Item, step: Step<'_>) -> Result<(), Failure> {
    let event = next(item, tx.next_id()?, step)?;
    tx.put(&event)
}

/// What is wrong with a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// The event with this number is missing.
    Missing(u32),
    /// This event is not what was written.
    Altered(u32),
    /// This event does not follow the one before.
    Unlinked(u32),
    /// The item's row does not agree with its last event.
    Head,
}

/// An item's events, oldest first.
pub fn history(read: &impl Read, item: Id<Item>) -> Result<Vec<Event>, Failure> {
    read.list(&Event::BY_ITEM.under(item), Dir::Forward, EVENTS_MOST as usize + 1)
}

/// Recomputes an item's chain. `Ok(None)`: every event is there, unaltered and in order, and the row agrees.
pub fn check_chain(read: &impl Read, item: &Item) -> Result<Option<ChainFault>, Failure> {
    let events = history(read, item.id)?;
    let (mut prev, mut tag, mut since) = ([0; 32], None, None);
    for (event, seq) in events.iter().zip(1..) {
        if event.seq != seq {
            return Ok(Some(ChainFault::Missing(seq)));
        }
        if event.digest()? != event.hash {
            return Ok(Some(ChainFault::Altered(seq)));
        }
        if event.prev != prev || event.from != tag || event.item != item.id {
            return Ok(Some(ChainFault::Unlinked(seq)));
        }
        // What leaves the state tells of no new one; a dispatch to another does, though its name is the same.
        if event.from != Some(event.to) || event.action == Action::Dispatch {
            since = Some((event.actor, event.at));
        }
        (prev, tag) = (event.hash, Some(event.to));
    }
    let agrees = prev == item.head
        && u32::try_from(events.len()) == Ok(item.events)
        && tag == Some(item.state.tag)
        && since == Some((item.state.by, item.state.at));
    Ok((!agrees).then_some(ChainFault::Head))
}
