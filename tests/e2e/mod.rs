//! Journeys through the real program in a real browser: Chromium, by touch, with axe-core and our own sizes.
//!
//! They need `chromium`, `chromedriver` and axe-core (`LIANXIN_AXE`, or `target/axe`); without them they are
//! ignored with that reason, or fail under `LIANXIN_REQUIRE_ALL=1`. Screenshots of every screen go to `target/e2e`.
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
mod writing;

use libtest_mimic::Trial;

use crate::tools::AXE;

/// What every journey needs.
const BROWSER: [&str; 3] = ["chromium", "chromedriver", AXE];

pub(crate) fn trials() -> Vec<Trial> {
    [
        clerk::trials(),
        live::trials(),
        lobby::trials(),
        registers::trials(),
        resident::trials(),
        seven_steps::trials(),
        terminal::trials(),
        writing::trials(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
