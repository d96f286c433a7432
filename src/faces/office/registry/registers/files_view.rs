use maud::{Markup, html};

use super::{PAGE, word};
use crate::{
    base::Reason,
    domain::registry::{
        dry_run::Applied,
        registers::{
            About, Field, Kind, Table,
            transfer::{Column, Plan, PlanRow, Verdict, columns, heading, sheet_name},
        },
    },
    faces::{
        office::{
            Office,
            registry::dry_run::{self, DryRun, Show},
        },
        staff::{SignedIn, line},
        web::Form,
    },
    i18n::Texts,
    live::Looked,
    sheets::{Cell, Notes, Sheet},
};

/// A file of a register that was looked through.
pub(super) type Kept = Looked<Plan, Applied>;

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

pub(super) fn plan(office: &Office, who: &SignedIn, table: &Table, u: &Kept, token: &str, show: &Show) -> Markup {
    let (t, own) = (&office.t, format!("/office/registers/{}", table.code));
    let counts = u.plan.counts();
    let run = DryRun {
        name: &u.name,
        counts,
        progress: u.progress(),
        base: format!("{own}/import/{token}"),
        another: &format!("{own}/import"),
        found: (&own, word(t, &table.name, &table.en)),
        annotated: (counts.refused > 0).then_some("registers-import-annotated"),
        only: show.show.as_deref().unwrap_or_default(),
        from: show.from.unwrap_or(0),
    };
    let columns = (["registers-about"].as_slice(), |r: &PlanRow| html! { td { (r.about) } });
    let body = dry_run::plan(office, &run, &u.plan.rows, |r| (r.row, &r.verdict), columns, |v| details(t, v));
    office.page(who, &PAGE, &title(office, table), body)
}

fn details(t: &Texts, v: &Verdict) -> String {
    let why = |(column, why): &(String, Reason)| match column.as_str() {
        "" => t.reason(why),
        column => format!("{column}：{}", t.reason(why)),
    };
    dry_run::details(t, v, String::clone, why)
}

/// What becomes of each row, for a column beside it.
pub(super) fn notes(t: &Texts, plan: &Plan) -> Notes {
    dry_run::notes(t, plan.header, plan.rows.iter().map(|r| (r.row, &r.verdict)), |v| details(t, v))
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
