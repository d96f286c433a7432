//! The notice board (公告栏): what the office tells everybody, shown on the terminal's waiting screen and in the office.
mod commands;
pub mod log;
mod noun;
mod queries;
mod record;
#[cfg(test)]
mod tests;

pub use commands::{Change, Said, edit, forget_old, post, withdraw};
pub use noun::NOUN;
pub use queries::{list, of, on_show};
pub use record::{Announcement, Picture, SHOWN_MOST, Showing};
