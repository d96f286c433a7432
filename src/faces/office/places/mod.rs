//! Grids and buildings.
pub(super) mod buildings;
pub(super) mod grids;

use crate::faces::office::menu::Page;

/// The folders of this wing.
pub(super) const PAGES: &[&Page] = &[&grids::PAGE, &buildings::PAGE];
