use serde::{Deserialize, Serialize};

use super::{Right, Role};
use crate::{
    base::{Failure, Id, Name, Phone, Stamp, words},
    domain::{noun::Doer, reader::Reader},
    store::{Index, IndexOf, Row, from_raw},
};

/// A person who serves: committee member, grid worker, volunteer, department handler. May or may not have an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    pub id: Id<Staff>,
    pub name: Name,
    /// Telephone for residents, printed on receipts and contact cards.
    pub phone: Option<Phone>,
    /// Title, free text: 社区党委书记, 专职网格员.
    pub title: String,
    /// Department for department handlers, else empty.
    pub department: String,
    /// No longer serves since.
    pub left: Option<Stamp>,
}

impl Staff {
    /// By name.
    pub const BY_NAME: Index<Staff, String> = Index::many(1, "staff.name", |s| vec![s.name.as_str().to_owned()]);
}

impl Row for Staff {
    const TAG: u8 = 0x12;
    const NAME: &'static str = "staff";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Staff::BY_NAME]
    }
}

/// One person's way in. There is no default account and none is shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: Id<Account>,
    /// Whose it is.
    pub staff: Id<Staff>,
    /// Sign-in name, lower case.
    pub login: String,
    /// Argon2id in PHC format.
    pub password: String,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// Wrong passwords in a row, from devices it was never signed in from.
    pub failures: u8,
    /// No sign-in before, from such devices.
    pub locked_until: Option<Stamp>,
    /// The password must be changed at the next sign-in.
    pub must_change: bool,
    /// Closed by the administrator.
    pub disabled: bool,
    /// Made at.
    pub created: Stamp,
    /// What somebody last made of the account, so that nobody speaks as a second person through one that they made
    /// themselves; none for accounts of earlier programs.
    pub shaped: Option<Shaped>,
}

words! {
    /// What may be made of an account by another; `shaped-…` is the text.
    pub enum Shape {
        /// Made.
        Created = 0 "created",
        /// Given other roles.
        Roles = 1 "roles",
        /// Given a new password.
        Reset = 2 "reset",
        /// Opened again after it was closed.
        Opened = 3 "opened",
    }
}

/// What was made of an account, by whom and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shaped {
    pub how: Shape,
    /// Who did it; the office's own start is the system's.
    pub by: Actor,
    pub at: Stamp,
}

impl Account {
    /// By sign-in name.
    pub const BY_LOGIN: Index<Account, String> = Index::unique(1, "account.login", |a| vec![a.login.clone()]);
    /// Those that were closed to strange devices, by when that ends: for the desk of who looks after accounts.
    pub const BY_LOCKED: Index<Account, Stamp> = Index::many(3, "account.locked", |a| a.locked_until.into_iter().collect());
    /// By when somebody last made something of it: for who leads.
    pub const BY_SHAPED: Index<Account, Stamp> = Index::many(4, "account.shaped", |a| a.shaped.iter().map(|s| s.at).collect());
    /// By person: one account each.
    pub const BY_STAFF: Index<Account, Id<Staff>> = Index::unique(2, "account.staff", |a| vec![a.staff]);

    /// Whether one of the roles has the right.
    pub fn may(&self, right: Right) -> bool {
        !self.disabled && self.roles.iter().any(|r| r.has(right))
    }
}

/// Version 1, before an account said who made it.
#[derive(Deserialize)]
struct Account1 {
    id: Id<Account>,
    staff: Id<Staff>,
    login: String,
    password: String,
    roles: Vec<Role>,
    failures: u8,
    locked_until: Option<Stamp>,
    must_change: bool,
    disabled: bool,
    created: Stamp,
}

impl From<Account1> for Account {
    fn from(a: Account1) -> Self {
        Account {
            id: a.id,
            staff: a.staff,
            login: a.login,
            password: a.password,
            roles: a.roles,
            failures: a.failures,
            locked_until: a.locked_until,
            must_change: a.must_change,
            disabled: a.disabled,
            created: a.created,
            shaped: None,
        }
    }
}

impl Row for Account {
    const TAG: u8 = 0x13;
    const NAME: &'static str = "account";
    const VERSION: u8 = 2;
    fn upgrade(from: u8, raw: &[u8]) -> Result<Self, Failure> {
        match from {
            1 => from_raw::<Account1>(Self::NAME, raw).map(Account::from),
            _ => Err(Failure::broken(format!("{}: row version {from} is not known", Self::NAME))),
        }
    }
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Account::BY_LOGIN, &Account::BY_STAFF, &Account::BY_LOCKED, &Account::BY_SHAPED]
    }
}

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// Someone signed in.
    Account(Id<Account>),
    /// A resident at a terminal.
    Terminal,
    /// A resident with a receipt or a phone page.
    Resident,
    /// A job, an import from the command line, or first start.
    System,
}

impl Actor {
    /// The account, if it is one.
    pub const fn account(self) -> Option<Id<Account>> {
        match self {
            Actor::Account(id) => Some(id),
            _ => None,
        }
    }
}

impl From<Actor> for Doer {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Account(id) => Doer::Account(id.raw()),
            Actor::Terminal => Doer::Text("actor-terminal"),
            Actor::Resident => Doer::Text("actor-resident"),
            Actor::System => Doer::Text("actor-system"),
        }
    }
}

impl Reader {
    /// The reader as the actor of a write.
    pub const fn actor(&self) -> Actor {
        Actor::Account(Id::new(self.account))
    }
}
