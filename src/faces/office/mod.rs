//! The office site (`/office`): used by the staff all day. Dense but calm, keyboard first, everything printable.
//!
//! `shell` draws the frame around every page; each subject is a module with its routes, handlers and views.
mod admin;
mod desk;
mod help;
mod insight;
mod lobby;
mod matters;
mod places;
mod registry;
mod session;
mod shell;
mod wall;

pub use shell::{Office, Section, problem_page, shell};
pub use wall::problem_page as wall_problem;

use super::web::Routes;

/// Every address of the office site.
pub fn routes() -> Routes {
    [
        session::routes(),
        desk::routes(),
        wall::routes(),
        matters::routes(),
        registry::routes(),
        places::routes(),
        lobby::routes(),
        insight::routes(),
        admin::routes(),
        help::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
