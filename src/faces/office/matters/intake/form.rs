//! The form of a service with all its fields on one page: drawing and reading it.
use maud::{Markup, html};

use crate::{
    base::{Day, Name, SealKey, SealedNumber},
    domain::{
        matters::{
            catalog::{Answer, FieldKind, FieldSpec, ServiceSpec},
            items::Known,
        },
        registry::people::{Resident, Where},
    },
    faces::{
        office::Office,
        ui::{Field, field_error, select, text_area, text_field},
        web::Form,
    },
};

/// The name of a field in the form.
pub(super) fn box_of(field: &FieldSpec) -> String {
    format!("a-{}", field.key)
}

/// All fields of the service but photos, which are added to the item afterwards.
pub(super) fn fields(office: &Office, form: &Form, spec: &ServiceSpec, resident: Option<&Resident>) -> Markup {
    html! {
        div.halves {
            @for field in spec.fields.iter().filter(|f| !matches!(f.kind, FieldKind::Photo { .. })) {
                (one(office, form, field, resident))
            }
        }
    }
}

fn one(office: &Office, form: &Form, field: &FieldSpec, resident: Option<&Resident>) -> Markup {
    let t = &office.t;
    let name = box_of(field);
    let known = held(field, resident).map(|n| t.with("intake-number-known", &[("mask", &Where::Desk.number(n))]));
    let unit = match &field.kind {
        FieldKind::Number { min, max, unit } => {
            Some(t.with("intake-number-range", &[("min", &min.to_string()), ("max", &max.to_string()), ("unit", unit)]))
        }
        FieldKind::Money => Some(t.get("intake-in-yuan")),
        _ => None,
    };
    let hint = [known.clone(), unit, field.hint.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let base = |kind| Field {
        name: &name,
        label: &field.label,
        hint: &hint,
        kind,
        required: field.required && known.is_none(),
        autocomplete: "",
    };
    let options = |offered: Vec<(String, String)>| [vec![(String::new(), t.get("intake-choose"))], offered].concat();
    match &field.kind {
        FieldKind::LongText { .. } => html! { div.wide { (text_area(t, form, base(""), 4)) } },
        FieldKind::Choice { options: list } => {
            select(t, form, base(""), &options(list.iter().map(|o| (o.clone(), o.clone())).collect()))
        }
        FieldKind::YesNo => {
            select(t, form, base(""), &options(vec![("yes".into(), t.get("answer-yes")), ("no".into(), t.get("answer-no"))]))
        }
        FieldKind::Choices { options: list } => html! {
            div.field.wide.wrong[form.error(&name).is_some()] role="group" aria-labelledby={ "l-" (name) } {
                span.label id={ "l-" (name) } { (field.label) @if field.required { span.required aria-hidden="true" { "*" } } }
                div.checks {
                    @for o in list {
                        label.check {
                            input type="checkbox" name=(name) value=(o) checked[form.values(&name).any(|v| v == o)]; (o)
                        }
                    }
                }
                (field_error(t, form, &name))
            }
        },
        FieldKind::Date { .. } => text_field(t, form, base("date")),
        FieldKind::Phone => text_field(t, form, base("tel")),
        FieldKind::Number { .. } => text_field(t, form, base("number")),
        _ => text_field(t, form, base("")),
    }
}

/// The number that the register holds of the applicant.
fn held<'a>(field: &FieldSpec, resident: Option<&'a Resident>) -> Option<&'a SealedNumber> {
    let applicants = field.key == "citizen-number" && matches!(field.kind, FieldKind::CitizenNumber);
    resident.filter(|_| applicants).and_then(|r| r.number.as_ref())
}

/// Reads every answer; errors are noted beside their fields. An empty box means the number that the register holds, unless
/// somebody else's name was typed.
pub(super) fn read(form: &mut Form, spec: &ServiceSpec, known: &Known, today: Day, seal: &SealKey) -> Vec<Answer> {
    let name = Name::parse(form.value("a-name"));
    let theirs = known.resident.as_ref().filter(|_| known.is_theirs(name.as_ref()));
    let mut answers = Vec::new();
    for field in &spec.fields {
        let name = box_of(field);
        let said: Vec<&str> = form.values(&name).collect();
        let read = match held(field, theirs).filter(|_| said.iter().all(|s| s.trim().is_empty())) {
            Some(number) => Ok(Some(Answer::number(&field.key, number.clone()))),
            None => field.read(&said, today, seal),
        };
        match read {
            Ok(answer) => answers.extend(answer),
            Err(reason) => form.note(&name, reason),
        }
    }
    answers
}
