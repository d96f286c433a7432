//! The list of forms, and a filled one.
use maud::{Markup, html};

use super::{
    super::figures::href,
    PAGE, Which,
    filling::{Shown, Wish, around, by_grid, hint},
};
use crate::{
    base::{Failure, Reason},
    domain::{
        insight::reports::{Cell, Filled, Rows, Template},
        office::who::Right,
    },
    faces::{
        office::Office,
        staff::{SignedIn, grid_options, line},
        ui::{Field, select},
        web::Form,
    },
    paperwork::Around,
};

/// Months that one may go back.
const MONTHS: u32 = 24;

pub(super) fn list(office: &Office, who: &SignedIn, all: &[Which]) -> Markup {
    let t = &office.t;
    let listed = |w: &Which| !w.uses().lists.is_empty();
    let own = |w: &&Which| matches!(w, Which::Own(_));
    let groups = [
        ("report-summaries", all.iter().filter(|w| !own(w) && !listed(w)).collect::<Vec<_>>()),
        ("report-lists", all.iter().filter(|w| !own(w) && listed(w)).collect()),
        ("report-own", all.iter().filter(own).collect()),
    ];
    let body = html! {
        p { (t.get("report-about")) }
        @if who.may(Right::EditCatalogue) {
            p.actions { a.button.primary href="/office/reports/new" { (t.get("report-new")) } }
        }
        @for (key, forms) in groups.iter().filter(|(_, f)| !f.is_empty()) {
            h2 { (t.get(key)) }
            table.list.reports {
                thead { tr {
                    th scope="col" { (t.get("report-form")) }
                    th scope="col" { (t.get("report-no")) }
                    th scope="col" { (t.get("report-rows-are")) }
                    @if *key == "report-own" && who.may(Right::EditCatalogue) { th scope="col" { (t.get("report-template")) } }
                } }
                tbody { @for w in forms { tr {
                    td {
                        a href={ "/office/reports/" (w.code()) } { (w.title(office)) }
                        @if w.retired() { " " span.tag { (t.get("report-retired")) } }
                    }
                    td.nowrap { (number(w)) }
                    td { (rows_words(office, w)) }
                    @if *key == "report-own" && who.may(Right::EditCatalogue) {
                        td { a href={ "/office/reports/" (w.code()) "/edit" } { (t.get("report-change")) } }
                    }
                } } }
            }
        }
        @if !all.iter().any(|w| own(&w)) && who.may(Right::EditCatalogue) { p.soft { (t.get("report-none-own")) } }
    };
    office.page(who, &PAGE, &t.get("office-reports"), body)
}

fn number(w: &Which) -> String {
    w.template().ok().flatten().map(|t| t.number.clone()).unwrap_or_default()
}

/// What the rows are, and for when.
fn rows_words(office: &Office, w: &Which) -> String {
    let t = &office.t;
    let rows = |x: &Template| match x.lines() {
        Rows::Grids => "report-by-grids",
        Rows::Categories => "report-by-categories",
        Rows::Values(..) | Rows::Codes(_) => "report-by-values",
        Rows::Lines => "report-by-lines",
        Rows::Entries(_) => "report-by-entries",
    };
    let rows = w.template().ok().flatten().map_or("report-by-book", |x| rows(&x));
    let when = if w.uses().month { "report-monthly" } else { "report-current" };
    format!("{} · {}", t.get(rows), t.get(when))
}

/// Month and grid, to choose from.
fn filters(office: &Office, which: &Which, wish: &Wish) -> Markup {
    let (t, uses) = (&office.t, which.uses());
    let (chosen, grid) = (wish.asked.month.to_string(), wish.asked.grid.map(|g| g.to_string()).unwrap_or_default());
    let form = Form::filled([("month", chosen), ("grid", grid)]);
    let (mut months, mut m) = (Vec::new(), wish.asked.today.month());
    for _ in 0..MONTHS {
        let words = t.with("figure-month", &[("year", &(m / 100).to_string()), ("month", &(m % 100).to_string())]);
        months.push((m.to_string(), words));
        m = if m % 100 == 1 { m - 89 } else { m - 1 };
    }
    let several = wish.wide || by_grid(which).unwrap_or_default();
    let any = several.then(|| (String::new(), t.get(if wish.wide { "report-whole" } else { "report-my-grids" })));
    let grids: Vec<_> = any.into_iter().chain(grid_options(&wish.grids)).collect();
    html! {
        form.filters method="get" action={ "/office/reports/" (which.code()) } data-auto {
            @if uses.month {
                (select(t, &form, Field { name: "month", label: &t.get("report-for-month"), ..Field::default() }, &months))
            }
            @if grids.len() > 1 {
                (select(t, &form, Field { name: "grid", label: &t.get("household-grid"), ..Field::default() }, &grids))
            }
            button { (t.get("office-filter")) }
        }
    }
}

fn crumbs(office: &Office) -> Markup {
    html! { p.no-print { a href="/office/reports" { (office.t.get("office-reports")) } } }
}

/// A form that cannot be filled as it was asked for.
pub(super) fn refused(office: &Office, who: &SignedIn, which: &Which, wish: &Wish, why: &Reason) -> Markup {
    let body = html! {
        (crumbs(office))
        (filters(office, which, wish))
        p.wrong-summary role="alert" { (office.t.reason(why)) }
    };
    office.page(who, &PAGE, &which.title(office), body)
}

