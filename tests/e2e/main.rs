//! Journeys through the real program in a real browser: Chromium, by touch, with axe-core and our own sizes.
//!
//! They need `chromium`, `chromedriver` and axe-core (`LIANXIN_AXE`, or `target/axe`); without them they are
//! ignored with that reason, or fail under `LIANXIN_REQUIRE_ALL=1`. Screenshots of every screen go to `target/e2e`.
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
mod scanner;
mod seven_steps;
mod stage;
mod terminal;
#[path = "../kit/tools.rs"]
mod tools;
#[path = "../kit/until.rs"]
mod until;
mod writing;

/// What every journey needs.
const BROWSER: [&str; 3] = ["chromium", "chromedriver", tools::AXE];

fn main() -> std::process::ExitCode {
    tools::run([
        clerk::trials(),
        live::trials(),
        lobby::trials(),
        registers::trials(),
        resident::trials(),
        seven_steps::trials(),
        terminal::trials(),
        writing::trials(),
    ])
}
