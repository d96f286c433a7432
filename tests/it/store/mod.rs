//! The store: engines, what survives, rows with their entries and counters.
mod backup;
mod check;
mod conformance;
mod damage;
mod earlier;
mod files;
mod histories;
mod keyfiles;
mod keys;
mod kill;
mod layout;
mod limits;
mod rows;
mod sample;
mod typed;
mod words;
mod writer;
