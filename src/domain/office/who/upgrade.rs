//! Accounts as earlier programs stored them.
use serde::Deserialize;

use super::{Account, Role, Staff};
use crate::{
    base::{Failure, Id, Stamp},
    store::from_raw,
};

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

/// Reads an account stored by an earlier program.
pub(super) fn account(from: u8, raw: &[u8]) -> Result<Account, Failure> {
    match from {
        1 => from_raw::<Account1>("account", raw).map(Account::from),
        _ => Err(Failure::broken(format!("account: row version {from} is not known"))),
    }
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
