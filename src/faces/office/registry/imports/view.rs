use maud::{Markup, html};

use super::{Kept, PAGE, details};
use crate::{
    base::Reason,
    domain::{
        office::who::Right,
        places::grids::Grid,
        registry::people::import::{Counts, PlanRow, Verdict},
    },
    faces::{
        office::Office,
        staff::{SignedIn, choice, grid_options, line},
        ui::heads,
        web::Form,
    },
    live::Progress,
};

/// Rows shown on one page.
const PER_PAGE: usize = 100;

pub(super) fn start(office: &Office, who: &SignedIn, grids: &[Grid], form: &Form, why: Option<&Reason>) -> Markup {
    let t = &office.t;
    let body = html! {
        div.halves {
            section.panel {
                h2 { (t.get("import-title")) }
                @if let Some(why) = why { p.wrong-summary role="alert" { (t.reason(why)) } }
                @if grids.is_empty() {
                    p.warning { (t.get("import-needs-grid")) " " a href="/office/grids/new" { (t.get("grid-new")) } }
                }
                p { (t.get("import-about")) }
                form method="post" action="/office/imports" enctype="multipart/form-data" {
                    (office.token())
                    (line(&office.t, form, "file", "import-file", "file", true))
                    (choice(&office.t, form, "grid", "import-grid", grid_options(grids), true))
                    (line(&office.t, form, "estate", "import-estate", "", false))
                    p.actions { button.primary { (t.get("import-look")) } }
                }
            }
            section.panel {
                h2 { (t.get("export-title")) }
                p { (t.get("export-about")) }
                form method="post" action="/office/imports/export" {
                    (office.token())
                    (choice(&office.t, form, "grid", "export-grid", grid_options(grids), true))
                    @if who.may(Right::Reveal) {
                        label.check {
                            input type="checkbox" name="plain" value="1" checked[form.ticked("plain")]; (t.get("export-plain"))
                        }
                        (line(&office.t, form, "purpose", "reveal-purpose", "", false))
                    }
                    p.actions { button.primary { (t.get("export-do")) } }
                }
            }
        }
    };
    office.page(who, &PAGE, &t.get("office-imports"), body)
}

/// Which rows are shown.
pub(super) struct Shown<'a> {
    pub(super) token: &'a str,
    pub(super) only: &'a str,
    pub(super) from: usize,
}

fn kind(v: &Verdict) -> (&'static str, &'static str) {
    match v {
        Verdict::Added => ("added", "green"),
        Verdict::Changed(_) => ("changed", "blue"),
        Verdict::Same => ("same", ""),
        Verdict::Refused(_) => ("refused", "red"),
    }
}

pub(super) fn plan(office: &Office, who: &SignedIn, u: &Kept, s: &Shown<'_>) -> Markup {
    let t = &office.t;
    let counts = u.plan.counts();
    let rows: Vec<&PlanRow> = u.plan.rows.iter().filter(|r| s.only.is_empty() || kind(&r.verdict).0 == s.only).collect();
    let shown = rows.iter().skip(s.from).take(PER_PAGE);
    let base = format!("/office/imports/{}", s.token);
    let more = |from: usize| format!("{base}?show={}&from={from}", s.only);
    let body = html! {
        p.soft.break { (u.name) }
        (state(office, u, &base, &counts))
        (tabs(office, &base, counts.added + counts.changed + counts.same + counts.refused, numbers(&counts), s.only))
        @if rows.is_empty() { p.empty { (t.get("import-no-rows")) } } @else {
            table.list {
                (heads(t, &["import-row", "resident-name", "household-address", "import-column"]))
                tbody { @for r in shown { tr {
                    td.num { (r.row + 1) }
                    td.nowrap { (r.name) }
                    td { (r.address) }
                    td {
                        span class={ "tag " (kind(&r.verdict).1) } { (t.get(&format!("import-{}", kind(&r.verdict).0))) }
                        " "
                        (details(t, &r.verdict))
                    }
                } } }
            }
            p.pager {
                @if s.from > 0 { a.button href=(more(s.from.saturating_sub(PER_PAGE))) { (t.get("people-previous-page")) } }
                @if s.from + PER_PAGE < rows.len() { a.button href=(more(s.from + PER_PAGE)) { (t.get("people-next-page")) } }
            }
        }
    };
    office.page(who, &PAGE, &t.get("import-plan-title"), body)
}

/// Not begun, under way, done, or stopped.
fn state(office: &Office, u: &Kept, base: &str, c: &Counts) -> Markup {
    let t = &office.t;
    let todo = c.added + c.changed;
    html! {
        @match u.progress() {
            Progress::Ended(Ok(done)) => {
                p.done role="status" {
                    (t.with("import-finished", &numbers(&done.counts).each_ref().map(|(k, v)| (*k, v.as_str()))))
                }
                @if !done.surprises.is_empty() {
                    p.warning { (t.with("import-surprises", &[("n", &done.surprises.len().to_string())])) }
                }
                p.actions {
                    a.button.primary href="/office/households" { (t.get("office-households")) }
                    a.button href="/office/imports" { (t.get("import-another")) }
                }
            }
            Progress::Ended(Err(_)) => {
                p.wrong-summary role="alert" { (t.get("import-stopped")) }
                p.actions { a.button href="/office/imports" { (t.get("import-another")) } }
            }
            Progress::Running(done) => {
                p role="status" {
                    (t.with("import-running", &[("done", &done.to_string()), ("all", &u.plan.rows.len().to_string())]))
                }
                progress max=(u.plan.rows.len()) value=(done) {}
            }
            Progress::Planned => {
                div.actions {
                    @if todo > 0 {
                        form method="post" action={ (base) "/apply" }
                            data-confirm=(t.with("import-apply-sure", &[("n", &todo.to_string())])) {
                            (office.token()) button.primary { (t.with("import-apply", &[("n", &todo.to_string())])) }
                        }
                    } @else { p.info { (t.get("import-nothing")) } }
                    a.button href={ (base) "/annotated.xlsx" } { (t.get("import-annotated")) }
                    a.button href="/office/imports" { (t.get("import-another")) }
                }
            }
        }
    }
}

fn numbers(c: &Counts) -> [(&'static str, String); 4] {
    [
        ("added", c.added.to_string()),
        ("changed", c.changed.to_string()),
        ("same", c.same.to_string()),
        ("refused", c.refused.to_string()),
    ]
}

/// Counts of an import that are also filters; `numbers` are the parts of all.
pub(in crate::faces::office) fn tabs(
    office: &Office,
    base: &str,
    all: usize,
    numbers: [(&'static str, String); 4],
    only: &str,
) -> Markup {
    let t = &office.t;
    html! {
        ul.counters {
            li { a href=(base) aria-current=[only.is_empty().then_some("true")] { b { (all) } (t.get("import-all")) } }
            @for (key, n) in numbers {
                li {
                    a href={ (base) "?show=" (key) } aria-current=[(only == key).then_some("true")] {
                        b { (n) } (t.get(&format!("import-{key}")))
                    }
                }
            }
        }
    }
}
