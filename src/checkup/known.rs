//! What the server leaves beside its store, so that a check-up can be made while the store is locked or will not open.
use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::base::{Clock, Stamp};

const NAME: &str = "machine.json";
/// Milliseconds within which the time left is not renewed: ten minutes.
const STEP: i64 = 600_000;

/// What the last check of everything found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Damage {
    /// There was none yet.
    #[default]
    Unknown,
    /// All agreed.
    None,
    /// Photos or files are missing or damaged; the rows agree.
    Files,
    /// Rows, entries and counters do not agree.
    Rows,
}

/// How the last drill of a backup went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drill {
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// All of it came out of the backup, and agreed.
    pub sound: bool,
}

/// Addresses, a time and how the last turns went, nothing personal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// IPP address of the A4 printer.
    pub printer: String,
    /// Address of the receipt printer.
    pub receipt_printer: String,
    /// The second folder of backups.
    pub backup_folder: String,
    /// The host that QR codes name.
    pub public_host: String,
    /// When the server last lived, in milliseconds since 1970 (UTC), to ten minutes.
    pub last: i64,
    /// Milliseconds that the computer's clock was ahead then and not believed; 0 when it was.
    pub ahead: i64,
    /// The last turn of the backup failed.
    pub backup_failed: bool,
    /// The latest backup could not be carried to the second folder.
    pub second_failed: bool,
    /// What the last check found.
    pub damage: Damage,
    /// The last drill, if there was one.
    pub drill: Option<Drill>,
}

impl Known {
    /// What was left in a data folder.
    #[must_use]
    pub fn read(data: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(data.join(NAME)).ok()?).ok()
    }
    /// Tells a clock when the server last lived.
    pub fn remind(&self, clock: &Clock) {
        if self.last > 0 {
            clock.recall(Stamp(self.last), self.ahead);
        }
    }
}

/// Leaves what is known in a data folder, if it is not there yet.
///
/// # Errors
/// When it cannot be written.
pub fn remember(data: &Path, known: &Known) -> io::Result<()> {
    let known = Known { last: known.last - known.last.rem_euclid(STEP), ..known.clone() };
    if Known::read(data).as_ref() == Some(&known) {
        return Ok(());
    }
    let new = data.join("machine.json.tmp");
    fs::write(&new, serde_json::to_vec(&known)?)?;
    fs::rename(new, data.join(NAME))
}
