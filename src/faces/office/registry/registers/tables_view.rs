use std::sync::Arc;

use maud::{Markup, html};

use super::{PAGE, word};
use crate::{
    base::Failure,
    domain::registry::{
        people::codes::STANDARDS,
        registers::{About, Access, Class, Field, Kind, Module, Table, shipped},
    },
    faces::{
        office::Office,
        staff::{SignedIn, choice, line},
        ui::{Field as Line, heads, text_area},
        web::Form,
    },
};

/// Whether a field of this table is the office's own: those of a shipped table are not.
pub(super) fn own(t: &Table, f: &Field) -> Result<bool, Failure> {
    Ok(!shipped()?.iter().any(|s| s.code == t.code && s.field(&f.key).is_some()))
}

fn ours(t: &Table) -> bool {
    !shipped().is_ok_and(|all| all.iter().any(|s| s.code == t.code))
}

pub(super) fn list(office: &Office, who: &SignedIn, tables: &[Arc<Table>]) -> Markup {
    let t = &office.t;
    let body = html! {
        p { a href="/office/registers" { (t.get("office-registers")) } }
        p { (t.get("registers-tables-about")) }
        p.actions { a.button.primary href="/office/registers/tables/new" { (t.get("registers-table-new")) } }
        table.list {
            thead {
                tr {
                    @for k in ["registers-module", "registers-table", "registers-about", "registers-access"] {
                        th scope="col" { (t.get(k)) }
                    }
                    th.num scope="col" { (t.get("registers-fields")) }
                }
            }
            tbody { @for x in tables { tr {
                td { (t.get(&format!("module-{}", x.module.key()))) }
                td {
                    a href={ "/office/registers/tables/" (x.code) } { (word(t, &x.name, &x.en)) }
                    @if ours(x) { " " span.tag.blue { (t.get("registers-own")) } }
                    @if x.hidden { " " span.tag { (t.get("registers-hidden")) } }
                }
                td { (t.get(&format!("about-{}", x.about.key()))) }
                td { (t.get(&format!("access-{}", x.access.key()))) }
                td.num { (x.fields.len()) }
            } } }
        }
    };
    office.page(who, &PAGE, &t.get("registers-tables"), body)
}

fn options<T: Copy>(office: &Office, all: &[T], prefix: &str, key: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|x| (key(*x).to_owned(), office.t.get(&format!("{prefix}-{}", key(*x))))).collect()
}

fn area(office: &Office, form: &Form, name: &str, key: &str, rows: u8, required: bool) -> Markup {
    let t = &office.t;
    let hint = format!("{key}-hint");
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    text_area(t, form, Line { name, label: &t.get(key), hint: &hint, required, ..Line::default() }, rows)
}

fn check(office: &Office, form: &Form, name: &str, key: &str) -> Markup {
    html! { label.check { input type="checkbox" name=(name) value="1" checked[form.ticked(name)]; (office.t.get(key)) } }
}

/// A table's form; of a shipped one only its fields are shown, and the office's own among them can be opened.
pub(super) fn table(office: &Office, who: &SignedIn, held: Option<&Table>, form: &Form) -> Markup {
    let t = &office.t;
    let action = format!("/office/registers/tables/{}", held.map_or("new", |x| &x.code));
    let body = html! {
        p { a href="/office/registers/tables" { (t.get("registers-tables")) } }
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("registers-mend")) } }
        @if held.is_none_or(ours) {
            form.panel method="post" action=(action) {
                (office.token())
                div.thirds {
                    (line(&office.t, form, "name", "registers-table-name", "", true))
                    (line(&office.t, form, "en", "registers-name-en", "", false))
                    (line(&office.t, form, "retention", "registers-retention", "number", true))
                    @if held.is_none() {
                        (choice(&office.t, form, "module", "registers-module", options(
                            office, &Module::ALL, "module", Module::key
                        ), false))
                        (choice(
                            &office.t, form, "about", "registers-about", options(office, &About::ALL, "about", About::key), false
                        ))
                        (choice(&office.t, form, "access", "registers-access", options(
                            office, &Access::ALL, "access", Access::key
                        ), false))
                    }
                    (line(&office.t, form, "from", "registers-from", "", true))
                    (line(&office.t, form, "until", "registers-until", "", false))
                }
                div.halves {
                    (area(office, form, "ends", "registers-ends", 3, true))
                    (area(office, form, "basis", "registers-basis", 3, true))
                }
                @if held.is_none() {
                    (check(office, form, "one", "registers-one"))
                    fieldset { legend { (t.get("registers-first-field")) } (field_controls(office, form, None)) }
                } @else { (check(office, form, "hidden", "registers-hide-table")) }
                p.actions {
                    button.primary { (t.get("people-save")) }
                    a.button href="/office/registers/tables" { (t.get("people-cancel")) }
                }
            }
        }
        @if let Some(x) = held { (fields(office, x)) }
    };
    let title = held.map_or_else(|| t.get("registers-table-new"), |x| word(t, &x.name, &x.en).to_owned());
    office.page(who, &PAGE, &title, body)
}

