//! What is kept in memory for open pages: the office's live picture, taken once for all who look, the seats of those who
//! watch, and the shelf of files between their dry run and the real one. Nothing here is stored, and nothing here knows the web.
mod pulse;
mod seats;
mod shelf;
mod watch;

pub use pulse::{Pulse, Scene};
pub use seats::Viewer;
pub use shelf::{Looked, Progress, Shelf};
pub use watch::{Told, Watcher};
