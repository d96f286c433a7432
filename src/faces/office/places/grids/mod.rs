//! Grids: the list, one grid with its posts and buildings, its form, and who is answerable from when to when.
mod boundaries;
mod boundaries_view;
mod cards;
mod view;

use actix_web::{http::Method, web::Path};

use crate::{
    base::{Day, DivisionCode, Failure, GridCode, Id},
    domain::{
        office::who::Staff,
        places::grids::{self, Grid, GridForm, GridKind, GridLevel, Post, PostRole},
        registry::people::{HOUSEHOLDS_BY_GRID, RESIDENTS_BY_GRID},
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, needs},
        web::{Form, Reply, Routes, ask_again, endpoint, page, see_other},
    },
    store::{Dir, PAGE_MOST, Read},
};

pub(super) const PAGE: Page = Page::listed(Group::People, 80, "office-grids", "/office/grids", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/grids", list),
        endpoint(Method::GET, "/office/grids/new", new_page),
        endpoint(Method::POST, "/office/grids/new", create),
        endpoint(Method::GET, "/office/grids/boundaries", boundaries::start),
        endpoint(Method::POST, "/office/grids/boundaries", boundaries::upload),
        endpoint(Method::GET, "/office/grids/boundaries/{token}", boundaries::plan),
        endpoint(Method::POST, "/office/grids/boundaries/{token}/apply", boundaries::apply),
        endpoint(Method::POST, "/office/grids/{id}/boundary/remove", boundaries::remove),
        endpoint(Method::GET, "/office/grids/{id}", detail),
        endpoint(Method::GET, "/office/grids/{id}/edit", edit_page),
        endpoint(Method::POST, "/office/grids/{id}/edit", edit),
        endpoint(Method::POST, "/office/grids/{id}/posts", assign),
        endpoint(Method::POST, "/office/grids/{id}/cards.pdf", cards::print),
        endpoint(Method::POST, "/office/posts/{id}/end", end),
    ]
}

async fn list(who: May<needs::SeePeople>, office: Office) -> Reply {
    let app = &office.app;
    let mut rows = Vec::new();
    for g in who.reader(app)?.grids(&app.store)? {
        let people = grids::people_of_grid(&app.store, g.id, app.clock.today())?;
        let homes = app.store.count(&HOUSEHOLDS_BY_GRID, &g.id)?;
        let residents = app.store.count(&RESIDENTS_BY_GRID, &g.id)?;
        rows.push(view::Line { grid: g, people, homes, residents });
    }
    Ok(page(view::list(&office, &who, &rows)))
}

/// Everything on a grid's page.
fn sheet(office: &Office, who: &crate::faces::staff::SignedIn, id: Id<Grid>) -> Result<view::Sheet, Failure> {
    let store = &office.app.store;
    who.reader(&office.app)?.open_grid(id)?;
    let mut posts = Vec::new();
    for p in store.list(&Post::BY_GRID.under(id), Dir::Backward, PAGE_MOST)? {
        let staff: Staff = store.get(p.staff)?;
        posts.push((p, staff));
    }
    posts.sort_by_key(|(p, _)| (p.to.is_some(), p.role, p.id));
    let mut staff = store.list(&Staff::BY_NAME.all(), Dir::Forward, PAGE_MOST)?;
    staff.retain(|s| s.left.is_none());
    Ok(view::Sheet {
        grid: store.get(id)?,
        posts,
        staff,
        buildings: grids::buildings_of_grid(store, id)?,
        homes: store.count(&HOUSEHOLDS_BY_GRID, &id)?,
        residents: store.count(&RESIDENTS_BY_GRID, &id)?,
    })
}

async fn detail(who: May<needs::SeePeople>, office: Office, id: Path<u64>) -> Reply {
    let sheet = sheet(&office, &who, Id::new(*id))?;
    let form = Form::filled([("from", office.app.clock.today().to_string())]);
    Ok(page(view::detail(&office, &who, &sheet, &form)))
}

fn large(office: &Office) -> Result<Vec<Grid>, Failure> {
    Ok(grids::list_grids(&office.app.store)?.into_iter().filter(|g| g.level == GridLevel::Large).collect())
}

/// The form of a new grid begins with the office's division code.
async fn new_page(who: May<needs::EditPeople>, office: Office) -> Reply {
    let division = office.settings.as_ref().map(|s| s.division.to_string()).unwrap_or_default();
    let form = Form::filled([
        ("code", division.as_str()),
        ("level", "small"),
        ("kind", "basic"),
        ("households-least", "300"),
        ("households-most", "500"),
    ]);
    Ok(page(view::form(&office, &who, None, &large(&office)?, &form)))
}

