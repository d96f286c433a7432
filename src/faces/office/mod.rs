//! The office site (`/office`): used by the staff all day. Dense but calm, keyboard first, everything printable.
//!
//! `shell` draws the frame around every page; each subject is a module with its routes, handlers and views.
mod shell;

pub use shell::{Office, Section, problem_page, shell};

use super::web::Routes;

/// Every address of the office site.
pub fn routes() -> Routes {
    [].into_iter().flat_map(|r: Routes| r).collect()
}
