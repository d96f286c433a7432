//! Signing in and out, and the accounts' own life.
mod password;
mod record;

pub use password::{hash_password, verify_password};
pub use record::Session;
