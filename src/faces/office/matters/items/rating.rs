//! Rating at the counter (窗口现场评价): a tablet is turned to the resident right after the matter is closed. The screen shows
//! nothing personal; the verdict is a follow-up by whoever turned the tablet, never the handler.
use actix_web::web::Path;
use maud::{Markup, html};

use super::seen;
use crate::{
    base::{Failure, Id},
    domain::matters::items::{self, Action, By, Details, Item, Rating, StateTag, Way},
    faces::{
        office::Office,
        staff::{May, SignedIn, needs},
        ui,
        web::{Form, Reply, page, see_other},
    },
    store::Read,
};

/// Whether this person may turn the tablet for this item now.
pub(super) fn offered(office: &Office, who: &SignedIn, item: &Item) -> Result<bool, Failure> {
    let now = office.app.clock.now();
    Ok(item.state.tag == StateTag::Closed
        && items::allowed(&office.app.store, &who.account, item, now)?.contains(&Action::FollowUp))
}

/// Why not, where the state would allow it.
fn refusal(office: &Office, who: &SignedIn, item: &Item) -> Result<Failure, Failure> {
    let withheld = items::withheld(&office.app.store, &who.account, item, office.app.clock.now())?;
    let why = withheld.into_iter().find(|(action, _)| *action == Action::FollowUp).map(|(_, why)| why);
    Ok(why.unwrap_or(Failure::refused("rating-not-now")))
}

pub(super) async fn show(who: May<needs::FollowUp>, office: Office, id: Path<u64>) -> Reply {
    let item = seen(&office, &who, Id::new(*id))?;
    if !offered(&office, &who, &item)? {
        return Err(refusal(&office, &who, &item)?.into());
    }
    let t = &office.t;
    let body = html! {
        h1 { (t.get("rating-ask")) }
        form.verdicts method="post" action={ "/office/items/" (item.id) "/rating" } {
            (office.token())
            @for rating in Rating::ALL {
                button class=(rating.key()) name="rating" value=(rating.key()) { (t.get(&format!("rating-{}", rating.key()))) }
            }
        }
    };
    Ok(page(screen(&office, &item, &t.get("rating-ask"), body)))
}

/// A screen without the office around it: the service's name and the number, nothing of the person.
fn screen(office: &Office, item: &Item, title: &str, body: Markup) -> Markup {
    let t = &office.t;
    let inside = html! {
        main.bare.rating #main {
            p.matter { b { (item.title) } " " span { (t.get("item-no")) " " (item.no) } }
            (body)
            p.staff { a href={ "/office/items/" (item.id) } { (t.get("rating-staff-back")) } }
        }
    };
    ui::document(t, "office", title, inside)
}

pub(super) async fn rate(who: May<needs::FollowUp>, office: Office, id: Path<u64>, form: Form) -> Reply {
    let item = seen(&office, &who, Id::new(*id))?;
    let Some(rating) = Rating::parse(form.value("rating")) else {
        return Ok(see_other(&format!("/office/items/{}/rating", item.id)));
    };
    let thanks = format!("/office/items/{}/rating/thanks", item.id);
    // A button pressed twice is one verdict.
    if matches!(item.state.tag, StateTag::Rated | StateTag::Dissatisfied) {
        return Ok(see_other(&thanks));
    }
    if !offered(&office, &who, &item)? {
        return Err(refusal(&office, &who, &item)?.into());
    }
    let details = Details {
        note: office.app.zh.get("rating-told"),
        way: Some(Way::Counter),
        outcome: Some(Some(rating)),
        basis: basis(&office, &item)?,
        ..Details::default()
    };
    let (app, me, at, id) = (office.app.clone(), who.account.clone(), office.app.clock.now(), item.id);
    let calendar = app.calendar().as_ref().clone();
    app.store.write(move |tx| items::act(tx, &By::Account(&me), id, Action::FollowUp, details, at, &calendar)).await?;
    Ok(see_other(&thanks))
}

/// The first policy of the service; the office's own guide where the service names none.
fn basis(office: &Office, item: &Item) -> Result<String, Failure> {
    let spec = office.app.store.get(item.service)?.read()?;
    Ok(match spec.policy.first() {
        Some(p) => p.number.as_ref().map_or_else(|| p.title.clone(), |n| format!("{}（{n}）", p.title)),
        None => office.app.zh.with("rating-basis-guide", &[("service", &item.title)]),
    })
}

pub(super) async fn thanks(who: May<needs::FollowUp>, office: Office, id: Path<u64>) -> Reply {
    let item = seen(&office, &who, Id::new(*id))?;
    let t = &office.t;
    let (title, more) = match item.state.tag {
        StateTag::Dissatisfied => ("rating-thanks", "rating-thanks-sorry"),
        StateTag::Rated | StateTag::Archived => ("rating-thanks", "rating-thanks-glad"),
        // Nothing has been said: there is nothing to thank for.
        _ => return Ok(see_other(&format!("/office/items/{}/rating", item.id))),
    };
    let body = html! { h1 { (t.get(title)) } p.thanks { (t.get(more)) } };
    Ok(page(screen(&office, &item, &t.get(title), body)))
}
