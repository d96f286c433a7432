//! Grids and buildings.
pub(super) mod buildings;
pub(super) mod grids;

use crate::faces::web::Routes;

/// Addresses.
pub(super) fn routes() -> Routes {
    [grids::routes(), buildings::routes()].into_iter().flatten().collect()
}
