//! An entry as a form, there and back: every control follows from the field's kind.
use maud::{Markup, html};

use super::word;
use crate::{
    base::{Day, Failure},
    domain::{
        places::grids::Grid,
        registry::registers::{
            About, Draft, Entry, Field, Kind, Say, Subject, Table,
            value::{masked, write},
        },
    },
    faces::{
        office::Office,
        staff::grid_options,
        ui::{Field as Line, field_error, select, text_area, text_field},
        web::Form,
    },
};

/// A field's name in the form: apart from the form's own.
fn name(f: &Field) -> String {
    format!("v-{}", f.key)
}

/// The form of an entry; sealed values stay out of it.
pub(super) fn filled(t: &Table, e: &Entry) -> Form {
    let mut out: Vec<(String, String)> = Vec::new();
    for f in t.shown().filter(|f| !f.sealed()) {
        let Some(v) = e.value(&f.key) else { continue };
        let said = write(v, f);
        match f.kind {
            Kind::Choices => out.extend(said.split('、').map(|w| (name(f), w.to_owned()))),
            _ => out.push((name(f), said)),
        }
    }
    out.push(("from".into(), e.from.to_string()));
    out.push(("until".into(), e.until.map(|d| d.to_string()).unwrap_or_default()));
    out.push(("grid".into(), e.grid.map(|g| g.to_string()).unwrap_or_default()));
    out.push(("version".into(), e.version.to_string()));
    Form::filled(out)
}

/// Reads the form; what each field takes is the register's to say.
pub(super) fn read(t: &Table, form: &mut Form, subject: Subject, held: Option<&Entry>) -> Option<Draft> {
    let mut says = Vec::new();
    for f in t.shown() {
        let typed = match f.kind {
            Kind::Choices => form.values(&name(f)).collect::<Vec<_>>().join("、"),
            _ => form.value(&name(f)).to_owned(),
        };
        let clears = form.ticked(&format!("clear-{}", f.key));
        let keeps = f.sealed() && typed.trim().is_empty() && !clears && held.is_some_and(|e| e.value(&f.key).is_some());
        says.push((f.key.clone(), if keeps { Say::Keep } else { Say::Text(if clears { String::new() } else { typed }) }));
    }
    let from = form.take("from", "field-date", Day::parse);
    let until = form.maybe("until", "field-date", Day::parse);
    let grid = if t.about == About::None { form.maybe("grid", "field-choice", |s| s.parse().ok()) } else { Some(None) };
    Some(Draft { subject, grid: grid?, says, from: from?, until: until? })
}

/// Puts what the register found wrong beside the fields of the form.
pub(super) fn settled<T>(t: &Table, form: &mut Form, done: Result<T, Failure>) -> Result<Option<T>, Failure> {
    let whole = |e: Failure| match &e {
        Failure::Refused(why) if matches!(why.key, "registers-entry-twice" | "registers-changed-meanwhile") => e.beside("whole"),
        _ => e,
    };
    form.settled_as(done.map_err(whole), |key| t.field(&key).map_or(key, name))
}

/// The controls of a form.
pub(super) fn controls(office: &Office, t: &Table, form: &Form, held: Option<&Entry>, grids: &[Grid], wide: bool) -> Markup {
    let x = &office.t;
    let day = |key: &str, zh: &str, en: &str, required| {
        text_field(x, form, Line { name: key, label: word(x, zh, en), kind: "date", required, ..Line::default() })
    };
    let short: Vec<&Field> = t.shown().filter(|f| !matches!(f.kind, Kind::LongText | Kind::Choices)).collect();
    let long: Vec<&Field> = t.shown().filter(|f| matches!(f.kind, Kind::LongText | Kind::Choices)).collect();
    let none = wide.then(|| (String::new(), x.get("registers-whole-office")));
    let options: Vec<_> = none.into_iter().chain(grid_options(grids)).collect();
    html! {
        @if let Some(why) = form.error("whole") { p.wrong-summary role="alert" { (x.reason(why)) } }
        @else if !form.ok() { p.wrong-summary role="alert" { (x.get("registers-mend")) } }
        div.thirds {
            @if t.about == About::None {
                (select(x, form, Line { name: "grid", label: &x.get("household-grid"), ..Line::default() }, &options))
            }
            (day("from", &t.from, &t.from_en, true))
            @if !t.until.is_empty() { (day("until", &t.until, &t.until_en, false)) }
            @for f in short { (control(office, f, form, held)) }
        }
        @for f in long { (control(office, f, form, held)) }
    }
}

fn hint(office: &Office, f: &Field) -> String {
    let x = &office.t;
    let mut parts = Vec::new();
    if !f.unit.is_empty() {
        parts.push(x.with("registers-unit", &[("unit", &f.unit)]));
    } else if f.kind == Kind::Money {
        parts.push(x.with("registers-unit", &[("unit", &x.get("registers-yuan"))]));
    }
    if !f.pattern.is_empty() {
        parts.push(x.with("registers-pattern-hint", &[("pattern", &f.pattern)]));
    }
    if f.sealed() {
        parts.push(x.get("registers-sealed-hint"));
    }
    parts.join(" ")
}

fn control(office: &Office, f: &Field, form: &Form, held: Option<&Entry>) -> Markup {
    let (x, name, hint) = (&office.t, name(f), hint(office, f));
    let kept = held.filter(|_| f.sealed()).and_then(|e| e.value(&f.key)).map(|v| masked(v, f));
    let required = f.required && kept.is_none();
    let label = word(x, &f.name, &f.en);
    let kind = match f.kind {
        Kind::Date => "date",
        Kind::Phone => "tel",
        _ => "",
    };
    let line = Line { name: &name, label, hint: &hint, kind, required, autocomplete: "" };
    let options = |all: Vec<String>| -> Vec<(String, String)> {
        let none = (String::new(), x.get("people-not-stated"));
        [none].into_iter().chain(all.into_iter().map(|o| (o.clone(), o))).collect()
    };
    let main = match f.kind {
        Kind::Choice => select(x, form, line, &options(f.options.clone())),
        Kind::Code => {
            let all = f.code_table().map(|t| t.all().iter().map(|c| c.name.to_owned()).collect());
            select(x, form, line, &options(all.unwrap_or_default()))
        }
        Kind::YesNo => {
            let yes_no = [("", "people-not-stated"), ("是", "registers-yes"), ("否", "registers-answer-no")];
            let all: Vec<_> = yes_no.iter().map(|(v, k)| ((*v).to_owned(), x.get(k))).collect();
            select(x, form, line, &all)
        }
        Kind::Choices => choices(office, f, form, &name),
        Kind::LongText => text_area(x, form, line, 3),
        _ => text_field(x, form, line),
    };
    match kept {
        None => main,
        Some(mask) => html! {
            div {
                (main)
                p.hint { (x.get("registers-kept")) " " span.mono { (mask) } }
                @if !f.required {
                    label.check { input type="checkbox" name={ "clear-" (f.key) } value="1"; (x.get("registers-clear")) }
                }
            }
        },
    }
}

fn choices(office: &Office, f: &Field, form: &Form, name: &str) -> Markup {
    let x = &office.t;
    html! {
        fieldset.choices {
            legend { (word(x, &f.name, &f.en)) @if f.required { span.required aria-hidden="true" { "*" } } }
            @for o in &f.options {
                label.check { input type="checkbox" name=(name) value=(o) checked[form.values(name).any(|v| v == o)]; (o) }
            }
            (field_error(x, form, name))
        }
    }
}
