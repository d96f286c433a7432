//! Signing in, out, and what a wrong password does.
use super::{Session, log};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        noun::MOVED_MOST,
        office::{
            audit,
            who::{Account, Actor},
        },
    },
    store::{Dir, Read, Tx},
};

/// The most sessions of one account that are ended at once.
const SESSIONS_MOST: usize = 1_000;

/// The brake on an account whose password is guessed from many places: when it closes to strange devices, and for how long.
/// The tries of one place are counted before this, and close the account to that place only.
#[derive(Clone, Copy, Debug)]
pub struct Brake {
    /// Wrong passwords in a row, from strange devices.
    pub tries: u8,
    /// Seconds.
    pub seconds: i64,
}

/// How an attempt to sign in ended. A visitor is told only whether it is `In`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// Signed in; whether the password must be changed first.
    In {
        /// The password is an initial one.
        must_change: bool,
    },
    /// Unknown name, wrong password, closed or locked account.
    No,
}

/// Notes an attempt: `fits` says whether the password was the account's. The session is made under the token's hash. A
/// device that this account has signed in from before has no brake: nobody shuts people out by guessing elsewhere.
///
/// # Errors
/// When the store cannot be read or written.
pub fn sign_in(
    tx: &mut Tx<'_>,
    login: &str,
    fits: bool,
    token: [u8; 32],
    brake: Option<Brake>,
    at: Stamp,
) -> Result<SignIn, Failure> {
    let Some(mut account) = tx.by(&Account::BY_LOGIN, &login.to_owned())? else {
        // What was typed may be a password in the wrong box: it is not written down.
        audit::note::<Account>(tx, Actor::System, at, log::ACCOUNT_SIGN_IN_FAILED, None, "")?;
        return Ok(SignIn::No);
    };
    let me = Actor::Account(account.id);
    let locked = brake.is_some() && account.locked_until.is_some_and(|until| at < until);
    if locked || account.disabled {
        audit::note(tx, me, at, log::ACCOUNT_SIGN_IN_REFUSED, Some(account.id), "")?;
        return Ok(SignIn::No);
    }
    if !fits {
        let mut action = log::ACCOUNT_SIGN_IN_FAILED;
        if let Some(brake) = brake {
            account.failures = account.failures.saturating_add(1);
            if account.failures >= brake.tries {
                account.failures = 0;
                account.locked_until = Some(at.plus_seconds(brake.seconds));
                action = log::ACCOUNT_LOCKED;
            }
            tx.put(&account)?;
        }
        audit::note(tx, me, at, action, Some(account.id), "")?;
        return Ok(SignIn::No);
    }
    (account.failures, account.locked_until) = (0, None);
    tx.put(&account)?;
    let id = tx.next_id::<Session>()?;
    tx.put(&Session { id, token, account: account.id, started: at, seen: at })?;
    audit::note(tx, me, at, log::ACCOUNT_SIGN_IN, Some(account.id), "")?;
    Ok(SignIn::In { must_change: account.must_change })
}

/// Ends a session.
///
/// # Errors
/// When the store cannot be written.
pub fn sign_out(tx: &mut Tx<'_>, account: Id<Account>, session: Id<Session>, at: Stamp) -> Result<(), Failure> {
    tx.delete(session)?;
    audit::note(tx, Actor::Account(account), at, log::ACCOUNT_SIGN_OUT, Some(account), "")
}

/// Ends every session of an account but `keep`.
///
/// # Errors
/// When the store cannot be written.
pub fn end_sessions(tx: &mut Tx<'_>, account: Id<Account>, keep: Option<Id<Session>>) -> Result<(), Failure> {
    for session in tx.list(&Session::BY_ACCOUNT.under(account), Dir::Forward, SESSIONS_MOST)? {
        if Some(session.id) != keep {
            tx.delete(session.id)?;
        }
    }
    Ok(())
}

/// Removes at most so many sessions that nobody has used since `before`.
///
/// # Errors
/// When the store cannot be written.
pub fn forget_idle(tx: &mut Tx<'_>, before: Stamp, most: usize) -> Result<usize, Failure> {
    let old = tx.list(&Session::BY_SEEN.between(Stamp(i64::MIN), before), Dir::Forward, most)?;
    for session in &old {
        tx.delete(session.id)?;
    }
    Ok(old.len())
}

/// Moves when sessions were last used with the house's clock.
///
/// # Errors
/// When the store cannot be written.
pub fn move_sessions(tx: &mut Tx<'_>, by: i64) -> Result<(), Failure> {
    for session in tx.list(&Session::BY_SEEN.all(), Dir::Backward, MOVED_MOST)? {
        tx.put(&Session { seen: session.seen.plus_millis(by), ..session })?;
    }
    Ok(())
}

/// The same for when closed accounts are opened again.
///
/// # Errors
/// When the store cannot be written.
pub fn move_locks(tx: &mut Tx<'_>, by: i64) -> Result<(), Failure> {
    for account in tx.list(&Account::BY_LOCKED.all(), Dir::Backward, MOVED_MOST)? {
        let locked_until = account.locked_until.map(|until| until.plus_millis(by));
        tx.put(&Account { locked_until, ..account })?;
    }
    Ok(())
}
