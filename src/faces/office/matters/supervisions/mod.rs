//! Supervision (督办): what is under way and must be answered, what is past; the order and the minutes of joint handling on
//! paper.
use actix_web::{HttpRequest, http::Method, web::Path};
use maud::{Markup, html};

use super::items::{colour_tag, order_reason, seen, words::clipped};
use crate::{
    base::{Failure, Id, Stamp},
    domain::matters::items::{self, Item, Ordered, Supervision},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Names, after, needs, query_form, slowly},
        web::{Form, Reply, Routes, endpoint, page, pdf},
    },
    paper::Pdf,
    paperwork::Desk,
    store::{self, Read},
};

/// Rows of a page.
const PER_PAGE: usize = 50;
/// Characters of a reason and of an answer; the rest is on the item's page.
const WORDS_SHOWN: usize = 80;

pub(super) const PAGE: Page = Page::listed(Group::Work, 50, "office-supervisions", "/office/supervisions", &show, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/supervisions", show),
        endpoint(Method::GET, "/office/supervisions/{id}/order.pdf", order),
        endpoint(Method::GET, "/office/conferences/{id}/minutes.pdf", minutes),
    ]
}

async fn show(who: May<needs::SeeItems>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let (app, past) = (&office.app, form.value("past") == "1");
    let listed = items::orders(&app.store, &who.reader(app)?, !past, after(&form).as_ref(), PER_PAGE)?;
    let body = view(&office, &form, past, &listed)?;
    Ok(page(office.page(&who, &PAGE, &office.t.get("office-supervisions"), body)))
}

fn view(office: &Office, form: &Form, past: bool, listed: &store::Page<Ordered>) -> Result<Markup, Failure> {
    let t = &office.t;
    let names = Names::new(&office.app, t);
    let now = office.app.clock.now();
    let path = if past { "/office/supervisions?past=1" } else { "/office/supervisions" };
    Ok(html! {
        nav.tabs aria-label=(t.get("office-supervisions")) {
            a href="/office/supervisions" aria-current=[(!past).then_some("page")] { (t.get("supervision-open")) }
            a href="/office/supervisions?past=1" aria-current=[past.then_some("page")] { (t.get("supervision-past")) }
        }
        @if listed.rows.is_empty() {
            p.empty { (t.get(if past { "supervision-none-past" } else { "supervision-none-open" })) }
        } @else {
            table.list {
                thead { tr {
                    th { (t.get("item-colour")) }
                    th { (t.get("item-title")) }
                    th { (t.get("item-owner")) }
                    th { (t.get("supervision-reason")) }
                    th { (t.get("supervision-answer")) } @if past { th { (t.get("supervision-lifted")) } } th.no-print {}
                } }
                tbody { @for (order, item) in &listed.rows { (row(office, &names, past, now, order, item)?) } }
            }
        }
        nav.pager aria-label=(t.get("office-pages")) {
            @if !form.value("after").is_empty() { a.button href=(path) { (t.get("office-first-page")) } }
            @if let Some(next) = &listed.next {
                a.button href={ (path) (if past { "&" } else { "?" }) "after=" (next) } rel="next" { (t.get("office-next-page")) }
            }
        }
    })
}

fn row(office: &Office, names: &Names<'_>, past: bool, now: Stamp, s: &Supervision, i: &Item) -> Result<Markup, Failure> {
    let t = &office.t;
    let late = s.answer.is_none() && s.answer_due < now;
    Ok(html! {
        tr {
            td.nowrap { (colour_tag(office, s)) }
            td { a href={ "/office/items/" (i.id) } { (i.no) } br; (i.title) }
            td.nowrap {
                @match i.owner.or(i.handler) {
                    Some(owner) => (names.account(owner)?), None => span.soft { (t.get("supervision-no-owner")) }
                }
                br; small { (names.grid(i.grid)?) }
            }
            td { (clipped(&order_reason(office, s), WORDS_SHOWN)) br; small { (names.actor(s.by)?) " " (s.at.minute()) } }
            td {
                @if let Some((by, at, words)) = &s.answer {
                    (clipped(words, WORDS_SHOWN)) br; small { (names.actor(*by)?) " " (at.minute()) }
                }
                @else if past { span.soft { (t.get("supervision-unanswered")) } }
                @else if late { span.tag.red { (t.get("supervision-answer-late")) } br; small { (s.answer_due.minute()) } }
                @else { (t.with("supervision-answer-by", &[("due", &s.answer_due.minute())])) }
            }
            @if past { td.nowrap { @if let Some((by, at)) = s.lifted { (names.actor(by)?) br; small { (at.minute()) } } } }
            td.no-print.nowrap {
                a href={ "/office/supervisions/" (s.id) "/order.pdf" } target="_blank" { (t.get("paperwork-order")) }
            }
        }
    })
}

/// A paper of an item that the person may see, made off the workers' threads.
async fn made(
    office: &Office,
    item: Item,
    make: impl FnOnce(&Desk<'_>, &Item) -> Result<Pdf, Failure> + Send + 'static,
) -> Result<Vec<u8>, Failure> {
    let app = office.app.clone();
    slowly(&office.app, move || {
        let desk = Desk::of(&app.store, &app.zh, &app.keys, app.clock.now())?;
        make(&desk, &item).map(Pdf::into_bytes)
    })
    .await?
}

async fn order(who: May<needs::SeeItems>, office: Office, id: Path<u64>) -> Reply {
    let order: Supervision = office.app.store.get(Id::new(*id))?;
    let item = seen(&office, &who, order.item)?;
    let name = format!("order-{}-{}", item.no, order.id);
    Ok(pdf(&name, made(&office, item, move |desk, item| desk.order(item, &order)).await?))
}

async fn minutes(who: May<needs::SeeItems>, office: Office, id: Path<u64>) -> Reply {
    let conference: items::Conference = office.app.store.get(Id::new(*id))?;
    let item = seen(&office, &who, conference.item)?;
    let name = format!("minutes-{}-{}", item.no, conference.level);
    Ok(pdf(&name, made(&office, item, move |desk, item| desk.minutes(item, &conference)).await?))
}
