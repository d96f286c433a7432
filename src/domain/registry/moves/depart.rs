//! Members die or move away, one of them, some, or the whole household.
use super::{
    log,
    queries::present,
    record::{Deed, HouseholdChange},
    recorder::{Said, recorded},
    relations::{Ask, check},
};
use crate::{
    base::{Day, Failure, Id, SealKey, Stamp},
    domain::{
        office::{audit, who::Actor},
        registry::{
            people::{self, Household, Relation, Resident},
            registers::{self, Draft, Say, Subject},
        },
    },
    store::{Read, Tx},
};

/// The register of moves out.
pub const MOVES_OUT: &str = "move-out";
/// The register of deaths.
pub const DEATHS: &str = "deaths";

/// Why somebody is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Moved out of the community.
    Moved {
        /// One of the kinds of the register of moves out.
        kind: String,
        destination: String,
    },
    Died {
        /// One of the causes of the register of deaths.
        cause: String,
    },
}

/// What is said of people who are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Who; all who live there: the whole household.
    pub who: Vec<Id<Resident>>,
    /// On this day.
    pub day: Day,
    /// Why they are gone.
    pub why: Why,
    /// The office's words.
    pub reason: String,
    /// What those who stay are to their head: of everybody if the head is gone, else of whom it changes for.
    pub staying: Vec<(Id<Resident>, Relation)>,
    /// Also writes the entries of the register of deaths or of moves out, for who has none there.
    pub enter: bool,
}

/// Records that members of a household are gone.
///
/// # Errors
/// Wrong fields `leaving`, `relation-NUMBER`, `relations`, `day`, and those of the register; `household-has-left`.
pub fn depart(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    who: (Actor, Stamp),
    household: Id<Household>,
    d: Departure,
) -> Result<HouseholdChange, Failure> {
    let home: Household = tx.get(household)?;
    if home.left.is_some() {
        return Err(Failure::refused("household-has-left"));
    }
    let all = present(tx, household)?;
    if d.who.is_empty() {
        return Err(Failure::field("leaving", "moves-nobody-leaves"));
    }
    if d.who.iter().any(|id| !all.contains(id)) {
        return Err(Failure::refused("moves-not-a-member"));
    }
    let staying: Vec<_> = all.iter().copied().filter(|id| !d.who.contains(id)).collect();
    let head_goes = home.head.is_some_and(|h| d.who.contains(&h));
    let ask = if head_goes && !staying.is_empty() { Ask::NewHead } else { Ask::Keep };
    check(ask, &staying, &d.staying)?;
    let deed = match (&d.why, staying.is_empty(), head_goes) {
        (Why::Moved { .. }, true, _) => Deed::MovedOut,
        (Why::Moved { .. }, false, true) => Deed::HeadLeft,
        (Why::Moved { .. }, false, false) => Deed::Left,
        (Why::Died { .. }, false, true) => Deed::HeadDied,
        (Why::Died { .. }, ..) => Deed::Died,
    };
    let said = match &d.why {
        Why::Moved { destination, .. } => Said { deed, day: d.day, reason: d.reason.clone(), destination: destination.clone() },
        Why::Died { cause } => {
            let reason = if d.reason.is_empty() { cause.clone() } else { format!("{cause}，{}", d.reason) };
            Said { deed, day: d.day, reason, destination: String::new() }
        }
    };
    let gone = if matches!(d.why, Why::Died { .. }) { "gone-died" } else { "gone-moved" };
    let mut order = d.who.clone();
    order.sort_by_key(|id| Some(*id) == home.head);
    let work = |tx: &mut Tx<'_>| {
        people::resettle(tx, who, household, &d.staying)?;
        for id in order {
            people::mark_gone(tx, who, id, d.day, gone)?;
        }
        Ok(((), None))
    };
    let (_, row) = recorded(tx, who, said, &[household], work)?;
    if d.enter {
        for id in &d.who {
            enter(tx, keys, who, *id, &d, staying.is_empty())?;
        }
    }
    if deed == Deed::MovedOut {
        audit::note(tx, who.0, who.1, log::HOUSEHOLD_MOVE_OUT, Some(household), "")?;
    }
    row.ok_or_else(|| Failure::broken("a departure changed nothing"))
}

/// The entry of who is gone; none if there is a current one already.
fn enter(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    who: (Actor, Stamp),
    id: Id<Resident>,
    d: &Departure,
    whole: bool,
) -> Result<(), Failure> {
    let says = |pairs: &[(&str, &str)]| -> Vec<(String, Say)> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), Say::Text((*v).to_owned()))).collect()
    };
    let (table, says) = match &d.why {
        Why::Moved { kind, destination } => {
            let whole = if whole { "是" } else { "否" };
            let fields = [("kind", kind.as_str()), ("destination", destination), ("reason", &d.reason), ("household", whole)];
            (MOVES_OUT, says(&fields))
        }
        Why::Died { cause } => (DEATHS, says(&[("cause", cause)])),
    };
    let subject = Subject::Resident(id);
    if registers::of_subject(tx, subject, Some(table))?.iter().any(|e| e.ended.is_none()) {
        return Ok(());
    }
    let draft = Draft { subject, grid: None, says, from: d.day, until: None };
    registers::create(tx, keys, who, table, &draft).map(|_| ())
}

/// Ends what the registers of deaths and moves out say of somebody who is back.
pub(super) fn withdraw(tx: &mut Tx<'_>, who: (Actor, Stamp), id: Id<Resident>, day: Day, reason: &str) -> Result<(), Failure> {
    for table in [MOVES_OUT, DEATHS] {
        for e in registers::of_subject(tx, Subject::Resident(id), Some(table))? {
            if e.ended.is_none() {
                registers::end(tx, who, (e.id, None), day.max(e.from), reason)?;
            }
        }
    }
    Ok(())
}
