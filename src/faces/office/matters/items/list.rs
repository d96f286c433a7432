//! The list of items: filters in the address (none of them personal), pages by mark.
use actix_web::HttpRequest;
use maud::{Markup, html};

use super::{
    PAGE, bulk,
    words::{clock_short, state_tag},
};
use crate::{
    base::{Day, Failure, Id},
    domain::{
        matters::{
            catalog::{Category, WindowLine},
            items::{self, Age, Ages, DueBy, Filter, Item, ItemNo, Listed, Mark, StateTag},
        },
        office::who::Right,
        places::{
            grids::{Grid, list_grids},
            reader::Reader,
        },
    },
    faces::{
        office::Office,
        staff::{May, Names, SignedIn, needs, query_form},
        ui::{Field, select, text_field},
        web::{Form, Reply, page, page_with, see_other},
    },
    store::Read,
};

/// Rows of a page.
const PER_PAGE: usize = 50;
/// Days that `due=soon` looks ahead.
pub(in crate::faces::office) const SOON_DAYS: i32 = 3;

pub(super) async fn list(who: May<needs::SeeItems>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let app = &office.app;
    let reader = who.reader(app)?;
    let filter = filter(&form, &who, &Ages::of(reader.now(), &app.calendar()));
    let mark = Mark::parse(form.value("after"));
    let listed = items::list(&app.store, &reader, &filter, mark, PER_PAGE)?;
    let body = view(&office, &who, &form, &reader, &listed)?;
    Ok(page(office.page(&who, &PAGE, &office.t.get("office-items"), body)))
}

fn filter(form: &Form, who: &SignedIn, ages: &Ages) -> Filter {
    let now = ages.now();
    let due = match form.value("due") {
        "soon" => Some(DueBy::Soon(now, now.day().plus(SOON_DAYS))),
        "overdue" => Some(DueBy::Overdue(now)),
        age => Age::parse(age).map(|age| ages.limits(age)),
    };
    Filter {
        state: StateTag::parse(form.value("state")),
        open: form.value("state") == "open",
        grid: form.value("grid").parse().ok().map(Id::<Grid>::new),
        line: WindowLine::parse(form.value("line")),
        category: Category::parse(form.value("category")),
        owner: form.ticked("mine").then_some(who.account.id),
        due,
        from: Day::parse(form.value("from")),
        to: Day::parse(form.value("to")),
        ..Filter::default()
    }
}

fn view(office: &Office, who: &SignedIn, form: &Form, reader: &Reader, listed: &Listed) -> Result<Markup, Failure> {
    let t = &office.t;
    let any = |rest: Vec<(String, String)>| [vec![(String::new(), t.get("office-any"))], rest].concat();
    let states = StateTag::ALL.iter().map(|s| (s.key().to_owned(), t.get(&format!("state-{}", s.key()))));
    let states = any([("open".to_owned(), t.get("office-open"))].into_iter().chain(states).collect());
    let lines = any(WindowLine::ALL.iter().map(|l| (l.code().to_owned(), t.get(l.key()))).collect());
    let grids = grids(office, reader)?;
    let categories = any(Category::ALL.iter().map(|c| (c.code().to_owned(), t.get(c.key()))).collect());
    let ages = Age::ALL.iter().map(|a| (a.key().to_owned(), t.get(&format!("age-{}", a.key()))));
    let dues = [("soon".into(), t.get("desk-due-soon")), ("overdue".into(), t.get("desk-overdue"))];
    let dues = any(dues.into_iter().chain(ages).collect());
    let mine = any(vec![("1".into(), t.get("office-mine"))]);
    let pick = |name, label: &str, options: &[(String, String)]| {
        select(t, form, Field { name, label: &t.get(label), ..Field::default() }, options)
    };
    let date = |name, label: &str| text_field(t, form, Field { name, label: &t.get(label), kind: "date", ..Field::default() });
    Ok(html! {
        form.filters method="get" action="/office/items" data-auto {
            (pick("state", "item-state", &states))
            (pick("due", "item-due", &dues))
            (pick("mine", "item-owner", &mine))
            @if grids.len() > 1 { (pick("grid", "item-grid", &any(grids))) }
            (pick("line", "item-line", &lines))
            (pick("category", "live-category", &categories))
            (date("from", "item-from"))
            (date("to", "item-to"))
            button { (t.get("office-filter")) }
            a.button href="/office/items" { (t.get("office-clear")) }
        }
        (workable(office, who, form, &listed.items)?)
        @if listed.withheld > 0 {
            p.hint data-n=(listed.withheld) { (t.with("items-withheld", &[("n", &listed.withheld.to_string())])) }
        }
        (pager(office, form, listed))
    })
}