fn read(form: &mut Form) -> Option<GridForm> {
    let code = form.take("code", "grid-code-form", |s| {
        GridCode::parse(s).filter(|g| g.as_str().get(..12).is_some_and(|d| DivisionCode::parse(d).is_some()))
    });
    let name = form.text("name", 40);
    let kind = if form.value("kind") == "dedicated" { GridKind::Dedicated } else { GridKind::Basic };
    let level = if form.value("level") == "large" { GridLevel::Large } else { GridLevel::Small };
    let parent = form.maybe("parent", "field-choice", |s| s.parse().ok());
    let least = form.take("households-least", "field-number", |s| s.parse().ok());
    let most = form.take("households-most", "field-number", |s| s.parse().ok());
    let note = form.text_or_empty("note", 500);
    let (code, name, parent, note) = (code?, name?, parent?, note?);
    Some(GridForm { code, name, kind, level, parent, households: (least?, most?), note })
}

/// Two grids of one code are said beside the code.
fn taken(e: Failure) -> Failure {
    if matches!(e, Failure::Taken("grid.code")) { Failure::field("code", "grid-code-taken") } else { e }
}

async fn create(who: May<needs::EditPeople>, office: Office, mut form: Form) -> Reply {
    let app = &office.app;
    if let Some(f) = read(&mut form) {
        let (by, at) = (who.actor(), app.clock.now());
        let done = app.store.write(move |tx| grids::create_grid(tx, by, at, f)).await;
        if let Some(g) = form.settled(done.map_err(taken))? {
            return Ok(see_other(&format!("/office/grids/{}?done=saved", g.id)));
        }
    }
    Ok(ask_again(view::form(&office, &who, None, &large(&office)?, &form)))
}

async fn edit_page(who: May<needs::EditPeople>, office: Office, id: Path<u64>) -> Reply {
    let g: Grid = office.app.store.get(Id::new(*id))?;
    let form = Form::filled([
        ("code", g.code.to_string()),
        ("name", g.name.clone()),
        ("kind", if g.kind == GridKind::Dedicated { "dedicated" } else { "basic" }.to_owned()),
        ("level", if g.level == GridLevel::Large { "large" } else { "small" }.to_owned()),
        ("parent", g.parent.map(|p| p.to_string()).unwrap_or_default()),
        ("households-least", g.households.0.to_string()),
        ("households-most", g.households.1.to_string()),
        ("note", g.note.clone()),
    ]);
    Ok(page(view::form(&office, &who, Some(&g), &large(&office)?, &form)))
}

async fn edit(who: May<needs::EditPeople>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let g: Grid = app.store.get(Id::new(*id))?;
    if let Some(f) = read(&mut form) {
        let (by, at, id) = (who.actor(), app.clock.now(), g.id);
        let done = app.store.write(move |tx| grids::edit_grid(tx, by, at, id, f)).await;
        if form.settled(done.map_err(taken))?.is_some() {
            return Ok(see_other(&format!("/office/grids/{id}?done=saved")));
        }
    }
    Ok(ask_again(view::form(&office, &who, Some(&g), &large(&office)?, &form)))
}

async fn assign(who: May<needs::ManageUsers>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let grid: Id<Grid> = Id::new(*id);
    let staff = form.take("staff", "field-choice", |s| s.parse().ok());
    let role = form.take("role", "field-choice", PostRole::parse);
    let from = form.take("from", "field-date", Day::parse);
    if let (Some(staff), Some(role), Some(from)) = (staff, role, from) {
        let (by, at) = (who.actor(), app.clock.now());
        if form.settled(app.store.write(move |tx| grids::assign_post(tx, by, at, (grid, staff, role), from)).await)?.is_some() {
            return Ok(see_other(&format!("/office/grids/{grid}?done=saved")));
        }
    }
    let sheet = sheet(&office, &who, grid)?;
    Ok(ask_again(view::detail(&office, &who, &sheet, &form)))
}

async fn end(who: May<needs::ManageUsers>, office: Office, id: Path<u64>, form: Form) -> Reply {
    let app = &office.app;
    let post: Post = app.store.get(Id::new(*id))?;
    let last = Day::parse(form.value("to")).ok_or(Failure::refused("field-date"))?;
    if last < post.from {
        return Err(Failure::refused("post-ends-before-it-begins").into());
    }
    let (by, at) = (who.actor(), app.clock.now());
    let post = app.store.write(move |tx| grids::end_post(tx, by, at, post.id, last)).await?;
    Ok(see_other(&format!("/office/grids/{}?done=saved", post.grid)))
}