fn fields(office: &Office, x: &Table) -> Markup {
    let t = &office.t;
    let path = format!("/office/registers/tables/{}/fields", x.code);
    html! {
        h2 { (t.get("registers-fields")) }
        table.list {
            (heads(t, &["registers-field-name", "registers-kind", "registers-class", "registers-use"]))
            tbody { @for f in &x.fields { tr {
                td {
                    @if own(x, f).unwrap_or_default() {
                        a href={ (path) "/" (f.key) } { (word(t, &f.name, &f.en)) } " " span.tag.blue { (t.get("registers-own")) }
                    }
                    @else { (word(t, &f.name, &f.en)) }
                    @if f.required { span.required { "*" } }
                }
                td { (t.get(&format!("field-kind-{}", f.kind.key()))) @if !f.codes.is_empty() { " " (f.codes) } }
                td { (t.get(&format!("class-{}", f.class.key()))) }
                td {
                    @for (on, k) in [
                        (f.list, "registers-listed"), (f.find, "registers-findable"), (f.count, "registers-counted"),
                        (f.hidden, "registers-hidden")
                    ] {
                        @if on { span.tag { (t.get(k)) } " " }
                    }
                }
            } } }
        }
        p.actions { a.button.primary href={ (path) "/new" } { (t.get("registers-field-new")) } }
    }
}

fn field_controls(office: &Office, form: &Form, held: Option<&Field>) -> Markup {
    let kinds = options(office, &Kind::ALL, "field-kind", Kind::key);
    let standards = STANDARDS.iter().map(|(n, _)| {
        ((*n).to_owned(), office.t.get(&format!("codes-{}", n.rsplit(' ').next().unwrap_or_default().replace('.', "-"))))
    });
    html! {
        div.thirds {
            (line(&office.t, form, "field-name", "registers-field-name", "", true))
            (line(&office.t, form, "field-en", "registers-name-en", "", false))
            @if held.is_none() {
                (choice(&office.t, form, "kind", "registers-kind", kinds, false))
                (choice(&office.t, form, "class", "registers-class", options(office, &Class::ALL, "class", Class::key), false))
                (choice(&office.t, form, "codes", "registers-codes", standards, true))
            }
            (line(&office.t, form, "unit", "registers-field-unit", "", false))
            (line(&office.t, form, "min", "registers-field-min", "number", false))
            (line(&office.t, form, "max", "registers-field-max", "number", false))
            (line(&office.t, form, "pattern", "registers-field-pattern", "", false))
        }
        (area(office, form, "options", "registers-options", 3, false))
        p {
            (check(office, form, "required", "registers-required")) (check(office, form, "list", "registers-listed"))
            @if held.is_none() {
                (check(office, form, "find", "registers-findable")) (check(office, form, "count", "registers-counted"))
            }
            @else { (check(office, form, "hidden-field", "registers-hide-field")) }
        }
    }
}

pub(super) fn field(office: &Office, who: &SignedIn, x: &Table, held: Option<&Field>, form: &Form) -> Markup {
    let t = &office.t;
    let back = format!("/office/registers/tables/{}", x.code);
    let body = html! {
        p { a href=(back) { (word(t, &x.name, &x.en)) } }
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("registers-mend")) } }
        form.panel method="post" action={ (back) "/fields/" (held.map_or("new", |f| &f.key)) } {
            (office.token())
            @if held.is_none() { p.hint { (t.get("registers-field-about")) } }
            (field_controls(office, form, held))
            p.actions { button.primary { (t.get("people-save")) } a.button href=(back) { (t.get("people-cancel")) } }
        }
    };
    let title = held.map_or_else(|| t.get("registers-field-new"), |f| word(t, &f.name, &f.en).to_owned());
    office.page(who, &PAGE, &title, body)
}
