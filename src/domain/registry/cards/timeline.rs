//! When a household's contact cards were issued and revoked, for its timeline.
use super::Card;
use crate::{
    base::{Failure, Id},
    domain::{
        noun::{Past, Recall},
        registry::people::Household,
    },
    store::{Dir, PAGE_MOST, Read},
};

pub(super) fn timeline(asked: &Recall<'_>) -> Result<Past, Failure> {
    let mut happenings = Vec::new();
    let home: Id<Household> = asked.household();
    for c in asked.store.list(&Card::BY_HOUSEHOLD.under(home), Dir::Backward, PAGE_MOST)? {
        happenings.push(asked.at(c.issued, (c.id.raw(), 1), "files-card"));
        // A card is revoked before the one that takes its place is issued.
        happenings.extend(c.revoked.map(|at| asked.at(at, (c.id.raw(), 2), "files-card-revoked")));
    }
    Ok(Past { happenings, cut: false })
}
