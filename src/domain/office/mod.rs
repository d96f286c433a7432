//! The office itself: who serves, who may what, settings, the log, working days, sign-in, print jobs, chores.
//!
//! Siblings may use those to their left: who ← settings ← audit ← calendar ← accounts ← prints ← chores ←
//! recoveries.
pub mod accounts;
pub mod audit;
pub mod calendar;
pub mod chores;
pub mod prints;
pub mod recoveries;
pub mod settings;
pub mod who;

use super::noun::Noun;

/// The nouns of this wing.
pub const NOUNS: &[&Noun] = &[
    &who::NOUN,
    &settings::NOUN,
    &audit::NOUN,
    &calendar::NOUN,
    &accounts::NOUN,
    &prints::NOUN,
    &chores::NOUN,
    &recoveries::NOUN,
];
