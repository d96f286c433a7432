//! Deadlines that act. An item's row says when the house looks at it again by itself; that time is an index, so the items are
//! their own durable queue: what an alarm does and the setting of the next one are one write, so it is done once in effect
//! whatever is killed in between, all that was missed is caught up with in order of time, and a clock that jumps back only waits.
use super::{chain, clock, deed::Rules, notice, supervision};
use crate::{
    base::{Day, Failure, Id, Stamp, WorkCalendar},
    domain::{
        matters::items::{
            row::{Alarmed, Item},
            words::{Action, Colour, StateTag, log},
        },
        office::{
            audit,
            settings::{Settings, Workflow},
            who::{Account, Actor},
        },
    },
    store::{Cursor, Dir, Read, Tx},
};

/// What is to be done at an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Alarm {
    /// The owner hears that the limit nears.
    Remind,
    /// Yellow supervision: the limit nears, or a report waits too long to be accepted.
    Yellow,
    /// Red supervision: the limit has passed, or a yellow one was not answered.
    Red,
    /// Whoever suspended the item hears that it still is.
    Review,
}

/// A working day's beginning: when limits that are days away are acted on.
fn morning(day: Day) -> Stamp {
    Stamp::at(day, 8, 30)
}

/// The working day so many working days before `day`.
fn before(calendar: &WorkCalendar, day: Day, days: u8) -> Day {
    let (mut at, mut left) = (day, days);
    // Two months hold more working days than any setting asks for.
    for _ in 0..400 {
        if left == 0 {
            break;
        }
        at = at.plus(-1);
        if calendar.is_workday(at) {
            left -= 1;
        }
    }
    at
}

/// Everything that is still to be done for an item, in order of time; `answer_due` is that of the order under way.
fn pending(item: &Item, answer_due: Option<Stamp>, rules: Rules<'_>) -> Vec<(Stamp, Alarm)> {
    let (w, mut out) = (rules.workflow, Vec::new());
    let done = if item.alarmed.due == item.running() { item.alarmed } else { Alarmed::default() };
    let red = item.supervised.is_some_and(|s| s.colour == Colour::Red);
    // What nobody accepts has no limit yet, and must not lie for ever because of it.
    let waits = item.state.tag == StateTag::Reported && item.supervised.is_none() && !done.yellow;
    if waits && w.supervise && w.accept_days > 0 {
        let day = rules.calendar.due(item.created.day(), u16::from(w.accept_days)).day;
        out.push((clock::end_of(day, rules.settings), Alarm::Yellow));
    }
    if let Some(due) = item.running() {
        let day = due.day();
        if w.remind_days > 0 && !done.reminded {
            out.push((morning(before(rules.calendar, day, w.remind_days)), Alarm::Remind));
        }
        if w.supervise && !done.yellow && item.supervised.is_none() {
            let at = if w.yellow_days == 0 { due } else { morning(before(rules.calendar, day, w.yellow_days)) };
            out.push((at, Alarm::Yellow));
        }
        if w.supervise && !done.red && !red {
            let late = rules.calendar.due(day, u16::from(w.red_days)).day;
            out.push((clock::end_of(late, rules.settings), Alarm::Red));
        }
    }
    let waits = item.supervised.is_some_and(|s| w.supervise && !s.answered && s.colour == Colour::Yellow);
    if let Some(due) = answer_due.filter(|_| waits) {
        out.push((due, Alarm::Red));
    }
    if item.state.tag == StateTag::Suspended && w.suspension_days > 0 {
        let last = item.alarmed.reviewed.unwrap_or(item.state.at).max(item.state.at);
        out.push((last.plus_seconds(i64::from(w.suspension_days) * 86_400), Alarm::Review));
    }
    out.sort();
    out
}

fn answer_due(read: &impl Read, item: &Item) -> Result<Option<Stamp>, Failure> {
    item.supervised.map(|flag| Ok(read.get(flag.id)?.answer_due)).transpose()
}

/// Sets when the house looks at an item again; called at the end of everything that is done to it.
pub(in crate::domain::matters::items) fn set(read: &impl Read, item: &mut Item, rules: Rules<'_>) -> Result<(), Failure> {
    item.alarm = pending(item, answer_due(read, item)?, rules).first().map(|(at, _)| *at);
    Ok(())
}

/// Sets the alarm of a generated or migrated item that has no supervision.
pub fn wake(item: &mut Item, rules: Rules<'_>) {
    item.alarm = pending(item, None, rules).first().map(|(at, _)| *at);
}

