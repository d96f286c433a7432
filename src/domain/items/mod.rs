//! Items (办件): matters that residents bring, from report to verdict, with an append-only, hash-chained history.
mod attachments;
mod draft;
mod event;
mod number;
mod record;
mod state;

pub use attachments::Attachment;
pub use draft::Draft;
pub use event::Event;
pub use number::{ItemNo, QueryCode};
pub use record::{Answer, Applicant, Clocking, Item, Rating, Source, counters};
pub use state::{Action, RULES, Rule, State, StateTag};
