//! Calls for help: rung on every page of the office until somebody goes, and the list of late.
mod view;

pub(in crate::faces::office) use view::bell;

use actix_web::{HttpRequest, http::Method, web::Path};

use crate::{
    base::Id,
    domain::lobby::calls,
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Watch, after, needs, query_form},
        web::{Form, Reply, Routes, endpoint, page, see_other},
    },
};

pub(super) const PAGE: Page = Page::listed(Group::Work, 20, "office-calls", "/office/calls", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/calls", list),
        endpoint(Method::GET, "/office/calls/now", now),
        endpoint(Method::POST, "/office/calls/{id}/answer", answer),
    ]
}

async fn list(who: May<needs::AnswerCalls>, office: Office, req: HttpRequest) -> Reply {
    let from = after(&query_form(&req));
    Ok(page(view::list(&office, &who, from.as_ref())?))
}

/// The calls that ring, for a page that is open.
async fn now(office: Office, _who: Watch<needs::AnswerCalls>) -> Reply {
    Ok(page(view::ringing(&office)?))
}

async fn answer(office: Office, who: May<needs::AnswerCalls>, id: Path<u64>, _form: Form) -> Reply {
    let (by, at, id) = (who.account.id, office.app.clock.now(), Id::new(*id));
    office.app.store.write(move |tx| calls::answer(tx, by, id, at)).await?;
    Ok(see_other("/office/calls?done=call-answered"))
}
