//! Where my matter stands: by the receipt's QR, or its number and query code. Also the way to rate without a card.
mod deeds;
mod view;

use actix_web::{HttpRequest, http::Method, http::StatusCode};

use super::{
    page::{Page, Tile},
    session::{OPENED, Session},
    shell::Frame,
    who::{self, Secret},
};
pub(super) use view::spaced;

use crate::{
    app::App,
    base::{Failure, Id, Reason},
    domain::{
        matters::items::{
            self, Action, AtTerminal, By, Details, Draft, Item, ItemNo, Link, Proof, QueryCode, Rating, StateTag, receipt,
        },
        office::settings::Settings,
    },
    faces::web::{Form, Lang, Problem, Reply, Routes, endpoint, page, page_with, see_other},
    store::{Read, Tx},
};

/// Items of a household that are shown.
const ITEMS_MOST: usize = 6;

/// The tiles.
const TILES: &[Tile] = &[
    Tile { place: 30, to: "/track", icon: "track", text: "kiosk-tile-track" },
    Tile { place: 50, to: "/rate", icon: "rate", text: "kiosk-tile-rate" },
];

pub(super) const PAGE: Page = Page::tiled(TILES, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/track", ask),
        endpoint(Method::POST, "/track", find),
        endpoint(Method::GET, "/track/item", show),
        endpoint(Method::POST, "/track/urge", deeds::urge),
        endpoint(Method::GET, "/track/withdraw", deeds::ask_withdraw),
        endpoint(Method::POST, "/track/withdraw", deeds::withdraw),
        endpoint(Method::GET, "/track/mine", mine),
        endpoint(Method::POST, "/track/mine", open_mine),
        endpoint(Method::GET, "/rate", rate),
        endpoint(Method::POST, "/rate", rated),
        endpoint(Method::POST, "/rate/open", open_rate),
        endpoint(Method::GET, "/rate/thanks", thanks),
    ]
}

async fn ask(app: App, session: Session, lang: Lang, req: HttpRequest) -> Reply {
    let mut form = Form::default();
    match req.query_string() {
        "why=unknown" => form.note("no", Reason::new("kiosk-track-unknown")),
        "why=often" => form.note("no", Reason::new("kiosk-tried-often")),
        _ => {}
    }
    Ok(page(view::ask(&Frame::of(&app, lang, &session), &form, session.draft().is_some_and(|d| d.household.is_some()))))
}

/// The item of a scanned receipt: whoever holds the paper holds its query code too.
pub(super) fn scanned(app: &App, text: &str) -> Result<Option<Item>, Failure> {
    let Some(token) = text.trim().rsplit('/').next().filter(|t| t.contains('.')) else { return Ok(None) };
    let Some(office) = Settings::load(&app.store)? else { return Ok(None) };
    let token = token.to_ascii_uppercase();
    match receipt::verify(&app.store, &token, &office.division, &app.keys.sign.verifying())? {
        Some(state) => app.store.by(&Item::BY_NO, &state.no),
        None => Ok(None),
    }
}

async fn find(app: App, mut session: Session, lang: Lang, req: HttpRequest, mut form: Form) -> Reply {
    let typed = form.value("no").to_owned();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let scan = typed.contains('.');
    let no = if scan { None } else { form.take("no", "kiosk-wrong-no", ItemNo::parse) };
    let code = if scan { None } else { form.take("code", "kiosk-wrong-code", QueryCode::parse) };
    if scan || (no.is_some() && code.is_some()) {
        let target = no.map(|no| no.to_string());
        match who::count(&app, &req, &mut session, (Secret::Track, target.as_deref())).await {
            Ok(()) => {
                let found = match (no, code) {
                    (Some(no), Some(code)) => items::track(&app.store, no, code).map(Some).or_else(|e| match e {
                        Failure::NotFound => Ok(None),
                        other => Err(other),
                    })?,
                    _ => scanned(&app, &typed)?,
                };
                if let Some(item) = found {
                    who::forgive(&app, &req, &session, Secret::Track);
                    return open(&app, &mut session, &item, "/track/item").await;
                }
                who::note_wrong(&app, Secret::Track).await?;
                form.note(if scan { "no" } else { "code" }, Reason::new("kiosk-track-unknown"));
            }
            Err(Failure::Refused(reason)) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                form.note("code", reason);
            }
            Err(other) => return Err(other.into()),
        }
    }
    let home = session.draft().is_some_and(|d| d.household.is_some());
    Ok(session.with_cookie(page_with(status, view::ask(&Frame::of(&app, lang, &session), &form, home))))
}

/// Opens an item whose receipt was shown.
pub(super) async fn open(app: &App, session: &mut Session, item: &Item, to: &str) -> Reply {
    hold(app, session, format!("{} {}", item.no, item.query)).await?;
    Ok(session.with_cookie(see_other(to)))
}

async fn hold(app: &App, session: &mut Session, held: String) -> Result<(), Failure> {
    let work = move |_: &mut Tx<'_>, d: &mut Draft| {
        d.answers.insert(OPENED.into(), held);
        Ok(())
    };
    session.change(app, work).await
}

/// The item that the session opened, and what shows that it is the person's.
struct Opened {
    item: Item,
    proof: Proof,
}