/// Whether any alarm is due: costs no write.
pub fn alarm_due(read: &impl Read, now: Stamp) -> Result<bool, Failure> {
    Ok(!read.list(&Item::BY_ALARM.between(Stamp(i64::MIN), now.plus_seconds(1)), Dir::Forward, 1)?.is_empty())
}

/// Sets the alarms of at most `most` items of an open state anew, going on after `after`: what the office has set and the
/// calendar may have changed since they were set. Gives back where to go on.
pub fn reset(
    tx: &mut Tx<'_>,
    calendar: &WorkCalendar,
    state: StateTag,
    after: Option<&Cursor>,
    most: usize,
) -> Result<Option<Cursor>, Failure> {
    let (settings, workflow) = (Settings::load(tx)?, Workflow::load(tx)?);
    let rules = Rules { calendar, settings: settings.as_ref(), workflow: &workflow };
    let page = tx.page(&Item::BY_STATE.under(state), Dir::Forward, after, most)?;
    for item in page.rows {
        let mut fresh = item.clone();
        set(tx, &mut fresh, rules)?;
        if fresh.alarm != item.alarm {
            tx.put(&fresh)?;
        }
    }
    Ok(page.next)
}

/// Does what is due for at most `most` items, the longest due first; returns for how many.
pub fn ring(tx: &mut Tx<'_>, now: Stamp, calendar: &WorkCalendar, most: usize) -> Result<usize, Failure> {
    let due = tx.list(&Item::BY_ALARM.between(Stamp(i64::MIN), now.plus_seconds(1)), Dir::Forward, most)?;
    let (settings, workflow) = (Settings::load(tx)?, Workflow::load(tx)?);
    let rules = Rules { calendar, settings: settings.as_ref(), workflow: &workflow };
    let n = due.len();
    for item in due {
        fire(tx, item, now, rules)?;
    }
    Ok(n)
}

/// After a week without power only the gravest of what was missed is done.
fn fire(tx: &mut Tx<'_>, mut item: Item, now: Stamp, rules: Rules<'_>) -> Result<(), Failure> {
    let all = pending(&item, answer_due(tx, &item)?, rules);
    let rung: Vec<Alarm> = all.into_iter().filter(|(at, _)| *at <= now).map(|(_, a)| a).collect();
    let gravest = rung.iter().filter(|a| **a != Alarm::Review).max().copied();
    if item.alarmed.due != item.running() {
        item.alarmed = Alarmed { due: item.running(), reviewed: item.alarmed.reviewed, ..Alarmed::default() };
    }
    for alarm in &rung {
        match alarm {
            Alarm::Remind => item.alarmed.reminded = true,
            Alarm::Yellow => item.alarmed.yellow = true,
            Alarm::Red => (item.alarmed.yellow, item.alarmed.red) = (true, true),
            Alarm::Review => item.alarmed.reviewed = Some(now),
        }
    }
    // Who is absent hears of it through who stands for the item.
    let owner = item.owner;
    match gravest {
        Some(Alarm::Remind) => note(tx, &mut item, Action::Remind, "limit-nears", owner, now)?,
        Some(colour @ (Alarm::Yellow | Alarm::Red)) => {
            let (colour, reason) = match colour {
                Alarm::Yellow if item.state.tag == StateTag::Reported => (Colour::Yellow, "not-accepted"),
                Alarm::Yellow => (Colour::Yellow, "limit-nears"),
                _ if item.running().is_some_and(|due| due < now) => (Colour::Red, "limit-passed"),
                _ => (Colour::Red, "not-answered"),
            };
            supervision::issue(tx, &mut item, Actor::System, colour, reason, now, rules)?;
            note(tx, &mut item, Action::Supervise, reason, owner, now)?;
        }
        _ => {}
    }
    if rung.contains(&Alarm::Review) {
        let asker = item.state.by.account();
        note(tx, &mut item, Action::Remind, "still-suspended", asker, now)?;
    }
    set(tx, &mut item, rules)?;
    tx.put(&item)
}

/// One event, audit line and notice. A full history takes no more: the flag and the notice remain.
fn note(
    tx: &mut Tx<'_>,
    item: &mut Item,
    action: Action,
    words: &str,
    to: Option<Id<Account>>,
    at: Stamp,
) -> Result<(), Failure> {
    let from = Some(item.state.tag);
    let step = chain::Step { at, actor: Actor::System, action, from, to_account: None, note: words };
    match chain::append(tx, item, step) {
        Ok(()) | Err(Failure::Refused(_)) => {}
        Err(other) => return Err(other),
    }
    audit::note(tx, Actor::System, at, log::step(action), Some(item.id), words)?;
    notice::tell(tx, item, action, None, to, at)
}
