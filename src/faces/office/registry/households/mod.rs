//! Households: the list of a grid, one household's file, its form and its contact card.
mod file;
mod file_parts;
mod file_view;
mod view;

use actix_web::{
    http::Method,
    web::{self, Path},
};

use crate::{
    app::App,
    base::{Failure, Id, Name, Phone},
    domain::{
        places::grids::{self, Building, Grid, House},
        registry::{
            cards, moves,
            people::{self, Household, HouseholdForm, Particulars, Relation},
        },
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, SignedIn, count_paper, needs, purpose},
        web::{Form, Reply, Routes, ask_again, endpoint, page, pdf, see_other},
    },
    paperwork::{self, Desk},
    store::{Cursor, Read},
};

/// Households of one page.
const PER_PAGE: usize = 50;
/// The field of what a card is printed for; the file on the same page asks for a `purpose` of its own.
const CARD_PURPOSE: &str = "card-purpose";

pub(in crate::faces::office) const PAGE: Page =
    Page::listed(Group::People, 20, "office-households", "/office/households", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/households", list),
        endpoint(Method::POST, "/office/households", list_more),
        endpoint(Method::GET, "/office/households/new", new_page),
        endpoint(Method::POST, "/office/households/new", create),
        endpoint(Method::GET, "/office/households/{id}", file::show),
        endpoint(Method::GET, "/office/households/{id}/timeline", file::timeline),
        endpoint(Method::POST, "/office/households/{id}/file.pdf", file::print),
        endpoint(Method::GET, "/office/households/{id}/edit", edit_page),
        endpoint(Method::POST, "/office/households/{id}/edit", edit),
        endpoint(Method::POST, "/office/households/{id}/card-loss", lost),
        endpoint(Method::POST, "/office/households/{id}/card.pdf", card),
    ]
}

#[derive(serde::Deserialize)]
struct Pick {
    grid: Option<u64>,
}

async fn list(who: May<needs::SeePeople>, office: Office, pick: web::Query<Pick>) -> Reply {
    listed(&office, &who, pick.grid.map(Id::new), None)
}

/// The next page: the mark is part of an address, so it is posted and stands in no link.
async fn list_more(who: May<needs::SeePeople>, office: Office, form: Form) -> Reply {
    listed(&office, &who, form.value("grid").parse().ok(), Cursor::parse(form.value("after")))
}

fn listed(office: &Office, who: &SignedIn, grid: Option<Id<Grid>>, after: Option<Cursor>) -> Reply {
    let store = &office.app.store;
    let grids = who.reader(&office.app)?.grids(&office.app.store)?;
    let mut counted = Vec::with_capacity(grids.len());
    for g in grids {
        let n = store.count(&people::HOUSEHOLDS_BY_GRID, &g.id)?;
        counted.push((g, n));
    }
    let here = match grid {
        Some(id) => Some(counted.iter().find(|(g, _)| g.id == id).ok_or(Failure::NotFound)?),
        None => counted.iter().find(|(_, n)| *n > 0).or_else(|| counted.first()),
    };
    let Some((here, _)) = here else { return Ok(page(view::list(office, who, &[], None))) };
    let found = people::households_of_grid(store, here.id, after.as_ref(), PER_PAGE)?;
    let mut rows = Vec::with_capacity(found.rows.len());
    for home in found.rows.into_iter().filter(|h| h.left.is_none()) {
        let all = people::members(store, home.id)?;
        let living = all.iter().filter(|m| m.gone.is_none()).count();
        rows.push((all.into_iter().find(|m| Some(m.id) == home.head), living, home));
    }
    Ok(page(view::list(office, who, &counted, Some((here, &rows, found.next.as_ref())))))
}

/// Buildings as options: those of all grids that one may see.
pub(super) fn buildings(office: &Office, who: &SignedIn) -> Result<Vec<Building>, Failure> {
    let mut all = Vec::new();
    for g in who.reader(&office.app)?.grids(&office.app.store)? {
        all.extend(grids::buildings_of_grid(&office.app.store, g.id)?);
    }
    Ok(all)
}

