//! Residents, households, their registers and changes, and rosters as files.
pub(super) mod households;
pub(super) mod imports;
pub(super) mod moves;
pub(super) mod registers;
pub(super) mod residents;

use crate::faces::web::Routes;

/// Addresses.
pub(super) fn routes() -> Routes {
    [residents::routes(), households::routes(), moves::routes(), imports::routes(), registers::routes()]
        .into_iter()
        .flatten()
        .collect()
}
