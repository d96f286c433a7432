//! Who reads, and when: roles with their rights, and the reader itself. Plain data below every subject, so that an
//! announcement may name it; accounts and grids are numbers here. [`places::reader`](super::places::reader) makes one and
//! gives the numbers their types, and what a noun shows to whom is said beside the noun.
mod rights;

pub use rights::{Right, Role};

use crate::base::{Day, Stamp};

/// Somebody who looks at something now. Every query that shows something to somebody takes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub(in crate::domain) account: u64,
    pub(in crate::domain) roles: Vec<Role>,
    pub(in crate::domain) own: Vec<u64>,
    pub(in crate::domain) now: Stamp,
    pub(in crate::domain) paper: bool,
}

impl Reader {
    /// The same for what is printed: key persons' entries leave the office with a second person's approval only, so that
    /// no paper holds them, whoever prints it.
    #[must_use]
    pub fn on_paper(self) -> Self {
        Reader { paper: true, ..self }
    }
    /// When it is.
    pub const fn now(&self) -> Stamp {
        self.now
    }
    /// Today.
    pub fn today(&self) -> Day {
        self.now.day()
    }
    /// Whether one of the roles has a right, here.
    pub fn may(&self, right: Right) -> bool {
        !(self.paper && right == Right::KeyPersons) && self.roles.iter().any(|r| r.has(right))
    }
    /// Whether the office's people are seen in every grid, and what lies in none: by whoever has a role that sees people
    /// and does not do so as grid staff.
    pub fn sees_everywhere(&self) -> bool {
        self.roles.iter().any(|r| r.has(Right::SeePeople) && !r.serves_grid())
    }
}
