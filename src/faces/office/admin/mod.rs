//! The office itself: users, settings, calendar, print queue, log, check-up, first visit.
pub(super) mod audit;
pub(super) mod backups;
pub(super) mod calendar;
pub(super) mod doctor;
pub(super) mod prints;
pub(super) mod settings;
pub(super) mod setup;
pub(super) mod users;

use crate::faces::office::menu::Page;

/// The folders of this wing.
pub(super) const PAGES: &[&Page] =
    &[&setup::PAGE, &users::PAGE, &prints::PAGE, &calendar::PAGE, &settings::PAGE, &backups::PAGE, &doctor::PAGE, &audit::PAGE];
