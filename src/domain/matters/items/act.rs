//! Everything that is done to an item after its report: one function that reads the workflow table.
use super::{
    aspects::{
        alarm,
        chain::{self, EVENTS_MOST},
        clock, custody, follow, help, joint, notice, supervision,
    },
    link,
    permit::{permit, rule_for},
    row::{Item, Why},
    said::{By, Details, bounded},
    words::{Action, Colour, CustodyStep, ItemNo, QueryCode, Rating, Rule, State, StateTag, To, log},
};
use crate::{
    base::{Failure, FieldErrors, Id, Reason, Stamp, WorkCalendar},
    domain::office::{
        audit,
        settings::{Settings, Workflow},
        who::{Account, Actor, Right},
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
    let details = Details { note: details.note.trim().to_owned(), ..details };
    bounded("note", &details.note)?;
    // What only tells more may not use up the history that the rest of a life needs.
    if rule.to == To::Stay && !must_go_on(action) && item.events >= EVENTS_MOST - RESERVED {
        return Err(Failure::refused("item-history-full"));
    }
    // On the resident's behalf it is said why.
    let for_resident = action == Action::Withdraw && matches!(by, By::Account(_));
    if (rule.note || for_resident) && details.note.is_empty() {
        return Err(Failure::field("note", "item-note-required"));
    }
    let (settings, workflow) = (Settings::load(tx)?, Workflow::load(tx)?);
    let rules = clock::Rules { calendar, settings: settings.as_ref(), workflow: &workflow };
    let from = item.state.tag;
    let done = effect(tx, by, &mut item, action, &details, at, rules)?;
    move_on(tx, &mut item, by.actor(), (rule, done.verdict), at, rules)?;
    let words = done.words.as_deref().unwrap_or(&details.note);
    let step = chain::Step { at, actor: by.actor(), action, from: Some(from), to_account: done.given_to, note: words };
    chain::append(tx, &mut item, step)?;
    let detail = done.given_to.map(|a| a.to_string()).unwrap_or_default();
    audit::note(tx, by.actor(), at, log::step(action), Some(id), &detail)?;
    notice::tell(tx, &item, action, by.actor().account(), done.tell, at)?;
    alarm::set(tx, &mut item, rules)?;
    tx.put(&item)?;
    Ok(item)
}

/// Events of a history that are kept for what an item cannot do without.
const RESERVED: u32 = 100;

/// What an item cannot do without although it leaves the state.
const fn must_go_on(action: Action) -> bool {
    matches!(
        action,
        Action::AnswerSupervision
            | Action::LiftSupervision
            | Action::AnswerHelp
            | Action::CancelHelp
            | Action::HandOver
            | Action::ReturnPapers
    )
}

/// What an action did beside changing the item.
#[derive(Default)]
struct Done {
    /// To whom it was given.
    given_to: Option<Id<Account>>,
    /// Who hears of it.
    tell: Vec<Id<Account>>,
    /// The verdict that decides where it goes.
    verdict: Option<Rating>,
    /// What the history says, where it is more than the note.
    words: Option<String>,
}

impl Done {
    fn given(to: Id<Account>) -> Self {
        Done { given_to: Some(to), tell: vec![to], ..Done::default() }
    }
    fn told(to: Option<Id<Account>>) -> Self {
        Done { tell: to.into_iter().collect(), ..Done::default() }
    }
    fn said(words: String, to: Option<Id<Account>>) -> Self {
        Done { words: Some(words), ..Done::told(to) }
    }
}

fn effect(
    tx: &mut Tx<'_>,
    by: &By<'_>,
    item: &mut Item,
    action: Action,
    d: &Details,
    at: Stamp,
    rules: clock::Rules<'_>,
) -> Result<Done, Failure> {
    let (actor, owner, note) = (by.actor(), item.owner, d.note.as_str());
    let me = actor.account();
    let kind = (item.item_type, item.mechanism);
    if let Some(materials) = &d.materials {
        item.materials.clone_from(materials);
    }
    match action {
        Action::Accept | Action::PapersComplete => clock::start(&mut item.clock, kind, at, rules),
        Action::AskPapers => clock::stand(&mut item.clock, Why::Papers, at),
        Action::SelfHandle => {
            clock::start(&mut item.clock, kind, at, rules);
            (item.handler, item.answered) = (me, Some(at));
            note.clone_into(&mut item.result);
        }
        Action::Dispatch => {
            let to = recipient(tx, d.to_account)?;
            item.owner = Some(to);
            let mut done = Done::given(to);
            if !d.participants.is_empty() {
                done.tell.extend(help::ask(tx, item, actor, &d.participants, note, at)?);
            }
            return Ok(done);
        }
        Action::HandOver => {
            let to = recipient(tx, d.to_account)?;
            if Some(to) == owner {
                return Err(Failure::field("to", "item-recipient-same"));
            }
            item.owner = Some(to);
            return Ok(Done::given(to));
        }
        Action::SendBack => item.owner = None,
        Action::Start => (item.owner, item.handler) = (me, me),
        Action::ReportBack => {
            (item.owner, item.handler, item.answered) = (None, me, Some(at));
            note.clone_into(&mut item.result);
        }
        Action::Verify => item.owner = me,
        Action::Rework => {
            item.owner = item.handler;
            item.reworks = item.reworks.saturating_add(1);
            (item.result, item.answered) = (String::new(), None);
            return Ok(Done { given_to: item.owner, ..Done::told(item.owner) });
        }
        Action::Decline => note.clone_into(&mut item.result),
        Action::Merge => {
            link::merge(tx, item, by, d, at)?;
            let no = d.target.map(|no| no.to_string()).unwrap_or_default();
            return Ok(Done::said(format!("→ {no} {note}").trim_end().to_owned(), None));
        }
        Action::Split => {
            let child = link::split(tx, item, by, d, at)?;
            return Ok(Done::said(format!("{} {}：{note}", child.no, child.title), None));
        }
        Action::Rate => {
            let rating = d.rating.ok_or(Failure::field("rating", "item-rating-required"))?;
            item.rating = Some((rating, note.to_owned()));
            return Ok(Done { verdict: Some(rating), ..Done::default() });
        }
        Action::FollowUp => {
            let verdict = follow::record(tx, item, actor, d, at, rules)?;
            return Ok(Done { verdict, ..Done::default() });
        }
        Action::Reopen => {
            let to = recipient(tx, d.to_account.or(item.handler))?;
            (item.owner, item.handler) = (Some(to), Some(to));
            item.reopens = item.reopens.saturating_add(1);
            (item.result, item.answered, item.rating) = (String::new(), None, None);
            clock::start(&mut item.clock, kind, at, rules);
            return Ok(Done::given(to));
        }
        Action::AskExtension => {
            item.asked_days = days(d.days, extension_left(item, rules)?)?;
            return Ok(Done::said(format!("{note}（+{}）", item.asked_days), None));
        }
        Action::GrantExtension => {
            let granted = days(d.days.or(Some(item.asked_days)), extension_left(item, rules)?)?;
            clock::extend(&mut item.clock, granted, rules);
            item.asked_days = 0;
            return Ok(Done::said(format!("+{granted} {note}").trim().to_owned(), owner));
        }
        Action::RefuseExtension => {
            item.asked_days = 0;
            return Ok(Done::told(owner));
        }
        Action::Suspend => {
            clock::stand(&mut item.clock, Why::Suspended, at);
            return Ok(Done::told(owner));
        }
        Action::Escalate => {
            clock::stand(&mut item.clock, Why::Higher, at);
            return Ok(Done::told(owner));
        }
        Action::Resume | Action::HigherAnswer => {
            clock::resume(&mut item.clock, at, rules);
            return Ok(Done::told(owner));
        }
        Action::Convene => {
            let called = joint::called(tx, 1, d.chair, &d.participants)?;
            joint::open(tx, item, actor, 1, called, note, at)?;
            return Ok(Done { tell: d.chair.iter().chain(&d.participants).copied().collect(), ..Done::default() });
        }
        Action::RaiseLevel => {
            joint::raise(tx, item, actor, (d.chair, &d.participants), note, at)?;
            return Ok(Done { tell: d.chair.iter().chain(&d.participants).copied().collect(), ..Done::default() });
        }
        Action::Opine => joint::opine(tx, item, me.ok_or(Failure::NotAllowed)?, note, at)?,
        Action::Conclude => {
            joint::conclude(tx, item, me.ok_or(Failure::NotAllowed)?, note, at)?;
            return Ok(Done::told(owner));
        }
        Action::Supervise => {
            let colour = d.colour.ok_or(Failure::field("colour", "item-colour-required"))?;
            let leads = matches!(by, By::Account(a) if a.may(Right::Lead));
            if colour == Colour::Red && !leads {
                return Err(Failure::refused("item-supervision-red"));
            }
            if item.supervised.is_some_and(|s| s.colour >= colour) {
                return Err(Failure::refused("item-supervision-there"));
            }
            supervision::issue(tx, item, actor, colour, note, at, rules)?;
            return Ok(Done::told(owner));
        }
        Action::AnswerSupervision => {
            let issuer = item.supervised.map_or(Ok(None), |s| tx.find(s.id))?.and_then(|s| s.by.account());
            supervision::answer(tx, item, actor, note, at)?;
            return Ok(Done::told(issuer));
        }
        Action::LiftSupervision => {
            supervision::lift(tx, item, actor, at)?;
            return Ok(Done::told(owner));
        }
        Action::Urge => {
            // Once a day is heard; more only hides how many residents wait.
            if me.is_none() && item.urged.is_some_and(|last| last.day() == at.day()) {
                return Err(Failure::refused("item-urged-today"));
            }
            item.urges = item.urges.saturating_add(1);
            item.urged = Some(at);
            return Ok(Done::told(owner));
        }
        Action::AskHelp => {
            let asked = help::ask(tx, item, actor, &d.participants, note, at)?;
            if asked.is_empty() {
                return Err(Failure::field("participants", "item-participants-count"));
            }
            return Ok(Done { tell: asked, ..Done::default() });
        }
        Action::AnswerHelp => {
            help::answer(tx, item, me.ok_or(Failure::NotAllowed)?, note, at)?;
            return Ok(Done::told(owner));
        }
        Action::CancelHelp => {
            help::cancel(tx, item, actor, d.help, at)?;
        }
        Action::TakePapers => {
            let names = custody::take(tx, item, actor, &d.papers, note, at)?;
            return Ok(Done::said(format!("{names} {note}").trim().to_owned(), None));
        }
        Action::DeliverPapers | Action::ReturnPapers => {
            let step = if action == Action::ReturnPapers { CustodyStep::Returned } else { CustodyStep::Delivered };
            let name = custody::pass(tx, item, actor, d.paper, step, note, at)?;
            return Ok(Done::said(format!("{name} {note}").trim().to_owned(), None));
        }
        // These two are the house's own and done where their cause is.
        Action::Remind | Action::Recalculate | Action::Report => return Err(Failure::NotAllowed),
        Action::File | Action::Close | Action::Withdraw | Action::Note | Action::Archive => {}
    }
    Ok(Done::default())
}

/// To the rule's state, with what an end and a new beginning bring.
fn move_on(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    (rule, verdict): (&Rule, Option<Rating>),
    at: Stamp,
    rules: clock::Rules<'_>,
) -> Result<(), Failure> {
    let from = item.state.tag;
    let tag = match (rule.to, verdict) {
        (To::State(tag), _) => tag,
        (To::Verdict, Some(Rating::Dissatisfied)) => StateTag::Dissatisfied,
        (To::Verdict, Some(_)) => StateTag::Rated,
        (To::Stay, _) | (To::Verdict, None) => return Ok(()),
    };
    item.state = State { tag, by, at };
    if !tag.open() && from.open() {
        (item.ended, item.owner, item.asked_days) = (Some(at), None, 0);
        help::cancel_all(tx, item, by, at)?;
        supervision::lift(tx, item, by, at)?;
        item.follow = tag.closed().then(|| clock::follow_up_day(at.day(), rules));
    } else if tag.open() && !from.open() {
        (item.ended, item.follow, item.tries) = (None, None, 0);
    } else if tag != StateTag::Closed {
        // A verdict has been given, or is given up: nobody needs to be called any more.
        item.follow = None;
    }
    if !tag.owned() {
        item.owner = None;
    }
    Ok(())
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
    let rules = clock::Rules { calendar, settings: settings.as_ref(), workflow: &workflow };
    alarm::set(tx, &mut item, rules)?;
    tx.put(&item)?;
    Ok(Some(item))
}

/// The working days that may still be granted on top of this limit.
fn extension_left(item: &Item, rules: clock::Rules<'_>) -> Result<u16, Failure> {
    match u16::from(rules.workflow.extension_most).saturating_sub(item.clock.extra_days) {
        0 => Err(Failure::refused("item-extension-spent")),
        left => Ok(left),
    }
}

/// From one to `most` working days.
fn days(asked: Option<u16>, most: u16) -> Result<u16, Failure> {
    let wrong = || Failure::Invalid(FieldErrors::one("days", Reason::new("item-days-range").arg("most", most)));
    asked.filter(|n| (1..=most).contains(n)).ok_or_else(wrong)
}

/// Someone with an account that can handle.
fn recipient(read: &impl Read, to: Option<Id<Account>>) -> Result<Id<Account>, Failure> {
    let to = to.ok_or(Failure::field("to", "item-recipient-required"))?;
    let account = read.find(to)?.filter(|a| a.may(Right::Handle));
    account.map(|a| a.id).ok_or(Failure::field("to", "item-recipient-unfit"))
}

/// The item with this number whose query code is `code`: what a receipt opens. An unknown number and a wrong code are the
/// same answer; the face bounds the tries.
pub fn track(read: &impl Read, no: ItemNo, code: QueryCode) -> Result<Item, Failure> {
    read.by(&Item::BY_NO, &no)?.filter(|i| i.query == code).ok_or(Failure::NotFound)
}
