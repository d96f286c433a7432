//! What follows from the registers: four clears, figures, statistics, forms, personal information.
pub(super) mod clarity;
pub(super) mod figures;
pub(super) mod privacy;
pub(super) mod reports;
pub(super) mod statistics;

use crate::faces::web::Routes;

/// Addresses.
pub(super) fn routes() -> Routes {
    [clarity::routes(), reports::routes(), privacy::routes(), figures::routes(), statistics::routes()]
        .into_iter()
        .flatten()
        .collect()
}
