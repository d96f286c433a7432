//! What is open to whoever holds a paper or a ticket: `/v/…` tells whether a receipt is genuine and where its item stands,
//! `/rating/…` takes one verdict at the counter. Nothing personal.
mod rating;
mod view;

use actix_web::{HttpRequest, http::Method, http::StatusCode, web::Path};

use crate::{
    app::App,
    base::Failure,
    domain::{matters::items::receipt, office::settings::Settings},
    faces::web::{Lang, Reply, Routes, address, endpoint, page, page_with},
};

/// Checks from one address in a minute: a person scans a few, a guesser of 512-bit signatures gains nothing from more.
const TRIES_A_MINUTE: u32 = 30;

/// The addresses. QR codes hold the upper-case one, which keeps them small.
pub fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/v/{token}", check),
        endpoint(Method::GET, "/V/{token}", check),
        endpoint(Method::GET, "/rating/{ticket}", rating::show),
        endpoint(Method::POST, "/rating/{ticket}", rating::rate),
    ]
}

/// Counts a try by address.
fn count(app: &App, req: &HttpRequest, what: &'static str, most: u32) -> Result<(), Failure> {
    app.limits.hit(what, &address(req), most, 60, app.clock.now())
}

async fn check(req: HttpRequest, app: App, lang: Lang, token: Path<String>) -> Reply {
    count(&app, &req, "verify", TRIES_A_MINUTE)?;
    let office = Settings::load(&app.store)?.ok_or(Failure::refused("verify-no-office"))?;
    let found = receipt::verify(&app.store, &token, &office.division, &app.keys.sign.verifying())?;
    Ok(match found {
        Some(state) => page(view::genuine(&lang.texts, &office, &state)),
        None => page_with(StatusCode::NOT_FOUND, view::not_genuine(&lang.texts, &office)),
    })
}
