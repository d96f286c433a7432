//! Reads: a household's history, and who lived there after any step of it.
use std::collections::BTreeMap;

use super::record::{HouseholdChange, Membership};
use crate::{
    base::{Failure, Id},
    domain::registry::people::{Household, Resident, members},
    store::{Cursor, Dir, PAGE_MOST, Page, Read},
};

/// A household's changes, the first one first; at most [`PAGE_MOST`].
pub fn history(read: &impl Read, household: Id<Household>) -> Result<Vec<HouseholdChange>, Failure> {
    read.list(&HouseholdChange::BY_HOUSEHOLD.under(household), Dir::Forward, PAGE_MOST)
}

/// The same, the newest first, a page at a time.
pub fn latest(
    read: &impl Read,
    household: Id<Household>,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<HouseholdChange>, Failure> {
    read.page(&HouseholdChange::BY_HOUSEHOLD.under(household), Dir::Backward, after, limit)
}

/// Where a resident stands by the last change that concerns them.
pub fn last_standing(read: &impl Read, resident: Id<Resident>) -> Result<Option<Membership>, Failure> {
    let last = read.list(&HouseholdChange::BY_RESIDENT.under(resident), Dir::Backward, 1)?;
    Ok(last.first().and_then(|c| c.steps.iter().find(|s| s.resident == resident)).map(|s| s.to))
}

/// Where everybody stands, folded from changes in their order. It needs nothing else: the changes of a household say all
/// of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fold(BTreeMap<Id<Resident>, Membership>);

impl Fold {
    /// Takes the next change in.
    pub fn take(&mut self, change: &HouseholdChange) {
        for step in &change.steps {
            self.0.insert(step.resident, step.to);
        }
    }
    /// A household's members, the gone included, by number.
    pub fn members(&self, household: Id<Household>) -> Vec<(Id<Resident>, Membership)> {
        self.0.iter().filter(|(_, s)| s.household == household).map(|(r, s)| (*r, *s)).collect()
    }
    /// A household's living head.
    pub fn head(&self, household: Id<Household>) -> Option<Id<Resident>> {
        self.members(household).iter().find(|(_, s)| s.present && s.relation.is_head()).map(|(r, _)| *r)
    }
    /// Everybody.
    pub fn all(&self) -> &BTreeMap<Id<Resident>, Membership> {
        &self.0
    }
}

/// How a household stood right after one of its changes.
pub fn after(read: &impl Read, household: Id<Household>, change: Id<HouseholdChange>) -> Result<Fold, Failure> {
    let mut fold = Fold::default();
    history(read, household)?.iter().take_while(|c| c.id <= change).for_each(|c| fold.take(c));
    Ok(fold)
}

/// Who lives in a household.
pub(super) fn present(read: &impl Read, household: Id<Household>) -> Result<Vec<Id<Resident>>, Failure> {
    Ok(members(read, household)?.into_iter().filter(|m| m.gone.is_none()).map(|m| m.id).collect())
}
