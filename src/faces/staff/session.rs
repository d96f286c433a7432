//! Sessions: their cookie, how one begins, and what a new password must be.
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite},
};

use crate::{
    app::App,
    base::{Failure, Id, Reason, random_token},
    domain::office::{
        accounts::{self, Brake, SignIn},
        who::Account,
    },
    faces::web::{Form, SESSION_COOKIE, session_token_hash},
};

/// The cookie of a session; it ends with the browser, and on the server after idle minutes.
pub fn session_cookie(token: &str) -> Cookie<'static> {
    Cookie::build(SESSION_COOKIE, token.to_owned()).path("/").http_only(true).same_site(SameSite::Strict).finish()
}

/// How many times as many wrong passwords close an account to all strange devices as close it to one place.
const BRAKE_PLACES: u8 = 6;
/// How long a device is known: as long as a browser keeps a cookie.
const KNOWN_DAYS: i64 = 400;

/// The name of the cookie by which an account knows a device.
fn known_name(account: Id<Account>) -> String {
    format!("lx_known_{account}")
}

/// What such a cookie holds. It ends with the password: a changed or reset one makes every device strange again.
fn known_mark(app: &App, account: &Account) -> String {
    app.keys.token_mac("device", &format!("{} {}", account.id, account.password))
}

/// Whether this account has been signed in from this device before, with the password that it has now.
pub fn knows(app: &App, account: &Account, req: &HttpRequest) -> bool {
    req.cookie(&known_name(account.id)).is_some_and(|c| c.value() == known_mark(app, account))
}

/// The cookie by which the account will know this device.
pub fn known_cookie(app: &App, account: &Account) -> Cookie<'static> {
    let age = actix_web::cookie::time::Duration::days(KNOWN_DAYS);
    Cookie::build(known_name(account.id), known_mark(app, account))
        .path("/office")
        .max_age(age)
        .http_only(true)
        .same_site(SameSite::Strict)
        .finish()
}

/// Makes a session for somebody whose password fitted; notes the try of somebody whose did not.
pub async fn open_session(app: &App, login: String, fits: bool, known: bool) -> Result<Option<(Cookie<'static>, bool)>, Failure> {
    let token = random_token()?;
    let hash = session_token_hash(&token);
    let conf = &app.config.office;
    let tries = conf.lockout_tries.saturating_mul(BRAKE_PLACES);
    let brake = (!known).then_some(Brake { tries, seconds: i64::from(conf.lockout_minutes) * 60 });
    let at = app.clock.now();
    let done = app.store.write(move |tx| accounts::sign_in(tx, &login, fits, hash, brake, at)).await?;
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
