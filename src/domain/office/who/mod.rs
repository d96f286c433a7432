//! Who serves: people on the office's staff list, their accounts, roles and rights, and the actor of every write.
pub mod log;
mod noun;
mod record;

pub use crate::domain::reader::{Right, Role};
pub use noun::NOUN;
pub use record::{Account, Actor, Shape, Shaped, Staff};
