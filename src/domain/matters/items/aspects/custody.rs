//! Papers carried for residents who cannot come (代办): a chain of custody of every original, from the resident's hand back
//! into it.
use super::deed::{Deed, Done};
use crate::{
    base::{Failure, Id},
    domain::matters::items::{
        row::{Custody, Item, Passed},
        words::CustodyStep,
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

/// Takes papers from the resident; their names stand in the history.
pub(in crate::domain::matters::items) fn take(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let names: Vec<&str> = deed.details.papers.iter().map(|n| n.trim()).filter(|n| !n.is_empty()).collect();
    if names.is_empty() || names.iter().any(|n| n.chars().count() > NAME_MOST || n.chars().any(char::is_control)) {
        return Err(Failure::field("papers", "item-papers-required"));
    }
    if carried(tx, deed.item.id)?.len() + names.len() > PAPERS_MOST {
        return Err(Failure::field("papers", "item-papers-many"));
    }
    for name in &names {
        let id = tx.next_id()?;
        tx.put(&Custody { id, item: deed.item.id, name: (*name).to_owned(), steps: vec![passed(deed, CustodyStep::Taken)] })?;
        deed.item.papers_out = deed.item.papers_out.saturating_add(1);
    }
    Ok(Done::said(&format!("{} {}", names.join("、"), deed.note())))
}

/// Takes a paper to where it is needed.
pub(in crate::domain::matters::items) fn deliver(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    pass(tx, deed, CustodyStep::Delivered)
}

/// Gives a paper back into the resident's hand.
pub(in crate::domain::matters::items) fn give_back(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let done = pass(tx, deed, CustodyStep::Returned)?;
    deed.item.papers_out = deed.item.papers_out.saturating_sub(1);
    Ok(done)
}

fn passed(deed: &Deed<'_>, step: CustodyStep) -> Passed {
    Passed { step, by: deed.by, at: deed.at, note: deed.note().to_owned() }
}

/// Passes a paper on; its name stands in the history.
fn pass(tx: &mut Tx<'_>, deed: &Deed<'_>, step: CustodyStep) -> Result<Done, Failure> {
    let missing = || Failure::field("paper", "item-paper-required");
    // Each step once, and none after the return.
    let can = |c: &Custody| c.item == deed.item.id && c.step() < step;
    let mut paper = tx.find(deed.details.paper.ok_or_else(missing)?)?.filter(can).ok_or_else(missing)?;
    paper.steps.push(passed(deed, step));
    tx.put(&paper)?;
    Ok(Done::said(&format!("{} {}", paper.name, deed.note())))
}
