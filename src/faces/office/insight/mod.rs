//! What follows from the registers: four clears, figures, statistics, forms, personal information.
pub(super) mod clarity;
pub(super) mod figures;
pub(super) mod privacy;
pub(super) mod reports;
pub(super) mod statistics;

use crate::faces::office::menu::Page;

/// The folders of this wing.
pub(super) const PAGES: &[&Page] = &[&clarity::PAGE, &reports::PAGE, &privacy::PAGE, &figures::PAGE, &statistics::PAGE];
