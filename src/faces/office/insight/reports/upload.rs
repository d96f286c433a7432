//! Templates of the office's own: uploaded, uploaded anew, taken out of use, given back as they were.
use actix_web::{HttpResponse, web::Path};

use super::{
    Which,
    show::download,
    upload_view::{self, Faults},
};
use crate::{
    app::App,
    base::{Failure, Id, Reason},
    domain::insight::reports::{self, NewReport, Report, Source},
    faces::{
        office::Office,
        staff::{May, SignedIn, needs, slowly},
        web::{Form, Problem, Reply, Upload, XLSX, ask_again, page, see_other},
    },
    mailroom,
    store::{Read, blobs::BlobError},
};

/// The most characters of a title.
const NAME_MOST: usize = 60;

pub(super) async fn new_page(who: May<needs::EditCatalogue>, office: Office) -> Reply {
    Ok(page(upload_view::upload(&office, &who, None, &Form::default(), &Faults::new())?))
}

pub(super) async fn create(who: May<needs::EditCatalogue>, office: Office, sent: Upload) -> Reply {
    let new = match understood(&office, &sent).await? {
        Ok(new) => new,
        Err(faults) => return again(&office, &who, None, &sent, &faults),
    };
    let (by, at) = (who.actor(), office.app.clock.now());
    let made = office.app.store.write(move |tx| reports::create(tx, (by, at), new.clone())).await?;
    Ok(see_other(&format!("/office/reports/{}?done=report-kept", made.code())))
}

fn own(app: &App, code: &str) -> Result<Report, Failure> {
    let id: Id<Report> = Report::of_code(code).ok_or(Failure::NotFound)?;
    app.store.get(id)
}

pub(super) async fn edit_page(who: May<needs::EditCatalogue>, office: Office, code: Path<String>) -> Reply {
    let report = own(&office.app, &code)?;
    let form = Form::filled([("name", report.name.as_str())]);
    Ok(page(upload_view::upload(&office, &who, Some(&report), &form, &Faults::new())?))
}

pub(super) async fn edit(who: May<needs::EditCatalogue>, office: Office, code: Path<String>, sent: Upload) -> Reply {
    let report = own(&office.app, &code)?;
    let new = if sent.file.is_empty() {
        // Only another title: a template in TOML says its own.
        let name = title(sent.form.value("name"), "");
        match (&report.source, name) {
            (Source::Book { .. }, Some(name)) => NewReport { name, source: report.source.clone(), uses: report.uses.clone() },
            _ => return again(&office, &who, Some(&report), &sent, &vec![(String::new(), Reason::new("report-file-none"))]),
        }
    } else {
        match understood(&office, &sent).await? {
            Ok(new) => new,
            Err(faults) => return again(&office, &who, Some(&report), &sent, &faults),
        }
    };
    let (by, at, id) = (who.actor(), office.app.clock.now(), report.id);
    office.app.store.write(move |tx| reports::replace(tx, (by, at), id, new.clone())).await?;
    Ok(see_other(&format!("/office/reports/{code}?done=report-kept")))
}

pub(super) async fn retire(who: May<needs::EditCatalogue>, office: Office, code: Path<String>, form: Form) -> Reply {
    let report = own(&office.app, &code)?;
    let (by, at, retired) = (who.actor(), office.app.clock.now(), form.value("retired") == "1");
    office.app.store.write(move |tx| reports::retire(tx, (by, at), report.id, retired)).await?;
    Ok(see_other(&format!("/office/reports/{code}/edit?done={}", if retired { "report-retired" } else { "report-restored" })))
}

/// A template as it was uploaded; a shipped one as an example to begin with.
pub(super) async fn template(_who: May<needs::EditCatalogue>, office: Office, code: Path<String>) -> Reply {
    let text = |name: &str, text: &str| -> HttpResponse {
        download(&format!("{name}.toml"), text.as_bytes().to_vec(), "application/toml; charset=utf-8")
    };
    Ok(match Which::of(&office.app, &code)? {
        Which::Shipped(t) => text(&t.name, &reports::shipped_text(&t.code)?),
        Which::Own(r) => match &r.source {
            Source::Toml(toml) => text(&r.name, toml),
            Source::Book { blob, file, .. } => {
                let id = crate::store::blobs::BlobId::from_bytes(*blob);
                let bytes = office.app.blobs.get(id).map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
                let name = if file.is_empty() { format!("{}.xlsx", r.name) } else { file.clone() };
                download(&name, bytes, XLSX)
            }
        },
    })
}

fn again(office: &Office, who: &SignedIn, report: Option<&Report>, sent: &Upload, faults: &Faults) -> Reply {
    let body = upload_view::upload(office, who, report, &sent.form, faults)?;
    Ok(ask_again(body))
}

/// The title that was typed, or the file's name without its ending.
fn title(typed: &str, file: &str) -> Option<String> {
    let typed = typed.trim();
    let file = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let file = file.rsplit_once('.').map_or(file, |(name, _)| name).trim();
    let name = if typed.is_empty() { file } else { typed };
    let fine = !name.is_empty() && name.chars().count() <= NAME_MOST && !name.chars().any(char::is_control);
    fine.then(|| name.to_owned())
}

/// Reads and checks what was uploaded, beside the request threads.
async fn understood(office: &Office, sent: &Upload) -> Result<Result<NewReport, Faults>, Problem> {
    let one = |key: &'static str| Ok(Err(vec![(String::new(), Reason::new(key))]));
    if sent.file.is_empty() {
        return one("report-file-none");
    }
    let (app, bytes) = (office.app.clone(), sent.file.clone());
    let (name, file) = (title(sent.form.value("name"), &sent.name), sent.name.clone());
    let looked = slowly(&office.app, move || {
        if !bytes.starts_with(b"PK") && !bytes.starts_with(&[0xD0, 0xCF]) {
            let Ok(text) = String::from_utf8(bytes) else { return Err(Failure::refused("report-file-kind")) };
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            let template = match app.mailroom.open(&mailroom::TEMPLATE, &file, &(), text.as_bytes())? {
                Ok(template) => template,
                Err(faults) => return Ok(Err(faults)),
            };
            let faults = reports::check(&app.store, &template)?;
            let new = NewReport { name: template.name.clone(), uses: template.uses(), source: Source::Toml(text) };
            return Ok(if faults.is_empty() { Ok(new) } else { Err(faults) });
        }
        let look = app.mailroom.open(&mailroom::BOOK, &file, &(), &bytes)?;
        let found = reports::holes(&app.store, &look.sheets, look.names.iter().map(|(name, spot)| (name.as_str(), *spot)))?;
        let holes = match found {
            Ok(holes) => holes,
            Err(faults) => return Ok(Err(faults)),
        };
        let Some(name) = name else { return Err(Failure::refused("report-title")) };
        let blob = app.blobs.put(&bytes).map_err(BlobError::said)?;
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let source = Source::Book { blob: *blob.as_bytes(), file, size };
        Ok(Ok(NewReport { name, uses: holes.uses(), source }))
    });
    match looked.await? {
        Ok(found) => Ok(found),
        Err(Failure::Refused(why)) => Ok(Err(vec![(String::new(), why)])),
        Err(e) => Err(e.into()),
    }
}
