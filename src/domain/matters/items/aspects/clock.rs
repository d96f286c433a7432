//! An item's clock: the day of the start is excluded, the limit runs out at the end of a working day, and the
//! clock stands while the office cannot go on.
//!
//! | item type | limit |
//! |---|---|
//! | 即办件 | the same working day |
//! | 承诺件 | N working days |
//! | 联办件 | N working days, owned by the lead; helpers answer within them |
//! | 答复件 | N working days to the written answer; verifying it is the office's own time |
//!
//! | mechanism | counted from |
//! |---|---|
//! | 直接办理, 承诺办理, 辖外联合办理, 申报办理 | acceptance, or the day the papers are complete |
//! | 集中办理 | the first collection day on or after that, if the office has one |
//!
//! It stands while papers are awaited (and starts anew with complete papers), while a higher level has it, and while it is
//! suspended. Nothing is recomputed silently: everything the due time follows from is stored, and `redue` only tells.
use super::deed::{Deed, Done, Rules};
use crate::{
    base::{Day, Pause, Stamp, WorkCalendar},
    domain::{
        matters::{
            catalog::{ItemType, Mechanism},
            items::row::{Clocking, Item, Stood, Why},
        },
        office::settings::Settings,
    },
};

/// The end of the working day where the office has not said otherwise: 17:30, in minutes.
const DAY_ENDS: u16 = 1_050;

/// The limit begins: accepted, or once more.
pub(in crate::domain::matters::items) fn begin(deed: &mut Deed<'_>) -> Done {
    let kind = (deed.item.item_type, deed.item.mechanism);
    start(&mut deed.item.clock, kind, deed.at, deed.rules);
    Done::default()
}

/// The papers are complete: what was handed in now is noted, and the limit begins anew.
pub(in crate::domain::matters::items) fn complete(deed: &mut Deed<'_>) -> Done {
    if let Some(materials) = &deed.details.materials {
        deed.item.materials.clone_from(materials);
    }
    begin(deed)
}

/// The office cannot go on.
pub(in crate::domain::matters::items) fn halt(deed: &mut Deed<'_>, why: Why) -> Done {
    pause(&mut deed.item.clock, why, deed.at);
    Done::told(deed.item.owner)
}

/// It can again.
pub(in crate::domain::matters::items) fn go_on(deed: &mut Deed<'_>) -> Done {
    resume(&mut deed.item.clock, deed.at, deed.rules);
    Done::told(deed.item.owner)
}

/// Starts the clock at acceptance, or anew when the papers are complete or the item is reopened.
pub(in crate::domain::matters::items) fn start(
    clock: &mut Clocking,
    (item_type, mechanism): (ItemType, Mechanism),
    at: Stamp,
    rules: Rules<'_>,
) {
    end_pause(clock, at);
    let collected = mechanism == Mechanism::Collective && item_type != ItemType::Immediate;
    let day = match rules.workflow.collective_weekday {
        weekday @ 1..=7 if collected => next_weekday(at.day(), weekday),
        _ => at.day(),
    };
    (clock.started, clock.start, clock.extra_days) = (Some(at), Some(day), 0);
    settle(clock, rules.calendar, rules.settings);
}

/// Stops the clock.
pub(in crate::domain::matters::items) fn pause(clock: &mut Clocking, why: Why, at: Stamp) {
    clock.paused = Some((at, why));
    clock.due = None;
    clock.provisional = false;
}

/// Lets it run on.
pub(in crate::domain::matters::items) fn resume(clock: &mut Clocking, at: Stamp, rules: Rules<'_>) {
    end_pause(clock, at);
    settle(clock, rules.calendar, rules.settings);
}

/// Grants more working days.
pub(in crate::domain::matters::items) fn extend(clock: &mut Clocking, days: u16, rules: Rules<'_>) {
    clock.extra_days = clock.extra_days.saturating_add(days);
    settle(clock, rules.calendar, rules.settings);
}

/// What an item's clock would be by another calendar, everything else as it is. One that has not started, stands or has
/// ended does not move.
pub fn redue(item: &Item, calendar: &WorkCalendar, settings: Option<&Settings>) -> Clocking {
    let mut clock = item.clock.clone();
    if item.running().is_some() {
        settle(&mut clock, calendar, settings);
    }
    clock
}

fn end_pause(clock: &mut Clocking, at: Stamp) {
    if let Some((from, why)) = clock.paused.take() {
        clock.pauses.push(Stood { from, to: at, why });
    }
}

