//! What the faces of the staff share, the office site and the field pages: who is signed in and may do what, names,
//! fields, notes of looks, paper, lists by pages, files that are looked through. No page of its own and no address.
mod fields;
mod guard;
mod looks;
mod names;
pub mod needs;
mod pager;
mod papers;
mod session;
mod slow;
mod uploads;

pub use fields::{age, choice, codes, fact, grid_options, line};
pub use guard::{Arriving, Asks, May, Need, SignedIn, Watch};
pub use looks::{note_daily, note_household, note_resident};
pub use names::{Names, roles};
pub use pager::{after, next_page, query_form};
pub use papers::{count_paper, purpose};
pub use session::{known_cookie, knows, new_password, open_session, session_cookie};
pub use slow::{hashing, slowly};
pub use uploads::{apply_once, following, look_through, looked};
