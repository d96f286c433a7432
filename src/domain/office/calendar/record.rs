use serde::{Deserialize, Serialize};

use crate::{
    base::{Arrangement, Id, Stamp},
    domain::office::who::Actor,
    store::Row,
};

/// A change of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A year typed or imported.
    Save(Arrangement),
    /// The office's own arrangement of a year is taken back: the shipped one holds again, or none.
    Withdraw(i16),
    /// Nothing but a decision about the limits: this year was published by a new program.
    Adopt(i16),
}

impl Change {
    /// The year.
    pub fn year(&self) -> i16 {
        match self {
            Change::Save(arrangement) => arrangement.year(),
            Change::Withdraw(year) | Change::Adopt(year) => *year,
        }
    }
}

/// What the office decided about a year of its calendar. Shipped years that nobody touched have no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarYear {
    pub id: Id<CalendarYear>,
    /// The office's own arrangement, which replaces the shipped one; `None`: the shipped one holds, if there is one.
    pub arrangement: Option<Arrangement>,
    /// Who decided last.
    pub by: Actor,
    pub at: Stamp,
    /// The version that the whole calendar had by this decision.
    pub version: String,
    /// The limits of open items are being moved to this version.
    pub applying: Option<Applying>,
    /// Items moved by the last decision so far.
    pub moved: u32,
    /// Items of it that could not be moved; the log says why.
    pub failed: u32,
}

/// How far the limits have been moved: everything before this place in the order of due times, so that work that was cut
/// off goes on there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applying {
    /// A due time.
    pub due: Stamp,
    /// The number of the next item with it.
    pub item: u64,
}

impl Applying {
    /// Nothing has been looked at.
    pub const START: Applying = Applying { due: Stamp(i64::MIN), item: 0 };
}

impl CalendarYear {
    /// The row's number of a year.
    pub fn id_of(year: i16) -> Id<CalendarYear> {
        Id::new(u64::from(year.unsigned_abs()))
    }
    /// The year.
    pub fn year(&self) -> i16 {
        i16::try_from(self.id.raw()).unwrap_or_default()
    }
}

impl Row for CalendarYear {
    const TAG: u8 = 0x30;
    const NAME: &'static str = "calendar-year";
    fn id(&self) -> Id<Self> {
        self.id
    }
}
