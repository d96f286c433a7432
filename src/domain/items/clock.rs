//! An item's clock (domain.md §5): the day of acceptance is excluded, papers that are awaited stop it, complete papers
//! start it anew, and the limit runs out at the end of a working day.
use super::{Clocking, Item};
use crate::{
    base::{Day, Stamp, WorkCalendar},
    domain::settings::Settings,
};

/// The end of the working day where the office has not said otherwise: 17:30, in minutes.
const DAY_ENDS: u16 = 1_050;

/// Starts the clock at acceptance, or anew when the papers are complete.
///
/// What is to be done the same day but comes after the day's end is due at the end of the next working day.
pub fn start(clock: &mut Clocking, at: Stamp, calendar: &WorkCalendar, settings: Option<&Settings>) {
    let ends = settings.map_or(DAY_ENDS, |s| s.day_ends);
    let end_of = |day: Day| Stamp::at(day, i8::try_from(ends / 60).unwrap_or(17), i8::try_from(ends % 60).unwrap_or(30));
    let day = at.day();
    let mut due = calendar.due(day, clock.limit_days);
    if clock.limit_days == 0 && end_of(due.day) < at {
        due = calendar.due(day.plus(1), 0);
    }
    if let Some(since) = clock.paused.take() {
        clock.pauses.push((since, at));
    }
    clock.start = Some(day);
    clock.due = Some(end_of(due.day));
    clock.provisional = due.provisional;
    clock.calendar = calendar.version().to_owned();
}

/// Stops the clock while papers are awaited.
pub fn stop(clock: &mut Clocking, at: Stamp) {
    clock.paused = Some(at);
    clock.due = None;
    clock.provisional = false;
}

/// What the clock says, as typed facts that each face puts into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Where it stands.
    pub now: Ticking,
    /// Working days allowed; 0 is the same day.
    pub limit_days: u16,
    /// The day of acceptance or of complete papers, which is not counted.
    pub start: Option<Day>,
    /// When the limit runs out.
    pub due: Option<Stamp>,
    /// Times that it stood: first and last instant.
    pub pauses: Vec<(Stamp, Stamp)>,
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
    /// Stands since then: papers are awaited.
    Standing(Stamp),
    /// Runs, with so many working days left (0 on the last day).
    Running(i64),
    /// Ran out before now, so many whole working days ago.
    Over(i64),
    /// Ended within the limit.
    InTime(Stamp),
    /// Ended after the limit.
    Late(Stamp),
    /// Ended without a verdict on time: declined or withdrawn.
    Dropped(Stamp),
}

/// Explains an item's clock as of `now`.
pub fn explain(item: &Item, now: Stamp, calendar: &WorkCalendar) -> Explanation {
    let c = &item.clock;
    let state = match (item.ended, item.in_time(), c.paused, c.due) {
        (Some(at), Some(true), ..) => Ticking::InTime(at),
        (Some(at), Some(false), ..) => Ticking::Late(at),
        (Some(at), None, ..) => Ticking::Dropped(at),
        (None, _, Some(since), _) => Ticking::Standing(since),
        (None, _, None, None) => Ticking::NotStarted,
        (None, _, None, Some(due)) => {
            let left = calendar.left(now.day(), due.day());
            if due < now { Ticking::Over((-left).max(0)) } else { Ticking::Running(left.max(0)) }
        }
    };
    Explanation {
        now: state,
        limit_days: c.limit_days,
        start: c.start,
        due: c.due,
        pauses: c.pauses.clone(),
        provisional: c.provisional,
        calendar: c.calendar.clone(),
    }
}
