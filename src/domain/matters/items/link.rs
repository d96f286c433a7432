//! Items that belong together: several reports of one matter are merged, one report of several matters is split.
use sha2::{Digest, Sha256};

use super::{
    aspects::{
        chain,
        deed::{Deed, Done},
    },
    attachments::{Of, PHOTOS_MOST, photos},
    report::report,
    row::{Attachment, Item, Link},
    said::{By, New},
    words::{Action, log},
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{office::audit, places::reader::Reader},
    store::{Dir, Read, Tx},
};

/// The most matters that are split off one report.
const SPLITS_MOST: usize = 9;
/// The most items linked to one that are looked at.
const LINKED_MOST: usize = 100;
/// How many recent items of the grid are looked at for duplicates, and how far back.
const LOOK_BACK: usize = 300;
const LOOK_DAYS: i32 = 30;

/// Items merged into or split off this one.
pub fn linked(read: &impl Read, item: Id<Item>) -> Result<Vec<Item>, Failure> {
    read.list(&Item::BY_LINK.under(item), Dir::Forward, LINKED_MOST)
}

/// An item that may be of the same matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    pub item: Item,
    /// From 0 to 100: same building or same words of place, nearness in time.
    pub score: u32,
}

/// Open items that the reader sees of the same service in the same grid of the last 30 days, the most alike first, at most
/// `limit`. Looks at the grid's last three hundred items at most.
pub fn duplicates(read: &impl Read, reader: &Reader, item: &Item, limit: usize) -> Result<Vec<Likeness>, Failure> {
    let Some(grid) = item.grid else { return Ok(Vec::new()) };
    let from = Stamp::at(item.created.day().plus(-LOOK_DAYS), 0, 0);
    let to = Stamp::at(item.created.day().plus(LOOK_DAYS), 0, 0);
    let near = read.list(&Item::BY_GRID.between((grid, from), (grid, to)), Dir::Backward, LOOK_BACK)?;
    let same = |i: &Item| i.id != item.id && i.service_code == item.service_code && i.state.tag.open();
    let mut alike = Vec::new();
    for other in near.into_iter().filter(same) {
        let score = likeness(item, &other);
        if score >= 40 && reader.lists_item(read, &other)? {
            alike.push(Likeness { score, item: other });
        }
    }
    alike.sort_by_key(|l| (std::cmp::Reverse(l.score), l.item.id));
    alike.truncate(limit);
    Ok(alike)
}

fn likeness(a: &Item, b: &Item) -> u32 {
    let place = match (a.building, b.building) {
        (Some(x), Some(y)) if x == y => 70,
        (Some(_), Some(_)) => 0,
        _ => 70 * shared(&a.place, &b.place) / 100,
    };
    if place == 0 {
        return 0;
    }
    let days = u32::try_from((a.created.day().0 - b.created.day().0).abs()).unwrap_or(u32::MAX).min(30);
    place + 30 - days
}

/// How many of the pairs of characters of the shorter text the other one has too, in percent.
fn shared(a: &str, b: &str) -> u32 {
    let pairs = |s: &str| {
        let chars: Vec<char> = s.chars().filter(|c| c.is_alphanumeric()).collect();
        chars.windows(2).map(<[char]>::to_vec).collect::<std::collections::BTreeSet<_>>()
    };
    let (a, b) = (pairs(a), pairs(b));
    let least = a.len().min(b.len());
    if least == 0 {
        return 0;
    }
    u32::try_from(a.intersection(&b).count() * 100 / least).unwrap_or(0)
}

/// Merges `item` into another of the same office; both histories tell of it.
pub(super) fn merge(tx: &mut Tx<'_>, by: &By<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let (item, at) = (&mut deed.item, deed.at);
    let no = deed.details.target.ok_or(Failure::field("target", "item-target-required"))?;
    let mut target = tx.by(&Item::BY_NO, &no)?.ok_or(Failure::field("target", "item-target-unknown"))?;
    if target.id == item.id {
        return Err(Failure::field("target", "item-target-itself"));
    }
    let sees = match by {
        By::Account(me) => Reader::of(tx, me, at)?.sees_item(tx, &target)?,
        _ => false,
    };
    if !sees {
        return Err(Failure::field("target", "item-target-unknown"));
    }
    if !target.state.tag.open() {
        return Err(Failure::field("target", "item-target-ended"));
    }
    item.link = Some(Link::Into(target.id));
    // Those merged into this one go on under the new number too: nobody's receipt leads to a dead end.
    for mut below in linked(tx, item.id)? {
        if below.link == Some(Link::Into(item.id)) {
            below.link = Some(Link::Into(target.id));
            tx.put(&below)?;
        }
    }
    let from = Some(target.state.tag);
    let note = format!("← {} {}", item.no, deed.details.note).trim_end().to_owned();
    let step = chain::Step { at, actor: by.actor(), action: Action::Merge, from, to_account: None, note: &note };
    chain::append(tx, &mut target, step)?;
    audit::note(tx, by.actor(), at, log::step(Action::Merge), Some(target.id), &note)?;
    tx.put(&target)?;
    Ok(Done::said(&format!("→ {no} {}", deed.note())))
}

/// Files one more item for another matter of the same report.
pub(super) fn split(tx: &mut Tx<'_>, by: &By<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let (item, at) = (&deed.item, deed.at);
    let asked = deed.details.service.clone().ok_or(Failure::field("service", "item-service-required"))?;
    if linked(tx, item.id)?.iter().filter(|i| matches!(i.link, Some(Link::From(_)))).count() >= SPLITS_MOST {
        return Err(Failure::refused("item-split-many"));
    }
    // The same form sent twice finds the first.
    let digest = Sha256::digest([&item.form_key[..], &item.events.to_be_bytes(), b"split"].concat());
    let mut form_key = [0; 16];
    form_key.copy_from_slice(digest.get(..16).ok_or_else(|| Failure::broken("digest"))?);
    let new = New {
        form_key,
        asked,
        applicant: item.applicant.clone(),
        source: item.source,
        building: item.building,
        grid: item.grid,
        place: item.place.clone(),
        // The answers are to the questions of another service; what is asked here is in the words of the split.
        answers: Vec::new(),
        materials: Vec::new(),
        draft: None,
        query: Some(item.query),
    };
    let mut child = report(tx, by, new, at)?;
    child.link = Some(Link::From(item.id));
    let step = chain::Step {
        at,
        actor: by.actor(),
        action: Action::Split,
        from: Some(child.state.tag),
        to_account: None,
        note: deed.note(),
    };
    chain::append(tx, &mut child, step)?;
    tx.put(&child)?;
    for photo in photos(tx, Of::Item(item.id))?.into_iter().take(PHOTOS_MOST) {
        let id = tx.next_id()?;
        tx.put(&Attachment { id, item: Some(child.id), draft: None, ..photo })?;
    }
    Ok(Done::said(&format!("{} {}：{}", child.no, child.title, deed.note())))
}
