//! The print queue: what failed and why, again or away with it.
use actix_web::{
    HttpRequest,
    http::{Method, StatusCode},
    web::Path,
};
use maud::{Markup, html};

use crate::{
    base::{Failure, Id, Reason},
    domain::office::prints::{self, PrintJob, PrintState},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Names, SignedIn, after, needs, next_page, query_form},
        web::{Form, Reply, Routes, endpoint, page, page_with, see_other},
    },
    store::Cursor,
};

/// Rows of a page.
const PER_PAGE: usize = 50;

pub(super) const PAGE: Page = Page::listed(Group::Office, 60, "office-prints", "/office/prints", &show, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/prints", show),
        endpoint(Method::POST, "/office/prints/{id}/retry", retry),
        endpoint(Method::POST, "/office/prints/{id}/cancel", cancel),
    ]
}

async fn show(who: May<needs::Print>, office: Office, req: HttpRequest) -> Reply {
    Ok(page(view(&office, &who, after(&query_form(&req)).as_ref(), None)?))
}

async fn retry(who: May<needs::Print>, office: Office, id: Path<u64>, _form: Form) -> Reply {
    let (me, at, id) = (who.reader(&office.app)?, office.app.clock.now(), Id::new(*id));
    let done = office.app.store.write(move |tx| prints::retry(tx, &me, id, at)).await;
    answer(&office, &who, done)
}

async fn cancel(who: May<needs::Print>, office: Office, id: Path<u64>, _form: Form) -> Reply {
    let (me, at, id) = (who.reader(&office.app)?, office.app.clock.now(), Id::new(*id));
    let done = office.app.store.write(move |tx| prints::cancel(tx, &me, id, at)).await;
    answer(&office, &who, done)
}

fn answer(office: &Office, who: &SignedIn, done: Result<PrintJob, Failure>) -> Reply {
    match done {
        Ok(_) => Ok(see_other("/office/prints")),
        Err(Failure::Refused(why)) => Ok(page_with(StatusCode::CONFLICT, view(office, who, None, Some(&why))?)),
        Err(other) => Err(other.into()),
    }
}

fn view(office: &Office, who: &SignedIn, from: Option<&Cursor>, refused: Option<&Reason>) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let names = Names::new(app, t);
    let queue = prints::queue(&app.store, &who.reader(app)?, from, PER_PAGE)?;
    let body = html! {
        @if let Some(reason) = refused { p.wrong-summary role="alert" { (t.reason(reason)) } }
        @if queue.rows.is_empty() { p.empty { (t.get("prints-none")) } }
        @else {
            table.list {
                thead { tr {
                    th { (t.get("prints-paper")) } th { (t.get("item-state")) } th { (t.get("prints-printer")) }
                    th.num { (t.get("prints-tries")) } th { (t.get("prints-by")) } th { (t.get("audit-at")) } th {}
                } }
                tbody {
                    @for job in &queue.rows {
                        tr {
                            td {
                                @if job.paper.starts_with("/office/") {
                                    a href=(job.paper) target="_blank" { (job.title) }
                                } @else {
                                    (job.title)
                                }
                            }
                            td { (state(office, job)) @if !job.failure.is_empty() { " " (t.get(&job.failure)) } }
                            td.mono.break { (job.printer) }
                            td.num { (job.tries) }
                            td.nowrap { (names.actor(job.by)?) }
                            td.nowrap { (job.created.minute()) }
                            td.nowrap { (buttons(office, job)) }
                        }
                    }
                }
            }
        }
        (next_page(t, "/office/prints", queue.next.as_ref()))
    };
    Ok(office.page(who, &PAGE, &t.get("office-prints"), body))
}

fn state(office: &Office, job: &PrintJob) -> Markup {
    let (class, key) = match job.state {
        PrintState::Waiting => ("tag amber", "prints-waiting"),
        PrintState::Sending => ("tag blue", "prints-sending"),
        PrintState::Printed => ("tag green", "prints-printed"),
        PrintState::Failed => ("tag red", "prints-failed"),
        PrintState::Cancelled => ("tag", "prints-cancelled"),
    };
    html! { span class=(class) { (office.t.get(key)) } }
}

fn buttons(office: &Office, job: &PrintJob) -> Markup {
    let button = |what: &str| {
        html! {
            form method="post" action={ "/office/prints/" (job.id) "/" (what) } {
                (office.token()) button.small { (office.t.get(&format!("prints-{what}"))) }
            }
            " "
        }
    };
    html! {
        @if matches!(job.state, PrintState::Failed | PrintState::Cancelled | PrintState::Waiting) { (button("retry")) }
        @if matches!(job.state, PrintState::Failed | PrintState::Waiting) { (button("cancel")) }
    }
}
