//! Follow-ups as a table.
use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::{
    base::{Id, Stamp},
    domain::{
        matters::items::words::{Rating, Way},
        office::who::Actor,
    },
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// Follow-ups by month (202611) and verdict: the verdict's ordinal plus one, 0 where nobody was reached.
pub const FOLLOWED: Counter<(u32, u8)> = Counter::new(33);

/// One call-back or visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    pub id: Id<FollowUp>,
    /// Of this item.
    pub item: Id<Item>,
    pub by: Actor,
    pub at: Stamp,
    pub way: Way,
    /// What was told: the result.
    pub told: String,
    /// The policy that it rests on.
    pub basis: String,
    /// The verdict; empty where nobody was reached.
    pub verdict: Option<Rating>,
}

impl FollowUp {
    /// By item, oldest first.
    pub const BY_ITEM: Index<FollowUp, Id<Item>> = Index::many(1, "followup.item", |f| vec![f.item]);
}

impl Row for FollowUp {
    const TAG: u8 = 0x2C;
    const NAME: &'static str = "followup";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&FollowUp::BY_ITEM]
    }
    fn tally(&self, tally: &mut Tally) {
        tally.one(&FOLLOWED, (self.at.day().month(), self.verdict.map_or(0, |v| v.number() + 1)));
    }
}
