//! Items (办件): matters that residents bring, from report to verdict, with an append-only, hash-chained history.
mod access;
mod act;
mod action;
mod age;
mod alarm;
mod attachments;
mod chain;
mod clock;
mod custody;
mod desk;
mod draft;
mod event;
mod follow;
mod help;
mod joint;
mod link;
mod live;
mod notice;
mod number;
mod permit;
mod photo;
mod queries;
pub mod receipt;
mod record;
mod report;
mod reveal;
mod rules;
mod state;
mod supervision;
#[cfg(test)]
mod tests;
mod upgrade;
mod vocabulary;
mod worklists;

pub use access::{Scope, grids_of, has_handled, scope, visible};
pub use act::{Details, act, recalculate, track};
pub use action::Action;
pub use age::{Age, Ages};
pub use alarm::{alarm_due, reset as reset_alarms, ring, wake};
pub use attachments::{Attachment, Of, PHOTOS_MOST, attach, keep, photos};
pub use chain::{ChainFault, EVENTS_MOST, check_chain, history};
pub use clock::{
    Clocking, Explanation, Rules, Stood, Ticking, Why, explain, follow_up_day, redue, resume as resume_clock,
    stand as stop_clock, start as start_clock,
};
pub use custody::{Custody, Passed, carried};
pub use desk::{Board, Desk, Share, board_by_category, board_by_line, board_of_grid, desk, due_soon, overdue};
pub use draft::{Draft, discard_draft, open_draft, purge_drafts};
pub use event::Event;
pub use follow::{FOLLOWED, FollowUp, follow_ups, to_follow};
pub use help::{Help, helps};
pub use joint::{Conference, LEVELS, Opinion, chairs, conferences};
pub use link::{Likeness, Link, duplicates, linked};
pub use live::{ByAge, Daily, Group, Live, Red, live, moves, reds_in};
pub use notice::{Notice, UNSEEN, forget_notices, has_unseen, notices, see, unseen};
pub use number::{ItemNo, QueryCode};
pub use permit::{allowed, entitled, withheld};
pub use photo::{PHOTO_BYTES_MOST, Photo, SIDE_MOST};
pub use queries::{DueBy, Filter, Listed, Mark, list};
pub use record::{Answer, Applicant, Item, counters};
pub use report::{Asked, By, New, Proof, report};
pub use reveal::reveal_answer;
pub use rules::{Field, Guard, RULES, Rule, To, Who};
pub use state::{State, StateTag};
pub use supervision::{Supervised, Supervision, supervisions};
pub use vocabulary::{Colour, CustodyStep, Rating, Source, Way};
pub use worklists::{Coming, Ordered, coming_follow, follow_list, orders};
