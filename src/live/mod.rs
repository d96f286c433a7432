//! What is kept in memory for open pages: the office's live picture, taken once for all who look, and the seats of those who
//! watch. Nothing here is stored, and nothing here knows the web.
mod pulse;
mod seats;
mod watch;

pub use pulse::{Pulse, Scene};
pub use seats::Viewer;
pub use watch::{Told, Watcher};
