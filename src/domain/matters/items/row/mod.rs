//! The rows: an item's own with its parts, indexes and counters, and those that stand beside it. No row knows what is done.
mod attachment;
mod conference;
pub mod counters;
mod custody;
mod draft;
mod event;
mod followup;
mod help;
mod indexes;
mod item;
mod notice;
mod parts;
mod supervision;
mod table;
pub(super) mod upgrade;

pub use attachment::Attachment;
pub use custody::{Custody, Passed};
pub use draft::Draft;
pub use event::Event;
pub use followup::{FOLLOWED, FollowUp};
pub use help::Help;
pub use item::{Conference, Item, Link, Opinion, Supervised, Supervision};
pub use notice::{Notice, UNSEEN};
pub(super) use parts::Alarmed;
pub use parts::{Applicant, Clocking, Stood, Why};
