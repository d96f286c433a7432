//! «请工作人员帮忙»: rings on the office's desk. Nothing of the person's own work is touched; the session is kept alive while
//! they wait.
mod from;
mod view;

use actix_web::{HttpRequest, HttpResponse, http::Method};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{page::Page, session::Session, shell::Frame, terminal};
use crate::{
    app::App,
    base::Failure,
    domain::{
        lobby::calls::{self, Call, CallState, Caller, Spot},
        office::accounts,
    },
    faces::web::{Form, Lang, Reply, Routes, address, endpoint, page, see_other},
};

/// Calls of one address in ten minutes: whoever touches again while it rings rings the same call.
const CALLS_MOST: u32 = 20;
const CALLS_WINDOW: i64 = 600;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::POST, "/help", ring),
        endpoint(Method::GET, "/help", show),
        endpoint(Method::GET, "/help/state", state),
        endpoint(Method::POST, "/help/withdraw", withdraw),
    ]
}

/// How the browser's last call stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It has not rung, or took it back.
    Quiet,
    /// It rings; late if for three minutes.
    Rings {
        /// For three minutes or more.
        late: bool,
    },
    /// Somebody is on the way: their name.
    Coming(String),
    /// It rang, and nobody came to it.
    Lapsed,
}

/// The place that rings, as calls know it: the terminal, or the address of a screen that is not enrolled. One place has one call,
/// whatever cookies it throws away, so that nobody can fill the desk with bells.
fn mark(req: &HttpRequest) -> [u8; 32] {
    let place = match terminal::of(req) {
        Some(t) => format!("terminal {}", t.id),
        None => format!("address {}", address(req)),
    };
    Sha256::digest(place.as_bytes()).into()
}

fn stand(app: &App, call: Option<Call>) -> Result<Stand, Failure> {
    let (Some(call), now) = (call, app.clock.now()) else { return Ok(Stand::Quiet) };
    Ok(match call.state(now) {
        CallState::Open => Stand::Rings { late: call.late(now) },
        CallState::Answered(a) => Stand::Coming(accounts::account_name(&app.store, a.by)?),
        CallState::Withdrawn(_) => Stand::Quiet,
        CallState::Lapsed => Stand::Lapsed,
    })
}

async fn ring(app: App, session: Session, req: HttpRequest, _form: Form) -> Reply {
    let now = app.clock.now();
    let peer = address(&req);
    app.limits.hit("help", &peer, CALLS_MOST, CALLS_WINDOW, now)?;
    let back = from::of_referer(&req);
    let (caller, spot) =
        (Caller { mark: mark(&req), terminal: terminal::of(&req).map(|t| (t.id, t.name)) }, Spot::of_path(&back));
    app.store.write(move |tx| calls::ring(tx, caller, spot, now)).await?;
    session.keep_alive(&app).await?;
    Ok(see_other(&from::help_page(&back)))
}

async fn show(app: App, session: Session, lang: Lang, req: HttpRequest) -> Reply {
    session.keep_alive(&app).await?;
    let stand = stand(&app, calls::latest_of(&app.store, &mark(&req))?)?;
    let f = Frame::of(&app, lang, &session);
    Ok(page(view::help(&app, &f, &stand, &from::of_query(&req))?))
}

/// What the page asks every few seconds while somebody waits at it.
async fn state(app: App, req: HttpRequest) -> Reply {
    let (state, by, late) = match stand(&app, calls::latest_of(&app.store, &mark(&req))?)? {
        Stand::Rings { late } => ("open", String::new(), late),
        Stand::Coming(by) => ("answered", by, false),
        Stand::Quiet => ("none", String::new(), false),
        Stand::Lapsed => ("none", String::new(), true),
    };
    Ok(HttpResponse::Ok().json(json!({ "state": state, "by": by, "late": late })))
}

async fn withdraw(app: App, session: Session, req: HttpRequest, form: Form) -> Reply {
    let (mark, now) = (mark(&req), app.clock.now());
    app.store.write(move |tx| calls::withdraw(tx, &mark, now)).await?;
    session.keep_alive(&app).await?;
    Ok(see_other(&from::safe(form.value("back"))))
}
