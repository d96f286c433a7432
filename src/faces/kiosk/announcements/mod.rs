//! The notice board on the terminal: headlines on the waiting screen, each a page of its own to read.
use actix_web::{
    HttpResponse,
    http::{Method, StatusCode},
    web::Path,
};
use maud::{Markup, html};

use super::{
    icons::icon,
    page::Page,
    session::Session,
    shell::{Frame, Screen, back, pager},
};
use crate::{
    app::App,
    base::{Failure, Id},
    domain::{
        lobby::announcements::{self, Announcement},
        matters::items::Photo,
    },
    faces::web::{Lang, Reply, Routes, endpoint, page, page_with, photo},
    i18n::Texts,
};

/// Headlines on the waiting screen.
const WAITING: usize = 3;
/// Characters after which a line is cut at the end of a sentence, so that the smallest screen can hold each part: pages turn by
/// whole parts.
const PARAGRAPH: usize = 30;
/// Characters after which it is cut within a sentence.
const SENTENCE: usize = 50;

pub(super) const PAGE: Page = Page { waiting: Some(headlines), ..Page::new(routes) };

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/announcements", list),
        endpoint(Method::GET, "/announcements/{id}", read),
        endpoint(Method::GET, "/announcements/{id}/picture", picture),
    ]
}

/// The newest headlines, for the screen that waits.
fn headlines(app: &App, t: &Texts) -> Result<Markup, Failure> {
    let all = announcements::on_show(&app.store, app.clock.today())?;
    Ok(html! {
        @if !all.is_empty() {
            nav.headlines aria-label=(t.get("kiosk-announcements")) {
                @for a in all.iter().take(WAITING) { (line(a)) }
                @if all.len() > WAITING {
                    a.headline.more href="/announcements" {
                        span { (t.with("kiosk-announcements-all", &[("n", &all.len().to_string())])) } (icon("next"))
                    }
                }
            }
        }
    })
}

fn line(a: &Announcement) -> Markup {
    html! { a.headline href={ "/announcements/" (a.id) } { (icon("report")) span { (a.title) } (icon("next")) } }
}

async fn list(app: App, session: Session, lang: Lang) -> Reply {
    let f = Frame::of(&app, lang, &session);
    let all = announcements::on_show(&app.store, app.clock.today())?;
    let body = html! {
        @if all.is_empty() { p.empty { (icon("info")) span { (f.get("kiosk-announcements-none")) } } }
        @else {
            ul.headlines #headlines data-pages { @for a in &all { li { (line(a)) } } }
            (pager(&f, "headlines"))
        }
    };
    Ok(page(screen(&f, &f.get("kiosk-announcements"), html! {}, body, "/")))
}

async fn read(app: App, session: Session, lang: Lang, id: Path<Id<Announcement>>) -> Reply {
    let f = Frame::of(&app, lang, &session);
    let a = match announcements::of(&app.store, *id, app.clock.today()) {
        Err(Failure::NotFound) => return Ok(gone(&f)),
        found => found?,
    };
    let say = html! { p.hint { (f.t().with("kiosk-announcement-posted", &[("day", &a.posted.1.day().chinese())])) } };
    let body = html! {
        ul.notice #notice data-pages {
            @if let Some(p) = &a.picture {
                li.poster { img src={ "/announcements/" (a.id) "/picture" } alt=(a.title) width=(p.size.0) height=(p.size.1); }
            }
            @for p in paragraphs(&a.body) { li { (p) } }
        }
        (pager(&f, "notice"))
    };
    Ok(page(screen(&f, &a.title, say, body, "/announcements")))
}

/// A screen of the board, with the way back.
fn screen(f: &Frame, title: &str, say: Markup, body: Markup, to: &str) -> Markup {
    f.draw(&Screen { title, step: None, say, body, actions: back(f, to), idle: f.idle(), kind: "board-screen" })
}

/// It was taken down while somebody looked, or is over.
fn gone(f: &Frame) -> HttpResponse {
    let body = html! { p.empty { (icon("info")) span { (f.get("kiosk-announcement-gone")) } } };
    page_with(StatusCode::NOT_FOUND, screen(f, &f.get("kiosk-announcements"), html! {}, body, "/announcements"))
}

async fn picture(app: App, id: Path<Id<Announcement>>) -> Reply {
    let picture = announcements::of(&app.store, *id, app.clock.today())?.picture.ok_or(Failure::NotFound)?;
    photo(&app, picture.blob, Photo::KIND)
}

/// The text's lines; a long one is cut after a sentence.
fn paragraphs(body: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in body.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let mut part = String::new();
        for c in line.chars() {
            part.push(c);
            let n = part.chars().count();
            let ends = matches!(c, '。' | '！' | '？' | '；' | '.' | ';');
            if n >= PARAGRAPH && ends || n >= SENTENCE && matches!(c, '，' | '、' | ',' | ' ') {
                out.push(std::mem::take(&mut part));
            }
        }
        out.extend(Some(part).filter(|p| !p.is_empty()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_lost_by_cutting_it() {
        let long = "请提前存水，家里有老人的请相互转告。".repeat(20);
        let parts = paragraphs(&format!("{long}\n\n短。"));
        assert!(parts.len() > 3 && parts.iter().all(|p| p.chars().count() < PARAGRAPH + 40), "{parts:?}");
        assert_eq!(parts.concat(), format!("{long}短。"));
    }
}
