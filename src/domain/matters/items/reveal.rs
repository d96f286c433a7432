//! Looking at a sealed number or a birth date among an item's answers: only for a stated purpose, and written down.
use super::{row::Item, words::log};
use crate::{
    base::{Failure, Id, SealKey, Stamp},
    domain::{
        matters::catalog::FieldSpec,
        office::{audit, who::Actor},
        registry::people,
    },
    store::{Read, Tx},
};

/// An answer that pages show masked, in full. The audit line is part of the same write: no line, no number.
///
/// # Errors
/// `Invalid` for what is no purpose; `NotFound` where there is no such answer.
pub fn reveal_answer(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    (by, at): (Actor, Stamp),
    item: Id<Item>,
    key: &str,
    purpose: &str,
) -> Result<String, Failure> {
    let purpose = people::purpose(purpose).ok_or(Failure::field("purpose", "purpose-too-short"))?;
    let row: Item = tx.get(item)?;
    let answer = row.answers.iter().find(|a| a.key == key).ok_or(Failure::NotFound)?;
    let birth = || Ok::<_, Failure>(tx.get(row.service)?.read()?.field(key).is_some_and(FieldSpec::is_birth));
    let plain = match &answer.sealed {
        Some(sealed) => keys.open_number(sealed)?.plain().to_owned(),
        None if birth()? => answer.value.clone(),
        None => return Err(Failure::NotFound),
    };
    audit::note(tx, by, at, log::ITEM_REVEAL, Some(item), &purpose)?;
    Ok(plain)
}
