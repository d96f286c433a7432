//! Moves (户变动): a household splits, merges, moves out, a head dies. Everything that changes who belongs to a household
//! or who is its head is one append-only row in the same write; the rows of a household, folded, say who lived there at
//! any step. `people` does, `moves` does and records.
mod commands;
mod depart;
pub mod log;
mod noun;
mod personal;
mod queries;
mod record;
mod recorder;
mod relations;
mod split;
mod timeline;
mod words;

pub use commands::{add_member, create_household, edit_household, edit_member, move_member, succeed, take_back};
pub use depart::{DEATHS, Departure, MOVES_OUT, Why, depart};
pub use noun::NOUN;
pub use queries::{Fold, after, history, last_standing, latest};
pub use record::{Deed, HouseholdChange, Membership, Side, Step};
pub use recorder::catch_up;
pub use split::{Merge, Split, merge, split};
pub use words::{change_sentence, change_words};

#[cfg(test)]
mod tests;
