//! How far open items are before or past their limit, in working days: what the command centre looks at first.
use super::queries::DueBy;
use crate::base::{Day, Stamp, WorkCalendar};

/// How far before or past its limit an open item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// Past it for more than 10 working days.
    OverTen,
    /// For 6 to 10.
    OverSix,
    /// For 3 to 5.
    OverThree,
    /// For 1 or 2.
    OverOne,
    /// For less than one whole working day.
    OverNow,
    /// Runs out later today.
    Today,
    /// By the next working day.
    Next,
    /// Within 3 working days, not before.
    Three,
    /// Within 5.
    Five,
    Later,
}

impl Age {
    /// The longest past first.
    pub const ALL: [Age; 10] = [
        Age::OverTen,
        Age::OverSix,
        Age::OverThree,
        Age::OverOne,
        Age::OverNow,
        Age::Today,
        Age::Next,
        Age::Three,
        Age::Five,
        Age::Later,
    ];
    /// Name in addresses and texts (`age-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Age::OverTen => "over-10",
            Age::OverSix => "over-6",
            Age::OverThree => "over-3",
            Age::OverOne => "over-1",
            Age::OverNow => "over-0",
            Age::Today => "today",
            Age::Next => "next",
            Age::Three => "in-3",
            Age::Five => "in-5",
            Age::Later => "later",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.key() == s)
    }
    /// The limit has passed.
    pub const fn overdue(self) -> bool {
        matches!(self, Age::OverTen | Age::OverSix | Age::OverThree | Age::OverOne | Age::OverNow)
    }
}

/// The instants at which one age ends and the next begins, as of one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    now: Stamp,
    /// Each age holds the limits before its own and from the one before it on.
    ends: [Stamp; 10],
}

impl Ages {
    /// As of `now`.
    pub fn of(now: Stamp, calendar: &WorkCalendar) -> Self {
        let today = now.day();
        let dawn = |day: Day| Stamp::at(day, 0, 0);
        let (past, ahead) = (|n| dawn(nth(calendar, today, n, -1)), |n| dawn(nth(calendar, today.plus(1), n, 1)));
        let tomorrow = dawn(today.plus(1));
        let ends = [
            past(11),
            past(6),
            past(3),
            past(1),
            now,
            tomorrow,
            ahead(2).max(tomorrow),
            ahead(4).max(tomorrow),
            ahead(6).max(tomorrow),
            Stamp(i64::MAX),
        ];
        Ages { now, ends }
    }
    /// The age of a limit.
    pub fn age(&self, due: Stamp) -> Age {
        Age::ALL.into_iter().zip(self.ends).find(|(_, end)| due < *end).map_or(Age::Later, |(age, _)| age)
    }
    /// The age of the limits of a whole day; today's are split by the hour and not asked here.
    pub(super) fn age_of(&self, day: Day) -> Age {
        self.age(Stamp::at(day, 0, 0))
    }
    /// The limits of one age, for lists.
    pub fn limits(&self, age: Age) -> DueBy {
        let from =
            Age::ALL.into_iter().zip(self.ends).take_while(|(a, _)| *a < age).last().map_or(Stamp(i64::MIN), |(_, end)| end);
        let to = Age::ALL.into_iter().zip(self.ends).find(|(a, _)| *a == age).map_or(from, |(_, end)| end);
        DueBy::Between(from, to)
    }
    /// As of when.
    pub fn now(&self) -> Stamp {
        self.now
    }
}

/// The `n`th working day from `from` (included) on, in steps of `step` days.
fn nth(calendar: &WorkCalendar, from: Day, n: u8, step: i32) -> Day {
    let (mut day, mut left) = (from, n);
    // Twelve working days lie within a month even over the Spring Festival; a wrong calendar must not hang the desk.
    for _ in 0..400 {
        left -= u8::from(calendar.is_workday(day));
        if left == 0 {
            break;
        }
        day = day.plus(step);
    }
    day
}
