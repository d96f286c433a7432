//! Notices (提醒): what happened to an item that somebody should know of, until seen.
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::items::{
            row::{Item, Notice, UNSEEN},
            words::Action,
        },
        office::who::Account,
    },
    store::{Cursor, Dir, Page, Read, Tx},
};

/// Tells each of `to`, but never somebody of their own act.
pub(in crate::domain::matters::items) fn tell(
    tx: &mut Tx<'_>,
    item: &Item,
    action: Action,
    by: Option<Id<Account>>,
    to: impl IntoIterator<Item = Id<Account>>,
    at: Stamp,
) -> Result<(), Failure> {
    let mut told = Vec::new();
    for account in to {
        if Some(account) == by || told.contains(&account) {
            continue;
        }
        told.push(account);
        let id = tx.next_id()?;
        tx.put(&Notice { id, to: account, item: item.id, action, at, seen: None })?;
    }
    Ok(())
}

/// An account's notices, newest first.
pub fn notices(read: &impl Read, to: Id<Account>, cursor: Option<&Cursor>, limit: usize) -> Result<Page<Notice>, Failure> {
    read.page(&Notice::BY_ACCOUNT.under(to), Dir::Backward, cursor, limit)
}

/// How many an account has not seen.
pub fn unseen(read: &impl Read, to: Id<Account>) -> Result<i64, Failure> {
    read.count(&UNSEEN, &to)
}

/// Whether an account has an unseen notice about an item.
pub fn has_unseen(read: &impl Read, to: Id<Account>, item: Id<Item>) -> Result<bool, Failure> {
    Ok(!read.list(&Notice::UNSEEN_BY_ITEM.under((to, item)), Dir::Forward, 1)?.is_empty())
}

/// Marks an account's notices as seen: those about one item, or the oldest hundred of all.
pub fn see(tx: &mut Tx<'_>, to: Id<Account>, item: Option<Id<Item>>, at: Stamp) -> Result<usize, Failure> {
    let range = match item {
        Some(item) => Notice::UNSEEN_BY_ITEM.under((to, item)),
        None => Notice::UNSEEN_BY_ITEM.under(to),
    };
    let rows = tx.list(&range, Dir::Forward, 100)?;
    for notice in &rows {
        tx.put(&Notice { seen: Some(at), ..notice.clone() })?;
    }
    Ok(rows.len())
}

/// Forgets at most `most` notices older than `before`, seen or not; returns how many.
pub fn forget_notices(tx: &mut Tx<'_>, before: Stamp, most: usize) -> Result<usize, Failure> {
    let old = tx.list(&Notice::BY_TIME.between(Stamp(i64::MIN), before), Dir::Forward, most)?;
    for notice in &old {
        tx.delete::<Notice>(notice.id)?;
    }
    Ok(old.len())
}
