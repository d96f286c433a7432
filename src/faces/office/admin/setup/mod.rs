//! The first visit: the office's data, the first administrator, the printer, the recovery sheet. Only while there are no
//! settings, and only the first of two visitors wins.
mod view;

use actix_web::{HttpRequest, http::Method};

use super::settings::{
    office_data::{self, OfficeData},
    printer_words,
};
use crate::{
    app::App,
    base::{Failure, Name, Phone, Reason},
    domain::office::{
        accounts::{self, First, login_of, password},
        settings::Settings,
    },
    faces::{
        office::{Office, menu::Page, session::code_page},
        staff::{hashing, new_password, open_session},
        web::{Form, Reply, Routes, address, ask_again, endpoint, page, pdf, see_other},
    },
    paper::{RecoveryFacts, recovery},
    paperwork::refused,
    store::keeper,
};

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/setup", setup_page),
        endpoint(Method::POST, "/office/setup", set_up),
        endpoint(Method::POST, "/office/setup/printer", test_printer),
        endpoint(Method::POST, "/office/recovery-sheet.pdf", sheet),
    ]
}

async fn setup_page(office: Office, req: HttpRequest) -> Reply {
    if office.settings.is_some() {
        return Ok(see_other("/office"));
    }
    let host = req.connection_info().host().to_owned();
    let form =
        Form::filled([("day-ends", "17:30"), ("hours", "周一至周日 8:30–17:30"), ("title", ""), ("public-host", host.as_str())]);
    Ok(page(view::setup(&office, &form, None)))
}

async fn set_up(office: Office, req: HttpRequest, mut form: Form) -> Reply {
    let app = &office.app;
    if office.settings.is_some() {
        return Err(Failure::refused("setup-done").into());
    }
    let from = address(&req);
    app.limits.hit("setup", &from, 60, 600, app.clock.now())?;
    let data = office_data::read(&mut form);
    let first = first_administrator(&mut form);
    let (Some(data), Some((name, phone, title, login)), true) = (data, first, form.ok()) else {
        return Ok(ask_again(view::setup(&office, &form, None)));
    };
    let code = password::readable_secret(5)?;
    let (plain, folded) = (form.value("password").to_owned(), password::folded_secret(&code));
    let (phc, recovery) =
        hashing(app, &from, move || Ok::<_, Failure>((password::hash(&plain)?, password::hash(&folded)?))).await??;
    let first = First { name, phone, title, login: login.clone(), password: phc };
    write(app, data, recovery, first).await?;
    let (cookie, _) = open_session(app, login, true, true).await?.ok_or(Failure::SignedOut)?;
    // Read again: the page after it bears the office's name.
    let office = Office::of(app, &req)?;
    code_page(&office, &code, cookie)
}

/// Asks the printer how it is; like the wizard itself only before the office is set up.
async fn test_printer(office: Office, req: HttpRequest, form: Form) -> Reply {
    if office.settings.is_some() {
        return Err(Failure::refused("setup-done").into());
    }
    office.app.limits.hit("printer-test", &address(&req), 10, 60, office.app.clock.now())?;
    let result = printer_words(&office.app, &office.t, form.value("printer")).await?;
    Ok(page(view::setup(&office, &form, Some(&result))))
}

fn first_administrator(form: &mut Form) -> Option<(Name, Option<Phone>, String, String)> {
    let name = form.take("name", "field-name", Name::parse);
    let phone = form.maybe("mobile", "field-phone", Phone::parse);
    let title = form.text_or_empty("title", 40);
    let login = form.take("login", "account-login-form", login_of);
    new_password(form, "password", login.as_deref().unwrap_or_default());
    Some((name?, phone?, title?, login?))
}

async fn write(app: &App, data: OfficeData, recovery: String, first: First) -> Result<(), Failure> {
    let at = app.clock.now();
    let settings = data.into_settings(recovery, at);
    app.store.write(move |tx| accounts::set_up(tx, &settings, first, at)).await?;
    Ok(())
}

/// The recovery sheet. The code is not in the store: who asks for the sheet brings it, and it must be the right one.
async fn sheet(office: Office, req: HttpRequest, form: Form) -> Reply {
    let app = &office.app;
    let settings = office.settings.clone().ok_or(Failure::NotFound)?;
    let from = address(&req);
    app.limits.hit("recovery-sheet", &from, 10, 3600, app.clock.now())?;
    let code = form.value("code").trim().to_owned();
    let (folded, held) = (password::folded_secret(&code), settings.recovery.clone());
    if !hashing(app, &from, move || password::fits(&folded, &held)).await? {
        return Err(Failure::Refused(Reason::new("recovery-wrong")).into());
    }
    let facts = facts(app, &settings, code);
    let bytes = recovery(&app.zh, &facts).map_err(refused)?.into_bytes();
    Ok(pdf("recovery-sheet", bytes))
}

fn facts(app: &App, settings: &Settings, code: String) -> RecoveryFacts {
    let now = app.clock.now();
    let backup = keeper::own_folder(&app.data);
    RecoveryFacts {
        community: settings.community.clone(),
        division: settings.division.as_str().to_owned(),
        admin: accounts::first_administrator(&app.store).unwrap_or_default(),
        made: now.minute(),
        date: now.day().chinese(),
        addresses: vec![format!("http://{}/office", settings.public_host)],
        data: absolute(&app.data),
        backup: [absolute(&backup), settings.backup_folder.clone()]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
        fingerprint: app.keys.sign.verifying().fingerprint(),
        codes: vec![code],
        restore: restore_line(app),
        service: app.config.is_service(),
    }
}

/// The line that restores a backup on this computer: in full, so that it is right in whatever folder it is typed.
fn restore_line(app: &App) -> String {
    let data = absolute(&app.data);
    if app.config.is_service() {
        return format!("sudo lianxin restore FILE --data {}", quoted(&data));
    }
    let program = std::env::current_exe().map_or_else(|_| "lianxin".to_owned(), |path| path.display().to_string());
    format!("{} restore FILE --data {}", quoted(&program), quoted(&data))
}

/// As a shell takes it for one word.
fn quoted(path: &str) -> String {
    let plain = path.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c));
    if plain { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

fn absolute(path: &std::path::Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}
