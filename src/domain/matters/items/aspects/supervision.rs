//! Two-level supervision (两级督办): yellow by the centre, red by leadership, by hand or by itself; it must be answered.
use super::clock;
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::items::{
            row::{Item, Supervised, Supervision},
            words::Colour,
        },
        office::who::Actor,
    },
    store::{Dir, Read, Tx},
};

/// The most supervisions of one item that are shown.
const SHOWN_MOST: usize = 50;

/// Every order of an item, oldest first.
pub fn supervisions(read: &impl Read, item: Id<Item>) -> Result<Vec<Supervision>, Failure> {
    read.list(&Supervision::BY_ITEM.under(item), Dir::Forward, SHOWN_MOST)
}

/// Issues an order; a milder one under way gives way to it.
pub(in crate::domain::matters::items) fn issue(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    colour: Colour,
    reason: &str,
    at: Stamp,
    rules: clock::Rules<'_>,
) -> Result<(), Failure> {
    lift(tx, item, by, at)?;
    let due = rules.calendar.due(at.day(), u16::from(rules.workflow.answer_days)).day;
    let id = tx.next_id()?;
    let answer_due = clock::end_of(due, rules.settings);
    let (reason, limit) = (reason.to_owned(), item.clock.due);
    tx.put(&Supervision { id, item: item.id, colour, reason, by, at, limit, answer_due, answer: None, lifted: None })?;
    item.supervised = Some(Supervised { id, colour, answered: false });
    Ok(())
}

/// Answers the order under way.
pub(in crate::domain::matters::items) fn answer(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    words: &str,
    at: Stamp,
) -> Result<(), Failure> {
    let Some(flag) = &mut item.supervised else { return Ok(()) };
    let mut order = tx.get(flag.id)?;
    order.answer = Some((by, at, words.to_owned()));
    flag.answered = true;
    tx.put(&order)
}

/// Lifts the order under way, if there is one.
pub(in crate::domain::matters::items) fn lift(tx: &mut Tx<'_>, item: &mut Item, by: Actor, at: Stamp) -> Result<(), Failure> {
    let Some(flag) = item.supervised.take() else { return Ok(()) };
    let mut order = tx.get(flag.id)?;
    order.lifted = Some((by, at));
    tx.put(&order)
}
