//! Items as the store's table.
use super::{counters, item::Item, upgrade};
use crate::{
    base::{Failure, Id},
    store::{IndexOf, Row, Tally},
};

impl Row for Item {
    const TAG: u8 = 0x20;
    const NAME: &'static str = "item";
    const VERSION: u8 = 2;
    fn upgrade(from: u8, raw: &[u8]) -> Result<Self, Failure> {
        upgrade::item(from, raw)
    }
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        Self::INDEXES
    }
    fn tally(&self, tally: &mut Tally) {
        counters::tally(self, tally);
    }
}
