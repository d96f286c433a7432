//! Who does something to an item.
use crate::{
    base::Id,
    domain::{
        matters::items::{row::Item, words::QueryCode},
        office::who::{Account, Actor, Right},
    },
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

/// What shows that an item is a resident's own. A household's card is none: whoever works here may print one, so that it opens
/// what the household may see and lets nobody speak for the resident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing: enough to report, not to act.
    Nothing,
    /// The query code on the receipt.
    Query(QueryCode),
    /// Telephone and the last four of the citizen number of somebody whose item it is.
    Person(Shown),
}

/// That a person has shown, by telephone and number, to be one whose item this is. Only [`at_terminal`] makes one.
///
/// [`at_terminal`]: crate::domain::matters::items::at_terminal
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown(Id<Item>);

impl Shown {
    pub(in crate::domain::matters::items) const fn of(item: Id<Item>) -> Self {
        Shown(item)
    }
    /// Which item.
    pub const fn item(self) -> Id<Item> {
        self.0
    }
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