/// The grids whose items the reader sees, as options.
pub(in crate::faces::office) fn grids(office: &Office, reader: &Reader) -> Result<Vec<(String, String)>, Failure> {
    let all = list_grids(&office.app.store)?.into_iter();
    let mut out: Vec<_> = all.filter(|g| reader.sees_items_in(Some(g.id))).map(|g| (g.id.to_string(), g.name)).collect();
    if reader.sees_items_in(None) && !out.is_empty() {
        out.push(("0".into(), office.t.get("live-no-grid")));
    }
    Ok(out)
}

/// The table, with boxes to tick for those who may do something to several at once.
fn workable(office: &Office, who: &SignedIn, form: &Form, items: &[Item]) -> Result<Markup, Failure> {
    let (t, deeds) = (&office.t, bulk::offered(who));
    if items.is_empty() || deeds.is_empty() {
        return table(office, items);
    }
    Ok(html! {
        form.bulk method="post" action="/office/items/bulk" {
            (office.token())
            input type="hidden" name="back" value=(query(form, None));
            (drawn(office, items, true)?)
            div.bulk-bar.no-print role="group" aria-label=(t.get("bulk-bar")) {
                span data-count=(t.get("bulk-ticked")) { (t.get("bulk-bar")) }
                @for action in deeds {
                    button.small name="action" value=(action.key()) { (t.get(&format!("action-{}", action.key()))) }
                }
            }
        }
    })
}

/// Items as a table; also on the desk and on a household's page.
pub(in crate::faces::office) fn table(office: &Office, items: &[Item]) -> Result<Markup, Failure> {
    drawn(office, items, false)
}

fn drawn(office: &Office, items: &[Item], boxes: bool) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let names = Names::new(app, t);
    if items.is_empty() {
        return Ok(html! { p.empty { (t.get("office-no-items")) } });
    }
    Ok(html! {
        table.list {
            thead { tr {
                @if boxes { th.tick { (bulk::all_box(office)) } }
                th { (t.get("item-no")) }
                th { (t.get("item-title")) }
                th { (t.get("item-applicant")) }
                th { (t.get("item-grid")) }
                th { (t.get("item-state")) }
                th { (t.get("item-due")) }
                th { (t.get("item-owner")) }
                th { (t.get("item-reported")) }
            } }
            tbody {
                @for i in items {
                    tr {
                        @if boxes { td.tick { input type="checkbox" name="item" value=(bulk::tick(i)) aria-label=(i.no); } }
                        td.nowrap { a href={ "/office/items/" (i.id) } { (i.no) } }
                        td { (i.title) }
                        td { @if let Some(name) = &i.applicant.name { (name) } @else { span.soft { (t.get("item-anonymous")) } } }
                        td { (names.grid(i.grid)?) }
                        td { (state_tag(t, i.state.tag)) }
                        td.nowrap { (clock_short(t, app, i)) }
                        td.nowrap { @if let Some(owner) = i.owner { (names.account(owner)?) } }
                        td.nowrap { (i.created.minute()) }
                    }
                }
            }
        }
    })
}

/// The filters as a query, going on after a mark.
fn query(form: &Form, after: Option<Mark>) -> String {
    let mut q = form_urlencoded::Serializer::new(String::new());
    q.extend_pairs(form.all().filter(|(k, v)| *k != "after" && !v.is_empty()));
    if let Some(mark) = after {
        q.append_pair("after", &mark.to_string());
    }
    q.finish()
}

fn pager(office: &Office, form: &Form, listed: &Listed) -> Markup {
    let t = &office.t;
    let address = |after: Option<Mark>| format!("/office/items?{}", query(form, after));
    html! {
        nav.pager aria-label=(t.get("office-pages")) {
            @if !form.value("after").is_empty() { a.button href=(address(None)) { (t.get("office-first-page")) } }
            @if listed.next.is_some() { a.button href=(address(listed.next)) rel="next" { (t.get("office-next-page")) } }
        }
    }
}

/// The number box in the head.
pub(super) async fn find(who: May<needs::SeeItems>, office: Office, form: Form) -> Reply {
    let typed = form.value("no").trim();
    let found = ItemNo::parse(typed).map(|no| office.app.store.by(&Item::BY_NO, &no)).transpose()?.flatten();
    if let Some(item) = found
        && who.reader(&office.app)?.sees_item(&office.app.store, &item)?
    {
        return Ok(see_other(&format!("/office/items/{}", item.id)));
    }
    let t = &office.t;
    let body = html! {
        p.wrong-summary role="alert" { (t.with("office-no-such-item", &[("no", typed)])) }
        p.actions {
            a.button href="/office/items" { (t.get("office-items")) }
            @if who.may(Right::Intake) { a.button href="/office/intake" { (t.get("office-intake")) } }
        }
    };
    let page = office.page(&who, &PAGE, &t.get("office-find-label"), body);
    Ok(page_with(actix_web::http::StatusCode::NOT_FOUND, page))
}