async fn new_page(who: May<needs::EditPeople>, office: Office) -> Reply {
    Ok(page(view::form(&office, &who, None, &buildings(&office, &who)?, &Form::default())))
}

/// Building, unit, room and telephone of a form.
pub(super) fn place(form: &mut Form) -> Option<(Id<Building>, String, String, Option<Phone>)> {
    let building = form.take("building", "field-choice", |s| s.parse().ok());
    let unit = form.text_or_empty("unit", 20);
    let room = form.text("room", 20);
    let phone = form.maybe("phone", "field-phone", Phone::parse);
    Some((building?, unit?, room?, phone?))
}

async fn create(who: May<needs::EditPeople>, office: Office, mut form: Form) -> Reply {
    let app = &office.app;
    let at_place = place(&mut form);
    let head = form.take("head", "field-name", Name::parse);
    if let (Some((building, unit, room, phone)), Some(head)) = (at_place, head) {
        let (by, keys, at) = (who.actor(), app.keys.seal.clone(), app.clock.now());
        let done = app.store.write(move |tx| {
            tx.get(building)?;
            let house = grids::ensure_house(tx, building, &unit, &room)?.id;
            let head = Particulars::new(head, Relation::HEAD);
            moves::create_household(tx, &keys, (by, at), HouseholdForm { house, phone }, head, None)
        });
        if let Some((_, head)) = form.settled(done.await)? {
            return Ok(see_other(&format!("/office/residents/{}?done=household", head.id)));
        }
    }
    let all = buildings(&office, &who)?;
    Ok(ask_again(view::form(&office, &who, None, &all, &form)))
}

async fn edit_page(who: May<needs::EditPeople>, office: Office, id: Path<u64>) -> Reply {
    let home: Household = office.app.store.get(Id::new(*id))?;
    let house: House = office.app.store.get(home.house)?;
    let form = Form::filled([
        ("building", house.building.to_string()),
        ("unit", house.unit),
        ("room", house.room),
        ("phone", home.phone.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]);
    Ok(page(view::form(&office, &who, Some(&home), &buildings(&office, &who)?, &form)))
}

async fn edit(who: May<needs::EditPeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let home: Household = app.store.get(Id::new(*id))?;
    if let Some((building, unit, room, phone)) = place(&mut form) {
        let (by, at, id) = (who.actor(), app.clock.now(), home.id);
        let done = app.store.write(move |tx| {
            tx.get(building)?;
            let house = grids::ensure_house(tx, building, &unit, &room)?.id;
            moves::edit_household(tx, (by, at), id, HouseholdForm { house, phone })
        });
        let gone = |e| if e == Failure::NotFound { Failure::field("building", "field-choice") } else { e };
        if form.settled(done.await.map_err(gone))?.is_some() {
            return Ok(see_other(&format!("/office/households/{id}?done=saved")));
        }
    }
    let all = buildings(&office, &who)?;
    Ok(ask_again(view::form(&office, &who, Some(&home), &all, &form)))
}

/// The card was lost: the terminal no longer knows it.
async fn lost(who: May<needs::EditPeople>, office: Office, id: Path<u64>, _form: Form) -> Reply {
    let (by, at, home) = (who.actor(), office.app.clock.now(), Id::new(*id));
    office.app.store.write(move |tx| cards::lose(tx, (by, at), home)).await?;
    Ok(see_other(&format!("/office/households/{home}?done=card-lost")))
}

fn desk(app: &App) -> Result<Desk<'_>, Failure> {
    Desk::of(&app.store, &app.zh, &app.keys, app.clock.now())
}

/// A new card of a household, for a purpose; the one before is void. Posted, because it writes.
async fn card(who: May<needs::SeePeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let home = who.reader(app)?.household(&app.store, Id::new(*id))?;
    let Some(purpose) = purpose(&mut form, CARD_PURPOSE) else { return file::shown(&office, &who, home.id, &form).await };
    count_paper(app, &who)?;
    let card = paperwork::card_of(&app.store, (who.actor(), app.clock.now()), home.id, purpose).await?;
    Ok(pdf("card", desk(&office.app)?.card(&home, &card)?.into_bytes()))
}
