//! Sessions: their cookie, how one begins, and what a new password must be.
use actix_web::cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    base::{Failure, Reason, random_token},
    domain::office::accounts::{self, Lockout, SignIn},
    faces::web::Form,
};

/// The cookie of the office site's and the field pages' sessions.
pub const SESSION_COOKIE: &str = "lx_staff";

/// The hash under which a session's token is stored.
pub fn session_token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The cookie of a session; it ends with the browser, and on the server after idle minutes.
pub fn session_cookie(token: &str) -> Cookie<'static> {
    Cookie::build(SESSION_COOKIE, token.to_owned()).path("/").http_only(true).same_site(SameSite::Strict).finish()
}

/// Makes a session for somebody whose password fitted.
pub async fn open_session(app: &App, login: String, fits: bool) -> Result<Option<(Cookie<'static>, bool)>, Failure> {
    let token = random_token()?;
    let hash = session_token_hash(&token);
    let conf = &app.config.office;
    let lockout = Lockout { tries: conf.lockout_tries, seconds: i64::from(conf.lockout_minutes) * 60 };
    let at = app.clock.now();
    let done = app.store.write(move |tx| accounts::sign_in(tx, &login, fits, hash, lockout, at)).await?;
    Ok(match done {
        SignIn::In { must_change } => Some((session_cookie(&token), must_change)),
        SignIn::No => None,
    })
}

/// Checks a new password and its repetition (`<field>-again`) beside their fields.
pub fn new_password(form: &mut Form, field: &str, login: &str) {
    let again = format!("{field}-again");
    let new = form.value(field).to_owned();
    if new.is_empty() {
        form.note(field, Reason::new("field-required"));
    } else if let Err(Failure::Invalid(errors)) = accounts::check_new_password(field, login, &new) {
        form.note_all(errors);
    } else if form.value(&again) != new {
        form.note(&again, Reason::new("password-differs"));
    }
}
