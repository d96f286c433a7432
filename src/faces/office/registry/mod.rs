//! Residents, households, their registers and changes, and rosters as files.
mod dry_run;
pub(super) mod households;
pub(super) mod imports;
pub(super) mod moves;
pub(super) mod registers;
pub(super) mod residents;
pub(super) mod visits;

use crate::faces::office::menu::Page;

/// The folders of this wing.
pub(super) const PAGES: &[&Page] =
    &[&residents::PAGE, &households::PAGE, &moves::PAGE, &imports::PAGE, &registers::PAGE, &visits::PAGE];
