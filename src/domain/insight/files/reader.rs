//! Who reads a file: from this alone follows what the file holds.
use crate::{
    base::{Day, Stamp},
    domain::{
        office::who::{Account, Right},
        registry::{people::Scope, registers::Table},
    },
};

/// A reader: the account's rights, the grids whose people it may see, and now.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub(super) account: &'a Account,
    pub(super) scope: &'a Scope,
    pub(super) now: Stamp,
    paper: bool,
}

impl<'a> Reader<'a> {
    /// Somebody at a screen.
    pub const fn new(account: &'a Account, scope: &'a Scope, now: Stamp) -> Self {
        Reader { account, scope, now, paper: false }
    }
    /// The same for what is printed: key persons' entries leave the office with a second person's approval only, so that
    /// no paper holds them, whoever prints it.
    #[must_use]
    pub const fn on_paper(self) -> Self {
        Reader { paper: true, ..self }
    }
    /// Whether the reader has a right here.
    pub fn may(&self, right: Right) -> bool {
        self.account.may(right) && !(self.paper && right == Right::KeyPersons)
    }
    /// Whether entries of a table are seen at all.
    pub fn sees(&self, t: &Table) -> bool {
        t.access.sees(|r| self.may(r))
    }
    /// Whether personal values of a table are seen.
    pub fn personal(&self, t: &Table) -> bool {
        t.access.edits(|r| self.may(r))
    }
    /// Today.
    pub fn today(&self) -> Day {
        self.now.day()
    }
}
