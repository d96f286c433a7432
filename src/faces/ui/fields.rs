use maud::{Markup, html};

use crate::{faces::web::Form, i18n::Texts};

/// The hidden token that every posted form carries.
pub fn csrf(token: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(token); }
}

/// One field of a form: its name, its label's text key, and how it behaves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'a> {
    /// Name in the form.
    pub name: &'a str,
    /// Label, already in words.
    pub label: &'a str,
    /// A hint under the label, already in words.
    pub hint: &'a str,
    /// `text`, `password`, `tel`, `date`, `number`, `file` …; empty is `text`.
    pub kind: &'a str,
    /// Must be filled in.
    pub required: bool,
    /// The `autocomplete` attribute; empty is `off`.
    pub autocomplete: &'a str,
}

/// What is wrong with a field, beside it.
pub fn field_error(t: &Texts, form: &Form, name: &str) -> Markup {
    html! {
        @if let Some(reason) = form.error(name) {
            p.field-error id={ "error-" (name) } role="alert" { (t.reason(reason)) }
        }
    }
}

fn frame(t: &Texts, form: &Form, f: &Field<'_>, control: &Markup) -> Markup {
    html! {
        div.field.wrong[form.error(f.name).is_some()] {
            label for={ "f-" (f.name) } { (f.label) @if f.required { span.required aria-hidden="true" { "*" } } }
            @if !f.hint.is_empty() { p.hint id={ "hint-" (f.name) } { (f.hint) } }
            (control)
            (field_error(t, form, f.name))
        }
    }
}

fn described(form: &Form, f: &Field<'_>) -> Option<String> {
    let hint = (!f.hint.is_empty()).then(|| format!("hint-{}", f.name));
    let error = form.error(f.name).map(|_| format!("error-{}", f.name));
    hint.into_iter().chain(error).reduce(|a, b| format!("{a} {b}"))
}

/// A line of text; a password is never given back.
pub fn text_field(t: &Texts, form: &Form, f: Field<'_>) -> Markup {
    let kind = if f.kind.is_empty() { "text" } else { f.kind };
    let value = if matches!(kind, "password" | "file") { "" } else { form.value(f.name) };
    let autocomplete = if f.autocomplete.is_empty() { "off" } else { f.autocomplete };
    let control = html! {
        input id={ "f-" (f.name) } name=(f.name) type=(kind) value=(value) autocomplete=(autocomplete) required[f.required]
            aria-invalid[form.error(f.name).is_some()] aria-describedby=[described(form, &f)];
    };
    frame(t, form, &f, &control)
}

/// Several lines.
pub fn text_area(t: &Texts, form: &Form, f: Field<'_>, rows: u8) -> Markup {
    let control = html! {
        textarea id={ "f-" (f.name) } name=(f.name) rows=(rows) required[f.required]
            aria-invalid[form.error(f.name).is_some()] aria-describedby=[described(form, &f)] { (form.value(f.name)) }
    };
    frame(t, form, &f, &control)
}

/// One of several; options are (value, words), the first may be empty.
pub fn select(t: &Texts, form: &Form, f: Field<'_>, options: &[(String, String)]) -> Markup {
    let control = html! {
        select id={ "f-" (f.name) } name=(f.name) required[f.required]
            aria-invalid[form.error(f.name).is_some()] aria-describedby=[described(form, &f)] {
            @for (value, words) in options {
                option value=(value) selected[form.value(f.name) == value] { (words) }
            }
        }
    };
    frame(t, form, &f, &control)
}
