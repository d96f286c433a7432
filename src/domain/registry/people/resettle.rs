//! Changes that say the relations of several members anew, or take back that one is gone.
use super::{
    Household, Relation, Resident,
    changed::{put_home, put_resident},
    log,
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::office::{audit, who::Actor},
    store::{Read, Tx},
};

/// Says anew what members are to the head; the one who is said to be the head becomes it. Who is not named keeps the
/// relation, also a head before this one, who has to move or go in the same write: the caller sees to it.
///
/// # Errors
/// `moves-not-a-member` for one who does not live in the household.
pub(in crate::domain::registry) fn resettle(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    household: Id<Household>,
    relations: &[(Id<Resident>, Relation)],
) -> Result<(), Failure> {
    let mut home: Household = tx.get(household)?;
    for (id, relation) in relations.iter().copied() {
        let mut r: Resident = tx.get(id)?;
        if r.household != household || r.gone.is_some() {
            return Err(Failure::refused("moves-not-a-member"));
        }
        if relation.is_head() && home.head != Some(id) {
            home.head = Some(id);
            put_home(tx, &home)?;
            audit::note(tx, by, at, log::HOUSEHOLD_HEAD, Some(household), "")?;
        }
        if r.relation != relation {
            r.relation = relation;
            put_resident(tx, &r)?;
            audit::note(tx, by, at, log::RESIDENT_EDIT, Some(id), "relation")?;
        }
    }
    Ok(())
}

/// Takes back that a resident died or moved away. In a household where nobody is left the resident becomes its head.
///
/// # Errors
/// `resident-is-here` for one who is not gone; a wrong field `relation`.
pub(in crate::domain::registry) fn bring_back(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    id: Id<Resident>,
    relation: Option<Relation>,
) -> Result<Resident, Failure> {
    let mut r: Resident = tx.get(id)?;
    let mut home: Household = tx.get(r.household)?;
    if r.gone.is_none() {
        return Err(Failure::refused("resident-is-here"));
    }
    r.relation = match (home.head, relation) {
        (None, _) => Relation::HEAD,
        (Some(_), Some(said)) if said.is_head() => return Err(Failure::field("relation", "household-has-head")),
        (Some(_), Some(said)) => said,
        (Some(_), None) => return Err(Failure::field("relation", "field-required")),
    };
    r.gone = None;
    r.grid = home.grid;
    put_resident(tx, &r)?;
    if home.head.is_none() {
        (home.head, home.left) = (Some(id), None);
        put_home(tx, &home)?;
    }
    audit::note(tx, by, at, log::RESIDENT_RETURN, Some(id), "")?;
    Ok(r)
}
