//! What a scanner reads, whatever screen it is on: a contact card says which household, a receipt opens its matter.
use actix_web::{HttpRequest, http::Method};

use super::{
    page::Page,
    session::{Session, close},
    track, view,
    who::{self, Next, Secret},
};
use crate::{
    app::App,
    base::Failure,
    domain::matters::items,
    faces::web::{Form, Problem, Reply, Routes, endpoint, see_other},
};

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
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

async fn scan(app: App, mut session: Session, req: HttpRequest, form: Form) -> Reply {
    let (code, at) = (form.value("code"), form.value("at"));
    if code.contains('.') {
        let found = match who::count(&app, &req, &mut session, (Secret::Track, None)).await {
            Ok(()) => track::scanned(&app, code)?,
            Err(Failure::Refused(_)) => return Ok(session.with_cookie(see_other("/track?why=often"))),
            Err(other) => return Err(Problem(other)),
        };
        let Some(item) = found else {
            who::note_wrong(&app, Secret::Track).await?;
            return Ok(session.with_cookie(see_other("/track?why=unknown")));
        };
        who::forgive(&app, &req, &session, Secret::Track);
        return track::open(&app, &mut session, &item, "/track/item").await;
    }
    let (next, at) = (next(&session, at), view::path(at));
    let home = match who::card_holder(&app, &req, &mut session, code).await? {
        Ok(home) => home,
        // An address that can be loaded again, whatever is touched next.
        Err(why) => {
            return Ok(session.with_cookie(see_other(&format!("/who/{}/card?why={}", next.key(), why.key()))));
        }
    };
    match session.draft().and_then(|d| d.household) {
        // The card of the household that is here already: back to the very screen. A card is no member's own, so that what one
        // of them has opened or shown to be is over.
        Some(here) if here == home => {
            let over = |draft: &mut items::Draft| {
                draft.proven = None;
                close(draft);
            };
            session.set(&app, over).await?;
            Ok(session.with_cookie(see_other(&at)))
        }
        // Another household is another person: nothing of the one before.
        Some(_) => {
            session.purge(&app).await?;
            who::identified(&app, &mut session, Next::Home, home, None).await
        }
        None => who::identified(&app, &mut session, next, home, None).await,
    }
}
