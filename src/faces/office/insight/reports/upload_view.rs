//! Uploading a template: the form, what is wrong with it cell by cell, and what may be written in it.
use maud::{Markup, html};

use super::{PAGE, guide};
use crate::{
    base::{Failure, Reason},
    domain::insight::reports::{Report, Source},
    faces::{
        office::Office,
        staff::{SignedIn, line},
        web::Form,
    },
};

/// Where, and what.
pub(super) type Faults = Vec<(String, Reason)>;

/// Faults that are shown at once.
const FAULTS_MOST: usize = 50;

pub(super) fn upload(
    office: &Office,
    who: &SignedIn,
    report: Option<&Report>,
    form: &Form,
    faults: &Faults,
) -> Result<Markup, Failure> {
    let t = &office.t;
    let to = report.map_or_else(|| "/office/reports/new".to_owned(), |r| format!("/office/reports/{}/edit", r.code()));
    let body = html! {
        p { a href="/office/reports" { (t.get("office-reports")) } }
        @if !faults.is_empty() {
            section.wrong-summary role="alert" {
                p { (t.with("report-faults", &[("n", &faults.len().to_string())])) }
                ul { @for (at, why) in faults.iter().take(FAULTS_MOST) {
                    li { @if !at.is_empty() { b { (at) } " " } (t.reason(why)) }
                } }
                @if faults.len() > FAULTS_MOST { p { (t.get("report-faults-more")) } }
            }
        }
        section.panel {
            @if let Some(r) = report { (present(office, r)) }
            p { (t.get("report-upload-about")) }
            form method="post" action=(to) enctype="multipart/form-data" {
                (office.token())
                (line(&office.t, form, "name", "report-title-field", "text", false))
                (line(&office.t, form, "file", "report-file", "file", report.is_none()))
                p.actions {
                    button.primary { (t.get("report-check-keep")) } a.button href="/office/reports" { (t.get("people-cancel")) }
                }
            }
        }
        @if let Some(r) = report { (retire(office, r)) }
        (guide::guide(office, who)?)
    };
    let title = match report {
        Some(r) => t.with("report-change-of", &[("name", &r.name)]),
        None => t.get("report-new"),
    };
    Ok(office.page(who, &PAGE, &title, body))
}

/// What is kept now.
fn present(office: &Office, r: &Report) -> Markup {
    let t = &office.t;
    let file = match &r.source {
        Source::Book { file, .. } => file.clone(),
        Source::Toml(_) => format!("{}.toml", r.name),
    };
    html! {
        p { (t.get("report-template-now")) " " a href={ "/office/reports/" (r.code()) "/template" } { (file) } " "
            span.soft { (t.with("report-changed", &[("at", &r.changed.1.minute())])) } }
    }
}

fn retire(office: &Office, r: &Report) -> Markup {
    let t = &office.t;
    let (value, key) = if r.retired { ("0", "report-restore") } else { ("1", "report-retire") };
    html! {
        section.panel {
            h2 { (t.get(key)) }
            p.hint { (t.get("report-retire-hint")) }
            form method="post" action={ "/office/reports/" (r.code()) "/retire" } {
                (office.token())
                input type="hidden" name="retired" value=(value);
                p.actions { button { (t.get(key)) } }
            }
        }
    }
}
