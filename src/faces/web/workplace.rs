//! Whether the office works where a request comes from: somebody is signed in on the device, or was at its address today.
use actix_web::HttpRequest;
use sha2::{Digest, Sha256};

use super::address;
use crate::{
    app::App,
    base::Failure,
    domain::office::{accounts::Session, who::Account},
    store::Read,
};

/// The cookie of the office site's and the field pages' sessions.
pub const SESSION_COOKIE: &str = "lx_staff";

/// The hash under which a session's token is stored.
pub fn session_token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The session of a request that lives, and whose it is.
///
/// # Errors
/// When the store cannot be read.
pub fn session_of(app: &App, req: &HttpRequest) -> Result<Option<(Session, Account)>, Failure> {
    let Some(token) = req.cookie(SESSION_COOKIE) else { return Ok(None) };
    let Some(session) = app.store.by(&Session::BY_TOKEN, &session_token_hash(token.value()))? else { return Ok(None) };
    Ok(account_of(app, &session)?.map(|account| (session, account)))
}

/// The account of a session that has not been left alone too long, unless it is closed.
///
/// # Errors
/// When the store cannot be read.
pub fn account_of(app: &App, session: &Session) -> Result<Option<Account>, Failure> {
    let idle = i64::from(app.config.office.session_minutes) * 60;
    if !app.clock.now().still(session.seen, idle) {
        return Ok(None);
    }
    Ok(app.store.find(session.account)?.filter(|a| !a.disabled))
}

/// Whether the office works here.
///
/// # Errors
/// When the store cannot be read.
pub fn works_on_this_device(app: &App, req: &HttpRequest) -> Result<bool, Failure> {
    Ok(session_of(app, req)?.is_some())
}

/// Whether somebody of the office was signed in at this address today.
pub fn works_at_this_address(app: &App, req: &HttpRequest) -> bool {
    app.workplaces.knows(&address(req), app.clock.now())
}
