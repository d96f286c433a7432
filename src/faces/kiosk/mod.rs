//! The lobby terminal (`/`): a touchscreen for people who may never have typed. One question a screen, an icon beside every word,
//! and a session that ends by itself.
//!
//! `shell` draws the frame, `session` keeps what was entered on the server, `input` is the one text control, `place` the picker
//! of buildings. Every page works without a script too.
mod announcements;
mod form;
mod grid;
mod help;
mod home;
mod icons;
mod input;
mod page;
mod pages;
mod photos;
mod place;
mod receipt;
mod scan;
mod services;
mod session;
mod shell;
mod terminal;
mod track;
mod typing;
mod view;
mod view_change;
mod voice;
mod who;
mod writing;

use actix_web::{HttpRequest, http::header};
use maud::{Markup, html};

use super::web::{Lang, Routes};
use crate::{app::App, base::Failure};
use shell::Frame;

/// Every address of the terminal.
pub fn routes() -> Routes {
    let all = home::routes().into_iter().chain(pages::pages().flat_map(|page| (page.routes)()));
    terminal::gated(all.collect())
}

/// The screen of this terminal that a request was made from.
fn came_from(req: &HttpRequest) -> Option<String> {
    let from = req.headers().get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = from.split_once("://")?;
    let path = rest.get(rest.find('/')?..)?;
    (!path.starts_with("//")).then(|| path.to_owned())
}

/// A failure on the terminal, with the way out of it.
pub fn problem_page(app: &App, req: &HttpRequest, failure: &Failure, reference: Option<&str>) -> Markup {
    let f = Frame::of(app, Lang::of(app, req), &session::Session::nobody(req));
    let body = html! {
        div.problem {
            p { (icons::icon("info")) span { (f.t().failure(failure)) } }
            @if let Some(r) = reference { p.hint { (f.t().with("failure-reference", &[("ref", r)])) } }
        }
    };
    let title = f.get("kiosk-problem-title");
    // What passes by itself leads back to the screen it happened on, where what was said before still stands.
    let passing = matches!(failure, Failure::Refused(r) if r.key == "store-recovering");
    let back = passing.then(|| came_from(req)).flatten();
    let actions = html! {
        a.button.primary[back.is_none()] href="/home" { (icons::icon("home")) span { (f.get("kiosk-home")) } }
        @if let Some(to) = back { a.button.primary href=(to) { (icons::icon("back")) span { (f.get("kiosk-back")) } } }
    };
    f.draw(&shell::Screen { title: &title, step: None, say: html! {}, body, actions, idle: f.idle(), kind: "problem-screen" })
}
