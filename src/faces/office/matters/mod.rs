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

use crate::faces::office::menu::Page;

/// The folders of this wing.
pub(super) const PAGES: &[&Page] = &[
    &items::PAGE,
    &intake::PAGE,
    &supervisions::PAGE,
    &followups::PAGE,
    &notices::PAGE,
    &handovers::PAGE,
    &catalogue::PAGE,
    &open311::PAGE,
    &workflow::PAGE,
];
