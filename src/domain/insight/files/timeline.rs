//! The timeline: happenings of many sources in one order, read a stretch at a time. Pure: the sources do the reading.
use std::{fmt, sync::Arc};

use super::{Rest, Whom};
use crate::{
    base::{Failure, Id, Name, Stamp},
    domain::{
        matters::items::{Action, Item, ItemNo, Rating},
        office::who::{Actor, Staff},
        registry::{
            moves::HouseholdChange,
            people::{Household, Relation},
            registers::{Deed, Entry, Table},
        },
    },
};

/// Where in a household's time something stands: its instant, then its source, row and step, so that no two are alike. Its
/// text, for a link, holds nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    pub(super) at: Stamp,
    pub(super) source: u8,
    pub(super) row: u64,
    pub(super) step: u64,
}

impl Mark {
    /// Reads what `Display` wrote.
    pub fn parse(s: &str) -> Option<Self> {
        let mut parts = s.splitn(4, '.');
        Some(Mark {
            at: Stamp(parts.next()?.parse().ok()?),
            source: parts.next()?.parse().ok()?,
            row: parts.next()?.parse().ok()?,
            step: parts.next()?.parse().ok()?,
        })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.at.0, self.source, self.row, self.step)
    }
}

/// A value that changed, as the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    /// The field's key; `from`, `until`, `ended` for the entry's own days.
    pub key: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The household was first recorded.
    Recorded,
    /// The whole household moved out.
    Left,
    /// A member was first recorded.
    Member(Name, Relation),
    /// A member moved away or died; the reason's text key.
    Gone(Name, String),
    /// Membership, relations, head or house changed; as seen from this household.
    Changed(Box<HouseholdChange>, Id<Household>),
    /// A contact card was issued.
    CardIssued,
    /// A contact card was revoked.
    CardRevoked,
    /// A visit, with its note.
    Visit(Id<Staff>, String),
    /// A step of an item that the household knows of.
    Item {
        id: Id<Item>,
        no: ItemNo,
        title: String,
        action: Action,
        /// In words; of the house's own steps the text's key.
        note: String,
        /// The verdict that stands, at the step that gave it.
        rating: Option<Rating>,
    },
    /// An entry of a register was made, changed, ended or taken up again.
    Entry {
        id: Id<Entry>,
        table: Arc<Table>,
        /// Whom it is about.
        whom: Whom,
        /// Which of these.
        deed: Deed,
        /// What changed; of a new entry nothing.
        changes: Vec<Altered>,
    },
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Its place in time.
    pub mark: Mark,
    /// Only the day is known.
    pub dated: bool,
    /// Who did it, where it is recorded.
    pub by: Option<Actor>,
    pub what: What,
}

impl Happening {
    /// When.
    pub fn at(&self) -> Stamp {
        self.mark.at
    }
}

/// A stretch of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The newest first.
    pub happenings: Vec<Happening>,
    /// How many are older.
    pub rest: Rest,
    /// From where to go on.
    pub next: Option<Mark>,
}

/// What is asked of each source: its newest `most` happenings before a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) before: Option<Mark>,
    pub(super) most: usize,
}

impl Window {
    pub(super) fn holds(&self, m: Mark) -> bool {
        self.before.is_none_or(|b| m < b)
    }
    /// No happening of the window is later.
    pub(super) fn last(&self) -> Stamp {
        self.before.map_or(Stamp(i64::MAX), |b| b.at)
    }
}

/// Happenings of one window in order, the newest first.
pub(super) fn merged(mut all: Vec<Happening>, w: &Window) -> Vec<Happening> {
    all.retain(|h| w.holds(h.mark));
    all.sort_by_key(|h| std::cmp::Reverse(h.mark));
    all.truncate(w.most);
    all
}

/// Something with happenings of its own, none before `first` and none after `last`.
pub(super) struct Strand<T> {
    pub(super) first: Stamp,
    pub(super) last: Stamp,
    pub(super) of: T,
}

/// The newest happenings of many strands. A strand that cannot have one among them is not read.
pub(super) fn newest<T>(
    mut strands: Vec<Strand<T>>,
    w: &Window,
    mut read: impl FnMut(&T) -> Result<Vec<Happening>, Failure>,
) -> Result<Vec<Happening>, Failure> {
    strands.retain(|s| s.first <= w.last());
    strands.sort_by_key(|s| std::cmp::Reverse(s.last));
    let mut out: Vec<Happening> = Vec::new();
    for s in &strands {
        if out.len() == w.most && out.last().is_some_and(|oldest| s.last < oldest.at()) {
            break;
        }
        out.extend(read(&s.of)?);
        out = merged(out, w);
    }
    Ok(out)
}

/// Cuts what was gathered for a window of `shown` and some beyond into a stretch; `cut`: there is more than was gathered.
pub(super) fn stretch(mut all: Vec<Happening>, w: &Window, shown: usize, cut: bool) -> Stretch {
    let rest = Rest { n: all.len().saturating_sub(shown), least: cut || all.len() >= w.most };
    all.truncate(shown);
    let next = all.last().map(|h| h.mark).filter(|_| rest.some());
    Stretch { happenings: all, rest, next }
}
