//! The order of screens of one service, and the house's own notes among a draft's answers.
//!
//! Keys of a service's fields are ASCII words; the notes' keys begin with `_`, so that they never meet.
use std::collections::BTreeMap;

use crate::{
    app::App,
    base::Failure,
    domain::{
        matters::{
            catalog::{FieldKind, FieldSpec, ServiceSpec},
            items::{self, Draft},
        },
        registry::people::{Household, Resident},
    },
    store::{Read, Tx},
};

use super::answers;

/// Keys of fields that the register has answered: not asked again.
const KNOWN: &str = "_known";
/// What was typed last and is not valid yet, by field.
const TYPED: &str = "_typed.";
/// Keys of screens that were gone through.
const SEEN: &str = "_seen";
/// The building picked for the matter's place.
pub(in crate::faces::kiosk) const BUILDING: &str = "_building";

/// One screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Field(&'a FieldSpec),
    /// The checklist of what to bring.
    Materials,
}

impl Step<'_> {
    /// Its address.
    pub(super) fn path(&self) -> String {
        match self {
            Step::Field(f) => format!("/form/q/{}", f.key),
            Step::Materials => "/form/materials".into(),
        }
    }
    /// Whether it has been answered as far as it must be.
    fn done(&self, draft: &Draft) -> bool {
        match self {
            Step::Field(f) => {
                let may_skip = !f.required || matches!(f.kind, FieldKind::Photo { .. });
                draft.answers.contains_key(&f.key) || (may_skip && noted(draft, SEEN, &f.key))
            }
            Step::Materials => noted(draft, SEEN, "_materials"),
        }
    }
}

/// The screens that a draft goes through.
pub(super) fn steps<'a>(spec: &'a ServiceSpec, draft: &Draft) -> Vec<Step<'a>> {
    let asked = spec.fields.iter().filter(|f| !known(draft, &f.key)).map(Step::Field);
    let materials = (!spec.materials.is_empty()).then_some(Step::Materials);
    asked.chain(materials).collect()
}

/// The first screen that is not answered; `None` when all is ready for review.
pub(super) fn open<'a>(spec: &'a ServiceSpec, draft: &Draft) -> Option<Step<'a>> {
    steps(spec, draft).into_iter().find(|s| !s.done(draft))
}

fn noted(draft: &Draft, list: &str, key: &str) -> bool {
    draft.answers.get(list).is_some_and(|keys| keys.split('\n').any(|k| k == key))
}

fn note(answers: &mut BTreeMap<String, String>, list: &str, key: &str) {
    let held = answers.entry(list.to_owned()).or_default();
    if !held.split('\n').any(|k| k == key) {
        held.push('\n');
        held.push_str(key);
    }
}

/// Whether the person has answered anything: the register's answers and the house's own notes do not count.
pub(in crate::faces::kiosk) fn answered(draft: &Draft) -> bool {
    draft.answers.iter().any(|(key, _)| (!key.starts_with('_') || key.starts_with(TYPED)) && !known(draft, key))
}

/// Whether the register answered this field.
pub(super) fn known(draft: &Draft, key: &str) -> bool {
    noted(draft, KNOWN, key)
}

/// Keeps an answer (or that there is none) and forgets what was half typed.
pub(super) fn keep(draft: &mut Draft, key: &str, answer: Option<String>) {
    draft.answers.remove(&format!("{TYPED}{key}"));
    note(&mut draft.answers, SEEN, key);
    match answer {
        Some(answer) => draft.answers.insert(key.to_owned(), answer),
        None => draft.answers.remove(key),
    };
}

/// The checklist was gone through.
pub(super) fn keep_materials(draft: &mut Draft, ticked: Vec<u8>) {
    draft.materials = ticked;
    note(&mut draft.answers, SEEN, "_materials");
}

/// The person answers this anew: the register's answer steps back.
pub(super) fn ask_again(draft: &mut Draft, key: &str) {
    if !known(draft, key) {
        return;
    }
    if let Some(held) = draft.answers.get_mut(KNOWN) {
        *held = held.split('\n').filter(|k| *k != key).collect::<Vec<_>>().join("\n");
    }
    draft.answers.remove(key);
}

/// Keeps what was typed although it is not valid, so that a reload shows it. Never a citizen number: it would lie open.
pub(super) fn keep_typed(draft: &mut Draft, field: &FieldSpec, typed: &str) {
    if !matches!(field.kind, FieldKind::CitizenNumber) && typed.len() <= 4_000 {
        draft.answers.insert(format!("{TYPED}{}", field.key), typed.to_owned());
    }
}

/// What to put into a field: what was half typed, else the answer.
pub(super) fn value(draft: &Draft, field: &FieldSpec) -> String {
    let typed = draft.answers.get(&format!("{TYPED}{}", field.key)).cloned();
    typed.unwrap_or_else(|| draft.answers.get(&field.key).map(|kept| answers::again(field, kept)).unwrap_or_default())
}

/// Fills what the register knows of the person: asked once in a life, not at every visit.
pub(in crate::faces::kiosk) fn fill(tx: &mut Tx<'_>, draft: &mut Draft, spec: &ServiceSpec) -> Result<(), Failure> {
    let household = draft.household.map(|h| tx.find::<Household>(h)).transpose()?.flatten();
    let resident = draft.resident.map(|r| tx.find::<Resident>(r)).transpose()?.flatten();
    for field in &spec.fields {
        let person = resident.as_ref();
        let value = match (field.key.as_str(), &field.kind) {
            ("name", FieldKind::Name) => person.map(|r| r.name.as_str().to_owned()),
            ("phone", FieldKind::Phone) => {
                let shared = || household.as_ref().filter(|_| person.is_some()).and_then(|h| h.phone.clone());
                person.and_then(|r| r.phone.clone()).or_else(shared).map(|p| p.as_str().to_owned())
            }
            ("citizen-number", FieldKind::CitizenNumber) => person.and_then(|r| r.number.as_ref()).and_then(answers::keep_number),
            ("address", FieldKind::Address) => household.as_ref().map(|h| h.address.clone()),
            _ => None,
        };
        if let Some(value) = value
            && !draft.answers.contains_key(&field.key)
        {
            draft.answers.insert(field.key.clone(), value);
            note(&mut draft.answers, KNOWN, &field.key);
        }
    }
    Ok(())
}

/// How many photos the form of a draft takes.
pub(in crate::faces::kiosk) fn photos_most(app: &App, draft: &Draft) -> usize {
    let most = |f: &FieldSpec| if let FieldKind::Photo { max } = f.kind { Some(usize::from(max)) } else { None };
    let catalogue = app.catalogue();
    catalogue.by_code(&draft.service).and_then(|o| o.spec.fields.iter().find_map(most)).unwrap_or(items::PHOTOS_MOST)
}
