//! Items (办件): matters that residents bring, from report to verdict, with an append-only, hash-chained history.
mod access;
mod act;
mod attachments;
mod chain;
mod clock;
mod desk;
mod draft;
mod event;
mod number;
mod photo;
mod queries;
pub mod receipt;
mod record;
mod report;
mod reveal;
mod state;
#[cfg(test)]
mod tests;

pub use access::{Scope, grids_of, scope, visible};
pub use act::{Details, act, allowed, track};
pub use attachments::{Attachment, Of, PHOTOS_MOST, attach, keep, photos};
pub use chain::{ChainFault, EVENTS_MOST, check_chain, history};
pub use clock::{Explanation, Ticking, explain, start as start_clock, stop as stop_clock};
pub use desk::{Board, Desk, Share, board_by_category, board_by_line, board_of_grid, desk, due_soon, overdue};
pub use draft::{Draft, discard_draft, open_draft, purge_drafts};
pub use event::Event;
pub use number::{ItemNo, QueryCode};
pub use photo::{PHOTO_BYTES_MOST, Photo, SIDE_MOST};
pub use queries::{DueBy, Filter, Listed, Mark, list};
pub use record::{Answer, Applicant, Clocking, Item, Rating, Source, counters};
pub use report::{Asked, By, New, Proof, report};
pub use reveal::reveal_answer;
pub use state::{Action, RULES, Rule, State, StateTag};