fn opened(app: &App, session: &Session) -> Result<Option<Opened>, Failure> {
    let Some(held) = session.draft().and_then(|d| d.answers.get(OPENED)) else { return Ok(None) };
    if let Some((no, code)) = held.split_once(' ') {
        let (Some(no), Some(code)) = (ItemNo::parse(no), QueryCode::parse(code)) else { return Ok(None) };
        return Ok(Some(Opened { item: items::track(&app.store, no, code)?, proof: Proof::Query(code) }));
    }
    // Opened from the list: whether it is still shown to whoever stands here now.
    let (Some(who), Some(no)) = (here(session), ItemNo::parse(held)) else { return Ok(None) };
    let Some(item) = app.store.by(&Item::BY_NO, &no)? else { return Ok(None) };
    Ok(items::at_terminal(&app.store, &item, who)?.map(|proof| Opened { item, proof }))
}

/// The household that identified, and the member who has shown to be that one.
fn here(session: &Session) -> Option<AtTerminal> {
    session.draft().and_then(|d| Some((d.household?, d.proven)))
}

async fn show(app: App, session: Session, lang: Lang, req: HttpRequest) -> Reply {
    let Some(Opened { item, proof }) = opened(&app, &session)? else { return Ok(see_other("/track")) };
    let done = match req.query_string() {
        "done=urge" if item.urged.is_some() => Some("kiosk-urge-done"),
        "done=withdrawn" if item.state.tag == StateTag::Withdrawn => Some("kiosk-withdrawn-done"),
        _ => None,
    };
    let into = match item.link {
        Some(Link::Into(id)) if item.state.tag == StateTag::Merged => app.store.find(id)?,
        _ => None,
    };
    let seen = view::Seen {
        events: &items::history(&app.store, item.id)?,
        clock: &items::explain(&item, app.clock.now(), &app.calendar()),
        can: view::Can::of(&app, &item, proof),
        into,
        done,
    };
    Ok(page(view::item(&Frame::of(&app, lang, &session), &item, &seen)))
}

/// The latest items that whoever identified may see here.
fn shown_here(app: &App, session: &Session) -> Result<Vec<Item>, Failure> {
    here(session).map_or(Ok(Vec::new()), |who| items::of_terminal(&app.store, who))
}

async fn mine(app: App, session: Session, lang: Lang) -> Reply {
    if session.draft().is_none_or(|d| d.household.is_none()) {
        return Ok(see_other("/track"));
    }
    let mut all = shown_here(&app, &session)?;
    all.truncate(ITEMS_MOST);
    Ok(page(view::mine(&Frame::of(&app, lang, &session), &all)))
}

async fn open_mine(app: App, session: Session, form: Form) -> Reply {
    open_own(&app, session, &form, "/track/item").await
}

async fn open_rate(app: App, session: Session, form: Form) -> Reply {
    open_own(&app, session, &form, "/rate").await
}

async fn open_own(app: &App, mut session: Session, form: &Form, to: &str) -> Reply {
    let id = form.value("v").parse::<u64>().map(Id::<Item>::new).ok();
    let item = shown_here(app, &session)?.into_iter().find(|i| Some(i.id) == id).ok_or(Problem(Failure::NotFound))?;
    hold(app, &mut session, item.no.to_string()).await?;
    Ok(session.with_cookie(see_other(to)))
}

/// What can be rated: the opened item, else the closed ones of the person who stands here. A card alone rates nothing.
async fn rate(app: App, session: Session, lang: Lang, req: HttpRequest) -> Reply {
    deeds::resident_here(&app, &req)?;
    let f = Frame::of(&app, lang, &session);
    let open = opened(&app, &session)?.filter(|o| o.item.state.tag == StateTag::Closed);
    if let Some(open) = open.filter(|o| o.proof != Proof::Nothing) {
        return Ok(page(view::rate(&f, &open.item)));
    }
    if here(&session).is_none_or(|(_, proven)| proven.is_none()) {
        return Ok(see_other("/who/rate"));
    }
    let mut all = shown_here(&app, &session)?;
    all.retain(|i| i.state.tag == StateTag::Closed);
    all.truncate(ITEMS_MOST);
    Ok(page(view::to_rate(&f, &all)))
}

async fn rated(app: App, mut session: Session, req: HttpRequest, form: Form) -> Reply {
    deeds::resident_here(&app, &req)?;
    let Some(Opened { item, proof }) = opened(&app, &session)? else { return Ok(see_other("/rate")) };
    // Pressed twice: one verdict counts, whether it led to 已评价 or 不满意.
    if item.state.tag != StateTag::Closed && item.rating.is_some() {
        return Ok(see_other("/rate/thanks"));
    }
    let (Some(rating), Some(way)) = (Rating::parse(form.value("v")), deeds::way(&app, &req, proof)) else {
        return Ok(see_other("/rate"));
    };
    let (at, calendar) = (app.clock.now(), app.calendar());
    session
        .change(&app, move |tx, _| {
            let details = Details { rating: Some(rating), note: way, ..Details::default() };
            items::act(tx, &By::Terminal(proof), item.id, Action::Rate, details, at, &calendar).map(drop)
        })
        .await?;
    Ok(see_other("/rate/thanks"))
}

async fn thanks(app: App, session: Session, lang: Lang) -> Reply {
    let rating = opened(&app, &session)?.and_then(|o| o.item.rating).map(|(r, _)| r);
    Ok(page(view::thanks(&Frame::of(&app, lang, &session), rating)))
}
