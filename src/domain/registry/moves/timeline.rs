//! What happened to a household and its members, for its timeline.
use std::collections::BTreeSet;

use super::{Deed, HouseholdChange, change_words, history};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        noun::{Happening, Past, Recall, Words},
        registry::people::{Household, Resident, members},
    },
    store::Read,
};

/// Every recorded change, on its day; it was recorded then or later.
pub(super) fn changes(asked: &Recall<'_>) -> Result<Past, Failure> {
    let home: Id<Household> = asked.household();
    let mut happenings = Vec::new();
    for c in history(asked.store, home)?.into_iter().filter(|c| c.deed != Deed::Opened) {
        let dated = c.day < c.at.day();
        let at = if dated { Stamp::at(c.day, 0, 0) } else { c.at };
        let h = asked.at(at, (c.id.raw(), 0), Words::text(format!("moves-deed-{}", c.deed.key())));
        if asked.window.holds(h.mark) {
            happenings.push(Happening { dated, by: c.by.into(), words: change_words(asked.store, &c, home)?, ..h });
        }
    }
    Ok(Past { happenings, cut: false })
}

/// The household and its members, first recorded and gone, as far as no recorded change says so: rosters of the first days
/// and stores of earlier programs know no changes.
pub(super) fn people(asked: &Recall<'_>) -> Result<Past, Failure> {
    use Deed as D;
    let home: Household = asked.store.get(asked.household())?;
    let changes = history(asked.store, home.id)?;
    let steps = |is: fn(&HouseholdChange) -> bool| -> BTreeSet<Id<Resident>> {
        changes.iter().filter(|c| is(c)).flat_map(|c| &c.steps).map(|s| s.resident).collect()
    };
    let came = steps(|c| matches!(c.deed, D::Created | D::Joined | D::Imported));
    let went: BTreeSet<_> = changes.iter().flat_map(|c| &c.steps).filter(|s| !s.to.present).map(|s| s.resident).collect();
    let emptied = |c: &HouseholdChange| c.side(home.id).is_some_and(|s| s.head_before.is_some() && s.head_after.is_none());
    let mut out = Vec::new();
    if !changes.iter().any(|c| c.deed == D::Created && c.here.household == home.id) {
        // The household stands before its members, who were recorded in the same write.
        out.push(asked.at(home.created, (0, 0), "files-recorded"));
    }
    if let Some(day) = home.left.filter(|_| !changes.iter().any(emptied)) {
        out.push(Happening { dated: true, ..asked.at(Stamp::at(day, 0, 0), (0, 1), "files-left") });
    }
    let all = members(asked.store, home.id)?;
    let cut = all.len() > asked.members;
    for m in all.into_iter().take(asked.members) {
        let row = m.id.raw();
        if !came.contains(&m.id) {
            let words = Words::with("files-of", [("what", Words::plain(&m.name)), ("of", Words::plain(m.relation.name()))]);
            out.push(Happening { words, ..asked.at(m.created, (row, 0), "files-member") });
        }
        if let Some((day, why)) = m.gone.filter(|_| !went.contains(&m.id)) {
            let h = asked.at(Stamp::at(day, 0, 0), (row, 1), Words::text(why));
            out.push(Happening { dated: true, words: Words::plain(&m.name), ..h });
        }
    }
    Ok(Past { happenings: out, cut })
}
