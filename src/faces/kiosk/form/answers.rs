//! One answer at the terminal: what was typed or touched, kept as text in the draft, shown again, and handed on with the item.
use crate::{
    base::{Day, Keys, Name, Phone, Reason, SealedNumber},
    domain::{
        matters::catalog::{Answer, FieldKind, FieldSpec},
        registry::people::Where,
    },
    faces::web::Form,
    i18n::Texts,
    paperwork::said,
};

/// Reads the answer to a field: the text to keep, or nothing if it may be left empty.
pub(super) fn read(field: &FieldSpec, form: &Form, today: Day, keys: &Keys) -> Result<Option<String>, Reason> {
    let said = given(field, form);
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    Ok(field.read(&said, today, &keys.seal)?.and_then(|a| a.sealed.as_ref().map_or(Some(a.value.clone()), keep_number)))
}

/// What was typed or touched.
fn given(field: &FieldSpec, form: &Form) -> Vec<String> {
    match &field.kind {
        FieldKind::Choices { .. } => form.values("v").map(str::to_owned).collect(),
        FieldKind::Date { .. } if form.value("v").trim().is_empty() && !form.value("y").is_empty() => {
            vec![format!("{}-{}-{}", form.value("y"), form.value("m"), form.value("d"))]
        }
        _ => vec![form.value("v").replace("\r\n", "\n").trim().to_owned()],
    }
}

/// The same as one text, to stand in the control again.
pub(super) fn typed(field: &FieldSpec, form: &Form) -> String {
    given(field, form).join("、")
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

/// An answer in words, for the review. What came from the register is masked: others stand in the lobby too.
pub(super) fn shown(t: &Texts, field: &FieldSpec, kept: &str, known: bool) -> String {
    match &field.kind {
        FieldKind::CitizenNumber => number(kept).map(|n| Where::Lobby.number(&n)).unwrap_or_default(),
        FieldKind::Name if known => Name::parse(kept).map(|n| Where::Lobby.name(&n)).unwrap_or_default(),
        FieldKind::Phone if known => Phone::parse(kept).map(|p| Where::Lobby.phone(&p)).unwrap_or_default(),
        FieldKind::Number { unit, .. } => format!("{kept} {unit}"),
        FieldKind::Money => t.with("kiosk-yuan", &[("amount", kept)]),
        FieldKind::Date { .. } => Day::parse(kept).map(Day::chinese).unwrap_or_default(),
        _ => said(t, &field.shown(kept)),
    }
}

/// The answer that goes with the item.
pub(super) fn handed(field: &FieldSpec, kept: &str) -> Answer {
    let number = if matches!(field.kind, FieldKind::CitizenNumber) { number(kept) } else { None };
    number.map_or_else(|| Answer::new(&field.key, kept), |n| Answer::number(&field.key, n))
}
