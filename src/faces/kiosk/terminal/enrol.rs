//! A screen becomes a terminal: the code from the office's page is entered here, once.
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::Method,
};
use maud::{Markup, html};

use super::{
    super::{
        icons::icon,
        input::{Keys, TextInput},
        session::Session,
        shell::{Frame, Screen, next},
    },
    TERMINAL_COOKIE,
};
use crate::{
    app::App,
    base::{Failure, random_token},
    domain::lobby::terminals::{self, any_enrolled},
    faces::web::{Form, Lang, Reply, Routes, address, ask_again, endpoint, page, see_other},
};

/// Wrong codes of one address, and of all, in ten minutes: a code has 40 bits.
const TRIES: u32 = 5;
const TRIES_OF_ALL: u32 = 400;
const WINDOW: i64 = 600;
/// Browsers keep a cookie 400 days at most; each heartbeat sets it anew.
const KEPT_DAYS: i64 = 400;

/// The addresses.
pub(super) fn routes() -> Routes {
    vec![endpoint(Method::GET, "/enrol", show), endpoint(Method::POST, "/enrol", enrol)]
}

async fn show(app: App, req: HttpRequest, lang: Lang) -> Reply {
    let f = Frame::of(&app, lang, &Session::nobody(&req));
    Ok(page(draw(&f, &Form::default())))
}

async fn enrol(app: App, req: HttpRequest, lang: Lang, mut form: Form) -> Reply {
    let (now, token) = (app.clock.now(), random_token()?);
    let peer = address(&req);
    app.limits.hit("enrol", &peer, TRIES, WINDOW, now)?;
    app.limits.hit("enrol-all", "", TRIES_OF_ALL, WINDOW, now)?;
    let (entered, secret) = (form.value("code").to_owned(), token.clone());
    match app.store.write(move |tx| terminals::enrol(tx, &entered, &secret, now)).await {
        Ok(_) => {
            app.limits.forgive("enrol", &peer);
            app.limits.forgive("enrol-all", "");
            let mut answer = see_other("/");
            answer.add_cookie(&cookie(token)).ok();
            Ok(answer)
        }
        Err(Failure::Invalid(errors)) => {
            form.note_all(errors);
            let f = Frame::of(&app, lang, &Session::nobody(&req));
            Ok(ask_again(draw(&f, &form)))
        }
        Err(other) => Err(other.into()),
    }
}

/// The cookie of an enrolled screen.
pub(super) fn cookie(token: String) -> Cookie<'static> {
    let kept = Duration::days(KEPT_DAYS);
    Cookie::build(TERMINAL_COOKIE, token).path("/").http_only(true).same_site(SameSite::Strict).max_age(kept).finish()
}

fn draw(f: &Frame, form: &Form) -> Markup {
    let wrong = form.error("code");
    let line = TextInput {
        name: "code",
        label: "ask",
        value: form.value("code"),
        keys: Keys::Code,
        max: 12,
        lines: false,
        offers: &[],
        unit: "",
        example: "7K3M-Q2XB",
        wrong: wrong.is_some(),
    };
    let say = html! {
        (f.hint("terminal-enrol-hint"))
        @if let Some(reason) = wrong { p.wrong role="alert" { (icon("info")) span { (f.t().reason(reason)) } } }
    };
    let body = html! { form #enrol method="post" action="/enrol" data-native { (f.token()) (line.draw(f)) } };
    let title = f.get("terminal-enrol-title");
    let actions = html! {
        a.button.back href="/" { (icon("back")) span { (f.get("terminal-enrol-back")) } }
        (next("enrol", &f.get("terminal-enrol-do")))
    };
    f.draw(&Screen { title: &title, step: None, say, body, actions, idle: f.idle(), kind: "form" })
}

/// The way to enrol, on the screen that waits: while no terminal is enrolled every screen serves, and there is no address bar.
pub(in crate::faces::kiosk) fn enrol_link(app: &App, f: &Frame) -> Result<Markup, Failure> {
    let offered = !any_enrolled(&app.store)?;
    Ok(html! { @if offered { a.enrol-link href="/enrol" { (f.get("terminal-enrol-go")) } } })
}
