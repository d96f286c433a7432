//! The wall: counts on a big screen, for somebody signed in or behind an address of its own. Counts only: nobody's name,
//! number or telephone, and no way into the office.
mod keys;
mod trend;
mod view;

use actix_web::{HttpRequest, HttpResponse, http::Method, web::Path};
use maud::Markup;

use super::{Office, menu::Page};
use crate::{
    app::App,
    base::Failure,
    domain::office::accounts::WallKey,
    faces::{
        staff::{May, Watch, needs},
        web::{Problem, Reply, Routes, endpoint, events, page},
    },
    live::{Viewer, Watcher},
    store::Read,
};

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/wall", signed_in),
        endpoint(Method::GET, "/office/wall/desk", signed_in_desk),
        endpoint(Method::GET, "/office/wall/key", keys::show),
        endpoint(Method::POST, "/office/wall/key", keys::make),
        endpoint(Method::POST, "/office/wall/key/{id}/revoke", keys::revoke),
        endpoint(Method::GET, "/wall/{key}", show),
        endpoint(Method::GET, "/wall/{key}/live", live),
        endpoint(Method::GET, "/wall/{key}/desk", desk),
    ]
}

async fn signed_in(office: Office, _who: May<needs::SeeAllItems>) -> Reply {
    let live = office.app.picture().await?;
    Ok(page(view::wall(&office, "/office/live", "/office/wall/desk", &live)?))
}

async fn signed_in_desk(office: Office, _who: Watch<needs::SeeAllItems>) -> Reply {
    let live = office.app.picture().await?;
    Ok(page(view::panel(&office, &live)?))
}

/// The key of an address; one that is revoked, or never was, is not found.
fn known(app: &App, token: &str) -> Result<WallKey, Problem> {
    Ok(WallKey::of(&app.store, token)?.ok_or(Failure::NotFound)?)
}

async fn show(office: Office, token: Path<String>) -> Reply {
    known(&office.app, &token)?;
    let live = office.app.picture().await?;
    let at = |what: &str| format!("/wall/{token}/{what}");
    Ok(page(view::wall(&office, &at("live"), &at("desk"), &live)?))
}

async fn desk(office: Office, token: Path<String>) -> Reply {
    known(&office.app, &token)?;
    let live = office.app.picture().await?;
    Ok(page(view::panel(&office, &live)?))
}

async fn live(app: App, token: Path<String>) -> Result<HttpResponse, Problem> {
    let (key, asked) = (known(&app, &token)?.id, app.clone());
    let stays = Box::new(move || Ok(asked.store.find(key)?.is_some()));
    Ok(events(Watcher::sit(&app.pulse, app.scene(), Viewer::Wall(key), stays).await?))
}

/// A failure on a wall: one calm line, and no link anywhere.
pub fn problem_page(app: &App, req: &HttpRequest, failure: &Failure, reference: Option<&str>) -> Markup {
    view::problem(app, req, failure, reference)
}
