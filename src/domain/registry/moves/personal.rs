//! The changes of households that concerned a person, without the others in them, for the copy that is theirs.
use super::HouseholdChange;
use crate::{
    base::Failure,
    domain::{
        noun::{Asked, Facts, Part, Words},
        registry::people::Resident,
    },
    store::{Dir, PAGE_MOST, Read},
};

pub(super) fn personal(asked: &Asked<'_>) -> Result<Vec<Part>, Failure> {
    let id = asked.resident::<Resident>();
    let mut records = Vec::new();
    for c in asked.store.list(&HouseholdChange::BY_RESIDENT.under(id), Dir::Forward, PAGE_MOST)? {
        let mut f = Facts::default();
        f.add("day", "personal-change-day", Words::plain(c.day));
        f.add("deed", "personal-change-deed", Words::text(format!("moves-deed-{}", c.deed.key())));
        for s in c.steps.iter().filter(|s| s.resident == id) {
            f.add("relation", "resident-relation", Words::plain(s.to.relation.name()));
            f.add("household", "household-address", Words::Plain(asked.store.get(s.to.household)?.address));
        }
        f.add("reason", "personal-change-reason", Words::Plain(c.reason));
        f.add("destination", "personal-change-destination", Words::Plain(c.destination));
        records.push(f);
    }
    Ok(vec![Part::new(50, "changes", "personal-part-changes", records)])
}
