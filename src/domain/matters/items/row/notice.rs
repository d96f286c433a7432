//! Notices as a table.
use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::{
    base::{Id, Stamp},
    domain::{matters::items::words::Action, office::who::Account},
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// Notices not seen yet, by account.
pub const UNSEEN: Counter<Id<Account>> = Counter::new(34);

/// One notice to one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub id: Id<Notice>,
    pub to: Id<Account>,
    /// About this item.
    pub item: Id<Item>,
    /// What was done to it.
    pub action: Action,
    pub at: Stamp,
    /// Seen at.
    pub seen: Option<Stamp>,
}

impl Notice {
    /// By account and time.
    pub const BY_ACCOUNT: Index<Notice, (Id<Account>, Stamp)> = Index::many(1, "notice.account", |n| vec![(n.to, n.at)]);
    /// Not seen yet, by account and item: opening the item's page sees all of it.
    pub const UNSEEN_BY_ITEM: Index<Notice, (Id<Account>, Id<Item>)> =
        Index::many(2, "notice.unseen", |n| n.seen.is_none().then_some((n.to, n.item)).into_iter().collect());
    /// By time, to forget old ones.
    pub const BY_TIME: Index<Notice, Stamp> = Index::many(3, "notice.time", |n| vec![n.at]);
}

impl Row for Notice {
    const TAG: u8 = 0x2D;
    const NAME: &'static str = "notice";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Notice::BY_ACCOUNT, &Notice::UNSEEN_BY_ITEM, &Notice::BY_TIME]
    }
    fn tally(&self, tally: &mut Tally) {
        if self.seen.is_none() {
            tally.one(&UNSEEN, self.to);
        }
    }
}
