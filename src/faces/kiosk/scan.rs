//! What a scanner reads, whatever screen it is on: a contact card says which household, a receipt opens its matter.
use actix_web::{HttpRequest, http::Method};

use super::{
    session::Session,
    track, view,
    who::{self, Next},
};
use crate::{
    app::App,
    base::Failure,
    faces::web::{Form, Lang, Problem, Reply, Routes, endpoint, see_other},
};

/// The address.
pub(super) fn routes() -> Routes {
    vec![endpoint(Method::POST, "/scan", scan)]
}

/// Where a household that was recognised goes on: to what it was about.
fn next(session: &Session, at: &str) -> Next {
    let about = |part: &str| at.split('/').any(|p| p == part);
    let filling = session.draft().is_some_and(|d| !d.service.is_empty() && d.filed.is_none());
    match () {
        () if about("grid") => Next::Grid,
        () if about("rate") => Next::Rate,
        () if filling => Next::Form,
        () => Next::Home,
    }
}

async fn scan(app: App, mut session: Session, lang: Lang, req: HttpRequest, form: Form) -> Reply {
    let (code, at) = (form.value("code"), form.value("at"));
    if code.contains('.') {
        let found = match who::count_try(&app, &req, "track") {
            Ok(()) => track::scanned(&app, code)?,
            Err(refused) => return Err(Problem(refused)),
        };
        let item = found.ok_or_else(|| Problem(Failure::refused("kiosk-track-unknown")))?;
        who::forgive(&app, &req, "track");
        return track::open(&app, &mut session, &item, "/track/item").await;
    }
    let next = next(&session, at);
    let before = session.draft().and_then(|d| d.household);
    let at = view::path(at);
    let answer = who::card_scanned(&app, &mut session, &lang, &req, next, code).await?;
    // The card of the household that is here already changes nothing: back to the very screen.
    let same = before.is_some() && before == session.draft().and_then(|d| d.household);
    Ok(if same { session.with_cookie(see_other(&at)) } else { answer })
}
