use maud::{Markup, html};

use super::PAGE;
use super::form::{PARTS, off_rows, work_rows};
use crate::{
    base::{Reason, Wrong},
    faces::{
        office::Office,
        staff::{SignedIn, line},
        ui::field_error,
        web::Form,
    },
};

/// The form of a year, and the way to a file instead.
pub(super) fn year(office: &Office, who: &SignedIn, year: i16, form: &Form) -> Markup {
    let t = &office.t;
    let y = year.to_string();
    let body = html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form.calendar-edit method="post" action={ "/office/calendar/" (y) "/preview" } {
            (office.token())
            input type="hidden" name="what" value="save";
            button.default tabindex="-1" aria-hidden="true" {}
            p.hint { (t.get("calendar-form-about")) " " a href="#import" { (t.get("calendar-or-import")) } }
            fieldset {
                legend { (t.get("calendar-off")) }
                (holidays(office, form))
            }
            fieldset {
                legend { (t.get("calendar-work")) }
                p.hint { (t.get("calendar-work-about")) }
                div.work-days {
                    @for i in 0..work_rows(form) { div { (cell(office, form, &format!("work-{i}"), "calendar-work-day", i)) } }
                }
            }
            fieldset { (line(&office.t, form, "source", "calendar-source", "", true)) }
            p.actions {
                button.primary { (t.get("calendar-look")) }
                a.button href={ "/office/calendar/" (y) } { (t.get("office-cancel")) }
                small { (t.get("calendar-look-about")) }
            }
        }
        (upload(office, None, &[]))
    };
    office.page(who, &PAGE, &t.with("calendar-edit-title", &[("year", &y)]), body)
}

fn holidays(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        table.holidays {
            thead { tr { @for part in PARTS { th scope="col" { (t.get(&format!("calendar-off-{part}"))) } } } }
            tbody {
                @for i in 0..off_rows(form) {
                    tr {
                        @for part in PARTS {
                            td { (cell(office, form, &format!("off-{i}-{part}"), &format!("calendar-off-{part}"), i)) }
                        }
                    }
                }
            }
        }
    }
}

fn cell(office: &Office, form: &Form, name: &str, label: &str, row: usize) -> Markup {
    let t = &office.t;
    let (wrong, error) = (form.error(name).is_some(), format!("error-{name}"));
    html! {
        div.wrong[wrong] {
            input id={ "f-" (name) } name=(name) value=(form.value(name)) autocomplete="off" maxlength="40"
                aria-label=(t.with("calendar-row", &[("label", &t.get(label)), ("row", &(row + 1).to_string())]))
                aria-invalid[wrong] aria-describedby=[wrong.then_some(error)];
            (field_error(t, form, name))
        }
    }
}

/// Upload of a file; `wrong` is what was wrong with one.
fn upload(office: &Office, name: Option<&str>, wrong: &[Wrong]) -> Markup {
    let t = &office.t;
    let line_no = |w: &Wrong| w.line.map(|n| t.with("calendar-line", &[("line", &n.to_string())]));
    let form = if wrong.is_empty() { Form::default() } else { refused_form() };
    html! {
        section.panel #import {
            @if let Some(name) = name {
                div.wrong-summary role="alert" {
                    p { (t.with("calendar-import-wrong", &[("name", name), ("n", &wrong.len().to_string())])) }
                    ol.wrong-lines {
                        @for w in wrong { li { @if let Some(line) = line_no(w) { b { (line) } " " } (file_reason(office, w)) } }
                    }
                }
            } @else { h2 { (t.get("calendar-import")) } }
            p { (t.get("calendar-import-about")) }
            form method="post" action="/office/calendar/import" enctype="multipart/form-data" {
                (office.token())
                (line(&office.t, &form, "file", "calendar-file", "file", true))
                p.actions { button { (t.get("calendar-look")) } }
            }
        }
    }
}

fn refused_form() -> Form {
    let mut form = Form::default();
    form.note("file", Reason::new("calendar-file-again"));
    form
}

/// A reason with the name of the part of the file that it is about: a form shows it beside the field.
fn file_reason(office: &Office, wrong: &Wrong) -> String {
    let t = &office.t;
    let part = match wrong.field.split('-').collect::<Vec<_>>()[..] {
        ["off", row, part] => row.parse::<usize>().ok().map(|n| {
            let (row, label) = ((n + 1).to_string(), t.get(&format!("calendar-off-{part}")));
            t.with("calendar-in-off", &[("row", &row), ("label", &label)])
        }),
        ["off", row] => row.parse::<usize>().ok().map(|n| t.with("calendar-in-row", &[("row", &(n + 1).to_string())])),
        ["work", row] => row.parse::<usize>().ok().map(|n| t.with("calendar-in-work", &[("row", &(n + 1).to_string())])),
        ["year"] => Some(t.get("calendar-in-year")),
        ["source"] => Some(t.get("calendar-in-source")),
        _ => None,
    };
    format!("{}{}", part.unwrap_or_default(), t.reason(&wrong.reason))
}

/// What is wrong with an imported file.
pub(super) fn refused(office: &Office, who: &SignedIn, name: &str, wrong: &[Wrong]) -> Markup {
    let body = upload(office, Some(name), wrong);
    office.page(who, &PAGE, &office.t.get("calendar-import"), body)
}
