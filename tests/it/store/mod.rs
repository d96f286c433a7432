//! The store: engines, what survives, rows with their entries and counters.
mod backup;
mod check;
mod conformance;
mod damage;
mod keys;
mod files;
mod kill;
mod layout;
mod limits;
mod powercut;
mod typed;
mod writer;
