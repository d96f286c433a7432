//! Papers carried for residents who cannot come (代办): a chain of custody of every original, from the resident's hand back
//! into it.
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::items::{
            row::{Custody, Item, Passed},
            words::CustodyStep,
        },
        office::who::Actor,
    },
    store::{Dir, Read, Tx},
};

/// The most papers carried for one item.
const PAPERS_MOST: usize = 30;
/// The longest name of a paper, in characters.
const NAME_MOST: usize = 60;

/// Every paper carried for an item, oldest first.
pub fn carried(read: &impl Read, item: Id<Item>) -> Result<Vec<Custody>, Failure> {
    read.list(&Custody::BY_ITEM.under(item), Dir::Forward, PAPERS_MOST + 1)
}

/// Takes papers from the resident; gives back their names for the history.
pub(in crate::domain::matters::items) fn take(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    names: &[String],
    note: &str,
    at: Stamp,
) -> Result<String, Failure> {
    let names: Vec<&str> = names.iter().map(|n| n.trim()).filter(|n| !n.is_empty()).collect();
    if names.is_empty() || names.iter().any(|n| n.chars().count() > NAME_MOST || n.chars().any(char::is_control)) {
        return Err(Failure::field("papers", "item-papers-required"));
    }
    if carried(tx, item.id)?.len() + names.len() > PAPERS_MOST {
        return Err(Failure::field("papers", "item-papers-many"));
    }
    for name in &names {
        let steps = vec![Passed { step: CustodyStep::Taken, by, at, note: note.to_owned() }];
        let id = tx.next_id()?;
        tx.put(&Custody { id, item: item.id, name: (*name).to_owned(), steps })?;
        item.papers_out = item.papers_out.saturating_add(1);
    }
    Ok(names.join("、"))
}

/// Passes a paper on; gives back its name for the history.
pub(in crate::domain::matters::items) fn pass(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    which: Option<Id<Custody>>,
    step: CustodyStep,
    note: &str,
    at: Stamp,
) -> Result<String, Failure> {
    let which = which.ok_or(Failure::field("paper", "item-paper-required"))?;
    // Each step once, and none after the return.
    let can = |c: &Custody| c.item == item.id && c.step() < step;
    let mut paper = tx.find(which)?.filter(can).ok_or(Failure::field("paper", "item-paper-required"))?;
    paper.steps.push(Passed { step, by, at, note: note.to_owned() });
    if step == CustodyStep::Returned {
        item.papers_out = item.papers_out.saturating_sub(1);
    }
    tx.put(&paper)?;
    Ok(paper.name)
}
