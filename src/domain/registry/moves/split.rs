//! A household becomes two (分户), two become one (并户).
use super::{
    log,
    queries::present,
    record::{Deed, HouseholdChange},
    recorder::{Said, recorded},
    relations::{Ask, both, check, head_first},
};
use crate::{
    base::{Day, Failure, Id, Phone, Stamp},
    domain::{
        office::{audit, who::Actor},
        places::grids::House,
        registry::{
            people::{self, Household, HouseholdForm, Relation, Resident},
            registers::{self, Subject},
        },
    },
    store::{Read, Tx},
};

/// What is said of a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Where the new household lives; the same house if nobody moves.
    pub house: Id<House>,
    pub phone: Option<Phone>,
    /// On this day.
    pub day: Day,
    pub reason: String,
    /// Who leaves, as what to the new household's head, one of them the head.
    pub leaving: Vec<(Id<Resident>, Relation)>,
    /// What those who stay are to their head: of everybody if the head leaves, else of whom it changes for.
    pub staying: Vec<(Id<Resident>, Relation)>,
}

/// Splits a household; everybody's entries follow.
///
/// # Errors
/// Wrong fields `leaving`, `relation-NUMBER`, `relations`, `day`; those of `people`.
pub fn split(tx: &mut Tx<'_>, who: (Actor, Stamp), household: Id<Household>, s: Split) -> Result<HouseholdChange, Failure> {
    let home: Household = tx.get(household)?;
    let all = present(tx, household)?;
    let leaving: Vec<_> = s.leaving.iter().map(|(id, _)| *id).collect();
    if leaving.is_empty() {
        return Err(Failure::field("leaving", "moves-nobody-leaves"));
    }
    let staying: Vec<_> = all.iter().copied().filter(|id| !leaving.contains(id)).collect();
    if leaving.iter().any(|id| !all.contains(id)) {
        return Err(Failure::refused("moves-not-a-member"));
    }
    if staying.is_empty() {
        return Err(Failure::field("leaving", "moves-somebody-stays"));
    }
    let ask = if home.head.is_some_and(|h| leaving.contains(&h)) { Ask::NewHead } else { Ask::Keep };
    both(check(Ask::NewHead, &leaving, &s.leaving), check(ask, &staying, &s.staying))?;
    let form = HouseholdForm { house: s.house, phone: s.phone };
    let said = Said { deed: Deed::Split, day: s.day, reason: s.reason, destination: String::new() };
    let work = |tx: &mut Tx<'_>| {
        let new = people::empty_household(tx, who, form)?.id;
        people::resettle(tx, who, household, &s.staying)?;
        for (id, relation) in head_first(&s.leaving) {
            people::move_resident(tx, who, id, new, relation)?;
        }
        Ok((new, Some(new)))
    };
    let (new, row) = recorded(tx, who, said, &[household], work)?;
    for id in leaving {
        registers::relocate(tx, who, Subject::Resident(id))?;
    }
    audit::note(tx, who.0, who.1, log::HOUSEHOLD_SPLIT, Some(household), &format!("household {new}"))?;
    row.ok_or_else(|| Failure::broken("a split changed nothing"))
}

/// What is said of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The household that is joined.
    pub into: Id<Household>,
    /// On this day.
    pub day: Day,
    pub reason: String,
    /// What everybody who comes is to its head.
    pub relations: Vec<(Id<Resident>, Relation)>,
}

/// All members of a household join another; the emptied one has left, and keeps its history. Entries follow.
///
/// # Errors
/// Wrong fields `into`, `relation-NUMBER`, `day`; `household-has-left`.
pub fn merge(tx: &mut Tx<'_>, who: (Actor, Stamp), household: Id<Household>, m: Merge) -> Result<HouseholdChange, Failure> {
    let home: Household = tx.get(household)?;
    let into = tx.find(m.into)?.ok_or(Failure::field("into", "household-unknown"))?;
    if into.id == home.id {
        return Err(Failure::field("into", "moves-same-household"));
    }
    if into.left.is_some() {
        return Err(Failure::field("into", "moves-target-left"));
    }
    if home.left.is_some() {
        return Err(Failure::refused("household-has-left"));
    }
    let all = present(tx, household)?;
    check(Ask::Under, &all, &m.relations)?;
    let said = Said { deed: Deed::Merged, day: m.day, reason: m.reason, destination: String::new() };
    let work = |tx: &mut Tx<'_>| {
        // The head goes last, as the last one: a household with members has a head at every moment.
        let mut order = m.relations.clone();
        order.sort_by_key(|(id, _)| Some(*id) == home.head);
        for (id, relation) in order {
            people::move_resident(tx, who, id, m.into, relation)?;
        }
        let mut home: Household = tx.get(household)?;
        home.left = Some(m.day);
        tx.put(&home)?;
        Ok(((), None))
    };
    let (_, row) = recorded(tx, who, said, &[household, m.into], work)?;
    registers::relocate(tx, who, Subject::Household(household))?;
    for id in all {
        registers::relocate(tx, who, Subject::Resident(id))?;
    }
    audit::note(tx, who.0, who.1, log::HOUSEHOLD_MERGE, Some(household), &format!("household {}", m.into))?;
    row.ok_or_else(|| Failure::broken("a merge changed nothing"))
}
