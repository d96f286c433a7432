//! The form of a service with all its fields on one page: drawing and reading it.
use maud::{Markup, html};

use crate::{
    base::{CitizenNumber, Day, Failure, Keys, Money, Name, Phone, Reason},
    domain::{
        matters::{
            catalog::{FieldKind, FieldSpec, ServiceSpec},
            items::Answer,
        },
        registry::people::Resident,
    },
    faces::{
        office::Office,
        ui::{Field, field_error, select, text_area, text_field},
        web::Form,
    },
};

/// The longest address.
const ADDRESS_MOST: usize = 80;
/// The name of a field in the form.
pub(super) fn box_of(field: &FieldSpec) -> String {
    format!("a-{}", field.key)
}

/// All fields of the service but photos, which are added to the item afterwards.
pub(super) fn fields(office: &Office, form: &Form, spec: &ServiceSpec, resident: Option<&Resident>) -> Markup {
    html! {
        div.halves {
            @for field in spec.fields.iter().filter(|f| !matches!(f.kind, FieldKind::Photo { .. })) { (one(office, form, field, resident)) }
        }
    }
}

fn one(office: &Office, form: &Form, field: &FieldSpec, resident: Option<&Resident>) -> Markup {
    let t = &office.t;
    let name = box_of(field);
    let known = held_number(field, resident).map(|m| t.with("intake-number-known", &[("mask", &m)]));
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
    let options = |list: &[String]| {
        let empty = (String::new(), t.get("intake-choose"));
        std::iter::once(empty).chain(list.iter().map(|o| (o.clone(), o.clone()))).collect::<Vec<_>>()
    };
    match &field.kind {
        FieldKind::LongText { .. } => html! { div.wide { (text_area(t, form, base(""), 4)) } },
        FieldKind::Choice { options: list } => select(t, form, base(""), &options(list)),
        FieldKind::YesNo => select(t, form, base(""), &options(&[t.get("intake-yes"), t.get("intake-no")])),
        FieldKind::Choices { options: list } => html! {
            div.field.wide.wrong[form.error(&name).is_some()] role="group" aria-labelledby={ "l-" (name) } {
                span.label id={ "l-" (name) } { (field.label) @if field.required { span.required aria-hidden="true" { "*" } } }
                div.checks {
                    @for o in list {
                        label.check { input type="checkbox" name=(name) value=(o) checked[form.values(&name).any(|v| v == o)]; (o) }
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

fn held_number(field: &FieldSpec, resident: Option<&Resident>) -> Option<String> {
    let is_theirs = field.key == "citizen-number" && matches!(field.kind, FieldKind::CitizenNumber);
    resident.filter(|_| is_theirs).and_then(|r| r.number.as_ref()).map(|n| n.mask.clone())
}

/// Reads every answer; errors are noted beside their fields.
pub(super) fn read(
    form: &mut Form,
    spec: &ServiceSpec,
    resident: Option<&Resident>,
    today: Day,
    keys: &Keys,
) -> Result<Vec<Answer>, Failure> {
    let mut out = Vec::new();
    for field in spec.fields.iter().filter(|f| !matches!(f.kind, FieldKind::Photo { .. })) {
        let name = box_of(field);
        match answer(form, field, &name, resident, today, keys)? {
            Ok(Some(a)) => out.push(a),
            Ok(None) => {}
            Err(reason) => form.note(&name, reason),
        }
    }
    Ok(out)
}

fn answer(
    form: &Form,
    field: &FieldSpec,
    name: &str,
    resident: Option<&Resident>,
    today: Day,
    keys: &Keys,
) -> Result<Result<Option<Answer>, Reason>, Failure> {
    let typed = match &field.kind {
        FieldKind::Choices { options } => {
            let chosen: Vec<_> = form.values(name).collect();
            options.iter().filter(|o| chosen.contains(&o.as_str())).cloned().collect::<Vec<_>>().join("、")
        }
        _ => form.value(name).replace("\r\n", "\n").trim().to_owned(),
    };
    let mut sealed = None;
    if typed.is_empty() {
        // An empty box means the number that the register holds.
        let theirs = if held_number(field, resident).is_some() { resident.and_then(|r| r.number.clone()) } else { None };
        return Ok(match theirs {
            Some(n) => Ok(Some(Answer { key: field.key.clone(), value: n.mask.clone(), sealed: Some(n) })),
            None if field.required => Err(Reason::new("field-required")),
            None => Ok(None),
        });
    }
    let value = match checked(field, &typed, today) {
        Ok(v) => v,
        Err(reason) => return Ok(Err(reason)),
    };
    let mut value = value;
    if matches!(field.kind, FieldKind::CitizenNumber) {
        let number = CitizenNumber::parse(&typed).ok_or(Failure::NotFound)?;
        sealed = Some(keys.seal.seal_number(&number)?);
        value = number.masked();
    }
    Ok(Ok(Some(Answer { key: field.key.clone(), value, sealed })))
}

fn checked(field: &FieldSpec, typed: &str, today: Day) -> Result<String, Reason> {
    let plain = |max: usize| match typed.chars().count() {
        _ if typed.chars().any(|c| c.is_control() && c != '\n') => Err(Reason::new("field-invalid")),
        n if n > max => Err(Reason::new("field-too-long").arg("max", max)),
        _ => Ok(typed.to_owned()),
    };
    match &field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => plain(usize::from(*max)),
        FieldKind::Address => plain(ADDRESS_MOST),
        FieldKind::Number { min, max, .. } => {
            let n = typed.parse::<i64>().ok().filter(|n| (min..=max).contains(&n));
            n.map(|n| n.to_string()).ok_or_else(|| Reason::new("intake-wrong-number").arg("min", min).arg("max", max))
        }
        FieldKind::Money => Money::parse(typed).map(|m| m.to_string()).ok_or(Reason::new("intake-wrong-money")),
        FieldKind::Date { past_days, future_days } => {
            let day = Day::parse(typed).ok_or(Reason::new("field-date"))?;
            let days = |n: u32| i32::try_from(n).unwrap_or(i32::MAX / 4);
            let (from, to) = (today.plus(-days(*past_days)), today.plus(days(*future_days)));
            let wrong = || Reason::new("intake-wrong-day").arg("from", from.chinese()).arg("to", to.chinese());
            if (from..=to).contains(&day) { Ok(day.to_string()) } else { Err(wrong()) }
        }
        FieldKind::Choice { options } => {
            if options.iter().any(|o| o == typed) {
                Ok(typed.to_owned())
            } else {
                Err(Reason::new("field-choice"))
            }
        }
        FieldKind::Choices { .. } | FieldKind::YesNo => Ok(typed.to_owned()),
        FieldKind::CitizenNumber => CitizenNumber::parse(typed).map(|n| n.masked()).ok_or(Reason::new("field-citizen-number")),
        FieldKind::Phone => Phone::parse(typed).map(|p| p.as_str().to_owned()).ok_or(Reason::new("field-phone")),
        FieldKind::Name => Name::parse(typed).map(|n| n.as_str().to_owned()).ok_or(Reason::new("field-name")),
        FieldKind::Photo { .. } => Ok(String::new()),
    }
}
