//! A register as a sheet and back. A dry run and the real one resolve by the same function, so that what was shown is what
//! happens; what was exported imports as what is there already.
mod apply;
mod columns;
mod export;
mod plan;
mod resolve;
mod subject;

pub use apply::apply;
pub use columns::{Column, HEADINGS, columns, heading, sheet_name};
pub use export::export;
pub use plan::{Plan, PlanRow, plan};
pub use resolve::Verdict;

/// What a spreadsheet would run as a formula, and the mark itself: such a cell of a CSV file begins with a mark `'`.
pub const MARKED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];
