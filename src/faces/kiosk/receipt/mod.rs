//! The receipt: on the screen, and on paper.
use actix_web::{http::Method, web};
use maud::html;

use super::{
    icons::icon,
    session::Session,
    shell::{Frame, Screen},
};
use crate::{
    app::App,
    base::Failure,
    domain::{
        grids::people_of_grid,
        items::{Item, receipt},
        prints::{self, NewPrint},
        settings::Settings,
        who::Actor,
    },
    faces::{
        ui::qr,
        web::{Form, Lang, Problem, Reply, Routes, endpoint, page, pdf, see_other},
    },
    paper::slip_bytes,
    paperwork::{Desk, ItemPaper},
    store::Read,
};

/// Notes in the draft that the receipt was sent to the printer.
const PRINTED: &str = "_printed";

/// The addresses.
pub(super) fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/receipt", show),
        endpoint(Method::GET, "/receipt.pdf", paper_of),
        endpoint(Method::POST, "/receipt/print", print),
        endpoint(Method::GET, "/s/{code}/notice.pdf", notice),
    ]
}

fn filed(app: &App, session: &Session) -> Result<Option<Item>, Problem> {
    let draft = session.begun()?;
    Ok(draft.filed.map(|id| app.store.find(id)).transpose()?.flatten())
}

async fn show(app: App, session: Session, lang: Lang) -> Reply {
    let Some(item) = filed(&app, &session)? else { return Ok(see_other("/form")) };
    let office = Settings::load(&app.store)?;
    let f = Frame::of(&app, lang, &session);
    let people = item.grid.map(|g| people_of_grid(&app.store, g, app.clock.today())).transpose()?;
    let worker = people.as_ref().and_then(|p| p.worker());
    let url =
        office.as_ref().map(|o| receipt::verify_url(&app.store, &item, &o.division, &o.public_host, &app.keys)).transpose()?;
    let printer = office.as_ref().is_some_and(|o| !o.receipt_printer.trim().is_empty());
    let printed = session.draft().is_some_and(|d| d.answers.contains_key(PRINTED));
    let days = item.clock.limit_days.to_string();
    let due = match (item.clock.due, item.clock.provisional) {
        (Some(due), false) => due.day().chinese(),
        (Some(due), true) => f.t().with("kiosk-receipt-provisional", &[("due", &due.day().chinese())]),
        (None, _) if item.clock.limit_days == 0 => f.get("kiosk-due-same-day"),
        (None, _) => f.t().with("kiosk-due-after", &[("n", &days)]),
    };
    let body = html! {
        div.receipt {
            section.main {
                p.service-name { (item.title) }
                dl.numbers {
                    div { dt { (f.get("kiosk-receipt-no")) } dd { (super::track::spaced(&item.no.to_string())) } }
                    div { dt { (f.get("kiosk-receipt-code")) } dd { (item.query) } }
                }
                dl.lines {
                    div { dt { (icon("clock")) (f.get("kiosk-receipt-due")) } dd { (due) } }
                    div { dt { (icon("walk")) (f.get("kiosk-receipt-next")) } dd { (f.get("kiosk-receipt-next-words")) } }
                    @if let Some(w) = worker {
                        div { dt { (icon("person")) (f.get("kiosk-receipt-worker")) }
                            dd { (w.name) @if let Some(p) = &w.phone { " " strong { (p) } } } }
                    } @else if let Some(o) = office.as_ref().filter(|o| !o.phone.is_empty()) {
                        div { dt { (icon("phone")) (f.get("kiosk-office-phone")) } dd { (o.phone) } }
                    }
                }
            }
            aside {
                @if let Some(url) = &url { (qr(url, &f.get("kiosk-receipt-qr"))) p { (f.get("kiosk-receipt-qr")) } }
            }
        }
        @if printed { p.good role="status" { (icon("printer")) span { (f.get("kiosk-receipt-printing")) } } }
        @else if !printer { p.hint { (icon("info")) " " (f.get("kiosk-receipt-no-printer")) } }
    };
    let actions = html! {
        @if printer {
            form method="post" action="/receipt/print" { (f.token())
                button.primary type="submit" disabled[printed] { (icon("printer")) span { (f.get("kiosk-receipt-print")) } } }
        } @else {
            a.button.primary href="/receipt.pdf" target="_blank" data-native { (icon("printer")) span { (f.get("kiosk-receipt-open")) } }
        }
    };
    let title = f.get("kiosk-receipt-title");
    Ok(page(f.draw(&Screen { title: &title, step: None, say: html! {}, body, actions, idle: f.idle(), kind: "receipt-screen" })))
}

/// Sets a paper on a thread of its own: setting text subsets fonts.
async fn set<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&Desk<'_>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let app = app.clone();
    web::block(move || work(&Desk::of(&app.store, &app.zh, &app.keys, app.clock.now())?)).await.map_err(Failure::broken)?
}

async fn paper_of(app: App, session: Session) -> Reply {
    let Some(item) = filed(&app, &session)? else { return Ok(see_other("/form")) };
    let name = format!("receipt-{}", item.no);
    let done = set(&app, move |desk| desk.print(&item, ItemPaper::Receipt)).await?;
    Ok(pdf(&name, done.into_bytes()))
}

async fn print(app: App, mut session: Session, _form: Form) -> Reply {
    let Some(item) = filed(&app, &session)? else { return Ok(see_other("/form")) };
    if session.draft().is_some_and(|d| d.answers.contains_key(PRINTED)) {
        return Ok(see_other("/receipt"));
    }
    let printer = Settings::load(&app.store)?.map(|o| o.receipt_printer).unwrap_or_default();
    let (paper, title) = (format!("/office/items/{}/papers/slip", item.id), item.title.clone());
    let bytes = set(&app, move |desk| desk.dots(&item).map(|dots| slip_bytes(&dots))).await?;
    let keeper = app.clone();
    let blob = web::block(move || keeper.blobs.put(&bytes)).await.map_err(Failure::broken)?.map_err(Failure::broken)?;
    let new = NewPrint { paper, title, blob, printer };
    let at = app.clock.now();
    session
        .change(&app, move |tx, draft| {
            draft.answers.insert(PRINTED.into(), "1".into());
            prints::enqueue(tx, Actor::Terminal, new, at).map(drop)
        })
        .await?;
    Ok(see_other("/receipt"))
}

/// The once-told notice of a service, without anybody's name.
async fn notice(app: App, code: web::Path<String>) -> Reply {
    let catalogue = app.catalogue();
    let offer = catalogue.by_code(&code).ok_or(Problem(Failure::NotFound))?;
    let (name, spec) = (format!("notice-{}", offer.service.code), offer.spec.clone());
    let done = set(&app, move |desk| desk.told(&spec, "", &[])).await?;
    Ok(pdf(&name, done.into_bytes()))
}
