//! The contact cards of a person's household, for the copy that is theirs.
use super::Card;
use crate::{
    base::Failure,
    domain::{
        noun::{Asked, Facts, Part, Words},
        registry::people::Resident,
    },
    store::{Dir, PAGE_MOST, Read},
};

/// The token is left out: it says nothing of anybody, and who reads it could make the card.
pub(super) fn personal(asked: &Asked<'_>) -> Result<Vec<Part>, Failure> {
    let r: Resident = asked.store.get(asked.resident())?;
    let cards = asked.store.list(&Card::BY_HOUSEHOLD.under(r.household), Dir::Forward, PAGE_MOST)?;
    let one = |c: Card| {
        let mut f = Facts::default();
        f.add("no", "personal-card-no", Words::plain(c.id));
        f.add("issued", "personal-card-issued", Words::plain(c.issued.minute()));
        f.add("revoked", "personal-card-revoked", Words::maybe(c.revoked.map(|at| at.minute())));
        f
    };
    Ok(vec![Part::new(55, "cards", "personal-part-cards", cards.into_iter().map(one).collect())])
}
