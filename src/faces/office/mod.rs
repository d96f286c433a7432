//! The office site (`/office`): used by the staff all day. Dense but calm, keyboard first, everything printable.
//!
//! `shell` draws the frame around every page; each subject is a module with its routes, handlers and views.
mod admin;
mod desk;
mod help;
mod insight;
mod lobby;
mod matters;
mod menu;
mod places;
mod registry;
mod session;
mod shell;
mod wall;

pub use menu::{Entry, Group, lines as menu};
pub use shell::{Office, problem_page};
pub use wall::problem_page as wall_problem;

use super::web::Routes;
use menu::Page;

/// Every folder of pages, wing by wing.
const PAGES: &[&[&Page]] = &[
    &[&session::PAGE, &desk::PAGE, &wall::PAGE, &help::PAGE],
    matters::PAGES,
    registry::PAGES,
    places::PAGES,
    lobby::PAGES,
    insight::PAGES,
    admin::PAGES,
];

fn pages() -> impl Iterator<Item = &'static Page> {
    PAGES.iter().copied().flatten().copied()
}

/// Every address of the office site.
pub fn routes() -> Routes {
    pages().flat_map(Page::routes).collect()
}
