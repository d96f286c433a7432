//! The citizen number: who may see it, and finding people by it.
use super::{Household, Resident, log, members};
use crate::{
    base::{CitizenNumber, Day, Failure, Id, Phone, SealKey, Stamp, holds_number},
    domain::office::{audit, who::Actor},
    store::{Dir, Read, Tx},
};

/// Most people who share a telephone and are compared.
const SHARERS_MOST: usize = 64;

/// A stated purpose: 4 to 100 characters. It stands in the log, so no citizen number may stand in it.
pub fn purpose(said: &str) -> Option<String> {
    let said = said.trim();
    ((4..=100).contains(&said.chars().count()) && !holds_number(said)).then(|| said.to_owned())
}

/// What of a person no page shows in full.
#[derive(Debug)]
pub struct Revealed {
    /// The number, if one is recorded.
    pub number: Option<CitizenNumber>,
    pub birth: Option<Day>,
}

/// The plain number and the birth date, for a stated purpose. The audit line is part of the same write: no line, no number.
pub fn reveal(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    (by, at): (Actor, Stamp),
    resident: Id<Resident>,
    purpose: &str,
) -> Result<Revealed, Failure> {
    let purpose = self::purpose(purpose).ok_or(Failure::field("purpose", "purpose-too-short"))?;
    let r: Resident = tx.get(resident)?;
    if r.number.is_none() && r.birth.is_none() {
        return Err(Failure::refused("resident-has-no-number"));
    }
    audit::note(tx, by, at, log::RESIDENT_REVEAL, Some(resident), &purpose)?;
    Ok(Revealed { number: r.number.map(|n| keys.open_number(&n)).transpose()?, birth: r.birth })
}

/// The resident with this number, the gone included.
pub fn find_by_number(read: &impl Read, keys: &SealKey, n: &CitizenNumber) -> Result<Option<Resident>, Failure> {
    read.by(&Resident::BY_NUMBER, &keys.blind("citizen", n.plain()))
}

/// Who is at the terminal: the living resident with this telephone (the own or the household's) whose number ends so.
/// Unknown telephones and wrong endings are the same answer. The caller limits the tries.
pub fn identify(read: &impl Read, keys: &SealKey, phone: &str, last_four: &str) -> Result<Option<Resident>, Failure> {
    let last_four: String = last_four.trim().chars().map(|c| c.to_ascii_uppercase()).collect();
    let wanted = keys.blind("citizen.last4", &last_four);
    let phone = Phone::parse(phone);
    let key = phone.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default();
    let mut candidates = read.list(&Resident::BY_PHONE.under(key), Dir::Forward, SHARERS_MOST)?;
    let end = phone.as_ref().map(super::words::backwards).unwrap_or_default();
    for home in read.list(&Household::BY_PHONE.under(end), Dir::Forward, SHARERS_MOST)? {
        candidates.extend(members(read, home.id)?);
    }
    let fits = |r: &Resident| r.gone.is_none() && r.number.as_ref().is_some_and(|n| n.last_four == wanted);
    candidates.retain(fits);
    candidates.sort_by_key(|r| r.id);
    candidates.dedup_by_key(|r| r.id);
    // Two people under one telephone with the same ending cannot be told apart: nobody is let in by guess.
    Ok(if candidates.len() == 1 { candidates.pop() } else { None })
}
