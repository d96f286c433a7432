//! Residents: the search box, a person's form, the number for a stated purpose, moving to another household.
mod form;
mod view;

use actix_web::{http::Method, web::Path};

use crate::{
    app::App,
    base::{Failure, Id, Reason},
    domain::{
        office::who::Account,
        registry::{
            moves,
            people::{self, Household, Relation, Resident},
        },
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, needs, note_resident, purpose},
        web::{Form, Reply, Routes, ask_again, endpoint, page, see_other},
    },
    store::Read,
};

/// Looks at numbers that one account may take in an hour.
const REVEALS: u32 = 60;

pub(super) const PAGE: Page = Page::listed(Group::People, 10, "office-residents", "/office/residents", &search_page, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/residents", search_page),
        endpoint(Method::POST, "/office/residents", search),
        endpoint(Method::GET, "/office/households/{id}/members/new", new_page),
        endpoint(Method::POST, "/office/households/{id}/members/new", create),
        endpoint(Method::GET, "/office/residents/{id}", edit_page),
        endpoint(Method::POST, "/office/residents/{id}", edit),
        endpoint(Method::POST, "/office/residents/{id}/reveal", reveal),
        endpoint(Method::POST, "/office/residents/{id}/move", move_home),
    ]
}

async fn search_page(who: May<needs::SeePeople>, office: Office) -> Reply {
    Ok(page(view::search(&office, &who, &Form::default(), None)))
}

/// Posted, so that names and numbers stand in no address and no log.
async fn search(who: May<needs::SeePeople>, office: Office, form: Form) -> Reply {
    let reader = who.reader(&office.app)?;
    let words: String = form.value("q").chars().take(80).collect();
    let hits = people::search(&office.app.store, &office.app.keys.seal, &reader, &words)?;
    Ok(page(view::search(&office, &who, &form, Some(&hits))))
}

/// A resident whom one may see, with the household.
fn one(office: &Office, who: &crate::faces::staff::SignedIn, id: u64) -> Result<(Resident, Household), Failure> {
    let r = who.reader(&office.app)?.resident(&office.app.store, Id::new(id))?;
    let home = office.app.store.get(r.household)?;
    Ok((r, home))
}

async fn new_page(who: May<needs::EditPeople>, office: Office, id: Path<u64>) -> Reply {
    let home: Household = office.app.store.get(Id::new(*id))?;
    Ok(page(view::form(&office, &who, &home, None, &form::blank())))
}

async fn create(who: May<needs::EditPeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let home: Household = app.store.get(Id::new(*id))?;
    if let Some((p, number)) = form::read(&mut form) {
        let (by, keys, at) = (who.actor(), app.keys.seal.clone(), app.clock.now());
        let number = number.plain();
        let home_id = home.id;
        let done = app.store.write(move |tx| moves::add_member(tx, &keys, (by, at), home_id, p, number.as_ref())).await;
        if form.settled(done.map_err(form::taken))?.is_some() {
            return Ok(see_other(&format!("/office/households/{}?done=saved", home.id)));
        }
    }
    Ok(ask_again(view::form(&office, &who, &home, None, &form)))
}

async fn edit_page(who: May<needs::SeePeople>, office: Office, id: Path<u64>) -> Reply {
    let (r, home) = one(&office, &who, *id)?;
    note_resident(&office.app, &who, r.id).await?;
    let form = form::filled(&r);
    Ok(page(view::form(&office, &who, &home, Some(&r), &form)))
}

async fn edit(who: May<needs::EditPeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let (r, home) = one(&office, &who, *id)?;
    if let Some((p, number)) = form::read_over(&r, &mut form) {
        let (by, keys, at, id) = (who.actor(), app.keys.seal.clone(), app.clock.now(), r.id);
        let done = app.store.write(move |tx| moves::edit_member(tx, &keys, (by, at), id, p, number.edit())).await;
        if form.settled(done.map_err(form::taken))?.is_some() {
            return Ok(see_other(&format!("/office/households/{}?done=saved", home.id)));
        }
    }
    Ok(ask_again(view::form(&office, &who, &home, Some(&r), &form)))
}

/// One person's reveals in an hour, of registers and of forms together.
pub(in crate::faces::office) fn count_reveal(app: &App, by: Id<Account>) -> Result<(), Failure> {
    app.limits.hit("reveal", &by.to_string(), REVEALS, 3600, app.clock.now())
}

/// Shows the number once, on the page that answers the post: it stands in no address and is not kept by the browser.
async fn reveal(who: May<needs::Reveal>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let (r, home) = one(&office, &who, *id)?;
    count_reveal(app, who.account.id)?;
    let purpose = purpose(&mut form, "purpose");
    let mut fields = form::filled(&r);
    let Some(purpose) = purpose else {
        fields.set("purpose", form.value("purpose"));
        fields.note_all(form.errors().clone());
        return Ok(ask_again(view::form(&office, &who, &home, Some(&r), &fields)));
    };
    let (by, keys, at, rid) = (who.actor(), app.keys.seal.clone(), app.clock.now(), r.id);
    let seen = app.store.write(move |tx| people::reveal(tx, &keys, (by, at), rid, &purpose)).await?;
    Ok(page(view::revealed(&office, &who, &r, &seen)))
}

async fn move_home(who: May<needs::EditPeople>, office: Office, id: Path<u64>, form: Form) -> Reply {
    let (r, _) = one(&office, &who, *id)?;
    let to: Id<Household> = form.value("household").trim().parse().map_err(|_e| Failure::refused("household-unknown"))?;
    let relation = Relation::parse(form.value("relation")).ok_or(Failure::refused("import-relation-unknown"))?;
    let (by, at) = (who.actor(), office.app.clock.now());
    let done = office.app.store.write(move |tx| moves::move_member(tx, (by, at), r.id, to, relation)).await;
    done.map_err(plain)?;
    Ok(see_other(&format!("/office/households/{to}?done=saved")))
}

/// The one wrong field of a short form, said as a sentence.
fn plain(f: Failure) -> Failure {
    match f {
        Failure::Invalid(mut e) if !e.0.is_empty() => Failure::Refused(e.0.swap_remove(0).1),
        Failure::NotFound => Failure::Refused(Reason::new("household-unknown")),
        f => f,
    }
}
