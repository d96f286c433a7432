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

use actix_web::HttpRequest;
use maud::{Markup, html};

use super::web::{Lang, Routes};
use crate::{app::App, base::Failure};
use shell::Frame;

/// Every address of the terminal.
pub fn routes() -> Routes {
    let all = home::routes().into_iter().chain(pages::pages().flat_map(|page| (page.routes)()));
    terminal::gated(all.collect())
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
    let actions = html! { a.button.primary href="/home" { (icons::icon("home")) span { (f.get("kiosk-home")) } } };
    f.draw(&shell::Screen { title: &title, step: None, say: html! {}, body, actions, idle: f.idle(), kind: "problem-screen" })
}
