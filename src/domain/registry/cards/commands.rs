use super::{Card, log};
use crate::{
    base::{Crockford, Failure, Id, Stamp},
    domain::{
        office::{audit, who::Actor},
        registry::people::Household,
    },
    store::{Dir, PAGE_MOST, Read, Tx},
};

/// The household's valid card; a new one if it has none.
pub fn issue(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), household: Id<Household>) -> Result<Card, Failure> {
    if let Some(card) = valid_card(tx, household)? {
        return Ok(card);
    }
    if tx.get(household)?.left.is_some() {
        return Err(Failure::refused("household-has-left"));
    }
    let card = Card { id: tx.next_id()?, household, token: Crockford::random()?, issued: at, revoked: None };
    tx.put(&card)?;
    audit::note(tx, by, at, log::CARD_ISSUE, Some(card.id), "")?;
    Ok(card)
}

/// Revokes every card of the household and issues a new one.
pub fn reissue(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), household: Id<Household>) -> Result<Card, Failure> {
    for card in tx.list(&Card::BY_HOUSEHOLD.under(household), Dir::Forward, PAGE_MOST)? {
        revoke(tx, (by, at), card.id)?;
    }
    issue(tx, (by, at), household)
}

/// Revokes a card: the terminal no longer knows it. Revoking twice changes nothing.
pub fn revoke(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), id: Id<Card>) -> Result<Card, Failure> {
    let mut card: Card = tx.get(id)?;
    if card.revoked.is_none() {
        card.revoked = Some(at);
        tx.put(&card)?;
        audit::note(tx, by, at, log::CARD_REVOKE, Some(id), "")?;
    }
    Ok(card)
}

/// The card that is valid now.
pub fn valid_card(read: &impl Read, household: Id<Household>) -> Result<Option<Card>, Failure> {
    let all = read.list(&Card::BY_HOUSEHOLD.under(household), Dir::Backward, PAGE_MOST)?;
    Ok(all.into_iter().find(|c| c.revoked.is_none()))
}

/// The household whose card was scanned. `NotFound` for no card of ours, `Refused("card-revoked")` for one that was
/// replaced, `Refused("household-has-left")` for one whose household has moved away.
pub fn household_of(read: &impl Read, token: &Crockford) -> Result<Household, Failure> {
    let card = read.by(&Card::BY_TOKEN, token)?.ok_or(Failure::NotFound)?;
    if card.revoked.is_some() {
        return Err(Failure::refused("card-revoked"));
    }
    let home: Household = read.get(card.household)?;
    if home.left.is_some() {
        return Err(Failure::refused("household-has-left"));
    }
    Ok(home)
}
