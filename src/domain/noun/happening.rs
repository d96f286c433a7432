//! What happened in a household's time, told by each subject for itself: instants, marks and the lazy merge of many strands,
//! so that a long life is read a stretch at a time. Pure: the subjects do the reading.
use std::fmt;

use super::Words;
use crate::{
    base::{Failure, Id, Stamp},
    domain::reader::Reader,
    store::Store,
};

/// What a subject adds to a household's timeline.
#[derive(Clone, Copy)]
pub enum Timeline {
    /// What these say.
    Told(&'static [Source]),
    /// Nothing although it is found by households or residents, and why.
    No(&'static str),
    /// Nothing: no table of it is found by them. A test holds it.
    Unsaid,
}

/// Where happenings come from.
#[derive(Clone, Copy)]
pub struct Source {
    /// Where it stands among the sources at one instant; stands in marks, so it is never given to another.
    pub place: u8,
    /// Gives at least its newest happenings of the window, and may give others.
    pub tell: fn(&Recall<'_>) -> Result<Past, Failure>,
}

/// Happenings, and whether there are some that were not gathered.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// In any order.
    pub happenings: Vec<Happening>,
    /// Something was left out before its time was known.
    pub cut: bool,
}

/// Which household's time is told, and to whom.
pub struct Recall<'a> {
    /// The store.
    pub store: &'a Store,
    /// Who reads: nothing is told that they may not see.
    pub reader: &'a Reader,
    /// Which of it.
    pub window: Window,
    /// Of so many members at most, the living first.
    pub members: usize,
    /// Of so many rows at most that stand under one of them.
    pub rows: usize,
    household: u64,
    place: u8,
}

impl<'a> Recall<'a> {
    /// Of the household with this number, from the source at this place.
    pub fn new<R>(
        store: &'a Store,
        reader: &'a Reader,
        household: Id<R>,
        window: Window,
        (members, rows): (usize, usize),
    ) -> Self {
        Recall { store, reader, window, members, rows, household: household.raw(), place: 0 }
    }
    /// The same, asked of a source.
    pub(in crate::domain) fn of(&self, place: u8) -> Self {
        Recall { place, ..*self }
    }
    /// The household: this floor does not know the type, the subject that is asked does.
    pub const fn household<R>(&self) -> Id<R> {
        Id::new(self.household)
    }
    /// Something that happened at an instant, by the numbers of its row and step.
    pub fn at(&self, at: Stamp, (row, step): (u64, u64), what: impl Into<Words>) -> Happening {
        let mark = Mark { at, source: self.place, row, step };
        Happening { mark, dated: false, by: Doer::Nobody, about: None, what: what.into(), words: Words::none() }
    }
}

/// Who did something. Numbers have no type on this floor; names are looked up where they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    /// It is not recorded.
    Nobody,
    /// The account with this number.
    Account(u64),
    /// The person with this number on the staff list.
    Staff(u64),
    /// Whoever the text with this key names.
    Text(&'static str),
}

/// Where in a household's time something stands: its instant, then its source, row and step, so that no two are alike. Its
/// text, for a link, holds nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    pub(in crate::domain) at: Stamp,
    pub(in crate::domain) source: u8,
    pub(in crate::domain) row: u64,
    pub(in crate::domain) step: u64,
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

/// Something that happened, as the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Its place in time.
    pub mark: Mark,
    /// Only the day is known.
    pub dated: bool,
    /// Who did it.
    pub by: Doer,
    /// The row that it is about, by its table's name and its number, where that has a page.
    pub about: Option<(&'static str, u64)>,
    /// What happened.
    pub what: Words,
    /// The words of it; may be empty.
    pub words: Words,
}

impl Happening {
    /// When.
    pub const fn when(&self) -> Stamp {
        self.mark.at
    }
}

/// What is asked of each source: its newest `most` happenings before a mark.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// None later than this; from now without it.
    pub before: Option<Mark>,
    /// So many.
    pub most: usize,
}

impl Window {
    /// Whether a mark lies in it.
    pub fn holds(&self, m: Mark) -> bool {
        self.before.is_none_or(|b| m < b)
    }
    /// No happening of the window is later.
    pub fn last(&self) -> Stamp {
        self.before.map_or(Stamp(i64::MAX), |b| b.at)
    }
}

/// Happenings of one window in order, the newest first.
pub fn merged(mut all: Vec<Happening>, w: &Window) -> Vec<Happening> {
    all.retain(|h| w.holds(h.mark));
    all.sort_by_key(|h| std::cmp::Reverse(h.mark));
    all.truncate(w.most);
    all
}

/// Something with happenings of its own, none before `first` and none after `last`.
pub struct Strand<T> {
    /// When it began.
    pub first: Stamp,
    /// When something last happened to it.
    pub last: Stamp,
    /// What.
    pub of: T,
}

/// The newest happenings of many strands. A strand that cannot have one among them is not read.
///
/// # Errors
/// What reading a strand says.
pub fn newest<T>(
    mut strands: Vec<Strand<T>>,
    w: &Window,
    mut read: impl FnMut(&T) -> Result<Vec<Happening>, Failure>,
) -> Result<Vec<Happening>, Failure> {
    strands.retain(|s| s.first <= w.last());
    strands.sort_by_key(|s| std::cmp::Reverse(s.last));
    let mut out: Vec<Happening> = Vec::new();
    for s in &strands {
        if out.len() == w.most && out.last().is_some_and(|oldest| s.last < oldest.when()) {
            break;
        }
        out.extend(read(&s.of)?);
        out = merged(out, w);
    }
    Ok(out)
}
