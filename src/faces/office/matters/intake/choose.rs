//! Choosing the service: by words, or by the line of the window.
use actix_web::HttpRequest;
use maud::html;

use super::PAGE;
use crate::{
    domain::matters::catalog::{Channel, Found, Offer, WindowLine},
    faces::{
        office::Office,
        staff::{May, needs, query_form},
        ui::heads,
        web::{Reply, page},
    },
};

pub(super) async fn choose(who: May<needs::Intake>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let (t, catalogue) = (&office.t, office.app.catalogue());
    let query = form.value("q").trim();
    let found = catalogue.search(query);
    let carry = form.value("resident").parse::<u64>().map(|r| format!("?resident={r}")).unwrap_or_default();
    let link = |o: &Offer| html! { a href={ "/office/intake/" (o.service.code) (carry) } { (o.spec.name) } };
    let body = html! {
        form.filters method="get" action="/office/intake" role="search" {
            @if !carry.is_empty() { input type="hidden" name="resident" value=(form.value("resident")); }
            div.field {
                label for="q" { (t.get("intake-search")) }
                input #q type="search" name="q" value=(query) maxlength="40" autofocus[carry.is_empty()];
            }
            button { (t.get("office-find")) }
            @if !query.is_empty() { a.button href={ "/office/intake" (carry) } { (t.get("office-clear")) } }
        }
        @if !query.is_empty() {
            @if found.is_empty() { p.empty { (t.get("intake-nothing-found")) } }
            @else {
                table.list {
                    (heads(t, &["item-title", "item-line", "service-limit", "service-who"]))
                    tbody {
                        @for f in &found {
                            @match f {
                                Found::Offer(o) => tr {
                                    td { (link(o)) }
                                    td.nowrap { (t.get(o.spec.line.key())) }
                                    td.nowrap { (limit(&office, o)) }
                                    td { (o.spec.who) }
                                },
                                Found::Refused(r) => tr {
                                    td { (r.name) }
                                    td colspan="3" {
                                        span.tag.red { (t.get("intake-refused")) } " " (r.why)
                                        br; (t.get("intake-instead")) (r.instead)
                                    }
                                },
                            }
                        }
                    }
                }
            }
        } @else {
            @for line in WindowLine::ALL {
                @let offers: Vec<_> = catalogue.in_line(line).filter(|o| o.spec.channels.contains(&Channel::Window)).collect();
                @if !offers.is_empty() {
                    section.panel {
                        h2 { (t.get(line.key())) }
                        ul.services { @for o in offers { li { (link(o)) " " small { (limit(&office, o)) } } } }
                    }
                }
            }
        }
    };
    Ok(page(office.page(&who, &PAGE, &t.get("office-intake"), body)))
}

/// A service's limit in words.
pub(in crate::faces::office) fn limit(office: &Office, o: &Offer) -> String {
    match o.spec.limit_days {
        0 => office.t.get("office-limit-same-day"),
        n => office.t.with("office-limit-days", &[("days", &n.to_string())]),
    }
}
