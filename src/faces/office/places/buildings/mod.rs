//! Buildings and the grids they belong to.
mod view;

use actix_web::{http::Method, web::Path};

use crate::{
    base::{Failure, Id},
    domain::{
        places::grids::{self, Building, BuildingForm},
        registry::people,
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, needs},
        web::{Form, Reply, Routes, ask_again, endpoint, page, see_other},
    },
    store::Read,
};

pub(super) const PAGE: Page = Page::listed(Group::People, 90, "office-buildings", "/office/buildings", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/buildings", list),
        endpoint(Method::GET, "/office/buildings/new", new_page),
        endpoint(Method::POST, "/office/buildings/new", create),
        endpoint(Method::GET, "/office/buildings/{id}", edit_page),
        endpoint(Method::POST, "/office/buildings/{id}", edit),
    ]
}

async fn list(who: May<needs::SeePeople>, office: Office) -> Reply {
    let mut rows = Vec::new();
    for g in who.reader(&office.app)?.grids(&office.app.store)? {
        let all = grids::buildings_of_grid(&office.app.store, g.id)?;
        rows.push((g, all));
    }
    rows.retain(|(_, all)| !all.is_empty());
    Ok(page(view::list(&office, &who, &rows)))
}

async fn new_page(who: May<needs::EditPeople>, office: Office) -> Reply {
    let grids = who.reader(&office.app)?.grids(&office.app.store)?;
    Ok(page(view::form(&office, &who, None, &grids, &Form::default())))
}

fn read(form: &mut Form) -> Option<BuildingForm> {
    let grid = form.take("grid", "field-choice", |s| s.parse().ok());
    let estate = form.text_or_empty("estate", 40);
    let name = form.text("name", 30);
    Some(BuildingForm { grid: grid?, estate: estate?, name: name? })
}

/// Two buildings of one name are said beside the name.
fn taken(e: Failure) -> Failure {
    if matches!(e, Failure::Taken(_)) { Failure::field("name", "building-taken") } else { e }
}

async fn create(who: May<needs::EditPeople>, office: Office, mut form: Form) -> Reply {
    let app = &office.app;
    if let Some(f) = read(&mut form) {
        let (by, at) = (who.actor(), app.clock.now());
        let done = app.store.write(move |tx| grids::create_building(tx, by, at, f)).await;
        if form.settled(done.map_err(taken))?.is_some() {
            return Ok(see_other("/office/buildings?done=saved"));
        }
    }
    let grids = who.reader(app)?.grids(&app.store)?;
    Ok(ask_again(view::form(&office, &who, None, &grids, &form)))
}

async fn edit_page(who: May<needs::EditPeople>, office: Office, id: Path<u64>) -> Reply {
    let b: Building = office.app.store.get(Id::new(*id))?;
    let form = Form::filled([("grid", b.grid.to_string()), ("estate", b.estate.clone()), ("name", b.name.clone())]);
    let grids = who.reader(&office.app)?.grids(&office.app.store)?;
    Ok(page(view::form(&office, &who, Some(&b), &grids, &form)))
}

/// Changes the building, then its households a few to a write; a run that is broken off is finished by saving again.
async fn edit(who: May<needs::EditPeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let b: Building = app.store.get(Id::new(*id))?;
    if let Some(f) = read(&mut form) {
        let (by, at, id) = (who.actor(), app.clock.now(), b.id);
        let done = app.store.write(move |tx| grids::edit_building(tx, by, at, id, f)).await;
        if form.settled(done.map_err(taken))?.is_some() {
            let mut after = None;
            loop {
                after = app.store.write(move |tx| people::refresh_building(tx, id, after.as_ref())).await?;
                if after.is_none() {
                    return Ok(see_other("/office/buildings?done=saved"));
                }
            }
        }
    }
    let grids = who.reader(app)?.grids(&app.store)?;
    Ok(ask_again(view::form(&office, &who, Some(&b), &grids, &form)))
}
