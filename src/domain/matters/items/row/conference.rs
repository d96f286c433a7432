//! Conferences as a table.
use super::item::{Conference, Item};
use crate::{
    base::{Id, Stamp},
    domain::office::who::Account,
    store::{Index, IndexOf, Row},
};

impl Conference {
    /// By item, oldest first.
    pub const BY_ITEM: Index<Conference, Id<Item>> = Index::many(1, "conference.item", |c| vec![c.item]);
    /// Those under way, by who is there: what waits for somebody's opinion.
    pub const OPEN_BY_ACCOUNT: Index<Conference, (Id<Account>, Stamp)> = Index::many(2, "conference.account", |c| {
        let open = c.conclusion.is_none() && c.raised.is_none();
        let people = c.participants.iter().chain([&c.chair]).filter(|_| open);
        people.map(|a| (*a, c.at)).collect()
    });

    /// Whether an account leads it or takes part.
    pub fn has(&self, account: Id<Account>) -> bool {
        self.chair == account || self.participants.contains(&account)
    }
}

impl Row for Conference {
    const TAG: u8 = 0x29;
    const NAME: &'static str = "conference";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Conference::BY_ITEM, &Conference::OPEN_BY_ACCOUNT]
    }
}
