//! The first visit, and the way back in when the administrator's password is lost.
use super::{commands::words_of, log, signin::end_sessions};
use crate::{
    base::{Failure, Name, Phone, Stamp},
    domain::office::{
        audit,
        settings::Settings,
        who::{Account, Actor, Right, Role, Shape, Shaped, Staff},
    },
    store::{Read, Tx},
};

/// The first administrator.
#[derive(Clone, Debug)]
pub struct First {
    pub name: Name,
    pub phone: Option<Phone>,
    pub title: String,
    /// Sign-in name.
    pub login: String,
    pub password: String,
}

/// Sets the office up: settings, first administrator, audit. Only the first of two visitors wins.
///
/// # Errors
/// `Refused(setup-done)` when it has been done.
pub fn set_up(tx: &mut Tx<'_>, settings: &Settings, first: First, at: Stamp) -> Result<Account, Failure> {
    if Settings::load(tx)?.is_some() || tx.rows::<Account>()? > 0 {
        return Err(Failure::refused("setup-done"));
    }
    settings.save(tx)?;
    let staff = tx.next_id()?;
    tx.put(&Staff {
        id: staff,
        name: first.name,
        phone: first.phone,
        title: first.title,
        department: String::new(),
        left: None,
    })?;
    let id = tx.next_id()?;
    let account = Account {
        id,
        staff,
        login: first.login,
        password: first.password,
        roles: vec![Role::Administrator],
        failures: 0,
        locked_until: None,
        must_change: false,
        disabled: false,
        created: at,
        shaped: None,
    };
    tx.put(&account)?;
    let me = Actor::Account(id);
    audit::note(tx, me, at, log::OFFICE_SET_UP, Some(Settings::ID), "")?;
    audit::note(tx, me, at, log::ACCOUNT_CREATE, Some(id), &words_of(&account.roles))?;
    Ok(account)
}

/// Gives an administrator a new password by the recovery code, which has been compared before and is replaced. `was` is
/// the hash that it was compared with: of two who use the code at once, one wins.
///
/// # Errors
/// `Invalid` when the name is no administrator's; `Refused` when the code has been used meanwhile.
pub fn recover(
    tx: &mut Tx<'_>,
    login: &str,
    was: &str,
    password: String,
    next_code: String,
    at: Stamp,
) -> Result<Account, Failure> {
    let mut settings = Settings::load(tx)?.ok_or(Failure::NotFound)?;
    if settings.recovery != was {
        return Err(Failure::refused("recovery-used"));
    }
    let account = tx.by(&Account::BY_LOGIN, &login.to_owned())?;
    let mut account =
        account.filter(|a| a.may(Right::ManageUsers)).ok_or(Failure::field("login", "recovery-no-administrator"))?;
    settings.recovery = next_code;
    settings.save(tx)?;
    (account.password, account.must_change) = (password, false);
    (account.failures, account.locked_until) = (0, None);
    account.shaped = Some(Shaped { how: Shape::Reset, by: Actor::System, at });
    tx.put(&account)?;
    end_sessions(tx, account.id, None)?;
    audit::note(tx, Actor::Account(account.id), at, log::ACCOUNT_RECOVER, Some(account.id), "")?;
    Ok(account)
}

/// Replaces the recovery code.
///
/// # Errors
/// `NotFound` before the office is set up.
pub fn replace_recovery(tx: &mut Tx<'_>, by: Actor, code: String, at: Stamp) -> Result<(), Failure> {
    let mut settings = Settings::load(tx)?.ok_or(Failure::NotFound)?;
    settings.recovery = code;
    settings.save(tx)?;
    audit::note(tx, by, at, log::OFFICE_RECOVERY, Some(Settings::ID), "")
}