/// Computes the due time from what is stored.
fn settle(clock: &mut Clocking, calendar: &WorkCalendar, settings: Option<&Settings>) {
    let (Some(started), Some(start)) = (clock.started, clock.start) else { return };
    let limit = clock.limit_days.saturating_add(clock.extra_days);
    // Pauses before a new start are over and done with.
    let stood: Vec<Stood> = clock.pauses.iter().copied().filter(|p| p.from >= started).collect();
    let mut due = if limit == 0 {
        // To be done the same day: what comes after its end, or on a day off, by the end of the next working day. No day is
        // counted, so that none is lost by standing: it is due on the day on which it goes on, whole or begun.
        let first = if end_of(start, settings) < started { start.plus(1) } else { start };
        calendar.due(first, 0)
    } else {
        let days: Vec<Pause> = stood.iter().map(|p| Pause { from: p.from.day(), to: p.to.day() }).collect();
        calendar.due_with_pauses(start, limit, &days)
    };
    // A limit that had not run out when the clock stopped has not run out when it goes on.
    for p in &stood {
        if p.from <= end_of(due.day, settings) && due.day < p.to.day() {
            due = calendar.due(p.to.day(), 0);
        }
    }
    clock.due = Some(end_of(due.day, settings));
    clock.provisional = due.provisional;
    clock.calendar = calendar.version().to_owned();
}

/// The end of a working day.
pub(in crate::domain::matters::items) fn end_of(day: Day, settings: Option<&Settings>) -> Stamp {
    let ends = settings.map_or(DAY_ENDS, |s| s.day_ends);
    Stamp::at(day, i8::try_from(ends / 60).unwrap_or(17), i8::try_from(ends % 60).unwrap_or(30))
}

/// The first day on or after `day` that is this weekday (1 Monday … 7 Sunday).
pub(in crate::domain::matters::items) fn next_weekday(day: Day, weekday: u8) -> Day {
    let today = day.date().weekday().to_monday_one_offset();
    day.plus((i32::from(weekday) - i32::from(today)).rem_euclid(7))
}

/// The follow-up day (回访日) after `day`: the next such weekday, or the working day after it if it is a day off.
pub(in crate::domain::matters::items) fn follow_up_day(day: Day, rules: Rules<'_>) -> Day {
    rules.calendar.due(next_weekday(day.plus(1), rules.workflow.follow_weekday), 0).day
}

/// What the clock says, as typed facts that each face puts into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Where it stands.
    pub now: Ticking,
    /// Working days allowed; 0 is the same day.
    pub limit_days: u16,
    /// Working days granted on top.
    pub extra_days: u16,
    /// The day of acceptance or of complete papers, which is not counted.
    pub start: Option<Day>,
    /// When the limit runs out.
    pub due: Option<Stamp>,
    /// Times that it stood.
    pub pauses: Vec<Stood>,
    /// Working days that it stood since its start.
    pub stood_days: u32,
    /// The due time rests on a year whose days off are not published (暂定).
    pub provisional: bool,
    /// The calendar version it was computed by.
    pub calendar: String,
}

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticking {
    /// Not accepted yet.
    NotStarted,
    /// Stands since then.
    Paused(Stamp, Why),
    /// Runs, with so many working days left (0 on the last day).
    Running(i64),
    /// Ran out before now, so many whole working days ago.
    Over(i64),
    /// The written answer was given in time or late, and is being verified.
    Answered(Stamp),
    /// Ended within the limit.
    InTime(Stamp),
    /// Ended after the limit.
    Late(Stamp),
    /// Ended without a verdict on time: declined, withdrawn or merged.
    Dropped(Stamp),
}

/// Explains an item's clock as of `now`.
pub fn explain(item: &Item, now: Stamp, calendar: &WorkCalendar) -> Explanation {
    let c = &item.clock;
    let state = match (item.ended, item.in_time(), c.paused, c.due) {
        (Some(at), Some(true), ..) => Ticking::InTime(at),
        (Some(at), Some(false), ..) => Ticking::Late(at),
        (Some(at), None, ..) => Ticking::Dropped(at),
        (None, _, Some((since, why)), _) => Ticking::Paused(since, why),
        (None, _, None, None) => Ticking::NotStarted,
        (None, _, None, Some(due)) => match (item.running(), item.answered) {
            (None, Some(at)) => Ticking::Answered(at),
            _ => {
                let left = calendar.left(now.day(), due.day());
                if due < now { Ticking::Over((-left).max(0)) } else { Ticking::Running(left.max(0)) }
            }
        },
    };
    let counted = c.pauses.iter().filter(|p| c.started.is_some_and(|s| p.from >= s));
    Explanation {
        now: state,
        limit_days: c.limit_days,
        extra_days: c.extra_days,
        start: c.start,
        due: c.due,
        stood_days: counted.map(|p| calendar.workdays(p.from.day(), p.to.day())).sum(),
        pauses: c.pauses.clone(),
        provisional: c.provisional,
        calendar: c.calendar.clone(),
    }
}
