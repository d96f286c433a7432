use maud::{Markup, html};

use super::{super::imports::tabs, PAGE, word};
use crate::{
    base::Reason,
    domain::registry::registers::{
        About, Field, Kind, Table,
        transfer::{Applied, Column, Counts, Plan, PlanRow, Verdict, columns, heading, sheet_name},
    },
    faces::{
        office::Office,
        staff::{SignedIn, line},
        ui::heads,
        web::Form,
    },
    live::{Looked, Progress},
    sheets::{Cell, Notes, Sheet},
};

/// A file of a register that was looked through.
pub(super) type Kept = Looked<Plan, Applied>;

/// Rows shown on one page.
const PER_PAGE: usize = 100;

pub(super) fn start(office: &Office, who: &SignedIn, table: &Table, form: &Form, why: Option<&Reason>) -> Markup {
    let t = &office.t;
    let body = html! {
        p { a href={ "/office/registers/" (table.code) } { (word(t, &table.name, &table.en)) } }
        section.panel {
            @if let Some(why) = why { p.wrong-summary role="alert" { (t.reason(why)) } }
            p { (t.get("registers-import-about")) }
            p.soft { (t.get("registers-import-columns")) " " @for c in columns(table) { span.tag { (heading(table, c)) } " " } }
            form method="post" action={ "/office/registers/" (table.code) "/import" } enctype="multipart/form-data" {
                (office.token())
                (line(&office.t, form, "file", "import-file", "file", true))
                p { a href={ "/office/registers/" (table.code) "/blank.xlsx" } { (t.get("registers-import-blank")) } }
                p.actions {
                    button.primary { (t.get("import-look")) }
                    a.button href={ "/office/registers/" (table.code) } { (t.get("people-cancel")) }
                }
            }
        }
    };
    office.page(who, &PAGE, &title(office, table), body)
}

fn title(office: &Office, table: &Table) -> String {
    office.t.with("registers-import-of", &[("table", word(&office.t, &table.name, &table.en))])
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
                (heads(t, &["import-row", "registers-about", "import-column"]))
                tbody { @for r in rows.iter().skip(from).take(PER_PAGE) { tr {
                    td.num { (r.row + 1) }
                    td { (r.about) }
                    td {
                        span class={ "tag " (kind(&r.verdict).1) } { (t.get(&format!("import-{}", kind(&r.verdict).0))) }
                        " "
                        (details(office, &r.verdict))
                    }
                } } }
            }
            p.pager {
                @if from > 0 { a.button href=(more(from.saturating_sub(PER_PAGE))) { (t.get("people-previous-page")) } }
                @if from + PER_PAGE < rows.len() { a.button href=(more(from + PER_PAGE)) { (t.get("people-next-page")) } }
            }
        }
    };
    office.page(who, &PAGE, &title(office, table), body)
}

/// Not begun, under way, done, or stopped.
fn state(office: &Office, table: &Table, u: &Kept, base: &str) -> Markup {
    let t = &office.t;
    let c = u.plan.counts();
    let todo = (c.created + c.changed).to_string();
    let another = format!("/office/registers/{}/import", table.code);
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
                    a.button.primary href={ "/office/registers/" (table.code) } { (word(t, &table.name, &table.en)) }
                    a.button href=(another) { (t.get("import-another")) }
                }
            }
            Progress::Ended(Err(_)) => {
                p.wrong-summary role="alert" { (t.get("import-stopped")) }
                p.actions { a.button href=(another) { (t.get("import-another")) } }
            }
            Progress::Running(done) => {
                p role="status" {
                    (t.with("import-running", &[("done", &done.to_string()), ("all", &u.plan.rows.len().to_string())]))
                }
                progress max=(u.plan.rows.len()) value=(done) {}
            }
            Progress::Planned => {
                div.actions {
                    @if todo != "0" {
                        form method="post" action={ (base) "/apply" }
                            data-confirm=(t.with("import-apply-sure", &[("n", &todo)])) {
                            (office.token()) button.primary { (t.with("import-apply", &[("n", &todo)])) }
                        }
                    } @else { p.info { (t.get("import-nothing")) } }
                    @if c.refused > 0 { a.button href={ (base) "/annotated.xlsx" } { (t.get("registers-import-annotated")) } }
                    a.button href=(another) { (t.get("import-another")) }
                }
            }
        }
    }
}

/// What becomes of each row, in words for a column beside it.
pub(super) fn notes(office: &Office, plan: &Plan) -> Notes {
    let t = &office.t;
    let said = |r: &PlanRow| {
        let words = [t.get(&format!("import-{}", kind(&r.verdict).0)), details(office, &r.verdict)].join(" ");
        (r.row, (words.trim_end().to_owned(), matches!(r.verdict, Verdict::Refused(_))))
    };
    Notes { header: plan.header, heading: t.get("import-column"), rows: plan.rows.iter().map(said).collect() }
}

/// The headings of a register, and what each column takes. Chinese in every language: files go between offices.
pub(super) fn blank(office: &Office, table: &Table) -> Vec<Sheet> {
    let t = &office.t;
    let text = |s: String| if s.is_empty() { Cell::Empty } else { Cell::Text(s) };
    // The entry's own number is the export's: somebody who begins an empty sheet has none.
    let all: Vec<Column> = columns(table).into_iter().filter(|c| *c != Column::Id).collect();
    let heads = all.iter().map(|c| text(heading(table, *c).to_owned())).collect();
    let keys = ["registers-blank-column", "registers-blank-required", "registers-blank-takes"];
    let mut told = vec![keys.map(|k| text(t.get(k))).to_vec()];
    for c in all {
        let (required, takes) = match c {
            Column::Field(i) => table.fields.get(i).map_or((false, String::new()), |f| (f.required, takes(office, f))),
            Column::From => (true, t.get("field-kind-date")),
            Column::Until | Column::EndedOn => (false, t.get("field-kind-date")),
            Column::EndedWhy => (false, table.ends.join("、")),
            Column::Grid => (false, t.get("registers-blank-grid")),
            Column::Place => (table.about == About::House, t.get("registers-blank-place")),
            _ => (false, t.get("registers-blank-subject")),
        };
        told.push(vec![
            text(heading(table, c).to_owned()),
            text(if required { t.get("registers-blank-yes") } else { String::new() }),
            text(takes),
        ]);
    }
    vec![
        Sheet { name: sheet_name(table), rows: vec![heads], merges: Vec::new() },
        Sheet { name: t.get("registers-blank-how"), rows: told, merges: Vec::new() },
    ]
}

/// What a field takes: its words, or its kind.
fn takes(office: &Office, f: &Field) -> String {
    let kind = office.t.get(&format!("field-kind-{}", f.kind.key()));
    match f.kind {
        Kind::Choice | Kind::Choices => format!("{kind}：{}", f.options.join("、")),
        Kind::Code => format!("{kind}：{}", f.codes),
        _ if !f.unit.is_empty() => format!("{kind}（{}）", f.unit),
        _ => kind,
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
