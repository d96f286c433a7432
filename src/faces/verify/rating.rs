//! The resident's screen of a rating at the counter: the service's name, the number and four buttons, and nothing behind them.
//! The verdict is a follow-up by whoever turned the screen, never the handler.
use actix_web::{HttpRequest, http::StatusCode, web::Path};
use maud::{Markup, html};

use super::{TRIES_A_MINUTE, count};
use crate::{
    app::App,
    base::Failure,
    domain::matters::items::{self, Action, By, Details, Item, Rating, StateTag, Ticket, Way},
    faces::{
        ui,
        web::{Form, Lang, Reply, page, page_with, see_other},
    },
    store::Read,
};

/// The query of whoever has just pressed.
const DONE: &str = "done";

pub(super) async fn show(req: HttpRequest, app: App, lang: Lang, sealed: Path<String>) -> Reply {
    count(&app, &req, "rating", TRIES_A_MINUTE)?;
    let t = &lang.texts;
    let Some(ticket) = Ticket::open(&sealed, &app.keys, app.clock.now()) else {
        let body = html! { h1 { (t.get("rating-over")) } p.thanks { (t.get("rating-over-what")) } };
        return Ok(page_with(StatusCode::NOT_FOUND, screen(&lang, None, &t.get("rating-over"), body)));
    };
    let item: Item = app.store.get(ticket.item)?;
    let named = named(&app, &lang, &item)?;
    let said = match item.state.tag {
        StateTag::Closed => None,
        StateTag::Dissatisfied => Some("rating-thanks-sorry"),
        StateTag::Rated | StateTag::Archived => Some("rating-thanks-glad"),
        _ => return Err(Failure::refused("rating-not-now").into()),
    };
    if let Some(said) = said {
        // Whoever comes after is not thanked for what another said.
        let own = req.query_string() == DONE;
        let title = t.get(if own { "rating-thanks" } else { "rating-already" });
        let body = html! { h1 { (title) } @if own { p.thanks { (t.get(said)) } } };
        return Ok(page(screen(&lang, Some(named), &title, body)));
    }
    let body = html! {
        h1 { (t.get("rating-ask")) }
        form.verdicts method="post" action={ "/rating/" (sealed) } {
            (ui::csrf(&lang.csrf))
            @for rating in Rating::ALL {
                button class=(rating.key()) name="rating" value=(rating.key()) { (t.get(&format!("rating-{}", rating.key()))) }
            }
        }
    };
    Ok(page(screen(&lang, Some(named), &t.get("rating-ask"), body)))
}

/// What the screen calls the matter: others look at it too.
fn named(app: &App, lang: &Lang, item: &Item) -> Result<(String, String), Failure> {
    let t = &lang.texts;
    let title = items::public_title(&app.store, item)?.map_or_else(|| t.get("paperwork-unnamed"), str::to_owned);
    Ok((title, format!("{} {}", t.get("item-no"), item.no)))
}

fn screen(lang: &Lang, named: Option<(String, String)>, title: &str, body: Markup) -> Markup {
    let inside = html! {
        main.bare.rating #main {
            @if let Some((service, no)) = named { p.matter { b { (service) } " " span { (no) } } }
            (body)
        }
    };
    ui::document(&lang.texts, "office", title, inside)
}

pub(super) async fn rate(app: App, req: HttpRequest, sealed: Path<String>, form: Form) -> Reply {
    count(&app, &req, "rating", TRIES_A_MINUTE)?;
    let here = format!("/rating/{sealed}");
    let done = format!("{here}?{DONE}");
    let Some(ticket) = Ticket::open(&sealed, &app.keys, app.clock.now()) else { return Ok(see_other(&here)) };
    let item: Item = app.store.get(ticket.item)?;
    let Some(rating) = Rating::parse(form.value("rating")) else { return Ok(see_other(&here)) };
    // A button pressed twice is one verdict.
    if matches!(item.state.tag, StateTag::Rated | StateTag::Dissatisfied) {
        return Ok(see_other(&done));
    }
    let details = Details {
        note: app.zh.get("rating-told"),
        way: Some(Way::Counter),
        outcome: Some(Some(rating)),
        basis: basis(&app, &item)?,
        ..Details::default()
    };
    let (store, at, calendar) = (&app.store, app.clock.now(), app.calendar().as_ref().clone());
    let work = move |tx: &mut crate::store::Tx<'_>| {
        let me = tx.get(ticket.by)?;
        items::act(tx, &By::Account(&me), ticket.item, Action::FollowUp, details, at, &calendar)
    };
    store.write(work).await?;
    Ok(see_other(&done))
}

/// The first policy of the service; the office's own guide where the service names none.
fn basis(app: &App, item: &Item) -> Result<String, Failure> {
    let spec = app.store.get(item.service)?.read()?;
    Ok(match spec.policy.first() {
        Some(p) => p.number.as_ref().map_or_else(|| p.title.clone(), |n| format!("{}（{n}）", p.title)),
        None => app.zh.with("rating-basis-guide", &[("service", &item.title)]),
    })
}
