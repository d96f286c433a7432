//! The office site (`/office`): used by the staff all day. Dense but calm, keyboard first, everything printable.
//!
//! `shell` draws the frame around every page; each subject is a module with its routes, handlers and views.
mod session;
mod settings;
mod setup;
mod shell;

pub use shell::{Office, Section, problem_page, shell};

use super::web::{Problem, Routes};
use crate::{
    base::{Failure, Reason},
    paper::PaperError,
};

/// Every address of the office site.
pub fn routes() -> Routes {
    [setup::routes(), session::routes()].into_iter().flatten().collect()
}

/// A paper that cannot be printed names the character.
fn unprintable(e: PaperError) -> Problem {
    match e {
        PaperError::Unprintable(c) => {
            let code = format!("U+{:04X}", u32::from(c));
            Failure::Refused(Reason::new("paper-error-unprintable").arg("char", c).arg("code", code)).into()
        }
        e => Failure::broken(e).into(),
    }
}
