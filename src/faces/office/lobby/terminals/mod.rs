//! Terminals: added by a code that is shown once, named, set up, watched, taken out of service.
mod edit;
mod notice;
mod view;

pub(in crate::faces::office) use notice::notice;

use actix_web::{
    http::{Method, StatusCode},
    web::Path,
};

use self::view::Over;
use crate::{
    base::{Failure, Id},
    domain::lobby::terminals::{self, Terminal},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Watch, needs},
        web::{Form, Reply, Routes, ask_again, endpoint, page, page_with, see_other},
    },
};

pub(super) const PAGE: Page = Page::listed(Group::Office, 80, "office-terminals", "/office/terminals", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/terminals", list),
        endpoint(Method::POST, "/office/terminals", add),
        endpoint(Method::GET, "/office/terminals/now", now),
        endpoint(Method::GET, "/office/terminals/notice", notice::now),
        endpoint(Method::GET, "/office/terminals/{id}", edit::show),
        endpoint(Method::POST, "/office/terminals/{id}", edit::save),
        endpoint(Method::POST, "/office/terminals/{id}/code", renew),
        endpoint(Method::POST, "/office/terminals/{id}/revoke", revoke),
    ]
}

async fn list(who: May<needs::Settings>, office: Office) -> Reply {
    Ok(page(view::list(&office, &who, &Over::default())?))
}

/// The table of an open page.
async fn now(office: Office, _who: Watch<needs::Settings>) -> Reply {
    Ok(page(view::table(&office)?))
}

async fn add(office: Office, who: May<needs::Settings>, mut form: Form) -> Reply {
    let (by, code) = ((who.account.id, office.app.clock.now()), terminals::fresh_code()?);
    let (name, place, shown) = (form.value("name").to_owned(), form.value("place").to_owned(), code.clone());
    let done = office.app.store.write(move |tx| terminals::add(tx, by, &name, &place, &code)).await;
    match form.settled(done) {
        Ok(Some(terminal)) => Ok(page(view::list(&office, &who, &Over { made: Some((terminal, shown)), ..Over::default() })?)),
        Ok(None) => {
            let over = Over { form: Some(form), ..Over::default() };
            Ok(ask_again(view::list(&office, &who, &over)?))
        }
        Err(Failure::Refused(why)) => {
            let over = Over { form: Some(form), refused: Some(why), made: None };
            Ok(page_with(StatusCode::CONFLICT, view::list(&office, &who, &over)?))
        }
        Err(other) => Err(other.into()),
    }
}

async fn renew(office: Office, who: May<needs::Settings>, id: Path<u64>, _form: Form) -> Reply {
    let (by, id, code) = ((who.account.id, office.app.clock.now()), Id::<Terminal>::new(*id), terminals::fresh_code()?);
    let shown = code.clone();
    let terminal = office.app.store.write(move |tx| terminals::renew(tx, by, id, &code)).await?;
    Ok(page(view::list(&office, &who, &Over { made: Some((terminal, shown)), ..Over::default() })?))
}

async fn revoke(office: Office, who: May<needs::Settings>, id: Path<u64>, _form: Form) -> Reply {
    let (by, id) = ((who.account.id, office.app.clock.now()), Id::<Terminal>::new(*id));
    office.app.store.write(move |tx| terminals::revoke(tx, by, id)).await?;
    Ok(see_other("/office/terminals?done=terminal-revoked"))
}
