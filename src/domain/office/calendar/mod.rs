//! The office's calendar: the shipped years, and over them the years that the office typed or imported itself. A change of
//! the calendar moves no item by itself: whoever makes it is shown what would move and decides (`Then`); the decision is
//! kept with the year, and the work that follows from it is done in small groups (`jobs::calendar`).
mod commands;
pub mod log;
mod noun;
mod queries;
mod record;
#[cfg(test)]
mod tests;

pub use commands::{Then, advance, decide, finish};
pub use noun::NOUN;
pub use queries::{Held, applying, changed, decided, held, load, missing_year};
pub use record::{Applying, CalendarYear, Change};
