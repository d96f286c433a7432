//! The office itself: users, settings, calendar, print queue, log, check-up, first visit.
pub(super) mod audit;
pub(super) mod calendar;
pub(super) mod doctor;
pub(super) mod prints;
pub(super) mod settings;
pub(super) mod setup;
pub(super) mod users;

use crate::faces::web::Routes;

/// Addresses.
pub(super) fn routes() -> Routes {
    [
        setup::routes(),
        users::routes(),
        prints::routes(),
        calendar::routes(),
        settings::routes(),
        doctor::routes(),
        audit::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
