use maud::{Markup, html};

use super::{PAGE, Row, mend, view};
use crate::{
    base::Failure,
    domain::{
        insight::clarity::{Check, Tally, Unit},
        places::grids::Grid,
        registry::{
            people::Household,
            registers::{self, value::shown},
        },
    },
    faces::{
        office::Office,
        staff::{SignedIn, grid_options, next_page},
        ui::{Field, heads, select},
        web::Form,
    },
    store::{Cursor, Read},
};

/// The list of one check's gaps.
pub(super) struct Gaps<'a> {
    pub(super) grid: Option<&'a Grid>,
    pub(super) check: &'static Check,
    pub(super) tally: Tally,
    pub(super) rows: &'a [Row],
    pub(super) next: Option<&'a Cursor>,
}

/// Of whom or what: a household with its head, or an entry by its first columns.
fn subject(office: &Office, who: &SignedIn, of: Unit) -> Result<Markup, Failure> {
    let store = &office.app.store;
    Ok(match of {
        Unit::Household(id) => {
            let home: Household = store.get(id)?;
            let head = home.head.map(|h| store.get(h)).transpose()?;
            html! {
                a href={ "/office/households/" (id) "#clarity" } { (home.address) }
                @if let Some(h) = head { br; span.soft { (h.name) } }
            }
        }
        Unit::Place(id) => {
            let e = store.get(id)?;
            let table = registers::table(store, &e.table)?;
            let personal = who.reader(&office.app)?.edits_table(&table);
            let values = table.shown().filter(|f| f.list).filter_map(|f| e.value(&f.key).map(|v| shown(v, f, personal))).take(2);
            let words = values.collect::<Vec<_>>().join(" · ");
            html! {
                a href={ "/office/registers/entries/" (id) } { (if words.is_empty() { format!("№ {id}") } else { words }) }
                br; span.soft { (crate::faces::office::registry::registers::word(&office.t, &table.name, &table.en)) }
            }
        }
    })
}

pub(super) fn gaps(office: &Office, who: &SignedIn, l: &Gaps<'_>) -> Result<Markup, Failure> {
    let t = &office.t;
    let here = view::place_key(l.grid);
    let n = |n: i64| n.to_string();
    let counts =
        [("missing", n(l.tally.missing)), ("stale", n(l.tally.stale)), ("clear", n(l.tally.clear)), ("all", n(l.tally.all()))];
    let args: Vec<(&str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let body = html! {
        p {
            a href="/office/clarity" { (t.get("clarity-title")) } " › "
            a href={ "/office/clarity/" (here) "#" (l.check.of.key()) } {
                (view::place(t, l.grid)) " · " (t.get(&format!("clarity-{}", l.check.of.key())))
            }
        }
        p.soft { (t.with(&format!("clarity-check-{}-hint", l.check.key), &[("days", &l.check.cycle.to_string())])) }
        p role="status" { b { (view::percent(l.tally)) } " " (t.with("clarity-counts", &args)) }
        @if l.rows.is_empty() { p.empty { (t.get("clarity-no-gaps")) } } @else {
            table.list.gaps-list {
                (heads(t, &["clarity-who", "clarity-state", "clarity-mend"]))
                tbody { @for row in l.rows { tr {
                    td { (subject(office, who, row.standing.of)?) }
                    @for f in &row.found {
                        td.nowrap { (mend::state(t, f.seen.state)) }
                        td.ways { (mend::ways(office, who, f)?) }
                    }
                } } }
            }
        }
        (next_page(t, &format!("/office/clarity/{}/{}", here, l.check.key), l.next))
    };
    Ok(office.page(who, &PAGE, &mend::name(t, l.check), body))
}

pub(super) fn no_grid(office: &Office, who: &SignedIn) -> Markup {
    office.page(who, &PAGE, &office.t.get("clarity-to-do"), html! { p.empty { (office.t.get("desk-no-grid")) } })
}

pub(super) fn to_do(
    office: &Office,
    who: &SignedIn,
    grids: &[Grid],
    (here, own): (&Grid, bool),
    rows: &[Row],
    next: Option<&Cursor>,
) -> Result<Markup, Failure> {
    let t = &office.t;
    let form = Form::filled([("grid", here.id.to_string())]);
    let body = html! {
        p { a href="/office/clarity" { (t.get("clarity-title")) } " › " a href={ "/office/clarity/" (here.id) } { (here.name) } }
        @if grids.len() > 1 {
            form.filters method="get" action="/office/clarity/to-do" data-auto {
                (select(
                    t, &form, Field { name: "grid", label: &t.get("household-grid"), ..Field::default() }, &grid_options(grids)
                ))
                button { (t.get("people-show")) }
            }
        }
        p.soft { (t.get("clarity-to-do-hint")) }
        @if rows.is_empty() { p.empty { (t.get("clarity-nothing-to-do")) } } @else {
            table.list.gaps-list {
                thead {
                    tr {
                        th scope="col" { (t.get("clarity-who")) }
                        th.num scope="col" { (t.get("clarity-gaps")) }
                        th scope="col" { (t.get("clarity-mend")) }
                    }
                }
                tbody { @for row in rows { tr {
                    td { (subject(office, who, row.standing.of)?) }
                    td.num { (row.found.len()) }
                    td { ul.gaps { @for f in &row.found { li {
                        @if let Some(c) = Check::numbered(f.no) {
                            span.what { (mend::name(t, c)) " " (mend::state(t, f.seen.state)) }
                        }
                        span.ways { (mend::ways(office, who, f)?) }
                    } } } }
                } } }
            }
        }
        (next_page(t, &format!("/office/clarity/to-do?grid={}", here.id), next))
    };
    Ok(office.page(who, &PAGE, &t.get(if own { "clarity-my-to-do" } else { "clarity-to-do" }), body))
}
