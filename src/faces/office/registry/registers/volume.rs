//! A register as a printed volume.
use actix_web::{http::StatusCode, web::Path};
use maud::{Markup, html};

use super::list;
use crate::{
    base::Failure,
    domain::{
        insight::{
            files::{VOLUME_MOST, volume},
            privacy,
        },
        office::{audit, who::Right},
        registry::registers::{self, Access, Filter, OfficeTable},
    },
    faces::{
        office::Office,
        staff::{May, count_paper, line, needs, purpose, slowly},
        web::{Form, Problem, Reply, pdf},
    },
    paperwork::Desk,
    store::Tx,
};

/// The export on the same page asks for a `purpose` of its own.
const FIELD: &str = "volume-purpose";

/// The entries that the list shows, as a volume, masked as the reader sees them. Who may have it is who may have the
/// export; its line in the log is written before the first byte is sent. Key persons: with a second person's approval, once.
pub(super) async fn print(who: May<needs::ExportRegister>, office: Office, code: Path<String>, mut form: Form) -> Reply {
    let app = office.app.clone();
    let reader = who.reader(&app)?;
    let t = reader.table(&app.store, &code)?;
    let key_persons = t.access == Access::KeyPersons;
    if !key_persons && !reader.exports_table(&t) {
        return Err(Problem(Failure::refused("registers-no-export")));
    }
    if !who.may(Right::Print) {
        return Err(Problem(Failure::NotAllowed));
    }
    let filter = list::filter(&app.store, &reader, &t, &form)?;
    let Some(said) = purpose(&mut form, FIELD) else {
        let mut answer = list::listed(&office, &who, &code, &form, None).await?;
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(answer);
    };
    count_paper(&app, &who)?;
    let (by, at, name) = (who.actor(), app.clock.now(), who.staff.name.to_string());
    let (account, code) = (who.account.id, t.code.clone());
    if key_persons && privacy::usable(&app.store, account, &code, at)?.is_none() {
        return Err(Problem(Failure::refused("approval-needed")));
    }
    let detail = format!("{} {said}", t.code);
    let made = slowly(move || {
        let volume = volume(&app.store, &reader, &t, &filter)?;
        let desk = Desk::of(&app.store, &app.zh, &app.keys, at)?;
        desk.volume(&t, &volume, &filter, reader.edits_table(&t), (&name, &said, at))
    });
    let made = made.await??;
    let noted = move |tx: &mut Tx<'_>| {
        if key_persons {
            privacy::take_approval(tx, account, &code, at)?;
        }
        audit::note::<OfficeTable>(tx, by, at, registers::log::REGISTER_PRINT, None, &detail)
    };
    office.app.store.write(noted).await?;
    Ok(pdf("register", made.into_bytes()))
}

/// The form that prints what the list shows.
pub(super) fn act(office: &Office, path: &str, f: &Filter, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        details.act open[form.error(FIELD).is_some()] {
            summary { (t.get("volume-print")) }
            form method="post" action={ (path) "/volume.pdf" } target="_blank" {
                (office.token())
                @if let Some(g) = f.grid { input type="hidden" name="grid" value=(g); }
                @if let Some((field, v)) = &f.value { input type="hidden" name="by" value={ (field) ":" (v) }; }
                @if f.ended { input type="hidden" name="ended" value="1"; }
                p.hint { (t.with("volume-hint", &[("most", &VOLUME_MOST.to_string())])) }
                (line(&office.t, form, FIELD, "files-purpose", "", true))
                p.actions { button.primary { (t.get("volume-print")) } }
            }
        }
    }
}
