//! Looking at a sealed number among an item's answers: only for a stated purpose, and written down.
use super::{row::Item, words::log};
use crate::{
    base::{CitizenNumber, Failure, Id, SealKey, Stamp},
    domain::{
        office::{audit, who::Actor},
        registry::people,
    },
    store::{Read, Tx},
};

/// The plain number of an answer. The audit line is part of the same write: no line, no number.
///
/// # Errors
/// `Invalid` for what is no purpose; `NotFound` where there is no sealed answer.
pub fn reveal_answer(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    (by, at): (Actor, Stamp),
    item: Id<Item>,
    key: &str,
    purpose: &str,
) -> Result<CitizenNumber, Failure> {
    let purpose = people::purpose(purpose).ok_or(Failure::field("purpose", "purpose-too-short"))?;
    let row: Item = tx.get(item)?;
    let sealed = row.answers.iter().find(|a| a.key == key).and_then(|a| a.sealed.as_ref()).ok_or(Failure::NotFound)?;
    let number = keys.open_number(sealed)?;
    audit::note(tx, by, at, log::ITEM_REVEAL, Some(item), &purpose)?;
    Ok(number)
}
