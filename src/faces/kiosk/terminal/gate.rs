//! The gate: one counter while no terminal is enrolled, one index after.
use actix_web::{
    HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::StatusCode,
    middleware::{Next, from_fn},
};
use maud::{Markup, html};

use super::{
    super::{icons::icon, session::Session, shell::Frame},
    TERMINAL_COOKIE,
};
use crate::{
    app::App,
    base::Failure,
    domain::lobby::terminals::{Known, Terminal, any_enrolled, known},
    faces::web::{Lang, Problem, Route, Routes, page_with},
};

/// What everybody's browser may open: the phone's page of photos, and the page that enrols. Receipts (`/v/…`) and assets are no
/// addresses of this face.
const OPEN: &[&str] = &["/p/{key}", "/enrol"];

/// The same addresses behind the gate.
pub(in super::super) fn gated(routes: Routes) -> Routes {
    let gate = |r: Route| if OPEN.contains(&r.path) { r } else { Route { route: r.route.wrap(from_fn(gate)), ..r } };
    routes.into_iter().map(gate).collect()
}

async fn gate(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let app = req.app_data::<App>().cloned().ok_or_else(|| Problem(Failure::broken("no app")))?;
    match admitted(&app, req.request()).map_err(Problem)? {
        Admitted::As(terminal) => drop(req.extensions_mut().insert(*terminal)),
        Admitted::AsAnybody => {}
        Admitted::Not => {
            let body = unknown(&app, req.request());
            return Ok(req.into_response(page_with(StatusCode::FORBIDDEN, body)).map_into_right_body());
        }
    }
    Ok(next.call(req).await?.map_into_left_body())
}

enum Admitted {
    As(Box<Terminal>),
    AsAnybody,
    Not,
}

fn admitted(app: &App, req: &HttpRequest) -> Result<Admitted, Failure> {
    let stood = match req.cookie(TERMINAL_COOKIE) {
        Some(token) => known(&app.store, token.value())?,
        None => Known::Stranger,
    };
    Ok(match stood {
        Known::Terminal(t) => Admitted::As(t),
        // One that was taken out of service stays out, even if it was the last.
        Known::Revoked => Admitted::Not,
        Known::Stranger if any_enrolled(&app.store)? => Admitted::Not,
        Known::Stranger => Admitted::AsAnybody,
    })
}

/// «这台屏幕没有登记», with the way to register it.
fn unknown(app: &App, req: &HttpRequest) -> Markup {
    let f = Frame::of(app, Lang::of(app, req), &Session::nobody(req));
    let body = html! {
        main.unknown {
            (icon("lock"))
            h1 { (f.get("terminal-unknown")) }
            p { (f.get("terminal-unknown-what")) }
            (f.hint("terminal-unknown-how"))
            a.button.primary href="/enrol" data-native { (icon("key")) span { (f.get("terminal-enrol-go")) } }
        }
    };
    f.bare("unknown-screen", body)
}
