//! Orders of supervision as a table.
use super::item::{Item, Supervision};
use crate::{
    base::{Id, Stamp},
    domain::matters::items::words::Colour,
    store::{Index, IndexOf, Row},
};

impl Supervision {
    /// By item, oldest first.
    pub const BY_ITEM: Index<Supervision, Id<Item>> = Index::many(1, "supervision.item", |s| vec![s.item]);
    /// Those not lifted: red before yellow, then by the time of the answer.
    pub const OPEN: Index<Supervision, (u8, Stamp)> = Index::many(3, "supervision.open", |s| {
        let rank = u8::from(s.colour == Colour::Yellow);
        s.lifted.is_none().then_some((rank, s.answer_due)).into_iter().collect()
    });
    /// By time of issue, for the list of orders.
    pub const BY_TIME: Index<Supervision, Stamp> = Index::many(2, "supervision.time", |s| vec![s.at]);
}

impl Row for Supervision {
    const TAG: u8 = 0x28;
    const NAME: &'static str = "supervision";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Supervision::BY_ITEM, &Supervision::BY_TIME, &Supervision::OPEN]
    }
}
