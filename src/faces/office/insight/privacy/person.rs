//! One person's page of duties: consents, requests, and everything that is held as a file for the person.
use actix_web::{HttpRequest, HttpResponse, http::header, web::Path};

use super::{desk, person_view as view, person_view::Person};
use crate::{
    base::{Day, Failure, Id, Name},
    domain::{
        insight::privacy::{self, AskKind, How, NewAsk, SERVICES, Said},
        matters::items::{Item, ItemNo},
        office::audit,
        registry::{people::Resident, registers::Entry},
    },
    faces::{
        office::{Office, registry::residents::count_reveal},
        staff::{May, SignedIn, needs, note_resident, purpose, query_form, slowly},
        web::{Form, Reply, ask_again, page, pdf, see_other},
    },
    paperwork::Desk,
    store::Read,
};

fn resident(office: &Office, who: &SignedIn, id: u64) -> Result<Resident, Failure> {
    who.reader(&office.app)?.resident(&office.app.store, Id::new(id))
}

fn person(office: &Office, who: &SignedIn, r: Resident) -> Result<Person, Failure> {
    let store = &office.app.store;
    let tables = who.reader(&office.app)?.tables(store)?;
    let open = |e: &Entry| tables.iter().any(|t| t.code == e.table);
    let mut standing = Vec::new();
    for s in privacy::standing(store, r.id)? {
        let mut rests = privacy::resting(store, &r, &s.terms)?;
        rests.retain(open);
        standing.push((s, rests));
    }
    Ok(Person {
        home: store.get(r.household)?,
        standing,
        history: privacy::consents(store, r.id)?,
        asks: privacy::asks_of(store, r.id)?,
        resident: r,
    })
}

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, id: Path<u64>, req: HttpRequest) -> Reply {
    let r = resident(&office, &who, *id)?;
    note_resident(&office.app, &who, r.id).await?;
    let mut form = Form::filled([("on", office.app.clock.today().to_string())]);
    // A matter's page leads here with its number.
    form.set("item", query_form(&req).value("item").chars().take(20).collect::<String>());
    let p = person(&office, &who, r)?;
    Ok(page(view::show(&office, &who, &p, &form)?))
}

fn again(office: &Office, who: &SignedIn, r: Resident, form: &Form) -> Reply {
    let p = person(office, who, r)?;
    Ok(ask_again(view::show(office, who, &p, form)?))
}

pub(super) async fn consent(who: May<needs::NotePrivacy>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let r = resident(&office, &who, *id)?;
    let purpose = form.take("purpose", "field-choice", |s| s.parse().ok().map(Id::new));
    let given = form.take("said", "field-choice", |s| match s {
        "given" => Some(true),
        "withdrawn" => Some(false),
        _ => None,
    });
    let on = form.take("on", "field-date", Day::parse);
    let how = form.take("how", "field-choice", How::parse);
    let guardian = form.maybe("guardian", "field-name", Name::parse);
    let note = form.value("note").to_owned();
    if let (Some(purpose), Some(given), Some(on), Some(how), Some(guardian)) = (purpose, given, on, how, guardian) {
        let (by, at, rid) = (who.actor(), app.clock.now(), r.id);
        let said = Said { purpose, given, on, how, guardian, note };
        if let Some(c) = form.settled(app.store.write(move |tx| privacy::record(tx, (by, at), rid, &said)).await)? {
            let done = if c.given { "consent-given" } else { "consent-withdrawn" };
            return Ok(see_other(&format!("/office/residents/{rid}/privacy?done={done}")));
        }
    }
    again(&office, &who, r, &form)
}

/// The notice with this resident's name on it, as it is now.
pub(super) async fn notice(who: May<needs::SeePeople>, office: Office, path: Path<(u64, u64)>) -> Reply {
    let r = resident(&office, &who, path.0)?;
    let p = office.app.store.get(Id::new(path.1))?;
    let v = privacy::current(&office.app.store, &p)?;
    note_resident(&office.app, &who, r.id).await?;
    Ok(pdf("notice", desk(&office)?.consent_notice(&v, Some(&r))?.into_bytes()))
}

pub(super) async fn ask(who: May<needs::NotePrivacy>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let r = resident(&office, &who, *id)?;
    if let Some(kind) = form.take("kind", "field-choice", AskKind::parse) {
        let (by, at, rid) = (who.actor(), app.clock.now(), r.id);
        let new = NewAsk { kind, item: form.value("ask-item").to_owned(), words: form.value("words").replace("\r\n", "\n") };
        if form.settled(app.store.write(move |tx| privacy::ask(tx, (by, at), rid, &new)).await)?.is_some() {
            return Ok(see_other(&format!("/office/residents/{rid}/privacy?done=saved")));
        }
    }
    again(&office, &who, r, &form)
}

/// The matter that an export is made for: one of the services about personal information, of this person. A child's is filed
/// by the guardian of the household; one that was filed without identification names the person.
fn matter(office: &Office, r: &Resident, no: &str) -> Result<Option<Item>, Failure> {
    let Some(no) = ItemNo::parse(no) else { return Ok(None) };
    let Some(item) = office.app.store.by(&Item::BY_NO, &no)? else { return Ok(None) };
    let a = &item.applicant;
    let theirs = match (a.resident, a.household) {
        (Some(id), _) if id == r.id => true,
        (_, Some(home)) => home == r.household,
        (None, None) => a.name.as_ref() == Some(&r.name),
        _ => false,
    };
    Ok(Some(item).filter(|i| theirs && SERVICES.contains(&i.service_code.as_str())))
}

/// Everything that is held about the person, in full because it is theirs. The line in the log is written before anything is
/// read, and names the matter and the purpose.
pub(super) async fn export(who: May<needs::Reveal>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = office.app.clone();
    let r = resident(&office, &who, *id)?;
    count_reveal(&app, who.account.id)?;
    let purpose = purpose(&mut form, "stated");
    let item = match form.take("item", "field-required", |s| Some(s.to_owned())) {
        Some(no) => matter(&office, &r, &no)?,
        None => None,
    };
    if item.is_none() && form.error("item").is_none() {
        form.note("item", crate::base::Reason::new("personal-item-unknown"));
    }
    if !form.ticked("checked") {
        form.note("checked", crate::base::Reason::new("personal-check-first"));
    }
    let (Some(purpose), Some(item), true) = (purpose, item, form.ok()) else { return again(&office, &who, r, &form) };
    let (by, at, rid, json) = (who.actor(), app.clock.now(), r.id, form.value("format") == "json");
    let (no, detail) = (item.no.to_string(), format!("{} {purpose}", item.no));
    app.store.write(move |tx| audit::note(tx, by, at, privacy::log::RESIDENT_EXPORT, Some(rid), &detail)).await?;
    let reader = who.reader(&app)?;
    let made = slowly(&office.app, move || {
        let desk = Desk::of(&app.store, &app.zh, &app.keys, at)?;
        let copy = desk.personal_copy(&reader, &r, &no)?;
        match json {
            true => serde_json::to_vec_pretty(&copy).map_err(Failure::broken),
            false => desk.personal_paper(&copy).map(|p| p.into_bytes()),
        }
    });
    let bytes = made.await??;
    if !json {
        return Ok(pdf("personal", bytes));
    }
    let name = format!("attachment; filename=\"personal-{rid}.json\"");
    Ok(HttpResponse::Ok()
        .content_type("application/json; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}
