//! One answer: read from what was typed, kept as text in the draft, shown again, and handed on with the item.
use crate::{
    base::{CitizenNumber, Day, Keys, Money, Name, Phone, Reason, SealedNumber},
    domain::matters::{
        catalog::{FieldKind, FieldSpec},
        items::Answer,
    },
    faces::web::Form,
    i18n::Texts,
};

/// Between the options of a several-choice answer, as kept.
const BETWEEN: char = '\n';
/// The longest address in words.
const ADDRESS_MOST: usize = 80;

/// Reads the answer to a field: the text to keep, or nothing if it may be left empty.
pub(super) fn read(field: &FieldSpec, form: &Form, today: Day, keys: &Keys) -> Result<Option<String>, Reason> {
    let typed = typed(field, form);
    if typed.is_empty() {
        let must = field.required && !matches!(field.kind, FieldKind::Photo { .. });
        return if must { Err(empty(field)) } else { Ok(None) };
    }
    let plain = |max: usize| {
        if typed.chars().any(|c| c.is_control() && c != '\n') {
            Err(Reason::new("field-invalid"))
        } else if typed.chars().count() > max {
            Err(Reason::new("field-too-long").arg("max", max))
        } else {
            Ok(typed.clone())
        }
    };
    let kept = match &field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => plain(usize::from(*max))?,
        FieldKind::Address => plain(ADDRESS_MOST)?,
        FieldKind::Number { min, max, .. } => {
            let n = typed.parse::<i64>().ok().filter(|n| (min..=max).contains(&n));
            n.map(|n| n.to_string()).ok_or_else(|| Reason::new("kiosk-wrong-number").arg("min", min).arg("max", max))?
        }
        FieldKind::Money => Money::parse(&typed).map(|m| m.to_string()).ok_or(Reason::new("kiosk-wrong-money"))?,
        FieldKind::Date { past_days, future_days } => {
            let day = Day::parse(&typed).ok_or(Reason::new("field-date"))?;
            let (from, to) = bounds(today, *past_days, *future_days);
            if !(from..=to).contains(&day) {
                return Err(Reason::new("kiosk-wrong-day").arg("from", from.chinese()).arg("to", to.chinese()));
            }
            day.to_string()
        }
        FieldKind::Choice { options } => Some(typed).filter(|v| options.contains(v)).ok_or(Reason::new("field-choice"))?,
        FieldKind::Choices { .. } => typed,
        FieldKind::CitizenNumber => {
            let number = CitizenNumber::parse(&typed).ok_or(Reason::new("field-citizen-number"))?;
            let sealed = keys.seal.seal_number(&number).ok();
            sealed.as_ref().and_then(keep_number).ok_or(Reason::new("field-invalid"))?
        }
        FieldKind::Phone => Phone::parse(&typed).map(|p| p.as_str().to_owned()).ok_or(Reason::new("field-phone"))?,
        FieldKind::Name => Name::parse(&typed).map(|n| n.as_str().to_owned()).ok_or(Reason::new("field-name"))?,
        FieldKind::YesNo => Some(typed).filter(|v| v == "yes" || v == "no").ok_or(Reason::new("field-choice"))?,
        FieldKind::Photo { .. } => return Ok(None),
    };
    Ok(Some(kept))
}

/// What was typed or touched, as one text.
pub(super) fn typed(field: &FieldSpec, form: &Form) -> String {
    match &field.kind {
        FieldKind::Choices { options } => {
            let chosen: Vec<&str> = form.values("v").collect();
            let ordered = options.iter().filter(|o| chosen.contains(&o.as_str()));
            ordered.cloned().collect::<Vec<_>>().join(&BETWEEN.to_string())
        }
        FieldKind::Date { .. } if form.value("v").trim().is_empty() && !form.value("y").is_empty() => {
            format!("{}-{}-{}", form.value("y"), form.value("m"), form.value("d"))
        }
        FieldKind::LongText { .. } => form.value("v").replace("\r\n", "\n").trim().to_owned(),
        _ => form.value("v").trim().to_owned(),
    }
}

fn empty(field: &FieldSpec) -> Reason {
    Reason::new(match field.kind {
        FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::YesNo => "field-choice",
        _ => "field-required",
    })
}

/// The first and last day that a date field takes.
pub(super) fn bounds(today: Day, past: u32, future: u32) -> (Day, Day) {
    let days = |n: u32| i32::try_from(n).unwrap_or(i32::MAX / 4);
    (today.plus(-days(past)), today.plus(days(future)))
}

/// A sealed number as the draft keeps it: nothing of it is readable but the mask.
pub(super) fn keep_number(sealed: &SealedNumber) -> Option<String> {
    serde_json::to_string(sealed).ok()
}

fn number(kept: &str) -> Option<SealedNumber> {
    serde_json::from_str(kept).ok()
}

/// The value to put into the field again; a citizen number is never given back.
pub(super) fn again(field: &FieldSpec, kept: &str) -> String {
    if matches!(field.kind, FieldKind::CitizenNumber) { String::new() } else { kept.to_owned() }
}

/// The options chosen in a kept answer.
pub(super) fn chosen(kept: &str) -> impl Iterator<Item = &str> {
    kept.split(BETWEEN)
}

/// An answer in words, for the review. What came from the register is masked: others stand in the lobby too.
pub(super) fn shown(t: &Texts, field: &FieldSpec, kept: &str, known: bool) -> String {
    match &field.kind {
        FieldKind::CitizenNumber => number(kept).map(|n| n.mask).unwrap_or_default(),
        FieldKind::Name if known => Name::parse(kept).map(|n| n.masked()).unwrap_or_default(),
        FieldKind::Phone if known => Phone::parse(kept).map(|p| p.masked()).unwrap_or_default(),
        FieldKind::Number { unit, .. } => format!("{kept} {unit}"),
        FieldKind::Money => t.with("kiosk-yuan", &[("amount", kept)]),
        FieldKind::Date { .. } => Day::parse(kept).map(Day::chinese).unwrap_or_default(),
        FieldKind::Choices { .. } => chosen(kept).collect::<Vec<_>>().join("、"),
        FieldKind::YesNo => t.get(if kept == "yes" { "kiosk-yes" } else { "kiosk-no" }),
        _ => kept.to_owned(),
    }
}

/// The answer that goes with the item; always in Chinese words, which is what the office reads.
pub(super) fn handed(zh: &Texts, field: &FieldSpec, kept: &str) -> Answer {
    let sealed = if matches!(field.kind, FieldKind::CitizenNumber) { number(kept) } else { None };
    let value = match &field.kind {
        FieldKind::Date { .. } | FieldKind::Number { .. } | FieldKind::Money => kept.to_owned(),
        _ => shown(zh, field, kept, false),
    };
    Answer { key: field.key.clone(), value, sealed }
}
