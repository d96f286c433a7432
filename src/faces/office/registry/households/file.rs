//! A household's file: its page, its timeline further back, and the file on paper.
use actix_web::{HttpRequest, web::Path};

use super::{desk, file_view};
use crate::{
    base::{Failure, Id},
    domain::{
        household,
        insight::files::{self, Bounds, Strictest},
        noun::Mark,
        office::{audit, who::Right},
        registry::people::Household,
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, count_paper, needs, note_household, purpose, query_form, slowly},
        web::{Form, Problem, Reply, ask_again, page, pdf},
    },
};

/// Every look at the strictest registers' entries is a line in the log, written before anything is shown.
async fn note_looks(office: &Office, who: &SignedIn, strict: Strictest) -> Result<(), Failure> {
    if strict.is_empty() {
        return Ok(());
    }
    let (by, at) = (who.actor(), office.app.clock.now());
    office.app.store.write(move |tx| files::looked(tx, (by, at), &strict)).await
}

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, id: Path<u64>) -> Reply {
    shown(&office, &who, Id::new(*id), &Form::default()).await
}

pub(super) async fn shown(office: &Office, who: &SignedIn, id: Id<Household>, form: &Form) -> Reply {
    let app = &office.app;
    let reader = who.reader(app)?;
    let file = household::file(&app.store, &reader, id, &Bounds::PAGE)?;
    note_household(&office.app, who, id).await?;
    note_looks(office, who, file.strictest()).await?;
    let body = file_view::show(office, who, &file, form)?;
    Ok(if form.ok() { page(body) } else { ask_again(body) })
}

/// Older happenings, a page at a time; a mark holds an instant and row numbers, so that it may stand in a link.
pub(super) async fn timeline(who: May<needs::SeePeople>, office: Office, id: Path<u64>, req: HttpRequest) -> Reply {
    let app = &office.app;
    let reader = who.reader(app)?;
    let before = Mark::parse(query_form(&req).value("before"));
    let (home, stretch, strict) = household::timeline(&app.store, &reader, Id::new(*id), before)?;
    note_household(&office.app, &who, Id::new(*id)).await?;
    note_looks(&office, &who, strict).await?;
    Ok(page(file_view::timeline(&office, &who, &home, &stretch, before.is_some())?))
}

/// The file as a PDF, for a stated purpose. Its line in the log is written before the first byte is sent.
pub(super) async fn print(who: May<needs::SeePeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    if !who.may(Right::Print) {
        return Err(Problem(Failure::NotAllowed));
    }
    let (app, id) = (office.app.clone(), Id::<Household>::new(*id));
    let Some(said) = purpose(&mut form, "purpose") else { return shown(&office, &who, id, &form).await };
    count_paper(&app, &who)?;
    let (reader, name) = (who.reader(&app)?.on_paper(), who.staff.name.to_string());
    let (by, at, why) = (who.actor(), app.clock.now(), said.clone());
    let made = slowly(&office.app, move || {
        let file = household::file(&app.store, &reader, id, &Bounds::PAPER)?;
        desk(&app)?.dossier(&file, &name, &said, at)
    });
    let made = made.await??;
    office.app.store.write(move |tx| audit::note(tx, by, at, files::log::HOUSEHOLD_PRINT, Some(id), &why)).await?;
    Ok(pdf("household", made.into_bytes()))
}
