//! Requests for help as a table.
use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::{
    base::{Id, Stamp},
    domain::office::who::{Account, Actor},
    store::{Index, IndexOf, Row},
};

/// One request for help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    pub id: Id<Help>,
    /// On this item.
    pub item: Id<Item>,
    /// Asked of.
    pub account: Id<Account>,
    /// What is asked.
    pub asked: String,
    pub by: Actor,
    pub at: Stamp,
    /// The helper's own answer.
    pub answer: Option<(Stamp, String)>,
    /// No longer asked: by, at.
    pub cancelled: Option<(Actor, Stamp)>,
}

impl Help {
    /// By item, oldest first.
    pub const BY_ITEM: Index<Help, Id<Item>> = Index::many(1, "help.item", |h| vec![h.item]);
    /// Those that wait for somebody's answer, oldest first.
    pub const WAITING: Index<Help, (Id<Account>, Stamp)> =
        Index::many(2, "help.waiting", |h| h.waits().then_some((h.account, h.at)).into_iter().collect());

    /// Whether it waits for an answer.
    pub fn waits(&self) -> bool {
        self.answer.is_none() && self.cancelled.is_none()
    }
}

impl Row for Help {
    const TAG: u8 = 0x2A;
    const NAME: &'static str = "help";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Help::BY_ITEM, &Help::WAITING]
    }
}
