//! What is kept in memory for open pages: the office's live picture, taken once for all who look, the seats of those who
//! watch, the shelf of files between their dry run and the real one, the places of slow work, and the addresses of the office.
//! Nothing here is stored, and nothing here knows the web.
mod again;
mod alone;
mod places;
mod pulse;
mod seats;
mod shelf;
mod slots;
mod watch;

pub use again::Again;
pub use alone::{Alone, Turn};
pub use places::Workplaces;
pub use pulse::{Pulse, Scene};
pub use seats::Viewer;
pub use shelf::{Looked, Progress, Shelf};
pub use slots::{Place, Slots};
pub use watch::{Told, Watcher};
