//! The receipt: on the screen, and on paper.
use actix_web::{HttpRequest, http::Method, web};
use maud::html;

use super::{
    icons::icon,
    page::Page,
    session::Session,
    shell::{Frame, Screen},
};
use crate::{
    app::App,
    base::Failure,
    domain::{
        matters::items::{Item, receipt},
        office::{
            prints::{self, NewPrint},
            settings::Settings,
            who::Actor,
        },
        places::grids::people_of_grid,
    },
    faces::{
        ui::qr,
        web::{Form, Lang, Problem, Reply, Routes, address, endpoint, page, see_other, slowly},
    },
    paper::slip_bytes,
    paperwork::{Desk, ItemPaper},
    store::{
        Read,
        blobs::{BlobError, BlobId},
    },
};

/// Notes in the draft that the receipt was sent to the printer.
const PRINTED: &str = "_printed";
/// Notices that one terminal prints in an hour.
const NOTICES_MOST: u32 = 30;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/receipt", show),
        endpoint(Method::POST, "/receipt/print", print),
        endpoint(Method::POST, "/s/{code}/notice", notice),
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
    let printer = office.as_ref().and_then(printer_of).is_some();
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
                    div { dt { (icon("walk")) (f.get("kiosk-receipt-next")) } dd { (f.get(
                        if item.applicant.phone.is_some() { "kiosk-receipt-next-words" } else { "kiosk-receipt-next-alone" }
                    )) } }
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
    let own = app.clone();
    slowly(&app.work.lobby, "", move || work(&Desk::of(&own.store, &own.zh, &own.keys, own.clock.now())?)).await?
}

/// What prints receipts for the terminal.
enum Printer {
    /// Slips beside the screen.
    Slips(String),
    /// Sheets at the office.
    Sheets(String),
}

fn printer_of(office: &Settings) -> Option<Printer> {
    let set = |address: &str| Some(address.to_owned()).filter(|a| !a.trim().is_empty());
    set(&office.receipt_printer).map(Printer::Slips).or_else(|| set(&office.printer).map(Printer::Sheets))
}

async fn print(app: App, mut session: Session, _form: Form) -> Reply {
    let Some(item) = filed(&app, &session)? else { return Ok(see_other("/form")) };
    if session.draft().is_some_and(|d| d.answers.contains_key(PRINTED)) {
        return Ok(see_other("/receipt"));
    }
    let Some(printer) = Settings::load(&app.store)?.as_ref().and_then(printer_of) else { return Ok(see_other("/receipt")) };
    // The queue is read by whoever prints: the number says enough.
    let (id, no) = (item.id, item.no);
    let (kind, bytes, printer) = match printer {
        Printer::Slips(at) => ("slip", set(&app, move |desk| desk.dots(&item).map(|dots| slip_bytes(&dots))).await?, at),
        Printer::Sheets(at) => ("receipt", set(&app, move |desk| desk.print(&item, ItemPaper::Receipt)).await?.into_bytes(), at),
    };
    let title = format!("{} {no}", app.zh.get(&format!("paperwork-{kind}")));
    let new = NewPrint { paper: format!("/office/items/{id}/papers/{kind}"), title, blob: keep(&app, bytes).await?, printer };
    let at = app.clock.now();
    session
        .change(&app, move |tx, draft| {
            draft.answers.insert(PRINTED.into(), "1".into());
            prints::enqueue(tx, Actor::Terminal, new, at).map(drop)
        })
        .await?;
    Ok(see_other("/receipt"))
}

/// The once-told notice of a service, without anybody's name, from the office's printer. A paper never opens on the screen: there
/// it would stand for everybody, in a window without a way back.
async fn notice(app: App, mut session: Session, req: HttpRequest, code: web::Path<String>, _form: Form) -> Reply {
    let catalogue = app.catalogue();
    let offer = catalogue.by_code(&code).ok_or(Problem(Failure::NotFound))?;
    let (spec, at) = (offer.spec.clone(), app.clock.now());
    let peer = address(&req);
    app.limits.hit("notice", &peer, NOTICES_MOST, 3_600, at)?;
    let printer = Settings::load(&app.store)?.map(|o| o.printer).filter(|p| !p.trim().is_empty()).ok_or(Failure::NotFound)?;
    let title = spec.name.clone();
    let bytes = set(&app, move |desk| desk.told(&spec, "", &[])).await?.into_bytes();
    let new =
        NewPrint { paper: format!("/office/catalogue/{}", offer.service.id), title, blob: keep(&app, bytes).await?, printer };
    session.change(&app, move |tx, _| prints::enqueue(tx, Actor::Terminal, new, at).map(drop)).await?;
    Ok(session.with_cookie(see_other(&format!("/s/{}?printed=1", code.as_str()))))
}

async fn keep(app: &App, bytes: Vec<u8>) -> Result<BlobId, Failure> {
    let blobs = app.blobs.clone();
    slowly(&app.work.lobby, "", move || blobs.put(&bytes)).await?.map_err(BlobError::said)
}
