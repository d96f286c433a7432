//! The screen that waits, the first screen, and the end of a session.
use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite},
    http::Method,
};
use maud::html;

use super::{
    icons::icon,
    pages,
    session::Session,
    shell::{Frame, Screen},
    terminal, view,
};
use crate::{
    app::App,
    faces::web::{Form, Lang, Reply, Routes, endpoint, page, see_other},
    i18n::Locale,
};

/// The addresses.
pub(super) fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/", attract),
        endpoint(Method::POST, "/start", start),
        endpoint(Method::GET, "/home", home),
        endpoint(Method::POST, "/lang", language),
        endpoint(Method::POST, "/alive", alive),
        endpoint(Method::POST, "/done", done),
    ]
}

async fn attract(app: App, session: Session, lang: Lang) -> Reply {
    let f = Frame::of(&app, lang, &session);
    let today = app.clock.now().local();
    let weekday =
        f.get(WEEKDAYS.get(usize::from(today.weekday().to_monday_zero_offset().unsigned_abs())).copied().unwrap_or_default());
    let (month, day) = (today.month().to_string(), today.day().to_string());
    let date = f.t().with("kiosk-today", &[("month", &month), ("day", &day), ("weekday", &weekday)]);
    let body = html! {
        div.waiting-body {
            form.attract method="post" action="/start" {
                (f.token())
                button.touch type="submit" {
                    span.attract-heart { (icon("heart")) }
                    span.attract-name { (f.community()) }
                    strong { (f.get("kiosk-attract-title")) }
                    span.attract-what { (f.get("kiosk-attract-what")) }
                    span.attract-go { (icon("hand")) (f.get("kiosk-attract-go")) }
                }
            }
            @for part in pages::waiting() { (part(&app, f.t())?) }
        }
        div.attract-foot {
            p { (date) }
            (terminal::enrol_link(&app, &f)?)
            (f.language())
        }
    };
    Ok(page(f.bare("attract-screen", body)))
}

const WEEKDAYS: [&str; 7] =
    ["kiosk-monday", "kiosk-tuesday", "kiosk-wednesday", "kiosk-thursday", "kiosk-friday", "kiosk-saturday", "kiosk-sunday"];

/// Whoever touches the waiting screen begins with nothing of anybody before.
async fn start(app: App, mut session: Session, _form: Form) -> Reply {
    session.purge(&app).await?;
    let mut answer = session.with_cookie(see_other("/home"));
    view::forget(&mut answer);
    Ok(answer)
}

async fn home(app: App, session: Session, lang: Lang) -> Reply {
    let f = Frame::of(&app, lang, &session);
    let open = session.draft().filter(|d| d.filed.is_none() && !d.service.is_empty());
    let body = html! {
        @if open.is_some() {
            a.go-on href="/form" { (icon("edit")) span { (f.get("kiosk-home-go-on")) } (icon("next")) }
        }
        div.tiles.six {
            @for tile in pages::tiles() {
                a.tile href=(tile.to) {
                    (icon(tile.icon)) strong { (f.get(tile.text)) } span { (f.get(&format!("{}-hint", tile.text))) }
                }
            }
        }
    };
    let title = f.get("kiosk-home-title");
    Ok(page(f.draw(&Screen { title: &title, step: None, say: html! {}, body, actions: html! {}, idle: f.idle(), kind: "home" })))
}

/// The other language; back to where the button was touched.
async fn language(form: Form, req: HttpRequest) -> Reply {
    let tag = if form.value("lang") == Locale::En.tag() { "en" } else { "zh-CN" };
    let mut answer = see_other(&view::here(&req));
    let cookie = Cookie::build("lx_lang", tag).path("/").http_only(true).same_site(SameSite::Strict).finish();
    answer.add_cookie(&cookie).ok();
    Ok(answer)
}

/// The page is still alive: its own countdown decides, not the server's.
async fn alive(app: App, session: Session, _form: Form) -> Reply {
    session.keep_alive(&app).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// 办完了，清空.
async fn done(app: App, mut session: Session, _form: Form) -> Reply {
    session.purge(&app).await?;
    let mut answer = session.with_cookie(see_other("/"));
    // The next person begins in Chinese.
    let cookie = Cookie::build("lx_lang", "zh-CN").path("/").http_only(true).same_site(SameSite::Strict).finish();
    answer.add_cookie(&cookie).ok();
    view::forget(&mut answer);
    Ok(answer)
}
