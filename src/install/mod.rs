//! A machine that looks after itself: the files that make a computer the office's server and its lobby terminal, what stood
//! in their places before, and the way back. The plan is pure; `Root` is the only thing that touches the disk.
//!
//! Paths are those of Debian 12 and 13 and of systems built on them (Ubuntu without snaps; 统信 UOS and 银河麒麟 have the same
//! folders for systemd, udev and PAM, but ship another browser: Chromium must be installed there).
mod back;
mod manifest;
mod plan;
mod put;
mod root;

pub use back::{Back, decide_back, uninstall};
pub use manifest::{Before, Entry, Manifest};
pub use plan::{Ask, Kind, Piece, Screen, checked_data, origin, plan};
pub use put::{Deed, decide, install};
pub use root::{Found, Root};

/// Where the installation remembers what it did.
pub const STATE: &str = "/var/lib/lianxin-install";
/// The settings of an installed machine.
pub const SETTINGS: &str = "/etc/lianxin/lianxin.toml";
/// The program of an installed machine.
pub const PROGRAM: &str = "/usr/local/bin/lianxin";
/// The data folder of an installed machine, unless another is asked for.
pub const DATA: &str = "/var/lib/lianxin";
/// Units in the order in which they are begun; the last one is the terminal's.
pub const UNITS: [&str; 3] = ["lianxin.service", "lianxin-backup.timer", "lianxin-kiosk.service"];
