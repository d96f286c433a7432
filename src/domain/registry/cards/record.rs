use serde::{Deserialize, Serialize};

use crate::{
    base::{Crockford, Id, Stamp},
    domain::registry::people::Household,
    store::{Index, IndexOf, Row},
};

/// A card that was issued to a household. Its token says nothing; a lost card is revoked and another issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub id: Id<Card>,
    pub household: Id<Household>,
    /// What the QR holds.
    pub token: Crockford,
    /// Issued at.
    pub issued: Stamp,
    /// Revoked at.
    pub revoked: Option<Stamp>,
}

impl Card {
    /// By token.
    pub const BY_TOKEN: Index<Card, Crockford> = Index::unique(1, "card.token", |c| vec![c.token.clone()]);
    /// By household.
    pub const BY_HOUSEHOLD: Index<Card, Id<Household>> = Index::many(2, "card.household", |c| vec![c.household]);
}

impl Row for Card {
    const TAG: u8 = 0x1B;
    const NAME: &'static str = "card";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Card::BY_TOKEN, &Card::BY_HOUSEHOLD]
    }
}
