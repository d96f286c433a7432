//! Follow-up (回访): who is to be called back or visited by today, as a list to work through and to print.
use actix_web::{HttpRequest, http::Method};
use maud::{Markup, html};

use super::items::{grid_choices, words::clipped};
use crate::{
    base::{Day, Failure, Id, covered},
    domain::{
        matters::items::{self, Coming, Item, follow_ups},
        places::grids::Grid,
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Names, SignedIn, after, needs, query_form},
        ui::{Field, select},
        web::{Form, Reply, Routes, endpoint, page},
    },
    store::{self, Cursor},
};

/// Rows of a page.
const PER_PAGE: usize = 50;
/// Characters of a result; the rest is on the item's page.
const RESULT_SHOWN: usize = 160;

pub(super) const PAGE: Page = Page::listed(Group::Work, 60, "office-follow-ups", "/office/follow-ups", &show, routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/follow-ups", show)]
}

async fn show(who: May<needs::FollowUp>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let app = &office.app;
    let reader = who.reader(app)?;
    let grid = form.value("grid").parse().ok().map(Id::<Grid>::new);
    let listed = items::follow_list(&app.store, &reader, grid, after(&form).as_ref(), PER_PAGE)?;
    let coming = items::coming_follow(&app.store, &reader)?;
    let grids = grid_choices(&office, &reader)?;
    let body = view(&office, &who, &form, &grids, listed, coming)?;
    Ok(page(office.page(&who, &PAGE, &office.t.get("office-follow-ups"), body)))
}

fn view(
    office: &Office,
    who: &SignedIn,
    form: &Form,
    grids: &[(String, String)],
    listed: store::Page<Item>,
    coming: Option<Coming>,
) -> Result<Markup, Failure> {
    let t = &office.t;
    let names = Names::new(&office.app, t);
    let next = listed.next.clone();
    let any = [vec![(String::new(), t.get("office-any"))], grids.to_vec()].concat();
    let days = by_day(listed.rows);
    Ok(html! {
        @if grids.len() > 1 {
            form.filters method="get" action="/office/follow-ups" data-auto {
                (select(t, form, Field { name: "grid", label: &t.get("item-grid"), ..Field::default() }, &any))
                button { (t.get("office-filter")) }
                @if !days.is_empty() { button type="button" data-print { (t.get("follow-print")) } }
            }
        } @else if !days.is_empty() { p.actions { button type="button" data-print { (t.get("follow-print")) } } }
        @if days.is_empty() { p.empty { (t.get("follow-none")) } }
        @for (day, items) in &days { (group(office, who, &names, *day, items)?) }
        @if !days.is_empty() { p.hint.no-print { (t.get("follow-how")) } }
        @if let Some(c) = coming {
            @let n = if c.more { format!("{}+", c.count) } else { c.count.to_string() };
            p.info { (t.with("follow-coming", &[("day", &day_words(office, c.day)), ("n", &n)])) }
        }
        (pager(office, form, next.as_ref()))
    })
}

/// By planned day; within a day one grid after the other, and what one person asked for together.
fn by_day(items: Vec<Item>) -> Vec<(Day, Vec<Item>)> {
    let mut days: Vec<(Day, Vec<Item>)> = Vec::new();
    for item in items {
        let Some(day) = item.follow else { continue };
        match days.last_mut().filter(|(d, _)| *d == day) {
            Some((_, list)) => list.push(item),
            None => days.push((day, vec![item])),
        }
    }
    for (_, list) in &mut days {
        list.sort_by_key(|i| (i.grid, i.applicant.phone.as_ref().map(ToString::to_string), i.ended));
    }
    days
}

/// `2026-11-27 星期五`
fn day_words(office: &Office, day: Day) -> String {
    let weekday = day.date().weekday().to_monday_one_offset();
    format!("{day} {}", office.t.get(&format!("weekday-{weekday}")))
}

fn group(office: &Office, who: &SignedIn, names: &Names<'_>, day: Day, items: &[Item]) -> Result<Markup, Failure> {
    let (t, today) = (&office.t, office.app.clock.today());
    Ok(html! {
        section {
            h2 {
                (day_words(office, day)) " "
                small { (t.with("follow-count", &[("n", &items.len().to_string())])) }
                @if day < today { " " span.tag.amber { (t.get("follow-missed")) } }
            }
            table.list.calls {
                thead { tr {
                    th { (t.get("item-applicant")) }
                    th { (t.get("follow-phone")) }
                    th { (t.get("item-grid")) }
                    th { (t.get("item-title")) }
                    th { (t.get("item-result")) } th.no-print {} th.print-only { (t.get("follow-verdict")) }
                } }
                tbody { @for i in items { (line(office, who, names, i)?) } }
            }
        }
    })
}

fn line(office: &Office, who: &SignedIn, names: &Names<'_>, i: &Item) -> Result<Markup, Failure> {
    let t = &office.t;
    let last = match i.tries {
        0 => None,
        _ => follow_ups(&office.app.store, i.id)?.pop(),
    };
    Ok(html! {
        tr {
            td { @match &i.applicant.name { Some(name) => (name), None => span.soft { (t.get("item-anonymous")) } } }
            td.nowrap { @match &i.applicant.phone { Some(phone) => (phone), None => span.soft { (t.get("follow-no-phone")) } } }
            td { (names.grid(i.grid)?) @if !i.place.is_empty() { br; small { (i.place) } } }
            td { a href={ "/office/items/" (i.id) "#do" } { (i.no) } br; (i.title) }
            td.words {
                (clipped(&covered(&i.result), RESULT_SHOWN))
                @if let Some(f) = last {
                    br; small { (t.with("follow-tried", &[("n", &i.tries.to_string()), ("at", &f.at.minute())])) }
                }
            }
            td.no-print.nowrap {
                // Whoever handled it is not the one to ask how it went.
                @if i.handler == Some(who.account.id) { span.soft { (t.get("follow-own-work")) } }
                @else { a.button.small href={ "/office/items/" (i.id) "#do" } { (t.get("do-follow-up")) } }
            }
            td.print-only {}
        }
    })
}

fn pager(office: &Office, form: &Form, next: Option<&Cursor>) -> Markup {
    let t = &office.t;
    let grid = form.value("grid").parse::<u64>().map(|g| format!("grid={g}&")).unwrap_or_default();
    html! {
        nav.pager aria-label=(t.get("office-pages")) {
            @if !form.value("after").is_empty() {
                a.button href={ "/office/follow-ups?" (grid) } { (t.get("office-first-page")) }
            }
            @if let Some(next) = next {
                a.button href={ "/office/follow-ups?" (grid) "after=" (next) } rel="next" { (t.get("office-next-page")) }
            }
        }
    }
}
