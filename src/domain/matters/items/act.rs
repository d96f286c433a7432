//! Everything that is done to an item after its report: one function that reads the workflow table.
use super::{
    aspects::{
        alarm, chain, clock, custody,
        deed::{Deed, Done, Rules},
        follow, hands, help, joint, notice, supervision,
    },
    guards, link,
    permit::{permit, rule_for},
    row::Item,
    said::{By, Details, bounded},
    step,
    words::{Action, Field, ItemNo, QueryCode, log},
};
use crate::{
    base::{Failure, Id, Stamp, WorkCalendar},
    domain::office::{
        audit,
        settings::{Settings, Workflow},
        who::Actor,
    },
    store::{Read, Tx},
};

/// Does `action` to an item: new state, clock, event, notices, audit line and counters in one write.
///
/// # Errors
/// `NotFound`; `NotAllowed` when the actor may never do this to this item; `Refused` with the reason when it cannot be done
/// now; `Invalid` for a missing or too long field. The write is to be given up after any of them, and nothing has changed.
pub fn act(
    tx: &mut Tx<'_>,
    by: &By<'_>,
    id: Id<Item>,
    action: Action,
    details: Details,
    at: Stamp,
    calendar: &WorkCalendar,
) -> Result<Item, Failure> {
    let mut item = tx.get(id)?;
    permit(tx, by, &item, action, at)?;
    if details.seen.is_some_and(|seen| seen != item.events) {
        return Err(Failure::refused("item-moved-on"));
    }
    let rule = rule_for(tx, by, &item, action, at)?;
    bounded("note", details.note.trim())?;
    let (settings, workflow) = (Settings::load(tx)?, Workflow::load(tx)?);
    let rules = Rules { calendar, settings: settings.as_ref(), workflow: &workflow };
    let mut deed = Deed { item: &mut item, action, by: by.actor(), details: &details, at, rules };
    step::sayable(rule, &deed)?;
    if rule.asks(Field::Recipient) {
        hands::fit(tx, deed.recipient()?)?;
    }
    guards::chosen(rule, &deed, by.leads())?;
    let done = effect(tx, by, &mut deed)?;
    let was_open = deed.item.state.tag.open();
    let event = step::move_on(&mut deed, rule, &done, tx.next_id()?)?;
    tx.put(&event)?;
    if was_open && !item.state.tag.open() {
        help::cancel_all(tx, &mut item, by.actor(), at)?;
        supervision::lift(tx, &mut item, by.actor(), at)?;
    }
    let detail = done.given_to.map(|a| a.to_string()).unwrap_or_default();
    audit::note(tx, by.actor(), at, log::step(action), Some(id), &detail)?;
    notice::tell(tx, &item, action, by.actor().account(), done.tell, at)?;
    alarm::set(tx, &mut item, rules)?;
    tx.put(&item)?;
    Ok(item)
}

/// What an action does to the item and beside it: one line for each that reads or leaves other rows.
fn effect(tx: &mut Tx<'_>, by: &By<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    use Action as A;
    match deed.action {
        A::Dispatch => help::dispatch(tx, deed),
        A::AskHelp => help::ask(tx, deed),
        A::AnswerHelp => help::answer(tx, deed),
        A::CancelHelp => help::cancel(tx, deed),
        A::Merge => link::merge(tx, by, deed),
        A::Split => link::split(tx, by, deed),
        A::FollowUp => follow::record(tx, deed),
        A::Convene => joint::convene(tx, deed),
        A::Opine => joint::opine(tx, deed),
        A::RaiseLevel => joint::raise(tx, deed),
        A::Conclude => joint::conclude(tx, deed),
        A::Supervise => supervision::supervise(tx, deed),
        A::AnswerSupervision => supervision::answer(tx, deed),
        A::LiftSupervision => supervision::lift_it(tx, deed),
        A::TakePapers => custody::take(tx, deed),
        A::DeliverPapers => custody::deliver(tx, deed),
        A::ReturnPapers => custody::give_back(tx, deed),
        _ => step::alone(deed),
    }
}

/// Recomputes an open item's due time by another calendar, on behalf of `by` who was shown what would move; `None` when it
/// does not move. The history tells the old time and the new one.
///
/// # Errors
/// `NotFound`, or when the store fails.
pub fn recalculate(
    tx: &mut Tx<'_>,
    by: Actor,
    id: Id<Item>,
    at: Stamp,
    calendar: &WorkCalendar,
) -> Result<Option<Item>, Failure> {
    let mut item: Item = tx.get(id)?;
    let (settings, workflow) = (Settings::load(tx)?, Workflow::load(tx)?);
    let clock = clock::redue(&item, calendar, settings.as_ref());
    if (clock.due, clock.provisional) == (item.clock.due, item.clock.provisional) {
        return Ok(None);
    }
    let tell = |due: Option<Stamp>| due.map(Stamp::minute).unwrap_or_default();
    let words = format!("{} → {}", tell(item.clock.due), tell(clock.due));
    item.clock = clock;
    let from = Some(item.state.tag);
    let step = chain::Step { at, actor: by, action: Action::Recalculate, from, to_account: None, note: &words };
    chain::append(tx, &mut item, step)?;
    audit::note(tx, by, at, log::step(Action::Recalculate), Some(id), &words)?;
    let rules = Rules { calendar, settings: settings.as_ref(), workflow: &workflow };
    alarm::set(tx, &mut item, rules)?;
    tx.put(&item)?;
    Ok(Some(item))
}

/// The item with this number whose query code is `code`: what a receipt opens. An unknown number and a wrong code are the
/// same answer; the face bounds the tries.
pub fn track(read: &impl Read, no: ItemNo, code: QueryCode) -> Result<Item, Failure> {
    read.by(&Item::BY_NO, &no)?.filter(|i| i.query == code).ok_or(Failure::NotFound)
}
