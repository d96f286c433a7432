//! What needs programs that may not be installed: those that read papers, print them, read aloud, judge units, build a recorder
//! of the disk; and the journeys in a real browser. What cannot run is ignored and says why; `LIANXIN_REQUIRE_ALL=1` makes that a
//! failure. Where a journey needs a program for a part, the whole of it stands here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod aloud;
mod checkup;
mod disk;
#[path = "../e2e/mod.rs"]
mod e2e;
// The other binary uses all of it.
#[allow(dead_code)]
#[path = "../kit/mod.rs"]
mod kit;
mod numbers;
mod owner;
mod papers;
mod printer;
mod privacy;
mod tools;
mod units;

fn main() -> std::process::ExitCode {
    if let Some(dir) = kit::store::child_dir() {
        disk::child(&dir);
        return std::process::ExitCode::SUCCESS;
    }
    tools::run([
        aloud::trials(),
        checkup::trials(),
        disk::trials(),
        numbers::trials(),
        owner::trials(),
        papers::trials(),
        privacy::trials(),
        units::trials(),
        e2e::trials(),
    ])
}
