//! A deed and its row in one write: the row is the difference between how the households stood before and after, so that
//! it can say nothing else than what happened.
use std::collections::BTreeMap;

use super::{
    queries::{history, last_standing},
    record::{Deed, HouseholdChange, Membership, Side, Step},
};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::{
        office::who::Actor,
        registry::people::{Household, Resident, members},
    },
    store::{Dir, Read, Tx},
};

/// What is said of a deed.
pub(super) struct Said {
    pub(super) deed: Deed,
    pub(super) day: Day,
    pub(super) reason: String,
    pub(super) destination: String,
}

impl Said {
    /// A deed of today of which nothing else is said.
    pub(super) fn plain(deed: Deed, at: Stamp) -> Self {
        Said { deed, day: at.day(), reason: String::new(), destination: String::new() }
    }
}

/// A household and all of its members at one moment.
struct Shot {
    home: Household,
    members: Vec<Resident>,
}

fn shot(read: &impl Read, id: Id<Household>) -> Result<Shot, Failure> {
    Ok(Shot { home: read.get(id)?, members: members(read, id)? })
}

/// Does `work`, which changes nothing but `homes` and the households whose numbers it returns, and writes what it changed.
/// A household without a living member left and with none but one living head passes; everything else is refused as a
/// fault of the program.
///
/// # Errors
/// Those of `work`; `day-in-future`.
pub(super) fn recorded<T>(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    said: Said,
    homes: &[Id<Household>],
    work: impl FnOnce(&mut Tx<'_>) -> Result<(T, Option<Id<Household>>), Failure>,
) -> Result<(T, Option<HouseholdChange>), Failure> {
    if said.day > at.day() {
        return Err(Failure::field("day", "day-in-future"));
    }
    let mut before = Vec::with_capacity(homes.len());
    for id in homes {
        open(tx, at, *id)?;
        before.push(shot(tx, *id)?);
    }
    let (value, new) = work(tx)?;
    let mut after = Vec::with_capacity(homes.len() + 1);
    for id in homes.iter().copied().chain(new) {
        let s = shot(tx, id)?;
        sound(&s)?;
        after.push(s);
    }
    let mut was: BTreeMap<Id<Resident>, Membership> =
        before.iter().flat_map(|s| &s.members).map(|r| (r.id, Membership::of(r))).collect();
    let mut steps = Vec::new();
    for r in after.iter().flat_map(|s| &s.members) {
        let (from, to) = (was.remove(&r.id), Membership::of(r));
        if from != Some(to) {
            steps.push(Step { resident: r.id, from, to });
        }
    }
    if let Some(lost) = was.keys().next() {
        return Err(Failure::broken(format!("resident {lost} left the households of a deed")));
    }
    let mut sides = after.iter().map(|s| side(before.iter().find(|b| b.home.id == s.home.id), s));
    let here = sides.next().ok_or_else(|| Failure::broken("a deed without a household"))?;
    let other = sides.next();
    let still = |s: &Side| s.head_before == s.head_after && s.address_before == s.address_after;
    if steps.is_empty() && still(&here) && other.as_ref().is_none_or(still) {
        return Ok((value, None));
    }
    write(tx, (by, at), said, here, other, steps).map(|row| (value, Some(row)))
}

fn write(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    said: Said,
    here: Side,
    other: Option<Side>,
    steps: Vec<Step>,
) -> Result<HouseholdChange, Failure> {
    let Said { deed, day, reason, destination } = said;
    let row = HouseholdChange { id: tx.next_id()?, deed, by, at, day, here, other, steps, reason, destination };
    tx.put(&row)?;
    Ok(row)
}

/// Exactly one living head, who is the household's; or nobody, and the household has left.
fn sound(s: &Shot) -> Result<(), Failure> {
    let living = || s.members.iter().filter(|m| m.gone.is_none());
    let heads: Vec<_> = living().filter(|m| m.relation.is_head()).map(|m| m.id).collect();
    let fits = match (living().count(), s.home.head, heads.as_slice()) {
        (0, None, []) => s.home.left.is_some(),
        (1.., Some(head), [one]) => head == *one && s.home.left.is_none(),
        _ => false,
    };
    if fits { Ok(()) } else { Err(Failure::broken(format!("household {} would not have one living head", s.home.id))) }
}

fn side(before: Option<&Shot>, after: &Shot) -> Side {
    Side {
        household: after.home.id,
        head_before: before.and_then(|b| b.home.head),
        head_after: after.home.head,
        address_before: before.map(|b| b.home.address.clone()).unwrap_or_default(),
        address_after: after.home.address.clone(),
    }
}

/// The first row of a household that is older than its history: how it stands now.
fn open(tx: &mut Tx<'_>, at: Stamp, id: Id<Household>) -> Result<(), Failure> {
    if !tx.list(&HouseholdChange::BY_HOUSEHOLD.under(id), Dir::Forward, 1)?.is_empty() {
        return Ok(());
    }
    let s = shot(tx, id)?;
    let steps: Vec<Step> = s.members.iter().map(|r| Step { resident: r.id, from: None, to: Membership::of(r) }).collect();
    write(tx, (Actor::System, at), Said::plain(Deed::Opened, at), side(None, &s), None, steps).map(|_| ())
}

/// Writes what a roster's import changed in these households, after it did: what differs from their histories. Part of
/// the import's own write.
///
/// # Errors
/// When the store cannot be read.
pub fn catch_up(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), homes: &[Id<Household>]) -> Result<(), Failure> {
    for id in homes {
        let past = history(tx, *id)?;
        let now = shot(tx, *id)?;
        let mut steps = Vec::new();
        for r in &now.members {
            let (from, to) = (last_standing(tx, r.id)?, Membership::of(r));
            if from != Some(to) {
                steps.push(Step { resident: r.id, from, to });
            }
        }
        let mut here = side(None, &now);
        if let Some(last) = past.iter().rev().find_map(|c| c.side(*id)) {
            (here.head_before, here.address_before) = (last.head_after, last.address_after.clone());
        }
        if steps.is_empty() && here.address_before == here.address_after {
            continue;
        }
        write(tx, (by, at), Said::plain(Deed::Imported, at), here, None, steps)?;
    }
    Ok(())
}
