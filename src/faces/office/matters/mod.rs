//! Matters: the item list and every step of an item, and what stands around it.
pub(super) mod catalogue;
pub(super) mod followups;
pub(super) mod handovers;
pub(super) mod intake;
pub(super) mod items;
pub(super) mod notices;
pub(super) mod open311;
pub(super) mod supervisions;
pub(super) mod workflow;

use crate::faces::web::Routes;

/// Addresses.
pub(super) fn routes() -> Routes {
    [
        items::routes(),
        intake::routes(),
        supervisions::routes(),
        followups::routes(),
        notices::routes(),
        handovers::routes(),
        catalogue::routes(),
        open311::routes(),
        workflow::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
