//! Two-level supervision (两级督办): yellow by the centre, red by leadership, by hand or by itself; it must be answered.
use super::{
    clock,
    deed::{Deed, Done, Rules},
};
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
    rules: Rules<'_>,
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

/// Issues an order as chosen.
pub(in crate::domain::matters::items) fn supervise(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let colour = deed.details.colour.ok_or(Failure::field("colour", "item-colour-required"))?;
    let reason = deed.note().to_owned();
    issue(tx, deed.item, deed.by, colour, &reason, deed.at, deed.rules)?;
    Ok(Done::told(deed.item.owner))
}

/// Answers the order under way; whoever issued it hears of it.
pub(in crate::domain::matters::items) fn answer(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let words = deed.note().to_owned();
    let Some(flag) = &mut deed.item.supervised else { return Ok(Done::default()) };
    let mut order = tx.get(flag.id)?;
    order.answer = Some((deed.by, deed.at, words));
    flag.answered = true;
    tx.put(&order)?;
    Ok(Done::told(order.by.account()))
}

/// Lifts the order under way by hand.
pub(in crate::domain::matters::items) fn lift_it(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    lift(tx, deed.item, deed.by, deed.at)?;
    Ok(Done::told(deed.item.owner))
}

/// Lifts the order under way, if there is one.
pub(in crate::domain::matters::items) fn lift(tx: &mut Tx<'_>, item: &mut Item, by: Actor, at: Stamp) -> Result<(), Failure> {
    let Some(flag) = item.supervised.take() else { return Ok(()) };
    let mut order = tx.get(flag.id)?;
    order.lifted = Some((by, at));
    tx.put(&order)
}
