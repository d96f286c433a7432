//! Notices (提醒): what happened to items that one should know of.
use actix_web::{HttpRequest, http::Method};
use maud::{Markup, html};

use super::items::words::state_tag;
use crate::{
    base::Failure,
    domain::matters::items::{self, Notice},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, after, needs, query_form},
        ui::heads,
        web::{Form, Reply, Routes, endpoint, page, see_other},
    },
    store::{self, Read},
};

/// Rows of a page.
const PER_PAGE: usize = 50;
/// How many hundreds are marked as seen at once.
const ROUNDS: usize = 50;

pub(super) const PAGE: Page = Page::listed(Group::Work, 80, "office-notices", "/office/notices", &show, routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/notices", show), endpoint(Method::POST, "/office/notices/seen", see_all)]
}

async fn show(who: May<needs::SeeItems>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let (store, me) = (&office.app.store, who.account.id);
    let listed = items::notices(store, me, after(&form).as_ref(), PER_PAGE)?;
    let body = view(&office, &form, &listed, items::unseen(store, me)?)?;
    Ok(page(office.page(&who, &PAGE, &office.t.get("office-notices"), body)))
}

fn view(office: &Office, form: &Form, listed: &store::Page<Notice>, unseen: i64) -> Result<Markup, Failure> {
    let t = &office.t;
    Ok(html! {
        @if unseen > 0 {
            form method="post" action="/office/notices/seen" {
                (office.token())
                p.actions {
                    span { (t.with("notice-unseen", &[("n", &unseen.to_string())])) } button.small { (t.get("notice-see-all")) }
                }
            }
        }
        @if listed.rows.is_empty() { p.empty { (t.get("notice-none")) } }
        @else {
            table.list {
                (heads(t, &["notice-at", "notice-what", "item-no", "item-title", "item-state"]))
                tbody { @for notice in &listed.rows { (row(office, notice)?) } }
            }
        }
        nav.pager aria-label=(t.get("office-pages")) {
            @if !form.value("after").is_empty() { a.button href="/office/notices" { (t.get("office-first-page")) } }
            @if let Some(next) = &listed.next {
                a.button href={ "/office/notices?after=" (next) } rel="next" { (t.get("office-next-page")) }
            }
        }
    })
}

fn row(office: &Office, notice: &Notice) -> Result<Markup, Failure> {
    let t = &office.t;
    let Some(item) = office.app.store.find(notice.item)? else { return Ok(html! {}) };
    let new = notice.seen.is_none();
    Ok(html! {
        tr.unseen[new] {
            td.nowrap { (notice.at.minute()) }
            td.nowrap {
                (t.get(&format!("action-{}", notice.action.key()))) @if new { " " span.tag.blue { (t.get("notice-new")) } }
            }
            td.nowrap { a href={ "/office/items/" (item.id) } { (item.no) } }
            td { (item.title) }
            td { (state_tag(t, item.state.tag)) }
        }
    })
}

/// Each hundred is a write of its own, so that others are not kept waiting.
async fn see_all(who: May<needs::SeeItems>, office: Office, _form: Form) -> Reply {
    let (me, at) = (who.account.id, office.app.clock.now());
    for _ in 0..ROUNDS {
        if office.app.store.write(move |tx| items::see(tx, me, None, at)).await? == 0 {
            break;
        }
    }
    Ok(see_other("/office/notices?done=notices-seen"))
}
