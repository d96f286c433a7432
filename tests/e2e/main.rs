//! Journeys through the real program in a real browser: Chromium, by touch, with axe-core and our own sizes.
//!
//! They need `chromium`, `chromedriver` and axe-core (`LIANXIN_AXE`, or `target/axe`); without them they are skipped, or
//! fail under `LIANXIN_REQUIRE_ALL=1`. Screenshots of every screen go to `target/e2e`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod browser;
mod clerk;
mod live;
mod lobby;
mod looks;
mod registers;
mod resident;
mod seven_steps;
mod stage;
mod terminal;
mod writing;
