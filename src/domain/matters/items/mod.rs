//! Items (办件): matters that residents bring, from report to verdict, with an append-only, hash-chained history.
mod access;
mod act;
mod age;
mod aspects;
mod attachments;
mod desk;
mod draft;
mod figures;
mod filing;
mod guards;
mod link;
mod live;
mod noun;
mod permit;
mod personal;
mod photo;
mod queries;
pub mod receipt;
mod report;
mod reveal;
mod row;
mod said;
mod secrecy;
mod step;
#[cfg(test)]
mod tests;
mod ticket;
mod timeline;
mod words;
mod worklists;

pub use access::has_handled;
pub use act::{act, recalculate, track};
pub use age::{Age, Ages};
pub use aspects::alarm::{alarm_due, reset as reset_alarms, ring, wake};
pub use aspects::chain::{ChainFault, EVENTS_MOST, check_chain, history};
pub use aspects::clock::{Explanation, Ticking, explain, redue};
pub use aspects::custody::carried;
pub use aspects::deed::{Deed, Rules};
pub use aspects::follow::{follow_ups, to_follow};
pub use aspects::help::helps;
pub use aspects::joint::{LEVELS, chairs, conferences};
pub use aspects::notice::{forget_notices, has_unseen, notices, see, unseen};
pub use aspects::supervision::supervisions;
pub use attachments::{Of, PHOTOS_MOST, attach, keep, photos};
pub use desk::{Board, Desk, Share, board_by_category, board_by_line, board_of_grid, desk, due_soon, overdue};
pub use draft::{discard_draft, move_drafts, open_draft, purge_drafts};
pub use figures::{CLOSED, REPORTED};
pub use filing::{Filled, Known};
pub use guards::idle;
pub use link::{Likeness, duplicates, linked};
pub use live::{ByAge, Daily, Group, Live, Red, live, moves, reds_in};
pub use noun::NOUN;
pub use permit::{allowed, can, entitled, withheld};
pub use photo::{PHOTO_BYTES_MOST, Photo, SIDE_MOST};
pub use queries::{DueBy, Filter, Listed, Mark, list, of_household};
pub use report::report;
pub use reveal::reveal_answer;
pub use row::{
    Applicant, Attachment, Clocking, Conference, Custody, Draft, Event, FOLLOWED, FollowUp, Help, Item, Link, Notice, Opinion,
    Passed, Stood, Supervised, Supervision, UNSEEN, Why, counters,
};
pub use said::{Asked, By, Details, New, Proof, Shown};
pub use secrecy::{AtTerminal, at_terminal, of_terminal, public_title, secrecy};
pub use step::{begin, replay};
pub use ticket::{TICKET_SECONDS, Ticket};
pub use words::{
    Action, Choice, Colour, CustodyStep, Field, Guard, ItemNo, Manner, Note, QueryCode, RULES, Rating, Rule, Source, State,
    StateTag, To, Way, Who, Worked, log,
};
pub use worklists::{Coming, Ordered, coming_follow, follow_list, orders};
