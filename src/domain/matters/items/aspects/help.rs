//! Help asked of others (协办): one lead owns the item, every helper gives an answer of its own.
use super::{
    deed::{Deed, Done},
    hands,
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::items::row::{Help, Item},
        office::who::{Account, Actor, Right},
    },
    store::{Dir, Read, Tx},
};

/// The most requests on one item.
const HELPS_MOST: usize = 30;

/// Every request on an item, oldest first.
pub fn helps(read: &impl Read, item: Id<Item>) -> Result<Vec<Help>, Failure> {
    read.list(&Help::BY_ITEM.under(item), Dir::Forward, HELPS_MOST + 1)
}

/// The request on an item that waits for this account.
pub(in crate::domain::matters::items) fn waiting(
    read: &impl Read,
    item: &Item,
    account: Id<Account>,
) -> Result<Option<Help>, Failure> {
    if item.helps == 0 {
        return Ok(None);
    }
    Ok(helps(read, item.id)?.into_iter().find(|h| h.account == account && h.waits()))
}

/// Asks each of those chosen; whoever is asked already, or owns the item, is not asked. Gives back who was.
fn ask_each(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Vec<Id<Account>>, Failure> {
    let there = helps(tx, deed.item.id)?;
    let mut new = Vec::new();
    for account in &deed.details.participants {
        let known = new.contains(account) || there.iter().any(|h| h.account == *account && h.waits());
        if known || deed.item.owner == Some(*account) {
            continue;
        }
        if !tx.find(*account)?.is_some_and(|a| a.may(Right::Handle)) {
            return Err(Failure::field("participants", "item-recipient-unfit"));
        }
        new.push(*account);
    }
    if there.len() + new.len() > HELPS_MOST {
        return Err(Failure::field("participants", "item-participants-many"));
    }
    for account in new.iter().copied() {
        let (id, asked) = (tx.next_id()?, deed.note().to_owned());
        let (item, by, at) = (deed.item.id, deed.by, deed.at);
        tx.put(&Help { id, item, account, asked, by, at, answer: None, cancelled: None })?;
        deed.item.helps = deed.item.helps.saturating_add(1);
    }
    Ok(new)
}

/// Asks those chosen.
pub(in crate::domain::matters::items) fn ask(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let asked = ask_each(tx, deed)?;
    if asked.is_empty() {
        return Err(Failure::field("participants", "item-participants-count"));
    }
    Ok(Done::told(asked))
}

/// Given to a lead, and those chosen help from the beginning.
pub(in crate::domain::matters::items) fn dispatch(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let mut done = hands::give(deed)?;
    done.tell.extend(ask_each(tx, deed)?);
    Ok(done)
}

/// Gives one's own answer.
pub(in crate::domain::matters::items) fn answer(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let mut help = waiting(tx, deed.item, deed.account()?)?.ok_or(Failure::NotAllowed)?;
    help.answer = Some((deed.at, deed.note().to_owned()));
    deed.item.helps = deed.item.helps.saturating_sub(1);
    tx.put(&help)?;
    Ok(Done::told(deed.item.owner))
}

/// Takes one request back.
pub(in crate::domain::matters::items) fn cancel(tx: &mut Tx<'_>, deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let missing = || Failure::field("help", "item-help-required");
    let open = |h: &Help| h.item == deed.item.id && h.waits();
    let mut help = tx.find(deed.details.help.ok_or_else(missing)?)?.filter(open).ok_or_else(missing)?;
    help.cancelled = Some((deed.by, deed.at));
    deed.item.helps = deed.item.helps.saturating_sub(1);
    tx.put(&help)?;
    Ok(Done::default())
}

/// Takes every request back that waits: the item has ended without it.
pub(in crate::domain::matters::items) fn cancel_all(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    at: Stamp,
) -> Result<(), Failure> {
    if item.helps == 0 {
        return Ok(());
    }
    for help in helps(tx, item.id)?.into_iter().filter(Help::waits) {
        tx.put(&Help { cancelled: Some((by, at)), ..help })?;
    }
    item.helps = 0;
    Ok(())
}
