//! Events as a table.
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::item::Item;
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::items::words::{Action, StateTag},
        office::who::{Account, Actor},
    },
    store::{Index, IndexOf, Range, Row},
};

/// One step of an item's life: append-only, each holding the hash of the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub id: Id<Event>,
    pub item: Id<Item>,
    /// 1, 2, …
    pub seq: u32,
    pub at: Stamp,
    /// By whom.
    pub actor: Actor,
    pub action: Action,
    /// From this state (`None` for the report itself).
    pub from: Option<StateTag>,
    /// To this one.
    pub to: StateTag,
    /// To whom it was given.
    pub to_account: Option<Id<Account>>,
    /// In words.
    pub note: String,
    /// Hash of the event before; zeros for the first.
    pub prev: [u8; 32],
    /// SHA-256 of everything above but `id`.
    pub hash: [u8; 32],
}

impl Event {
    /// By item and step.
    pub const BY_ITEM: Index<Event, (Id<Item>, u32)> = Index::unique(1, "event.item", |e| vec![(e.item, e.seq)]);

    /// The hash that the event should have.
    pub fn digest(&self) -> Result<[u8; 32], Failure> {
        let facts =
            (self.item, self.seq, self.at, self.actor, self.action, self.from, self.to, self.to_account, &self.note, self.prev);
        let bytes = postcard::to_stdvec(&facts).map_err(Failure::broken)?;
        Ok(Sha256::digest(&bytes).into())
    }
}

impl Row for Event {
    const TAG: u8 = 0x21;
    const NAME: &'static str = "event";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Event::BY_ITEM]
    }
}

impl Item {
    /// Events of this item, oldest first.
    pub fn history(&self) -> Range<Event> {
        Event::BY_ITEM.under(self.id)
    }
}
