//! What the forms of moves have in common: who is ticked, what everybody is to the head, the day, the words.
use crate::{
    base::{Day, Id, Reason, holds_number},
    domain::registry::people::{Relation, Resident},
    faces::web::Form,
};

/// The most characters of a reason; as in the registers.
const REASON_MOST: usize = 60;

/// The name of a member's relation.
pub(super) fn relation_field(id: Id<Resident>) -> String {
    format!("relation-{id}")
}

/// Who is ticked.
pub(super) fn ticked(form: &Form, id: Id<Resident>) -> bool {
    form.values("leave").any(|v| v.parse() == Ok(id.raw()))
}

/// What was chosen for these people; who was left out is not in it. A wrong choice is an error beside it.
pub(super) fn relations<'a>(
    form: &mut Form,
    people: impl Iterator<Item = &'a Resident>,
) -> Option<Vec<(Id<Resident>, Relation)>> {
    let mut out = Vec::new();
    let mut right = true;
    for r in people {
        match form.maybe(&relation_field(r.id), "import-relation-unknown", Relation::parse) {
            Some(said) => out.extend(said.map(|s| (r.id, s))),
            None => right = false,
        }
    }
    right.then_some(out)
}

pub(super) fn day(form: &mut Form) -> Option<Day> {
    form.take("day", "field-date", Day::parse)
}

/// Free words without a citizen number in them.
pub(super) fn words(form: &mut Form, name: &str, most: usize, required: bool) -> Option<String> {
    let said = if required { form.text(name, most)? } else { form.text_or_empty(name, most)? };
    if holds_number(&said) {
        form.note(name, Reason::new("moves-wrong-number"));
        return None;
    }
    Some(said)
}

pub(super) fn reason(form: &mut Form) -> Option<String> {
    words(form, "reason", REASON_MOST, false)
}
