//! Help asked of others (协办): one lead owns the item, every helper gives an answer of its own.
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

/// Asks each of `of`; whoever is asked already, or owns the item, is not asked. Gives back who was.
pub(in crate::domain::matters::items) fn ask(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    of: &[Id<Account>],
    asked: &str,
    at: Stamp,
) -> Result<Vec<Id<Account>>, Failure> {
    let there = helps(tx, item.id)?;
    let mut new = Vec::new();
    for account in of {
        let known = new.contains(account) || there.iter().any(|h| h.account == *account && h.waits());
        if known || item.owner == Some(*account) {
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
    for account in &new {
        let id = tx.next_id()?;
        let asked = asked.to_owned();
        tx.put(&Help { id, item: item.id, account: *account, asked, by, at, answer: None, cancelled: None })?;
        item.helps = item.helps.saturating_add(1);
    }
    Ok(new)
}

/// Gives one's own answer.
pub(in crate::domain::matters::items) fn answer(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Id<Account>,
    words: &str,
    at: Stamp,
) -> Result<(), Failure> {
    let mut help = waiting(tx, item, by)?.ok_or(Failure::NotAllowed)?;
    help.answer = Some((at, words.to_owned()));
    item.helps = item.helps.saturating_sub(1);
    tx.put(&help)
}

/// Takes one request back.
pub(in crate::domain::matters::items) fn cancel(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    which: Option<Id<Help>>,
    at: Stamp,
) -> Result<(), Failure> {
    let open = |h: &Help| h.item == item.id && h.waits();
    let which = which.ok_or(Failure::field("help", "item-help-required"))?;
    let mut help = tx.find(which)?.filter(open).ok_or(Failure::field("help", "item-help-required"))?;
    help.cancelled = Some((by, at));
    item.helps = item.helps.saturating_sub(1);
    tx.put(&help)
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
