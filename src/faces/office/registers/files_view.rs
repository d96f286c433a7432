use std::sync::atomic::Ordering;

use maud::{Markup, html};

use super::{
    super::{Office, Section, imports::tabs, people::line},
    files::Kept,
    word,
};
use crate::{
    base::Reason,
    domain::registers::{
        Table,
        transfer::{Counts, PlanRow, Verdict, columns, heading},
    },
    faces::web::{Form, SignedIn},
};

/// Rows shown on one page.
const PAGE: usize = 100;

pub(super) fn start(office: &Office, who: &SignedIn, table: &Table, form: &Form, why: Option<&Reason>) -> Markup {
    let t = &office.t;
    let body = html! {
        p { a href={ "/office/registers/" (table.code) } { (word(t, &table.name, &table.en)) } }
        section.panel {
            @if let Some(why) = why { p.wrong-summary role="alert" { (t.reason(why)) } }
            p { (t.get("ledger-import-about")) }
            p.soft { (t.get("ledger-import-columns")) " " @for c in columns(table) { span.tag { (heading(table, c)) } " " } }
            form method="post" action={ "/office/registers/" (table.code) "/import" } enctype="multipart/form-data" {
                (office.token())
                (line(office, form, "file", "import-file", "file", true))
                p.actions { button.primary { (t.get("import-look")) } a.button href={ "/office/registers/" (table.code) } { (t.get("people-cancel")) } }
            }
        }
    };
    office.page(who, Section::Registers, &title(office, table), body)
}

fn title(office: &Office, table: &Table) -> String {
    office.t.with("ledger-import-of", &[("table", word(&office.t, &table.name, &table.en))])
}

fn kind(v: &Verdict) -> (&'static str, &'static str) {
    match v {
        Verdict::Created => ("added", "green"),
        Verdict::Changed(_) => ("changed", "blue"),
        Verdict::Same => ("same", ""),
        Verdict::Refused(_) => ("refused", "red"),
    }
}

/// The columns that change, or why not.
fn details(office: &Office, v: &Verdict) -> String {
    let t = &office.t;
    match v {
        Verdict::Created | Verdict::Same => String::new(),
        Verdict::Changed(columns) => columns.join(&t.get("office-and")),
        Verdict::Refused(why) => {
            let one = |(c, r): &(String, Reason)| {
                if c.is_empty() { t.reason(r) } else { format!("{c}：{}", t.reason(r)) }
            };
            why.iter().map(one).collect::<Vec<_>>().join(" ")
        }
    }
}

pub(super) fn plan(office: &Office, who: &SignedIn, table: &Table, u: &Kept, token: &str, (only, from): (&str, usize)) -> Markup {
    let t = &office.t;
    let rows: Vec<&PlanRow> = u.plan.rows.iter().filter(|r| only.is_empty() || kind(&r.verdict).0 == only).collect();
    let base = format!("/office/registers/{}/import/{token}", table.code);
    let counts = u.plan.counts();
    let more = |from: usize| format!("{base}?show={only}&from={from}");
    let body = html! {
        p.soft.break { (u.name) }
        (state(office, table, u, &base))
        (tabs(office, &base, counts.created + counts.changed + counts.same + counts.refused, numbers(&counts), only))
        @if rows.is_empty() { p.empty { (t.get("import-no-rows")) } } @else {
            table.list {
                thead { tr { @for k in ["import-row", "ledger-about", "import-column"] { th scope="col" { (t.get(k)) } } } }
                tbody { @for r in rows.iter().skip(from).take(PAGE) { tr {
                    td.num { (r.row + 1) }
                    td { (r.about) }
                    td { span class={ "tag " (kind(&r.verdict).1) } { (t.get(&format!("import-{}", kind(&r.verdict).0))) } " " (details(office, &r.verdict)) }
                } } }
            }
            p.pager {
                @if from > 0 { a.button href=(more(from.saturating_sub(PAGE))) { (t.get("people-previous-page")) } }
                @if from + PAGE < rows.len() { a.button href=(more(from + PAGE)) { (t.get("people-next-page")) } }
            }
        }
    };
    office.page(who, Section::Registers, &title(office, table), body)
}

/// Not begun, under way, done, or stopped.
fn state(office: &Office, table: &Table, u: &Kept, base: &str) -> Markup {
    let t = &office.t;
    let c = u.plan.counts();
    let todo = (c.created + c.changed).to_string();
    let another = format!("/office/registers/{}/import", table.code);
    html! {
        @match u.outcome.get() {
            Some(Ok(done)) => {
                p.done role="status" { (t.with("import-finished", &numbers(&done.counts).each_ref().map(|(k, v)| (*k, v.as_str())))) }
                @if !done.surprises.is_empty() { p.warning { (t.with("import-surprises", &[("n", &done.surprises.len().to_string())])) } }
                p.actions { a.button.primary href={ "/office/registers/" (table.code) } { (word(t, &table.name, &table.en)) } a.button href=(another) { (t.get("import-another")) } }
            }
            Some(Err(_)) => {
                p.wrong-summary role="alert" { (t.get("import-stopped")) }
                p.actions { a.button href=(another) { (t.get("import-another")) } }
            }
            None => @if u.started.load(Ordering::SeqCst) {
                @let done = u.done.load(Ordering::SeqCst);
                p role="status" { (t.with("import-running", &[("done", &done.to_string()), ("all", &u.plan.rows.len().to_string())])) }
                progress max=(u.plan.rows.len()) value=(done) {}
            } @else {
                div.actions {
                    @if todo != "0" {
                        form method="post" action={ (base) "/apply" } data-confirm=(t.with("import-apply-sure", &[("n", &todo)])) {
                            (office.token()) button.primary { (t.with("import-apply", &[("n", &todo)])) }
                        }
                    } @else { p.info { (t.get("import-nothing")) } }
                    a.button href=(another) { (t.get("import-another")) }
                }
            }
        }
    }
}

fn numbers(c: &Counts) -> [(&'static str, String); 4] {
    [
        ("added", c.created.to_string()),
        ("changed", c.changed.to_string()),
        ("same", c.same.to_string()),
        ("refused", c.refused.to_string()),
    ]
}
