//! Forms of the upper levels (一表通): kept once as templates, filled from the registers by query. A figure of a form is a
//! [`Figure`](crate::domain::insight::figures::Figure), so that the rows behind it are as many as it says.
mod asked;
mod cells;
mod check;
mod commands;
mod definition;
mod fill;
mod filled;
mod head;
mod list;
pub mod log;
mod marks;
mod noun;
mod query;
mod record;
mod shipped;
mod sight;
mod subject;

pub use asked::{Asked, Audience};
pub use cells::{Drawn, Link, Words};
pub use check::{Fault, check, read_toml};
pub use commands::{NewReport, REPORTS_MOST, create, exported, replace, retire};
pub use definition::{Column, Line, Note, Rows, Template, Uses};
pub use fill::fill;
pub use filled::{Cell, Filled, HeadCell};
pub use list::ROWS_MOST;
pub use marks::{Holes, holes};
pub use noun::NOUN;
pub use record::{Report, Source};
pub use shipped::{shipped, shipped_text};
pub use subject::LIST_WORDS;

#[cfg(test)]
mod tests;
