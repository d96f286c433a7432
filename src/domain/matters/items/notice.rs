//! Notices (提醒): what happened to an item that somebody should know of, until seen.
use serde::{Deserialize, Serialize};

use super::{Action, Item};
use crate::{
    base::{Failure, Id, Stamp},
    domain::office::who::Account,
    store::{Counter, Cursor, Dir, Index, IndexOf, Page, Read, Row, Tally, Tx},
};

/// Notices not seen yet, by account.
pub const UNSEEN: Counter<Id<Account>> = Counter::new(34);

/// One notice to one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Number.
    pub id: Id<Notice>,
    /// To.
    pub to: Id<Account>,
    /// About this item.
    pub item: Id<Item>,
    /// What was done to it.
    pub action: Action,
    /// When.
    pub at: Stamp,
    /// Seen at.
    pub seen: Option<Stamp>,
}

impl Notice {
    /// By account and time.
    pub const BY_ACCOUNT: Index<Notice, (Id<Account>, Stamp)> = Index::many(1, "notice.account", |n| vec![(n.to, n.at)]);
    /// Not seen yet, by account and item: opening the item's page sees all of it.
    pub const UNSEEN_BY_ITEM: Index<Notice, (Id<Account>, Id<Item>)> =
        Index::many(2, "notice.unseen", |n| n.seen.is_none().then_some((n.to, n.item)).into_iter().collect());
    /// By time, to forget old ones.
    pub const BY_TIME: Index<Notice, Stamp> = Index::many(3, "notice.time", |n| vec![n.at]);
}

impl Row for Notice {
    const TAG: u8 = 0x2D;
    const NAME: &'static str = "notice";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Notice::BY_ACCOUNT, &Notice::UNSEEN_BY_ITEM, &Notice::BY_TIME]
    }
    fn tally(&self, tally: &mut Tally) {
        if self.seen.is_none() {
            tally.one(&UNSEEN, self.to);
        }
    }
}

/// Tells each of `to`, but never somebody of their own act.
pub(super) fn tell(
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
