//! What is said to the house about an item: by whom, what is filed, what comes with an action.
mod bounds;
mod by;
mod details;
mod new;

pub(super) use bounds::bounded;
pub use by::{By, Proof, Shown};
pub use details::Details;
pub use new::{Asked, New};
