//! Papers carried for residents as a table.
use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::{
    base::{Id, Stamp},
    domain::{matters::items::words::CustodyStep, office::who::Actor},
    store::{Index, IndexOf, Row},
};

/// One step of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// Taken, delivered, returned.
    pub step: CustodyStep,
    pub by: Actor,
    pub at: Stamp,
    /// From or to whom; who signed.
    pub note: String,
}

/// One paper and where it has been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    pub id: Id<Custody>,
    /// For this item.
    pub item: Id<Item>,
    /// 户口簿原件
    pub name: String,
    /// Where it has been, in order; the first is its taking.
    pub steps: Vec<Passed>,
}

impl Custody {
    /// By item, oldest first.
    pub const BY_ITEM: Index<Custody, Id<Item>> = Index::many(1, "custody.item", |c| vec![c.item]);

    /// Where it is now.
    pub fn step(&self) -> CustodyStep {
        self.steps.last().map_or(CustodyStep::Taken, |s| s.step)
    }
}

impl Row for Custody {
    const TAG: u8 = 0x2B;
    const NAME: &'static str = "custody";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Custody::BY_ITEM]
    }
}
