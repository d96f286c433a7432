//! What a check looks at, and what it may say.
use crate::{
    base::{Day, Id},
    domain::registry::{
        people::{Household, Resident},
        registers::{Entry, Subject},
    },
};

/// What a check says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// There is nothing that it could be about.
    #[default]
    NotApplicable,
    /// Known and in date.
    Clear,
    /// Was known, and is out of date since this day.
    Stale {
        /// The first day on which it was out of date.
        since: Day,
    },
    /// Not known.
    Missing,
}

impl State {
    /// Its number in rows and keys; 0 is kept nowhere.
    pub const fn code(self) -> u8 {
        match self {
            State::NotApplicable => 0,
            State::Clear => 1,
            State::Missing => 2,
            State::Stale { .. } => 3,
        }
    }
    /// Whether something is to be done.
    pub const fn is_gap(self) -> bool {
        matches!(self, State::Missing | State::Stale { .. })
    }
}

/// Where a gap is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// The household's own form.
    Household(Id<Household>),
    /// A member's form.
    Resident(Id<Resident>),
    /// Somebody goes there.
    Visit(Id<Household>),
    /// A new entry of a table about somebody or something.
    New(&'static str, Subject),
    /// An entry that is there.
    Entry(Id<Entry>),
}

/// What a check found, as it is put together; the worst that was seen is what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What it says.
    pub state: State,
    /// Where it is mended, one for each gap.
    pub mends: Vec<Mend>,
    /// The first later day on which it says something else if nothing is written.
    pub turns: Option<Day>,
}

impl Seen {
    /// Something is as it should be.
    pub fn clear(&mut self) {
        if self.state == State::NotApplicable {
            self.state = State::Clear;
        }
    }
    /// Something is not known.
    pub fn missing(&mut self, mend: Mend) {
        self.state = State::Missing;
        self.mends.push(mend);
    }
    /// Known or not.
    pub fn known(&mut self, known: bool, mend: Mend) {
        if known { self.clear() } else { self.missing(mend) }
    }
    /// Something holds up to a last day: in date until then, out of date afterwards.
    pub fn holds(&mut self, last: Day, today: Day, mend: Mend) {
        if today <= last {
            self.clear();
            self.turns_on(last.plus(1), today);
            return;
        }
        let since = last.plus(1);
        self.state = match self.state {
            State::Missing => State::Missing,
            State::Stale { since: s } => State::Stale { since: s.min(since) },
            _ => State::Stale { since },
        };
        self.mends.push(mend);
    }
    /// Something becomes otherwise on a day by itself; days that are past say nothing.
    pub fn turns_on(&mut self, day: Day, today: Day) {
        if day > today {
            self.turns = Some(self.turns.map_or(day, |t| t.min(day)));
        }
    }
}
