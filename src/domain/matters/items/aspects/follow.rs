//! Follow-up (回访): every closed item is called back or visited on the next follow-up day; the result and its policy basis are
//! fed back, and the resident's verdict counts.
use super::clock;
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::{
        matters::items::{
            row::{FollowUp, Item},
            said::{Details, bounded},
            words::Rating,
        },
        office::who::Actor,
    },
    store::{Cursor, Dir, Page, Read, Tx},
};

/// The most follow-ups of one item that are shown.
const SHOWN_MOST: usize = 50;

/// Every follow-up of an item, oldest first.
pub fn follow_ups(read: &impl Read, item: Id<Item>) -> Result<Vec<FollowUp>, Failure> {
    read.list(&FollowUp::BY_ITEM.under(item), Dir::Forward, SHOWN_MOST)
}

/// Items to be followed up by `day`, those that have waited longest first.
pub fn to_follow(read: &impl Read, day: Day, cursor: Option<&Cursor>, limit: usize) -> Result<Page<Item>, Failure> {
    read.page(&Item::BY_FOLLOW.between(Day(i32::MIN), day.plus(1)), Dir::Forward, cursor, limit)
}

/// Records a follow-up; the verdict, if somebody was reached.
pub(in crate::domain::matters::items) fn record(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    details: &Details,
    at: Stamp,
    rules: clock::Rules<'_>,
) -> Result<Option<Rating>, Failure> {
    let way = details.way.ok_or(Failure::field("way", "item-way-required"))?;
    let verdict = details.outcome.ok_or(Failure::field("outcome", "item-outcome-required"))?;
    bounded("basis", &details.basis)?;
    if verdict.is_some() && details.basis.trim().is_empty() {
        return Err(Failure::field("basis", "item-basis-required"));
    }
    let told = details.note.trim().to_owned();
    let basis = details.basis.trim().to_owned();
    let id = tx.next_id()?;
    tx.put(&FollowUp { id, item: item.id, by, at, way, told, basis, verdict })?;
    match verdict {
        Some(verdict) => item.rating = Some((verdict, String::new())),
        None => {
            item.tries = item.tries.saturating_add(1);
            item.follow = Some(clock::follow_up_day(at.day(), rules));
        }
    }
    Ok(verdict)
}
