//! Reporting: how an item comes to be.
use super::{
    attachments::PHOTOS_MOST,
    row::{Attachment, Draft, Item},
    said::{By, New, bounded},
    step::begin,
    words::{Action, ItemNo, QueryCode, log},
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        office::{audit, who::Right},
        places::grids::Grid,
    },
    store::{Dir, Read, Tx},
};

/// The most answers and the longest answer, in bytes, that an item takes.
const ANSWERS_MOST: usize = 64;

/// Files an item: row, number, first event, audit line and counters in one write. The same form key finds the first item.
///
/// # Errors
/// `NotAllowed` for an account that may not register; `Invalid` for words over their bounds or a source that is not the
/// reporter's; `Refused(item-day-full)` after 99,999 items in a day.
pub fn report(tx: &mut Tx<'_>, by: &By<'_>, new: New, at: Stamp) -> Result<Item, Failure> {
    if let Some(first) = tx.by(&Item::BY_FORM, &new.form_key)? {
        return Ok(first);
    }
    if let By::Account(account) = by
        && !account.may(Right::Intake)
    {
        return Err(Failure::NotAllowed);
    }
    bounded("place", &new.place)?;
    if new.answers.len() > ANSWERS_MOST {
        return Err(Failure::field("answers", "item-too-long"));
    }
    for answer in &new.answers {
        bounded(&answer.key, &answer.value)?;
    }
    let grid = grid_of(tx, &new)?;
    let id = tx.next_id::<Item>()?;
    let (no, query) = (number(tx, at)?, new.query.map_or_else(QueryCode::random, Ok)?);
    let draft = new.draft;
    let (mut item, event) = begin(new, (id, no, query), grid, (by.actor(), at), tx.next_id()?)?;
    tx.put(&event)?;
    // The house looks at it within a minute and sets when it does again: a report needs no calendar.
    item.alarm = Some(at);
    audit::note(tx, by.actor(), at, log::step(Action::Report), Some(id), item.source.key())?;
    tx.put(&item)?;
    if let Some(draft) = draft {
        take_over(tx, draft, id)?;
    }
    Ok(item)
}

/// The grid of the household, else of the building, else the one given.
fn grid_of(tx: &Tx<'_>, new: &New) -> Result<Option<Id<Grid>>, Failure> {
    if let Some(building) = new.building {
        return Ok(Some(tx.get(building)?.grid));
    }
    if let Some(household) = new.applicant.household {
        return Ok(Some(tx.get(household)?.grid));
    }
    new.grid.map(|g| tx.get(g).map(|g| g.id)).transpose()
}

/// The number after the day's greatest: numbers are never given twice, whatever rows were imported or generated.
fn number(tx: &Tx<'_>, at: Stamp) -> Result<ItemNo, Failure> {
    let day = at.day();
    let last = match ItemNo::of_day(day) {
        Some((first, last)) => tx.list(&Item::BY_NO.between(first, (last, 0u8)), Dir::Backward, 1)?,
        None => Vec::new(),
    };
    let count = last.first().map_or(0, |i| i.no.count()) + 1;
    ItemNo::new(day, count).ok_or(Failure::refused("item-day-full"))
}

/// Moves a draft's photos to the item filed from it.
fn take_over(tx: &mut Tx<'_>, draft: Id<Draft>, item: Id<Item>) -> Result<(), Failure> {
    for mut photo in tx.list(&Attachment::BY_DRAFT.under(draft), Dir::Forward, PHOTOS_MOST)? {
        (photo.draft, photo.item) = (None, Some(item));
        tx.put(&photo)?;
    }
    if let Some(mut draft) = tx.find(draft)? {
        draft.filed = Some(item);
        tx.put(&draft)?;
    }
    Ok(())
}
