//! Rosters (名册) into the registry: recognise the header, read the rows, group them into households, compare with what is
//! recorded, and apply. A dry run and the real one resolve by the same function, so that what was shown is what happens.
mod apply;
mod draft;
mod header;
mod place;
mod plan;
mod resolve;
mod verdict;

pub use apply::{Noted, apply};
pub use draft::{Draft, NumberCell};
pub use header::{Column, find_header};
pub use plan::{Plan, PlanRow, plan};
pub use verdict::{Group, Options, Verdict};
