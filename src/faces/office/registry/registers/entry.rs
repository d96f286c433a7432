//! One entry: its page, its form, its end, a strict value for a stated purpose.
use actix_web::{HttpRequest, http::StatusCode, web::Path};

use super::{super::residents::count_reveal, entry_view, fields, note_look, subject_of, subject_seen};
use crate::{
    base::{Day, Failure, Id},
    domain::registry::registers::{self, About, Draft, Entry, Subject, Table},
    faces::{
        office::Office,
        staff::{May, SignedIn, needs, purpose, query_form},
        web::{Form, Reply, ask_again, page, page_with, see_other},
    },
};

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, id: Path<u64>) -> Reply {
    let (e, t) = who.reader(&office.app)?.entry(&office.app.store, Id::new(*id))?;
    note_look(&office, &who, &t, Some(e.id)).await?;
    Ok(page(entry_view::show(&office, &who, &t, &e, &Form::default(), None)?))
}

/// The subject that a form or an address names; it must fit the table and be one that may be seen.
fn subject(office: &Office, who: &SignedIn, t: &Table, said: &str) -> Result<Subject, Failure> {
    let s = subject_of(said).ok_or(Failure::NotFound)?;
    let fits = matches!(
        (t.about, s),
        (About::None, Subject::None)
            | (About::Resident, Subject::Resident(_))
            | (About::Household, Subject::Household(_))
            | (About::House, Subject::House(_))
    );
    if !fits {
        return Err(Failure::NotFound);
    }
    subject_seen(&office.app, &who.reader(&office.app)?, s)?;
    Ok(s)
}

pub(super) async fn new_page(who: May<needs::SeePeople>, office: Office, code: Path<String>, req: HttpRequest) -> Reply {
    let t = who.reader(&office.app)?.table_to_edit(&office.app.store, &code)?;
    let query = query_form(&req);
    if t.about != About::None && query.value("subject").is_empty() {
        return Ok(see_other(&format!("/office/registers/{}/pick", t.code)));
    }
    let subject = subject(&office, &who, &t, query.value("subject"))?;
    let form = Form::filled([("from", office.app.clock.today().to_string())]);
    form_page(&office, &who, &t, subject, None, &form, StatusCode::OK)
}

fn form_page(
    office: &Office,
    who: &SignedIn,
    t: &Table,
    subject: Subject,
    held: Option<&Entry>,
    form: &Form,
    status: StatusCode,
) -> Reply {
    let reader = who.reader(&office.app)?;
    let (grids, wide) = (reader.grids(&office.app.store)?, reader.sees_everywhere());
    let controls = fields::controls(office, t, form, held, &grids, wide);
    Ok(page_with(status, entry_view::form(office, who, t, subject, held, controls)?))
}

/// Grid staff write into their own grids only.
fn own_grid(office: &Office, who: &SignedIn, d: &Draft) -> Result<(), Failure> {
    let fits = d.subject != Subject::None || who.reader(&office.app)?.sees_place(d.grid);
    if fits { Ok(()) } else { Err(Failure::field("grid", "field-choice")) }
}

pub(super) async fn create(who: May<needs::SeePeople>, office: Office, code: Path<String>, mut form: Form) -> Reply {
    let app = &office.app;
    let t = who.reader(app)?.table_to_edit(&app.store, &code)?;
    if t.hidden {
        return Err(Failure::NotFound.into());
    }
    let subject = subject(&office, &who, &t, form.value("subject"))?;
    if let Some(draft) = fields::read(&t, &mut form, subject, None) {
        let done = match own_grid(&office, &who, &draft) {
            Ok(()) => {
                let (by, keys, at, code) = (who.actor(), app.keys.seal.clone(), app.clock.now(), t.code.clone());
                app.store.write(move |tx| registers::create(tx, &keys, (by, at), &code, &draft)).await
            }
            Err(e) => Err(e),
        };
        if let Some(e) = fields::settled(&t, &mut form, done)? {
            return Ok(see_other(&format!("/office/registers/entries/{}?done=saved", e.id)));
        }
    }
    form_page(&office, &who, &t, subject, None, &form, StatusCode::UNPROCESSABLE_ENTITY)
}

