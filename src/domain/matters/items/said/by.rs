//! Who does something to an item.
use crate::domain::{
    matters::items::words::QueryCode,
    office::who::{Account, Actor, Right},
};

/// Who does something to an item.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Someone signed in.
    Account(&'a Account),
    /// A resident at a terminal, with what shows that the item is theirs.
    Terminal(Proof),
    /// A resident with a receipt or a phone page.
    Resident(Proof),
    /// A job or an import.
    System,
}

/// What shows that an item is a resident's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing: enough to report, not to act.
    Nothing,
    /// The query code on the receipt.
    Query(QueryCode),
}

impl By<'_> {
    /// The actor of events and audit lines.
    pub fn actor(&self) -> Actor {
        match self {
            By::Account(a) => Actor::Account(a.id),
            By::Terminal(_) => Actor::Terminal,
            By::Resident(_) => Actor::Resident,
            By::System => Actor::System,
        }
    }
    /// Whether a leader acts.
    pub(in crate::domain::matters::items) fn leads(&self) -> bool {
        matches!(self, By::Account(me) if me.may(Right::Lead))
    }
}
