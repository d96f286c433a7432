//! Personal-information duties: purposes and their notices, a person's consents, requests and data, who looked, what is
//! due for deletion, and files of key persons that a second person lets out.
mod asks;
mod exports;
mod looks;
mod person;
mod person_view;
mod purposes;
mod purposes_view;
mod retention;
mod retention_view;

use actix_web::http::Method;
use maud::{Markup, html};

use crate::{
    base::Failure,
    domain::{insight::privacy, office::who::Right},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, SignedIn, needs},
        web::{Reply, Routes, endpoint, page},
    },
    paperwork::Desk,
};

pub(super) const PAGE: Page = Page::listed(Group::People, 70, "office-privacy", "/office/privacy", &overview, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/privacy", overview),
        endpoint(Method::GET, "/office/privacy/purposes/new", purposes::new_page),
        endpoint(Method::POST, "/office/privacy/purposes/new", purposes::create),
        endpoint(Method::GET, "/office/privacy/purposes/{id}", purposes::show),
        endpoint(Method::POST, "/office/privacy/purposes/{id}", purposes::edit),
        endpoint(Method::POST, "/office/privacy/purposes/{id}/retire", purposes::retire),
        endpoint(Method::GET, "/office/privacy/purposes/{id}/notice.pdf", purposes::notice),
        endpoint(Method::GET, "/office/privacy/asks", asks::list),
        endpoint(Method::POST, "/office/privacy/asks/{id}", asks::decide),
        endpoint(Method::GET, "/office/privacy/retention", retention::overview),
        endpoint(Method::GET, "/office/privacy/retention/{table}", retention::due),
        endpoint(Method::POST, "/office/privacy/retention/{table}", retention::propose),
        endpoint(Method::GET, "/office/privacy/deletions/{id}", retention::show),
        endpoint(Method::POST, "/office/privacy/deletions/{id}", retention::decide),
        endpoint(Method::GET, "/office/privacy/deletions/{id}/proof.pdf", retention::proof),
        endpoint(Method::GET, "/office/privacy/exports", exports::list),
        endpoint(Method::POST, "/office/privacy/exports", exports::ask),
        endpoint(Method::POST, "/office/privacy/exports/{id}", exports::decide),
        endpoint(Method::GET, "/office/residents/{id}/privacy", person::show),
        endpoint(Method::POST, "/office/residents/{id}/consents", person::consent),
        endpoint(Method::GET, "/office/residents/{id}/consents/{purpose}/notice.pdf", person::notice),
        endpoint(Method::POST, "/office/residents/{id}/asks", person::ask),
        endpoint(Method::POST, "/office/residents/{id}/export", person::export),
        endpoint(Method::GET, "/office/residents/{id}/looks", looks::show),
        endpoint(Method::POST, "/office/residents/{id}/looks.pdf", looks::paper),
    ]
}

async fn overview(who: May<needs::SeePeople>, office: Office) -> Reply {
    let all = privacy::purposes(&office.app.store)?;
    Ok(page(purposes_view::overview(&office, &who, &all)?))
}

/// The ways to the other pages, for whom they are for.
fn ways(office: &Office, who: &SignedIn) -> Markup {
    let t = &office.t;
    html! {
        p.actions {
            @if who.may(Right::EditPeople) || who.may(Right::Lead) {
                a.button href="/office/privacy/asks" { (t.get("privacy-asks")) }
                a.button href="/office/privacy/retention" { (t.get("privacy-retention")) }
            }
            @if who.may(Right::KeyPersons) { a.button href="/office/privacy/exports" { (t.get("privacy-exports")) } }
            @if who.may(Right::EditCatalogue) { a.button.primary href="/office/privacy/purposes/new" { (t.get("privacy-new")) } }
        }
    }
}

/// The way back to the overview.
fn back(office: &Office) -> Markup {
    html! { p { a href="/office/privacy" { (office.t.get("office-privacy")) } } }
}

fn framed(office: &Office, who: &SignedIn, title: &str, body: Markup) -> Markup {
    office.page(who, &PAGE, title, body)
}

fn desk(office: &Office) -> Result<Desk<'_>, Failure> {
    let app = &office.app;
    Desk::of(&app.store, &app.zh, &app.keys, app.clock.now())
}
