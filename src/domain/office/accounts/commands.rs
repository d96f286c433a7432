//! The accounts' own life. Passwords come hashed: hashing is slow and done before the write.
use super::{Session, log, signin::end_sessions};
use crate::{
    base::{Failure, FieldErrors, Id, Reason, Stamp},
    domain::office::{
        audit,
        who::{Account, Actor, Right, Role, Shape, Shaped, Staff},
    },
    store::{Range, Read, Tx},
};

/// A sign-in name: 2–32 lower-case letters, digits, dots, hyphens or underscores, a letter or digit first; or Chinese
/// characters.
pub fn login_of(typed: &str) -> Option<String> {
    let s = typed.trim().to_lowercase();
    let ok = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let n = s.chars().count();
    let begins = s.chars().next().is_some_and(char::is_alphanumeric);
    (begins && (2..=32).contains(&n) && s.chars().all(ok)).then_some(s)
}

/// Roles as typed, each once, in the order of the table.
pub fn roles_of<'a>(keys: impl Iterator<Item = &'a str>) -> Option<Vec<Role>> {
    let mut roles = keys.map(Role::parse).collect::<Option<Vec<_>>>()?;
    roles.sort_unstable();
    roles.dedup();
    (!roles.is_empty()).then_some(roles)
}

/// Makes an account for somebody on the staff list, with an initial password that must be changed.
///
/// # Errors
/// `Invalid` when the name is taken, the person has an account, or no role is given.
pub fn create(
    tx: &mut Tx<'_>,
    by: Actor,
    staff: Id<Staff>,
    login: &str,
    roles: Vec<Role>,
    password: String,
    at: Stamp,
) -> Result<Account, Failure> {
    tx.get(staff)?;
    if roles.is_empty() {
        return Err(Failure::field("roles", "account-role-required"));
    }
    if tx.by(&Account::BY_LOGIN, &login.to_owned())?.is_some() {
        return Err(Failure::field("login", "account-login-taken"));
    }
    if tx.by(&Account::BY_STAFF, &staff)?.is_some() {
        return Err(Failure::refused("account-exists"));
    }
    let id = tx.next_id()?;
    let detail = words_of(&roles);
    let account = Account {
        id,
        staff,
        login: login.to_owned(),
        password,
        roles,
        failures: 0,
        locked_until: None,
        must_change: true,
        disabled: false,
        created: at,
        shaped: Some(Shaped { how: Shape::Created, by, at }),
    };
    tx.put(&account)?;
    audit::note(tx, by, at, log::ACCOUNT_CREATE, Some(id), &detail)?;
    Ok(account)
}

/// Gives other roles. Nobody changes their own, and one administrator stays.
///
/// # Errors
/// `Refused` with the rule that stands against it.
pub fn set_roles(tx: &mut Tx<'_>, by: &Account, id: Id<Account>, roles: Vec<Role>, at: Stamp) -> Result<Account, Failure> {
    let mut account: Account = tx.get(id)?;
    if roles == account.roles {
        return Ok(account);
    }
    if roles.is_empty() {
        return Err(Failure::field("roles", "account-role-required"));
    }
    not_oneself(by, id)?;
    let detail = format!("{} → {}", words_of(&account.roles), words_of(&roles));
    account.roles = roles;
    account.shaped = Some(Shaped { how: Shape::Roles, by: Actor::Account(by.id), at });
    keep_one_administrator(tx, &account)?;
    tx.put(&account)?;
    audit::note(tx, Actor::Account(by.id), at, log::ACCOUNT_ROLES, Some(id), &detail)?;
    Ok(account)
}

/// Closes an account or opens it again. Closing ends its sessions.
///
/// # Errors
/// `Refused` for one's own and for the last administrator.
pub fn set_disabled(tx: &mut Tx<'_>, by: &Account, id: Id<Account>, disabled: bool, at: Stamp) -> Result<Account, Failure> {
    let mut account: Account = tx.get(id)?;
    not_oneself(by, id)?;
    if account.disabled == disabled {
        return Ok(account);
    }
    account.disabled = disabled;
    if !disabled {
        account.shaped = Some(Shaped { how: Shape::Opened, by: Actor::Account(by.id), at });
    }
    keep_one_administrator(tx, &account)?;
    tx.put(&account)?;
    end_sessions(tx, id, None)?;
    let action = if disabled { log::ACCOUNT_DISABLE } else { log::ACCOUNT_ENABLE };
    audit::note(tx, Actor::Account(by.id), at, action, Some(id), "")?;
    Ok(account)
}

/// Lets somebody try again who had too many wrong passwords.
///
/// # Errors
/// When the store cannot be written.
pub fn unlock(tx: &mut Tx<'_>, by: Actor, id: Id<Account>, at: Stamp) -> Result<Account, Failure> {
    let mut account: Account = tx.get(id)?;
    (account.failures, account.locked_until) = (0, None);
    tx.put(&account)?;
    audit::note(tx, by, at, log::ACCOUNT_UNLOCK, Some(id), "")?;
    Ok(account)
}

/// Gives a new initial password and ends all sessions. One's own is changed with the old one instead.
///
/// # Errors
/// `Refused` for one's own account.
pub fn reset(tx: &mut Tx<'_>, by: &Account, id: Id<Account>, password: String, at: Stamp) -> Result<Account, Failure> {
    not_oneself(by, id)?;
    let mut account: Account = tx.get(id)?;
    (account.password, account.must_change) = (password, true);
    (account.failures, account.locked_until) = (0, None);
    account.shaped = Some(Shaped { how: Shape::Reset, by: Actor::Account(by.id), at });
    tx.put(&account)?;
    end_sessions(tx, id, None)?;
    audit::note(tx, Actor::Account(by.id), at, log::ACCOUNT_RESET, Some(id), "")?;
    Ok(account)
}

/// Changes one's own password and ends the other sessions. The old one has been compared before.
///
/// # Errors
/// When the store cannot be written.
pub fn change_password(
    tx: &mut Tx<'_>,
    id: Id<Account>,
    session: Id<Session>,
    password: String,
    at: Stamp,
) -> Result<(), Failure> {
    let mut account: Account = tx.get(id)?;
    (account.password, account.must_change) = (password, false);
    tx.put(&account)?;
    end_sessions(tx, id, Some(session))?;
    audit::note(tx, Actor::Account(id), at, log::ACCOUNT_PASSWORD, Some(id), "")
}

pub(super) fn words_of(roles: &[Role]) -> String {
    roles.iter().map(|r| r.key()).collect::<Vec<_>>().join(" ")
}

fn not_oneself(by: &Account, id: Id<Account>) -> Result<(), Failure> {
    if by.id == id { Err(Failure::refused("account-own")) } else { Ok(()) }
}

/// Refuses a change after which no open account could manage accounts. Accounts are few and changes rare: all are read.
fn keep_one_administrator(tx: &Tx<'_>, changed: &Account) -> Result<(), Failure> {
    let mut left = changed.may(Right::ManageUsers);
    tx.each(&Range::<Account>::table(), |a| {
        left |= a.id != changed.id && a.may(Right::ManageUsers);
        Ok(())
    })?;
    if left { Ok(()) } else { Err(Failure::refused("account-last-administrator")) }
}

/// The field errors of a new password.
pub fn check_new_password(field: &str, login: &str, password: &str) -> Result<(), Failure> {
    match super::password::weakness(login, password) {
        Some(reason) => Err(Failure::Invalid(FieldErrors::one(field, reason))),
        None if password.is_empty() => Err(Failure::Invalid(FieldErrors::one(field, Reason::new("field-required")))),
        None => Ok(()),
    }
}
