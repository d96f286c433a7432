//! A register as a printed volume.
use actix_web::{http::StatusCode, web::Path};

use super::{list, list_view::VOLUME_PURPOSE};
use crate::{
    base::Failure,
    domain::{
        insight::{files::volume, privacy},
        office::{audit, who::Right},
        registry::registers::{self, Access, OfficeTable},
    },
    faces::{
        office::Office,
        staff::{May, count_paper, needs, purpose, slowly},
        web::{Form, Problem, Reply, pdf},
    },
    paperwork::Desk,
    store::Tx,
};

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
    let Some(said) = purpose(&mut form, VOLUME_PURPOSE) else {
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
    let made = slowly(&office.app, move || {
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