pub(super) fn form(
    office: &Office,
    who: &SignedIn,
    which: &Which,
    wish: &Wish,
    shown: &Shown,
    may_export: bool,
) -> Result<Markup, Failure> {
    let t = &office.t;
    let body = html! {
        (crumbs(office))
        @if which.retired() { p.warning { (t.get("report-retired-hint")) } }
        (filters(office, which, wish))
        @if let Some(hint) = hint(office, &which.uses()) { p.soft.no-print { (hint) } }
        @match shown {
            Shown::Form(f) => (filled(office, f, &around(&office.app, which, wish, f)?)),
            Shown::Sheets(sheets) => @for s in sheets { (s.table(office, sheets.len() > 1)) }
        }
        (export(office, who, which, wish, may_export))
    };
    Ok(office.page(who, &PAGE, &which.title(office), body))
}

fn filled(office: &Office, f: &Filled, around: &Around) -> Markup {
    let t = &office.t;
    html! {
        @if let Some((n, figure)) = &f.count {
            p.no-print role="status" { a href=(href(figure)) { (t.with("report-entries", &[("n", &n.to_string())])) } }
        }
        @if f.more { p.warning.no-print { (t.with("report-more", &[("n", &f.rows.len().to_string())])) } }
        div.report-paper {
            p.print-title { (around.title) }
            div.report-corner { @for c in &around.corner { span { (c) } } }
            div.report-line { @for l in &around.line { span { (l) } } }
            div.wide { table.report.listing[f.stub == 0] {
                thead { @for level in 0..f.depth { tr { @for h in f.head.iter().filter(|h| h.at.0 == level) {
                    th scope=(if h.span.1 > 1 { "colgroup" } else { "col" })
                        rowspan=[(h.span.0 > 1).then_some(h.span.0)] colspan=[(h.span.1 > 1).then_some(h.span.1)] { (h.text) }
                } } } }
                @if f.rows.is_empty() { tbody { tr { td.empty colspan=(f.widths.len().max(1)) { (t.get("report-no-rows")) } } } }
                    @else {
                    tbody { @for (i, row) in f.rows.iter().enumerate() { tr { (cells(office, f, i, row)) } } }
                }
                @if let Some(total) = &f.total { tfoot { tr { (cells(office, f, usize::MAX, total)) } } }
            } }
            @for (n, text) in f.notes.iter().zip(&around.notes) { p.report-note { a href=(href(&n.2)) { (text) } } }
            @for text in around.notes.iter().skip(f.notes.len()) { p.report-note { (text) } }
            p.report-foot { (around.foot) }
        }
    }
}

fn cells(office: &Office, f: &Filled, at: usize, row: &[Cell]) -> Markup {
    html! {
        @for (i, c) in row.iter().enumerate() {
            @let joined = f.joined.iter().find(|(first, column, n)| *column == i && (*first..first + n).contains(&at));
            @let named = i < f.stub;
            @match joined {
                Some((first, _, _)) if *first != at => {}
                _ => {
                    @let down = joined.map(|j| j.2);
                    @if named { th scope="row" rowspan=[down] { (cell(office, c)) } }
                    @else { td.num[f.numeric.get(i).copied().unwrap_or_default()].nowrap[short(c)] { (cell(office, c)) } }
                }
            }
        }
    }
}

/// What is not broken over lines: numbers, days, telephones, names.
fn short(c: &Cell) -> bool {
    match c {
        Cell::Text(s) | Cell::Entry(s, _) => s.is_ascii() || s.chars().count() <= 5,
        _ => true,
    }
}

fn cell(office: &Office, c: &Cell) -> Markup {
    html! {
        @match c {
            Cell::Empty => {}
            Cell::Text(s) | Cell::Number(s) => (s),
            Cell::Count(n, Some(f)) => a href=(href(f)) { (n) },
            Cell::Count(n, None) => (n),
            Cell::Permille(None) => "—",
            Cell::Permille(Some(n)) => { (n / 10) "." (n % 10) },
            Cell::Entry(s, id) => a href={ "/office/registers/entries/" (id) } { (s) },
            Cell::Hidden => span.soft title=(office.t.get("report-hidden")) { "·" },
        }
    }
}

/// The file: a list for a purpose, and in full with the right to reveal.
fn export(office: &Office, who: &SignedIn, which: &Which, wish: &Wish, may: bool) -> Markup {
    let (t, listed) = (&office.t, !which.uses().lists.is_empty());
    let form = Form::default();
    html! {
        section.panel.no-print {
            h2 { (t.get("report-export")) }
            @if !may { p.hint { (t.get("report-no-export")) } } @else {
                form method="post" action={ "/office/reports/" (which.code()) "/export" } {
                    (office.token())
                    input type="hidden" name="month" value=(wish.asked.month);
                    @if let Some(g) = wish.asked.grid { input type="hidden" name="grid" value=(g); }
                    @if listed {
                        p.hint { (t.get("report-export-hint")) }
                        (line(&office.t, &form, "purpose", "report-purpose", "text", true))
                        @if who.may(Right::Reveal) {
                            label.check { input type="checkbox" name="plain" value="1"; (t.get("report-export-plain")) }
                        }
                    }
                    p.actions {
                        button.primary { (t.get("report-export-xlsx")) }
                        button type="button" data-print { (t.get("report-print")) }
                    }
                }
            }
        }
    }
}
