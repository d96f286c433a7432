//! What must be said when members come under a head: pure, field by field.
use crate::{
    base::{Failure, FieldErrors, Id, Reason},
    domain::registry::people::{Relation, Resident},
};

/// What is said of the members who stay or come together.
pub(super) type Relations = [(Id<Resident>, Relation)];

/// What has to be said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Of everybody, one of them the head.
    NewHead,
    /// Of everybody, nobody the head: there is one already.
    Under,
    /// Of whom one likes, nobody the head.
    Keep,
}

/// Checks what is said of `people`; errors stand at `relation-NUMBER`, or at `relations` if nobody is the head.
pub(super) fn check(ask: Ask, people: &[Id<Resident>], said: &Relations) -> Result<(), Failure> {
    let mut errors = Vec::new();
    let mut wrong = |id: Id<Resident>, key| errors.push((format!("relation-{id}"), Reason::new(key)));
    let mut heads = 0;
    for (id, relation) in said {
        if !people.contains(id) {
            return Err(Failure::refused("moves-not-a-member"));
        }
        if said.iter().filter(|(other, _)| other == id).count() > 1 {
            return Err(Failure::refused("moves-not-a-member"));
        }
        match (relation.is_head(), ask) {
            (true, Ask::NewHead) => {
                heads += 1;
                if heads > 1 {
                    wrong(*id, "moves-head-twice");
                }
            }
            (true, Ask::Under) => wrong(*id, "household-has-head"),
            (true, Ask::Keep) => wrong(*id, "moves-head-stays"),
            (false, _) => {}
        }
    }
    for id in people {
        if ask != Ask::Keep && !said.iter().any(|(s, _)| s == id) {
            wrong(*id, "moves-relation-missing");
        }
    }
    if ask == Ask::NewHead && heads == 0 && errors.is_empty() {
        errors.push(("relations".to_owned(), Reason::new("moves-head-missing")));
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(FieldErrors(errors))) }
}

/// The errors of two checks together.
pub(super) fn both(a: Result<(), Failure>, b: Result<(), Failure>) -> Result<(), Failure> {
    match (a, b) {
        (Err(Failure::Invalid(mut a)), Err(Failure::Invalid(b))) => {
            a.0.extend(b.0);
            Err(Failure::Invalid(a))
        }
        (Err(e), _) | (_, Err(e)) => Err(e),
        _ => Ok(()),
    }
}

/// The head first: a household has none else.
pub(super) fn head_first(said: &Relations) -> Vec<(Id<Resident>, Relation)> {
    let mut all = said.to_vec();
    all.sort_by_key(|(_, r)| !r.is_head());
    all
}
