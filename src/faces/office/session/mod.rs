//! Signing in and out, one's own password, and the way back in with the recovery code.
pub(super) mod view;

use actix_web::{HttpRequest, HttpResponse, cookie::Cookie, http::Method};

use super::{Office, menu::Page};
use crate::{
    app::App,
    base::{Failure, FieldErrors, Reason},
    domain::office::{
        accounts::{self, password},
        settings::Settings,
        who::Account,
    },
    faces::{
        staff::{Arriving, SignedIn, hashing, known_cookie, knows, new_password, open_session, session_cookie},
        web::{Form, Reply, Routes, address, ask_again, endpoint, page, see_other},
    },
    store::Read,
};

/// Wrong sign-in tries of one address in ten minutes.
const ADDRESS_TRIES: u32 = 60;
/// Recovery tries of one address in an hour.
const RECOVERY_TRIES: u32 = 5;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/sign-in", sign_in_page),
        endpoint(Method::POST, "/office/sign-in", sign_in),
        endpoint(Method::POST, "/office/sign-out", sign_out),
        endpoint(Method::GET, "/office/password", password_page),
        endpoint(Method::POST, "/office/password", change_password),
        endpoint(Method::GET, "/office/recover", recover_page),
        endpoint(Method::POST, "/office/recover", recover),
    ]
}

async fn sign_in_page(office: Office, who: Option<SignedIn>) -> Reply {
    if office.settings.is_none() {
        return Ok(see_other("/office/setup"));
    }
    if who.is_some() {
        return Ok(see_other("/office"));
    }
    Ok(page(view::sign_in(&office, &Form::default())))
}

async fn sign_in(office: Office, req: HttpRequest, mut form: Form) -> Reply {
    let app = &office.app;
    let (from, at) = (address(&req), app.clock.now());
    app.limits.hit("sign-in", &from, ADDRESS_TRIES, 600, at)?;
    let login = form.take("login", "field-invalid", |s| Some(s.to_lowercase()));
    let typed = Some(form.value("password").to_owned()).filter(|p| !p.is_empty());
    if typed.is_none() {
        form.note("password", Reason::new("field-required"));
    }
    let (Some(login), Some(typed)) = (login, typed) else {
        return Ok(ask_again(view::sign_in(&office, &form)));
    };
    let account = app.store.by(&Account::BY_LOGIN, &login)?;
    let known = account.as_ref().is_some_and(|a| knows(app, a, &req));
    // Wrong tries count for the account at this place, or on this device: whoever guesses elsewhere shuts nobody out here.
    let place = if known { "known" } else { from.as_str() };
    let place = app.keys.token_mac("sign-in", &format!("{login} {place}"));
    let (tries, minutes) = (app.config.office.lockout_tries, app.config.office.lockout_minutes);
    if app.limits.hit("sign-in-of", &place, u32::from(tries), i64::from(minutes) * 60, at).is_ok() {
        let phc = account.as_ref().map(|a| a.password.clone());
        let fits = hashing(app, &from, move || match phc {
            Some(phc) => password::fits(&typed, &phc),
            None => password::fits_nobody(&typed),
        })
        .await?;
        if let (Some((cookie, must_change)), Some(account)) = (open_session(app, login, fits, known).await?, account) {
            // Right passwords are no tries: a whole office may stand behind one address.
            app.limits.forgive("sign-in", &from);
            app.limits.forgive("sign-in-of", &place);
            app.workplaces.note(&from, app.clock.now());
            let mut answer = see_other(if must_change { "/office/password" } else { "/office" });
            for cookie in [cookie, known_cookie(app, &account)] {
                answer.add_cookie(&cookie).map_err(Failure::broken)?;
            }
            return Ok(answer);
        }
    }
    form.note("password", Reason::new("sign-in-no").arg("tries", tries).arg("minutes", minutes));
    Ok(ask_again(view::sign_in(&office, &form)))
}

async fn sign_out(who: Arriving, app: App, _form: Form) -> Reply {
    let (account, session, at) = (who.account.id, who.session, app.clock.now());
    app.store.write(move |tx| accounts::sign_out(tx, account, session, at)).await?;
    let mut answer = see_other("/office/sign-in");
    let mut gone = session_cookie("");
    gone.make_removal();
    answer.add_cookie(&gone).map_err(Failure::broken)?;
    Ok(answer)
}

