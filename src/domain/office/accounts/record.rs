use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, Stamp},
    domain::office::who::Account,
    store::{Index, IndexOf, Row},
};

/// Somebody signed in. The cookie's token is not in the store, only its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: Id<Session>,
    /// SHA-256 of the cookie's token.
    pub token: [u8; 32],
    pub account: Id<Account>,
    pub started: Stamp,
    /// Last request, to within a minute.
    pub seen: Stamp,
}

impl Session {
    /// By token.
    pub const BY_TOKEN: Index<Session, [u8; 32]> = Index::unique(1, "session.token", |s| vec![s.token]);
    /// By account, to end all of one person's sessions.
    pub const BY_ACCOUNT: Index<Session, Id<Account>> = Index::many(2, "session.account", |s| vec![s.account]);
    /// By last request, to sweep.
    pub const BY_SEEN: Index<Session, Stamp> = Index::many(3, "session.seen", |s| vec![s.seen]);
}

impl Row for Session {
    const TAG: u8 = 0x14;
    const NAME: &'static str = "session";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Session::BY_TOKEN, &Session::BY_ACCOUNT, &Session::BY_SEEN]
    }
}
