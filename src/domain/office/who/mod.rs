//! Who serves: people on the office's staff list, their accounts, roles and rights, and the actor of every write.
mod record;
mod rights;

pub use record::{Account, Actor, Staff};
pub use rights::{Right, Role};
