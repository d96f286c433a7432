//! One integration binary: a folder per wing of the house, a file per journey; what they share stands in `tests/kit`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr
)]

#[path = "../kit/mod.rs"]
mod kit;

mod foreign;
mod house;
mod insight;
mod layers;
mod lobby;
mod matters;
mod office;
mod registry;
mod sources;
mod store;