async fn password_page(who: Arriving, office: Office) -> Reply {
    Ok(page(view::password(&office, &who, &Form::default())))
}

async fn change_password(who: Arriving, office: Office, mut form: Form) -> Reply {
    let app = &office.app;
    let by = format!("account {}", who.account.id);
    app.limits.hit("password", &by, 10, 600, app.clock.now())?;
    let (old, new) = (form.value("old").to_owned(), form.value("new").to_owned());
    new_password(&mut form, "new", &who.account.login);
    if old.is_empty() {
        form.note("old", Reason::new("field-required"));
    } else if old == new {
        form.note("new", Reason::new("password-same"));
    }
    if form.ok() {
        let phc = who.account.password.clone();
        if !hashing(app, &by, move || password::fits(&old, &phc)).await? {
            form.note("old", Reason::new("password-old-wrong"));
        }
    }
    if !form.ok() {
        return Ok(ask_again(view::password(&office, &who, &form)));
    }
    let hash = hashing(app, &by, move || password::hash(&new)).await??;
    let (account, session, at) = (who.account.id, who.session, app.clock.now());
    app.store.write(move |tx| accounts::change_password(tx, account, session, hash, at)).await?;
    Ok(see_other("/office?done=password"))
}

async fn recover_page(office: Office) -> Reply {
    if office.settings.is_none() {
        return Ok(see_other("/office/setup"));
    }
    Ok(page(view::recover(&office, &Form::default())))
}

async fn recover(office: Office, req: HttpRequest, mut form: Form) -> Reply {
    let app = &office.app;
    let Some(settings) = office.settings.clone() else { return Ok(see_other("/office/setup")) };
    let from = address(&req);
    app.limits.hit("recover", &from, RECOVERY_TRIES, 3600, app.clock.now())?;
    let login = form.take("login", "field-invalid", |s| Some(s.to_lowercase()));
    let code = form.take("code", "field-invalid", |s| Some(password::folded_secret(s)));
    new_password(&mut form, "new", login.as_deref().unwrap_or_default());
    if let (Some(login), Some(code), true) = (login, code, form.ok()) {
        let (was, new) = (settings.recovery, form.value("new").to_owned());
        let held = was.clone();
        if hashing(app, &from, move || password::fits(&code, &held)).await? {
            if let Some((next, cookie)) = form.settled(use_code(app, &from, login, was, new).await)? {
                return code_page(&office, &next, cookie);
            }
        } else {
            note_wrong_code(app).await?;
            form.note_all(FieldErrors::one("code", Reason::new("recovery-wrong")));
        }
    }
    Ok(ask_again(view::recover(&office, &form)))
}

async fn note_wrong_code(app: &App) -> Result<(), Failure> {
    use crate::domain::office::{audit, who::Actor};
    let at = app.clock.now();
    app.store
        .write(move |tx| audit::note(tx, Actor::System, at, accounts::log::OFFICE_RECOVERY_FAILED, Some(Settings::ID), ""))
        .await
}

/// Sets the new password, replaces the code and signs in. The new code in plain and the session's cookie.
async fn use_code(app: &App, from: &str, login: String, was: String, new: String) -> Result<(String, Cookie<'static>), Failure> {
    let next = password::readable_secret(5)?;
    let folded = password::folded_secret(&next);
    let (phc, code) = hashing(app, from, move || Ok::<_, Failure>((password::hash(&new)?, password::hash(&folded)?))).await??;
    let (at, name) = (app.clock.now(), login.clone());
    app.store.write(move |tx| accounts::recover(tx, &name, &was, phc, code, at)).await?;
    let (cookie, _) = open_session(app, login, true, true).await?.ok_or(Failure::SignedOut)?;
    Ok((next, cookie))
}

/// The page that shows a recovery code, once, to somebody signed in.
pub(super) fn code_page_body(office: &Office, code: &str) -> maud::Markup {
    view::recovery_code(office, code)
}

/// The same page for somebody who has just been signed in.
pub(super) fn code_page(office: &Office, code: &str, cookie: Cookie<'_>) -> Reply {
    let mut answer: HttpResponse = page(view::recovery_code(office, code));
    answer.add_cookie(&cookie).map_err(Failure::broken)?;
    Ok(answer)
}
