//! My grid: who is responsible for me, and how to reach them.
use actix_web::http::Method;
use maud::html;

use super::{
    form::steps::BUILDING,
    icons::icon,
    page::{Page, Tile},
    place::{self, Depth},
    session::Session,
    shell::{Frame, Screen, back},
};
use crate::{
    app::App,
    base::{Failure, Id},
    domain::{
        office::settings::Settings,
        places::grids::{Building, Grid, PostRole, Serving, people_of_grid},
        registry::people::Household,
    },
    faces::web::{Form, Lang, Problem, Reply, Routes, endpoint, page, see_other},
    store::Read,
};

/// The building whose grid is shown to somebody who did not identify.
const SHOWN: &str = "_grid";
/// People that are shown.
const PEOPLE_MOST: usize = 4;

/// The tiles.
const TILES: &[Tile] = &[Tile { place: 40, to: "/grid", icon: "grid", text: "kiosk-tile-grid" }];

pub(super) const PAGE: Page = Page::tiled(TILES, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/grid", show),
        endpoint(Method::GET, "/grid/pick", pick),
        endpoint(Method::POST, "/grid/pick", picked),
    ]
}

/// The grid of what was picked, else of the household: its number and the place in words.
fn grid_of(app: &App, session: &Session) -> Result<Option<(Id<Grid>, String)>, Failure> {
    let Some(draft) = session.draft() else { return Ok(None) };
    if let Some(id) = draft.answers.get(SHOWN).and_then(|b| b.parse::<u64>().ok()) {
        let building = app.store.find(Id::<Building>::new(id))?;
        return Ok(building.map(|b| (b.grid, format!("{}{}", b.estate, b.name))));
    }
    let home = draft.household.map(|h| app.store.find::<Household>(h)).transpose()?.flatten();
    Ok(home.map(|h| (h.grid, h.address)))
}

pub(super) const fn role_key(role: PostRole) -> &'static str {
    match role {
        PostRole::InCharge => "kiosk-post-in-charge",
        PostRole::Leader => "kiosk-post-leader",
        PostRole::FullTime => "kiosk-post-full-time",
        PostRole::PartTime => "kiosk-post-part-time",
        PostRole::Informant => "kiosk-post-informant",
        PostRole::Liaison => "kiosk-post-liaison",
        PostRole::Volunteer => "kiosk-post-volunteer",
        PostRole::Agent => "kiosk-post-agent",
    }
}

async fn show(app: App, session: Session, lang: Lang) -> Reply {
    let Some((id, place)) = grid_of(&app, &session)? else { return Ok(see_other("/who/grid")) };
    let grid = app.store.find(id)?.ok_or(Problem(Failure::NotFound))?;
    let people = people_of_grid(&app.store, id, app.clock.today())?;
    let office = Settings::load(&app.store)?;
    let f = Frame::of(&app, lang, &session);
    let worker = people.worker().map(|w| w.post);
    let mut order: Vec<&Serving> = people.0.iter().collect();
    order.sort_by_key(|s| Some(s.post) != worker);
    order.truncate(PEOPLE_MOST);
    let say = html! {
        p.hint { (icon("home")) " " (place) " · " strong { (grid.name) } }
    };
    let body = html! {
        div.people-cards {
            @if order.is_empty() { p.empty { (icon("info")) span { (f.get("kiosk-grid-nobody")) } } }
            @for s in &order {
                div.person.first[Some(s.post) == worker] {
                    (icon("person"))
                    div {
                        span.role { (f.get(role_key(s.role))) }
                        strong { (s.name) }
                        @if let Some(phone) = &s.phone { span.number { (icon("phone")) (phone) } }
                    }
                }
            }
        }
        @if let Some(o) = office {
            div.office-line {
                @if !o.hours.is_empty() { p { (icon("clock")) span { (f.get("kiosk-office-hours")) } strong { (o.hours) } } }
                @if !o.phone.is_empty() { p { (icon("phone")) span { (f.get("kiosk-office-phone")) } strong { (o.phone) } } }
                @if !o.address.is_empty() {
                    p { (icon("building")) span { (f.get("kiosk-office-address")) } strong { (o.address) } }
                }
            }
        }
    };
    let title = f.get("kiosk-grid-title");
    let actions = html! {
        (back(&f, "/home"))
        form method="post" action="/grid/pick" {
            (f.token()) input type="hidden" name="level" value="start";
            button type="submit" { (icon("building")) span { (f.get("kiosk-grid-other")) } }
        }
    };
    Ok(page(f.draw(&Screen { title: &title, step: None, say, body, actions, idle: f.idle(), kind: "grid-screen" })))
}

async fn pick(app: App, session: Session, lang: Lang) -> Reply {
    let draft = session.begun()?;
    let f = Frame::of(&app, lang, &session);
    let picker = place::draw(&app, &f, draft, Depth::Building, "/grid/pick")?;
    let title = f.get(picker.ask);
    Ok(page(f.draw(&Screen {
        title: &title,
        step: None,
        say: picker.say,
        body: picker.body,
        actions: html! { (back(&f, "/home")) (picker.again) },
        idle: f.idle(),
        kind: "pick-screen",
    })))
}

async fn picked(app: App, mut session: Session, form: Form) -> Reply {
    if form.value("level") == "start" {
        session.set(&app, place::clear).await?;
        return Ok(session.with_cookie(see_other("/grid/pick")));
    }
    let Some(picked) = place::touch(&app, &mut session, &form, Depth::Building).await? else {
        return Ok(session.with_cookie(see_other("/grid/pick")));
    };
    session
        .change(&app, move |_, d| {
            place::clear(d);
            d.answers.remove(BUILDING);
            d.answers.insert(SHOWN.into(), picked.building.id.to_string());
            Ok(())
        })
        .await?;
    Ok(see_other("/grid"))
}
