//! Who did what to what, and why: every change and every look at a sealed number. Append-only; kept at least six months (等保).
mod daily;
pub mod log;
mod noun;
mod queries;

pub use crate::domain::noun::{Action, text_of};
pub use daily::{note_daily, noted_today};
pub use noun::NOUN;
pub use queries::{Filter, lines};

use serde::{Deserialize, Serialize};

use super::who::{Account, Actor};
use crate::{
    base::{Failure, Id, Stamp},
    store::{Index, IndexOf, Row, Tx},
};

/// One line of the audit log. Holds no personal data itself: subjects are named by table and number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number, in order of time.
    pub id: Id<Entry>,
    pub at: Stamp,
    pub actor: Actor,
    /// What was done: `item.accept`, `resident.reveal`, `account.signin`. The text `audit-item-accept` says it in words.
    pub action: String,
    /// The subject's table and number.
    pub subject: Option<(String, u64)>,
    /// Stated purpose or a short detail, without personal data.
    pub detail: String,
}

impl Entry {
    /// By time.
    pub const BY_TIME: Index<Entry, Stamp> = Index::many(1, "audit.time", |e| vec![e.at]);
    /// By subject and time: who looked at this.
    pub const BY_SUBJECT: Index<Entry, (String, u64)> =
        Index::many(2, "audit.subject", |e| e.subject.clone().into_iter().collect());
    /// By account and time: what someone did.
    pub const BY_ACCOUNT: Index<Entry, Id<Account>> =
        Index::many(3, "audit.account", |e| e.actor.account().into_iter().collect());
    /// By action and time.
    pub const BY_ACTION: Index<Entry, String> = Index::many(4, "audit.action", |e| vec![e.action.clone()]);
}

impl Row for Entry {
    const TAG: u8 = 0x11;
    const NAME: &'static str = "audit";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Entry::BY_TIME, &Entry::BY_SUBJECT, &Entry::BY_ACCOUNT, &Entry::BY_ACTION]
    }
}

/// Writes one line, in the same write as what it tells of.
pub fn note<R: Row>(
    tx: &mut Tx<'_>,
    actor: Actor,
    at: Stamp,
    action: Action,
    subject: Option<Id<R>>,
    detail: &str,
) -> Result<(), Failure> {
    let id = tx.next_id::<Entry>()?;
    let subject = subject.map(|s| (R::NAME.to_owned(), s.raw()));
    tx.put(&Entry { id, at, actor, action: action.to_string(), subject, detail: detail.to_owned() })
}
