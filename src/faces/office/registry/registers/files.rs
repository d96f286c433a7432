//! A register's files: upload, look through what would happen, apply; and export.
use std::sync::Arc;

use actix_web::{
    HttpResponse,
    http::header,
    web::{self, Path},
};

use super::files_view::{self, Kept};
use crate::{
    base::Failure,
    domain::{
        insight::privacy,
        office::{audit, who::Right},
        registry::{
            dry_run::Applied,
            people,
            registers::{
                self, Access, OfficeTable, Table,
                transfer::{self, MARKED, Plan},
            },
        },
    },
    faces::{
        office::{Office, registry::dry_run::Show},
        staff::{May, SignedIn, apply_once, following, look_through, looked, needs, slowly},
        web::{Form, Problem, Reply, Upload, ask_again, page, see_other, xlsx},
    },
    mailroom,
    sheets::{self, Cell, Sheet},
    store::Tx,
};

/// A table into which somebody may import.
fn importable(office: &Office, who: &SignedIn, code: &str) -> Result<Arc<Table>, Failure> {
    let reader = who.reader(&office.app)?;
    let t = reader.table(&office.app.store, code)?;
    if reader.imports_table(&t) { Ok(t) } else { Err(Failure::NotAllowed) }
}

pub(super) async fn start(who: May<needs::ImportRegister>, office: Office, code: Path<String>) -> Reply {
    let t = importable(&office, &who, &code)?;
    Ok(page(files_view::start(&office, &who, &t, &Form::default(), None)))
}

/// Reads the file and looks through it beside the request threads; nothing is changed.
pub(super) async fn upload(who: May<needs::ImportRegister>, office: Office, code: Path<String>, sent: Upload) -> Reply {
    let t = importable(&office, &who, &code)?;
    let (app, reader, table) = (office.app.clone(), who.reader(&office.app)?, t.clone());
    let (file, name) = (sent.file, sent.name.clone());
    let read = move || {
        let sheets = app.mailroom.open(&mailroom::SHEETS, &name, &(), &file)?;
        let plan = transfer::plan(&app.store, &app.keys.seal, &table, &sheets, &reader)?;
        Ok((sheets, plan))
    };
    match look_through::<Plan, Applied>(&office.app, &who, sent.name, read).await? {
        Ok(token) => Ok(see_other(&format!("/office/registers/{}/import/{token}", t.code))),
        Err(why) => Ok(ask_again(files_view::start(&office, &who, &t, &sent.form, Some(&why)))),
    }
}

/// The file of this table's under this name.
fn kept(office: &Office, who: &SignedIn, t: &Table, token: &str) -> Result<Arc<Kept>, Failure> {
    let found: Arc<Kept> = looked(&office.app, who, token)?;
    if found.plan.table == t.code { Ok(found) } else { Err(Failure::NotFound) }
}

/// The file as it was sent, with what becomes of each row beside it: the wrong ones can be mended and sent again.
pub(super) async fn annotated(who: May<needs::ImportRegister>, office: Office, path: Path<(String, String)>) -> Reply {
    let (code, token) = &*path;
    let t = importable(&office, &who, code)?;
    let upload = kept(&office, &who, &t, token)?;
    let notes = files_view::notes(&office.t, &upload.plan);
    let made = slowly(&office.app, move || sheets::write_xlsx(&upload.sheets, Some((upload.plan.sheet, &notes))));
    Ok(xlsx(&format!("{code}-checked"), made.await??))
}

/// An empty sheet with the register's headings, and a second one that says what each column takes.
pub(super) async fn blank(who: May<needs::ImportRegister>, office: Office, code: Path<String>) -> Reply {
    let t = importable(&office, &who, &code)?;
    let sheets = files_view::blank(&office, &t);
    let made = slowly(&office.app, move || sheets::write_xlsx(&sheets, None));
    Ok(xlsx(&format!("{}-blank", *code), made.await??))
}

pub(super) async fn plan(
    who: May<needs::ImportRegister>,
    office: Office,
    path: Path<(String, String)>,
    show: web::Query<Show>,
) -> Reply {
    let (code, token) = &*path;
    let t = importable(&office, &who, code)?;
    let upload = kept(&office, &who, &t, token)?;
    Ok(following(&upload, page(files_view::plan(&office, &who, &t, &upload, token, &show))))
}

/// Applies once, on a thread of its own; the page follows it.
pub(super) async fn apply(who: May<needs::ImportRegister>, office: Office, path: Path<(String, String)>, _form: Form) -> Reply {
    let (code, token) = &*path;
    let t = importable(&office, &who, code)?;
    let upload = kept(&office, &who, &t, token)?;
    let (app, by) = (office.app.clone(), who.actor());
    apply_once(upload, move |file| transfer::apply(&app.store, &app.keys, (by, app.clock.now()), &file.plan, |n| file.note(n)))?;
    Ok(see_other(&format!("/office/registers/{code}/import/{token}")))
}

/// A register as a file, for a purpose: what the role sees on the screen; in full with the right to reveal. The line in the
/// log is written before the first byte is sent. Key persons are given out with a second person's approval, once.
pub(super) async fn export(who: May<needs::ExportRegister>, office: Office, code: Path<String>, form: Form) -> Reply {
    let app = office.app.clone();
    let reader = who.reader(&app)?;
    let t = reader.table(&app.store, &code)?;
    let key_persons = t.access == Access::KeyPersons;
    if !key_persons && !reader.exports_table(&t) {
        return Err(Problem(Failure::refused("registers-no-export")));
    }
    let (plain, csv) = (form.ticked("plain"), form.value("format") == "csv");
    if plain && !who.may(Right::Reveal) {
        return Err(Problem(Failure::NotAllowed));
    }
    let purpose = people::purpose(form.value("purpose")).ok_or(Failure::refused("purpose-too-short"))?;
    let (by, at) = (who.actor(), app.clock.now());
    let action = if plain { registers::log::REGISTER_EXPORT_PLAIN } else { registers::log::REGISTER_EXPORT };
    let detail = format!("{} {purpose}", t.code).trim().to_owned();
    let (account, code) = (who.account.id, t.code.clone());
    let noted = move |tx: &mut Tx<'_>| {
        if key_persons {
            privacy::take_approval(tx, account, &code, at)?;
        }
        audit::note::<OfficeTable>(tx, by, at, action, None, &detail)
    };
    app.store.write(noted).await?;
    let name = t.code.clone();
    let made = slowly(&office.app, move || {
        let sheet = transfer::export(&app.store, &t, &reader, plain.then_some(&app.keys.seal))?;
        if csv { write_csv(&sheet) } else { sheets::write_xlsx(&[sheet], None) }
    });
    let bytes = made.await??;
    if !csv {
        return Ok(xlsx(&name, bytes));
    }
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")))
        .body(bytes))
}

/// UTF-8 with its mark; a cell that a spreadsheet would run begins with `'`, which the import takes off again.
fn write_csv(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for row in &sheet.rows {
        let cells = row.iter().map(|c| match c {
            Cell::Text(s) if s.starts_with(MARKED) => format!("'{s}"),
            Cell::Text(s) => s.clone(),
            c => c.text(),
        });
        out.write_record(cells).map_err(Failure::broken)?;
    }
    out.into_inner().map_err(Failure::broken)
}
