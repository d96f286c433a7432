//! 四清 (家庭情况清、人员类别清、公共设施清、隐患矛盾清): what is missing or out of date in what the office knows, household by
//! household and grid by grid. The checks are pure functions of the rows; what came of them is kept beside each household,
//! counted, and brought up to date by marks that stand in the same writes as the changes.
mod checks;
mod facts;
mod family;
mod house;
mod keep;
mod noun;
mod persons;
mod places;
mod queries;
mod record;
mod seen;
mod sight;
#[cfg(test)]
mod tests;

pub use checks::{CHECKS, Check, Finding, Four, Look, household, place};
pub use facts::Facts;
pub use keep::{complete, reconcile, settle_some};
pub use noun::NOUN;
pub use queries::{Tally, findings, gaps, of_grid, of_household, to_do};
pub use record::{CheckResult, STANDINGS, STATES, Unit};
pub use seen::{Mend, Seen, State};
