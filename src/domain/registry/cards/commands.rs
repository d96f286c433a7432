use super::{Card, log};
use crate::{
    base::{Crockford, Failure, Id, Stamp},
    domain::{
        office::{audit, who::Actor},
        registry::people::{self, Household},
    },
    store::{Dir, PAGE_MOST, Read, Tx},
};

/// Seconds within which a card that was issued is the one that is asked for again: a button pressed twice.
pub const TWICE: i64 = 60;

/// A new card for the household, for a purpose; every earlier one is void from this write on. Whoever prints a card issues one,
/// so that nobody holds the code of the card that lies in the household's drawer, and a household whose card was printed once
/// more finds out.
///
/// # Errors
/// `Invalid` at `purpose` without one that [`people::purpose`] takes; `Refused` for a household that has left.
pub fn issue(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), household: Id<Household>, purpose: &str) -> Result<Card, Failure> {
    let purpose = people::purpose(purpose).ok_or(Failure::field("purpose", "purpose-too-short"))?;
    if tx.get(household)?.left.is_some() {
        return Err(Failure::refused("household-has-left"));
    }
    if let Some(fresh) = valid_card(tx, household)?.filter(|c| (0..TWICE).contains(&at.seconds_since(c.issued))) {
        return Ok(fresh);
    }
    lose(tx, (by, at), household)?;
    let card = Card { id: tx.next_id()?, household, token: Crockford::random()?, issued: at, revoked: None };
    tx.put(&card)?;
    audit::note(tx, by, at, log::CARD_ISSUE, Some(card.id), &purpose)?;
    Ok(card)
}

/// Revokes every card of the household: it was lost, or another takes its place.
pub fn lose(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), household: Id<Household>) -> Result<(), Failure> {
    for card in tx.list(&Card::BY_HOUSEHOLD.under(household), Dir::Forward, PAGE_MOST)? {
        revoke(tx, (by, at), card.id)?;
    }
    Ok(())
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
