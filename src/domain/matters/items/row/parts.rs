//! The parts of an item's row.
use serde::{Deserialize, Serialize};

use crate::{
    base::{Day, Id, Name, Phone, Stamp, words},
    domain::registry::people::{Household, Resident},
};

/// Who asks. All empty: an anonymous report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    pub name: Option<Name>,
    pub phone: Option<Phone>,
    /// The registered resident, if identified.
    pub resident: Option<Id<Resident>>,
    /// The household, if identified.
    pub household: Option<Id<Household>>,
}

words! {
    /// Why a clock stands.
    pub enum Why {
        /// Papers are awaited.
        Papers = 0 "papers",
        /// A higher level has it.
        Higher = 1 "higher",
        /// Suspended by a leader.
        Suspended = 2 "suspended",
    }
}

/// A time during which a clock stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// First instant.
    pub from: Stamp,
    /// Last instant.
    pub to: Stamp,
    pub why: Why,
}

/// The item's clock: everything that its due time was computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocking {
    /// Working days allowed; 0 is the same day.
    pub limit_days: u16,
    /// Working days granted on top (延期).
    pub extra_days: u16,
    /// When it started: accepted, papers complete, or reopened.
    pub started: Option<Stamp>,
    /// The day from which (excluded) the limit counts.
    pub start: Option<Day>,
    /// When the limit runs out; empty while the clock has not started or stands.
    pub due: Option<Stamp>,
    /// The calendar of a year it needs is not published: the due time is provisional (暂定).
    pub provisional: bool,
    /// The calendar version that it was computed by.
    pub calendar: String,
    /// Paused since, and why.
    pub paused: Option<(Stamp, Why)>,
    /// Times that it stood before.
    pub pauses: Vec<Stood>,
}

/// What has been done already for the limit as it is; a new limit starts afresh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarmed {
    /// For this due time.
    pub due: Option<Stamp>,
    /// The owner was reminded.
    pub reminded: bool,
    /// Yellow supervision was issued by itself.
    pub yellow: bool,
    /// So was red.
    pub red: bool,
    /// The leader was asked again about a suspended item at this time.
    pub reviewed: Option<Stamp>,
}
