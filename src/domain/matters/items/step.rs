//! One step of an item's life without a store: what follows from the item, the deed and the workflow table alone. `act` makes
//! it in the office, with what it needs and leaves beside the item; `replay` makes it for generated lives.
use super::{
    aspects::{
        chain, clock,
        deed::{Deed, Done},
        extension, follow, hands, verdict,
    },
    guards::{self, Known},
    row::{Event, Item, Why},
    said::New,
    words::{Action, ItemNo, QueryCode, Rating, Rule, State, StateTag, To},
};
use crate::{
    base::{Failure, Id, Reason, Stamp},
    domain::{office::who::Actor, places::grids::Grid},
};

/// Events of a history that are kept for what an item cannot do without.
const RESERVED: u32 = 100;

/// The rule for an action from a state.
///
/// # Errors
/// `Refused(item-illegal)` where the table has none.
pub(super) fn rule(action: Action, from: StateTag) -> Result<&'static Rule, Failure> {
    let illegal = || Reason::new("item-illegal").arg("action", action.key()).arg("state", from.key());
    action.rule(from).ok_or_else(|| Failure::Refused(illegal()))
}

/// What the rule asks of the words, and of the room in the history.
pub(super) fn sayable(rule: &Rule, deed: &Deed<'_>) -> Result<(), Failure> {
    // What only tells more may not use up the history that the rest of a life needs.
    if rule.to == To::Stay && !rule.action.manner().vital && deed.item.events >= chain::EVENTS_MOST - RESERVED {
        return Err(Failure::refused("item-history-full"));
    }
    if rule.note.needed(deed.by.account().is_some()) && deed.note().is_empty() {
        return Err(Failure::field("note", "item-note-required"));
    }
    Ok(())
}

/// What an action does to the item alone.
///
/// # Errors
/// `NotAllowed` for what the house does by itself and for what cannot be done without other rows.
pub(super) fn alone(deed: &mut Deed<'_>) -> Result<Done, Failure> {
    use Action as A;
    Ok(match deed.action {
        A::Accept => clock::begin(deed),
        A::PapersComplete => clock::complete(deed),
        A::AskPapers => clock::halt(deed, Why::Papers),
        A::Suspend => clock::halt(deed, Why::Suspended),
        A::Escalate => clock::halt(deed, Why::Higher),
        A::Resume | A::HigherAnswer => clock::go_on(deed),
        A::AskExtension => extension::ask(deed)?,
        A::GrantExtension => extension::grant(deed)?,
        A::RefuseExtension => extension::refuse(deed),
        A::Dispatch | A::HandOver => hands::give(deed)?,
        A::SendBack => hands::send_back(deed),
        A::Start => hands::start(deed),
        A::ReportBack => hands::report_back(deed),
        A::SelfHandle => hands::self_handle(deed),
        A::Decline => hands::decline(deed),
        A::Verify => hands::verify(deed),
        A::Rework => hands::rework(deed),
        A::Reopen => hands::reopen(deed)?,
        A::Rate => verdict::rate(deed)?,
        A::FollowUp => follow::hear(deed)?,
        A::Urge => verdict::urge(deed),
        A::File | A::Close | A::Withdraw | A::Note | A::Archive => Done::default(),
        // The rest is done beside the item (`act`), or by the house where its cause is.
        _ => return Err(Failure::NotAllowed),
    })
}

/// Where a rule leads.
fn leads(rule: &Rule, verdict: Option<Rating>) -> Option<StateTag> {
    match (rule.to, verdict) {
        (To::State(tag), _) => Some(tag),
        (To::Verdict, Some(Rating::Dissatisfied)) => Some(StateTag::Dissatisfied),
        (To::Verdict, Some(_)) => Some(StateTag::Rated),
        (To::Stay, _) | (To::Verdict, None) => None,
    }
}

/// To the rule's state, with what an end and a new beginning bring, and one event more in the history.
pub(super) fn move_on(deed: &mut Deed<'_>, rule: &Rule, done: &Done, event: Id<Event>) -> Result<Event, Failure> {
    let from = deed.item.state.tag;
    let item = &mut *deed.item;
    if let Some(tag) = leads(rule, done.verdict) {
        item.state = State { tag, by: deed.by, at: deed.at };
        if !tag.open() && from.open() {
            (item.ended, item.owner, item.asked_days) = (Some(deed.at), None, 0);
            item.follow = tag.closed().then(|| clock::follow_up_day(deed.at.day(), deed.rules));
        } else if tag.open() && !from.open() {
            (item.ended, item.follow, item.tries) = (None, None, 0);
        } else if tag != StateTag::Closed {
            // A verdict has been given, or is given up: nobody needs to be called any more.
            item.follow = None;
        }
        if !tag.owned() {
            item.owner = None;
        }
    }
    let note = done.words.as_deref().unwrap_or(deed.details.note.trim());
    let step =
        chain::Step { at: deed.at, actor: deed.by, action: deed.action, from: Some(from), to_account: done.given_to, note };
    chain::next(item, event, step)
}

/// A fresh item with its first event: the pure part of a report.
///
/// # Errors
/// When the event cannot be written down.
pub fn begin(
    new: New,
    numbers: (Id<Item>, ItemNo, QueryCode),
    grid: Option<Id<Grid>>,
    (by, at): (Actor, Stamp),
    event: Id<Event>,
) -> Result<(Item, Event), Failure> {
    let mut item = new.item(numbers, grid, by, at);
    let step = chain::Step { at, actor: by, action: Action::Report, from: None, to_account: None, note: "" };
    let event = chain::next(&mut item, event, step)?;
    Ok((item, event))
}

/// One step of a generated or migrated life: the same item and the same event as `act` leaves, without a store. Nobody hears
/// of it, and the item's next alarm is the caller's to set ([`wake`](super::wake)) when the life is told.
///
/// # Errors
/// `Refused` or `Invalid` as `act` would, `NotAllowed` for a deed that cannot be done without other rows; the item is then to
/// be given up. Who may is not asked, nor what only other rows tell: whoever tells a life says who lived it.
pub fn replay(mut deed: Deed<'_>, event: Id<Event>) -> Result<Event, Failure> {
    let rule = rule(deed.action, deed.item.state.tag)?;
    let me = deed.by.account();
    let known = Known {
        account: me.is_some(),
        leads: true,
        worked: me.is_some() && deed.item.handler == me,
        level_left: true,
        tries: deed.rules.workflow.follow_tries,
    };
    rule.guards.iter().try_for_each(|guard| guards::holds(*guard, deed.item, deed.at, &known))?;
    sayable(rule, &deed)?;
    guards::chosen(rule, &deed, known.leads)?;
    if !deed.details.participants.is_empty() {
        return Err(Failure::NotAllowed);
    }
    let done = alone(&mut deed)?;
    move_on(&mut deed, rule, &done, event)
}
