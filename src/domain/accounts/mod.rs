//! Signing in and out, and the accounts' own life.
mod record;

pub use record::Session;
