//! Deeds on one household or one member: what `people` does, with its row.
use super::{
    depart::withdraw,
    queries::present,
    record::{Deed, HouseholdChange},
    recorder::{Said, recorded},
    relations::{Ask, Relations, check},
};
use crate::{
    base::{CitizenNumber, Day, Failure, Id, SealKey, Stamp},
    domain::{
        office::who::Actor,
        registry::{
            people::{self, Household, HouseholdForm, NumberEdit, Particulars, Relation, Resident},
            registers::{self, Subject},
        },
    },
    store::{Read, Tx},
};

/// [`people::create_household`] with its row.
///
/// # Errors
/// Those of `people`.
pub fn create_household(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    who: (Actor, Stamp),
    form: HouseholdForm,
    head: Particulars,
    number: Option<&CitizenNumber>,
) -> Result<(Household, Resident), Failure> {
    let done = recorded(tx, who, Said::plain(Deed::Created, who.1), &[], |tx| {
        let made = people::create_household(tx, keys, who, form, head, number)?;
        let id = made.0.id;
        Ok((made, Some(id)))
    });
    done.map(|d| d.0)
}

/// [`people::add_resident`] with its row.
///
/// # Errors
/// Those of `people`.
pub fn add_member(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    who: (Actor, Stamp),
    household: Id<Household>,
    p: Particulars,
    number: Option<&CitizenNumber>,
) -> Result<Resident, Failure> {
    let work = |tx: &mut Tx<'_>| people::add_resident(tx, keys, who, household, p, number).map(|r| (r, None));
    recorded(tx, who, Said::plain(Deed::Joined, who.1), &[household], work).map(|d| d.0)
}

/// [`people::edit_resident`]; a row if the relation changes.
///
/// # Errors
/// Those of `people`.
pub fn edit_member(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    who: (Actor, Stamp),
    id: Id<Resident>,
    p: Particulars,
    number: NumberEdit,
) -> Result<Resident, Failure> {
    let old: Resident = tx.get(id)?;
    if old.relation == p.relation {
        return people::edit_resident(tx, keys, who, id, p, number);
    }
    let work = |tx: &mut Tx<'_>| people::edit_resident(tx, keys, who, id, p, number).map(|r| (r, None));
    recorded(tx, who, Said::plain(Deed::Corrected, who.1), &[old.household], work).map(|d| d.0)
}

/// [`people::edit_household`]; a row if it lives in another house. Entries follow.
///
/// # Errors
/// Those of `people`.
pub fn edit_household(
    tx: &mut Tx<'_>,
    who: (Actor, Stamp),
    id: Id<Household>,
    form: HouseholdForm,
) -> Result<Household, Failure> {
    let old: Household = tx.get(id)?;
    if old.house == form.house {
        return people::edit_household(tx, who, id, form);
    }
    let work = |tx: &mut Tx<'_>| people::edit_household(tx, who, id, form).map(|h| (h, None));
    let home = recorded(tx, who, Said::plain(Deed::Rehoused, who.1), &[id], work)?.0;
    registers::relocate_household(tx, who, id)?;
    Ok(home)
}

/// Moves one member to another household, as `relation` to its head; the entries follow.
///
/// # Errors
/// Those of [`people::move_resident`]; `household-unknown`.
pub fn move_member(
    tx: &mut Tx<'_>,
    who: (Actor, Stamp),
    id: Id<Resident>,
    to: Id<Household>,
    relation: Relation,
) -> Result<Resident, Failure> {
    let r: Resident = tx.get(id)?;
    tx.find(to)?.ok_or(Failure::refused("household-unknown"))?;
    if r.household == to {
        return Ok(r);
    }
    let work = |tx: &mut Tx<'_>| people::move_resident(tx, who, id, to, relation).map(|r| (r, None));
    let moved = recorded(tx, who, Said::plain(Deed::Moved, who.1), &[r.household, to], work)?.0;
    registers::relocate(tx, who, Subject::Resident(id))?;
    Ok(moved)
}

/// Another member becomes the head, on `day`, and everybody's relation to the new head is said, the old head's too.
///
/// # Errors
/// Wrong fields `relation-NUMBER`, `relations`, `day`; `moves-same-head`.
pub fn succeed(
    tx: &mut Tx<'_>,
    who: (Actor, Stamp),
    household: Id<Household>,
    day: Day,
    reason: String,
    relations: &Relations,
) -> Result<HouseholdChange, Failure> {
    let home: Household = tx.get(household)?;
    check(Ask::NewHead, &present(tx, household)?, relations)?;
    if relations.iter().any(|(id, r)| r.is_head() && Some(*id) == home.head) {
        return Err(Failure::field("relations", "moves-same-head"));
    }
    let said = Said { deed: Deed::Headed, day, reason, destination: String::new() };
    let work = |tx: &mut Tx<'_>| people::resettle(tx, who, household, relations).map(|()| ((), None));
    let (_, row) = recorded(tx, who, said, &[household], work)?;
    row.ok_or_else(|| Failure::broken("a new head changed nothing"))
}

/// Takes back that a resident died or moved away; in an empty household they become the head. What was entered into the
/// registers of deaths and moves out ends for `reason`, one of those tables' own (迁回, 登记有误).
///
/// # Errors
/// Those of [`people::bring_back`]; wrong fields `day`, `reason`.
pub fn take_back(
    tx: &mut Tx<'_>,
    who: (Actor, Stamp),
    id: Id<Resident>,
    day: Day,
    reason: &str,
    relation: Option<Relation>,
) -> Result<HouseholdChange, Failure> {
    let r: Resident = tx.get(id)?;
    let said = Said { deed: Deed::Returned, day, reason: reason.to_owned(), destination: String::new() };
    let work = |tx: &mut Tx<'_>| people::bring_back(tx, who, id, relation).map(|_| ((), None));
    let (_, row) = recorded(tx, who, said, &[r.household], work)?;
    withdraw(tx, who, id, day, reason)?;
    registers::relocate(tx, who, Subject::Resident(id))?;
    row.ok_or_else(|| Failure::broken("a return changed nothing"))
}
