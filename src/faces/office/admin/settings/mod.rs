//! The office's own settings, printers, second folder of backups, recovery code and public key.
pub(super) mod office_data;
mod view;

use std::path::Path;

use actix_web::http::Method;

use self::view::Over;
use crate::{
    app::App,
    base::Failure,
    domain::{
        matters::items::Item,
        office::{
            accounts::{self, password},
            audit,
            settings::{self, Settings},
        },
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
            session::code_page_body,
        },
        staff::{May, SignedIn, hashing, needs, slowly},
        web::{Form, Reply, Routes, ask_again, endpoint, page, pdf, see_other},
    },
    i18n::Texts,
    paper::{IppPrinter, PublicKeyFacts, public_key},
    paperwork::{Desk, refused},
    store::Read,
};

pub(in crate::faces::office) const PAGE: Page =
    Page::listed(Group::Office, 70, "office-settings", "/office/settings", &show, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/settings", show),
        endpoint(Method::POST, "/office/settings", save),
        endpoint(Method::POST, "/office/settings/printer", test_printer),
        endpoint(Method::POST, "/office/settings/recovery", new_recovery),
        endpoint(Method::GET, "/office/key", key),
        endpoint(Method::GET, "/office/key.pdf", key_sheet),
    ]
}

fn settings(office: &Office) -> Result<Settings, Failure> {
    office.settings.clone().ok_or(Failure::NotFound)
}

async fn show(who: May<needs::Settings>, office: Office) -> Reply {
    let form = office_data::filled(&settings(&office)?);
    Ok(page(view::settings(&office, &who, &form, &Over::default())))
}

async fn save(who: May<needs::Settings>, office: Office, mut form: Form) -> Reply {
    settings(&office)?;
    let data = office_data::read(&mut form);
    let folder = backup_folder(&mut form);
    let (Some(data), Some(folder), true) = (data, folder, form.ok()) else {
        return Ok(ask_again(view::settings(&office, &who, &form, &Over::default())));
    };
    let (by, at) = (who.actor(), office.app.clock.now());
    let done = office.app.store.write(move |tx| {
        let old = Settings::load(tx)?.ok_or(Failure::NotFound)?;
        let new = Settings { backup_folder: folder, ..data.over(old.clone()) };
        if new.division != old.division && tx.rows::<Item>()? > 0 {
            return Err(Failure::field("division", "settings-division-fixed"));
        }
        if new != old {
            new.save(tx)?;
            audit::note(tx, by, at, settings::log::OFFICE_SETTINGS, Some(Settings::ID), "")?;
        }
        Ok(())
    });
    Ok(match form.settled(done.await)? {
        Some(()) => see_other("/office/settings?done=saved"),
        None => ask_again(view::settings(&office, &who, &form, &Over::default())),
    })
}

/// A folder that is there and can be written, or none.
fn backup_folder(form: &mut Form) -> Option<String> {
    let there = |s: &str| {
        let path = Path::new(s);
        (path.is_absolute() && s.len() <= 200 && path.is_dir()).then(|| s.to_owned())
    };
    form.maybe("backup-folder", "settings-folder-missing", there).map(Option::unwrap_or_default)
}

/// How the printer at an address is, in words.
pub(super) async fn printer_words(app: &App, t: &Texts, address: &str) -> Result<Result<String, String>, Failure> {
    let (t, address) = (t.clone(), address.trim().to_owned());
    slowly(app, move || {
        let status = IppPrinter::parse(&address).and_then(|p| p.status()).map_err(|e| e.text(&t))?;
        let words = format!("{} {}", status.model, status.text(&t));
        if status.is_ready() { Ok(words) } else { Err(words) }
    })
    .await
}

async fn test_printer(who: May<needs::Settings>, office: Office, form: Form) -> Reply {
    office.app.limits.hit("printer-test", &who.account.id.to_string(), 20, 60, office.app.clock.now())?;
    let printer = Some(printer_words(&office.app, &office.t, form.value("printer")).await?);
    Ok(page(view::settings(&office, &who, &form, &Over { printer })))
}

async fn new_recovery(who: May<needs::Settings>, office: Office, _form: Form) -> Reply {
    let code = password::readable_secret(5)?;
    let folded = password::folded_secret(&code);
    let hash = hashing(&office.app, "", move || password::hash(&folded)).await??;
    let (by, at) = (who.actor(), office.app.clock.now());
    office.app.store.write(move |tx| accounts::replace_recovery(tx, by, hash, at)).await?;
    Ok(page(code_page_body(&office, &code)))
}

async fn key(who: SignedIn, office: Office) -> Reply {
    Ok(page(view::key(&office, &who)))
}

async fn key_sheet(_who: SignedIn, office: Office) -> Reply {
    let app = &office.app;
    let desk = Desk::of(&app.store, &app.zh, &app.keys, app.clock.now())?;
    let verifying = app.keys.sign.verifying();
    let raw = data_encoding::BASE64.decode(verifying.base64().as_bytes()).map_err(Failure::broken)?;
    let facts = PublicKeyFacts {
        office: desk.office(),
        key: data_encoding::BASE32_NOPAD.encode(&raw),
        fingerprint: verifying.fingerprint(),
        since: desk.settings.created.day().chinese(),
        verify_url: format!("http://{}/v/", desk.settings.public_host),
        date: desk.today.chinese(),
    };
    let sheet = public_key(&app.zh, &facts).map_err(refused)?;
    Ok(pdf("public-key", sheet.into_bytes()))
}
