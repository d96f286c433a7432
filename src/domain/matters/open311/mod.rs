//! Open311 GeoReport v2 (<http://wiki.open311.org/GeoReport_v2>): other civic software files reports here and follows them.
//! They are the same items as everybody else's, written by the same `items::report`.
//!
//! `offer` says which services others may ask for and what of their forms is asked, `report` reads what was sent, `filing`
//! writes it, `follow` tells what anybody may know of an item, `keys` are the keys of other software.
mod filing;
mod follow;
mod keys;
pub mod log;
mod noun;
mod offer;
mod params;
mod record;
mod report;
#[cfg(test)]
mod tests;

pub use filing::{Filed, Filing, REPEAT_SECONDS, file, form_keys};
pub use follow::{PAGE_MOST, REACH_MOST, Shown, Wanted, find, list};
pub use keys::{holder, make_key, note_use, reads_need_key, revoke_key, secret_hash, set_reads};
pub use noun::NOUN;
pub use offer::{Ask, Attribute, attributes, changed, endpoint, offered, reportable};
pub use params::Params;
pub use record::{Access, ApiKey, DAYS_KEPT, MOST_A_DAY};
pub use report::{Report, read};
