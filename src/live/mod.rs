//! What is kept in memory for open pages: the office's live picture, taken once for all who look, the seats of those who
//! watch, the shelf of files between their dry run and the real one, and the places of slow work. Nothing here is stored,
//! and nothing here knows the web.
mod pulse;
mod seats;
mod shelf;
mod slots;
mod watch;

pub use pulse::{Pulse, Scene};
pub use seats::Viewer;
pub use shelf::{Looked, Progress, Shelf};
pub use slots::{Place, Slots};
pub use watch::{Told, Watcher};