pub(super) async fn edit_page(who: May<needs::SeePeople>, office: Office, id: Path<u64>) -> Reply {
    let (e, t) = who.reader(&office.app)?.entry_to_edit(&office.app.store, Id::new(*id))?;
    note_look(&office, &who, &t, Some(e.id)).await?;
    form_page(&office, &who, &t, e.subject, Some(&e), &fields::filled(&t, &e), StatusCode::OK)
}

fn version(form: &Form) -> Option<u32> {
    form.value("version").parse().ok()
}

pub(super) async fn edit(who: May<needs::SeePeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let (e, t) = who.reader(app)?.entry_to_edit(&app.store, Id::new(*id))?;
    if let Some(draft) = fields::read(&t, &mut form, e.subject, Some(&e)) {
        let done = match own_grid(&office, &who, &draft) {
            Ok(()) => {
                let (by, keys, at, held) = (who.actor(), app.keys.seal.clone(), app.clock.now(), (e.id, version(&form)));
                app.store.write(move |tx| registers::edit(tx, &keys, (by, at), held, &draft)).await
            }
            Err(e) => Err(e),
        };
        if fields::settled(&t, &mut form, done)?.is_some() {
            return Ok(see_other(&format!("/office/registers/entries/{}?done=saved", e.id)));
        }
    }
    form_page(&office, &who, &t, e.subject, Some(&e), &form, StatusCode::UNPROCESSABLE_ENTITY)
}

pub(super) async fn end(who: May<needs::SeePeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let (e, t) = who.reader(app)?.entry_to_edit(&app.store, Id::new(*id))?;
    let on = form.take("on", "field-date", Day::parse);
    let reason = form.take("reason", "field-choice", |s| t.ends.iter().find(|r| *r == s).cloned());
    if let (Some(on), Some(reason)) = (on, reason) {
        let (by, at, held) = (who.actor(), app.clock.now(), (e.id, version(&form)));
        let done = app.store.write(move |tx| registers::end(tx, (by, at), held, on, &reason)).await;
        if form.settled(done)?.is_some() {
            return Ok(see_other(&format!("/office/registers/entries/{}?done=saved", e.id)));
        }
    }
    Ok(ask_again(entry_view::show(&office, &who, &t, &e, &form, None)?))
}

pub(super) async fn reopen(who: May<needs::SeePeople>, office: Office, id: Path<u64>, form: Form) -> Reply {
    let app = &office.app;
    let (e, _) = who.reader(app)?.entry_to_edit(&app.store, Id::new(*id))?;
    let (by, at, held): (_, _, (Id<Entry>, _)) = (who.actor(), app.clock.now(), (e.id, version(&form)));
    app.store.write(move |tx| registers::reopen(tx, (by, at), held)).await?;
    Ok(see_other(&format!("/office/registers/entries/{}?done=saved", e.id)))
}

/// Shows one value once, on the page that answers the post: it stands in no address and is not kept by the browser.
pub(super) async fn reveal(who: May<needs::Reveal>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let (e, t) = who.reader(app)?.entry(&app.store, Id::new(*id))?;
    count_reveal(app, who.account.id)?;
    let purpose = purpose(&mut form, "purpose");
    let field = form.value("field").to_owned();
    if let Some(purpose) = purpose {
        let (by, keys, at, id, key) = (who.actor(), app.keys.seal.clone(), app.clock.now(), e.id, field.clone());
        let done = app.store.write(move |tx| registers::reveal(tx, &keys, (by, at), id, &key, &purpose)).await;
        if let Some(plain) = form.settled(done)? {
            return Ok(page(entry_view::show(&office, &who, &t, &e, &Form::default(), Some((&field, &plain)))?));
        }
    }
    Ok(ask_again(entry_view::show(&office, &who, &t, &e, &form, None)?))
}
