//! The office site (`/office`): used by the staff all day. Dense but calm, keyboard first, everything printable.
//!
//! `shell` draws the frame around every page; each subject is a module with its routes, handlers and views.
mod audit;
mod buildings;
mod calendar;
mod calls;
mod catalogue;
mod clarity;
mod desk;
mod doctor;
mod figures;
mod followups;
mod grids;
mod handovers;
mod help;
mod households;
mod imports;
mod items;
mod lexicon;
mod moves;
mod notices;
mod open311;
mod people;
mod prints;
mod privacy;
mod registers;
mod reports;
mod residents;
mod session;
mod settings;
mod setup;
mod shell;
mod statistics;
mod supervisions;
mod terminals;
mod users;
mod voices;
mod wall;
mod workflow;

pub use audit::ACTIONS as AUDITED;
pub use shell::{Office, Section, problem_page, shell};
pub use wall::problem_page as wall_problem;

use super::web::Routes;

/// Every address of the office site.
pub fn routes() -> Routes {
    [
        setup::routes(),
        session::routes(),
        desk::routes(),
        calls::routes(),
        wall::routes(),
        items::routes(),
        supervisions::routes(),
        followups::routes(),
        notices::routes(),
        handovers::routes(),
        users::routes(),
        catalogue::routes(),
        lexicon::routes(),
        voices::routes(),
        prints::routes(),
        calendar::routes(),
        settings::routes(),
        terminals::routes(),
        doctor::routes(),
        open311::routes(),
        workflow::routes(),
        audit::routes(),
        residents::routes(),
        households::routes(),
        moves::routes(),
        grids::routes(),
        buildings::routes(),
        imports::routes(),
        registers::routes(),
        clarity::routes(),
        reports::routes(),
        privacy::routes(),
        figures::routes(),
        statistics::routes(),
        help::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The address's query as a form, for filters.
fn query_form(req: &actix_web::HttpRequest) -> super::web::Form {
    super::web::Form::filled(form_urlencoded::parse(req.query_string().as_bytes()).into_owned())
}

/// Where a list goes on, from the address's `after`; nothing there is the beginning.
fn after(form: &super::web::Form) -> Option<crate::store::Cursor> {
    crate::store::Cursor::parse(form.value("after"))
}
