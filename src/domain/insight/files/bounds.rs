//! How much of each kind a file shows, and how many are not shown.

/// How much of each kind a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Members, the living first.
    pub members: usize,
    /// Entries of one subject.
    pub entries: usize,
    pub items: usize,
    pub visits: usize,
    pub happenings: usize,
    /// Visits and happenings counted beyond those that are shown.
    pub ahead: usize,
}

impl Bounds {
    /// On a screen.
    pub const PAGE: Bounds = Bounds { members: 60, entries: 200, items: 20, visits: 10, happenings: 20, ahead: 200 };
    /// A page of the timeline alone.
    pub const STRETCH: Bounds = Bounds { happenings: 50, ..Self::PAGE };
    /// Printed.
    pub const PAPER: Bounds = Bounds { members: 200, entries: 500, items: 500, visits: 500, happenings: 2_000, ahead: 8_000 };
}

/// How many of a kind are not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rest {
    /// So many.
    pub n: usize,
    /// Or more: they were not counted further.
    pub least: bool,
}

impl Rest {
    /// Whether there are any.
    pub const fn some(self) -> bool {
        self.n > 0 || self.least
    }
}
