//! Follow-up (回访): every closed item is called back or visited on the next follow-up day; the result and its policy basis are
//! fed back, and the resident's verdict counts.
use super::{
    clock,
    deed::{Deed, Done},
};
use crate::{
    base::{Day, Failure, Id},
    domain::matters::items::{
        row::{FollowUp, Item},
        said::bounded,
        words::{Rating, Way},
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

/// How somebody was asked, what came of it (nothing where nobody was reached), and the policy that the result rests on.
fn said<'a>(deed: &Deed<'a>) -> Result<(Way, Option<Rating>, &'a str), Failure> {
    let details = deed.details;
    let way = details.way.ok_or(Failure::field("way", "item-way-required"))?;
    let verdict = details.outcome.ok_or(Failure::field("outcome", "item-outcome-required"))?;
    bounded("basis", &details.basis)?;
    let basis = details.basis.trim();
    if verdict.is_some() && basis.is_empty() {
        return Err(Failure::field("basis", "item-basis-required"));
    }
    Ok((way, verdict, basis))
}

/// What a call or a visit means for the item.
pub(in crate::domain::matters::items) fn hear(deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let (_, verdict, _) = said(deed)?;
    match verdict {
        Some(verdict) => deed.item.rating = Some((verdict, String::new())),
        None => {
            deed.item.tries = deed.item.tries.saturating_add(1);
            deed.item.follow = Some(clock::follow_up_day(deed.at.day(), deed.rules));
        }
    }
    Ok(Done::heard(verdict))
}

/// As `hear`, and its row.
pub(in crate::domain::matters::items) fn record(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let row = FollowUp::of(deed, tx.next_id()?)?;
    tx.put(&row)?;
    hear(deed)
}

impl FollowUp {
    /// The row of a follow-up.
    ///
    /// # Errors
    /// `Invalid` where it is not said how somebody was asked, what came of it, or on what policy the result rests.
    pub fn of(deed: &Deed<'_>, id: Id<FollowUp>) -> Result<Self, Failure> {
        let (way, verdict, basis) = said(deed)?;
        let (told, basis) = (deed.note().to_owned(), basis.to_owned());
        Ok(FollowUp { id, item: deed.item.id, by: deed.by, at: deed.at, way, told, basis, verdict })
    }
}
