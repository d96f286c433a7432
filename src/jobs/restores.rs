//! A restore that the office asks for on its site. The wish is left in the data folder, the program ends and begins again, and
//! carries it out before it opens the folder: until the new data takes its place, in one step, everything is as it was.
//!
//! Cut off at any moment it begins anew, a few times at most. What came of it is written down by the life that follows, once.
use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::drills::outcome_of;
use crate::{
    app::App,
    base::{Clock, Failure, Id, Stamp},
    domain::{
        TABLES,
        office::{
            accounts,
            recoveries::{self, Kind, Outcome, Recovery},
            who::Actor,
        },
    },
    store::{
        Keeper,
        keeper::{self, EngineError, Held, Opening, Proof, Rehearsed},
    },
};

const NAME: &str = "restore.json";
/// How often one is begun that does not come to its end.
const TRIES_MOST: u8 = 3;
/// Far more than an office has.
const SESSIONS_MOST: usize = 5_000;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The backup.
    pub file: PathBuf,
    /// The sign-in name of who asked.
    pub login: String,
    /// When, in milliseconds since 1970 (UTC).
    pub asked: i64,
    /// How often it was begun.
    tries: u8,
    /// What came of it.
    done: Option<Done>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Done {
    outcome: Outcome,
    /// When the backup was taken, and when the restore had ended.
    taken: i64,
    ended: i64,
    rows: u64,
    files: u64,
    problems: u64,
}

impl Wish {
    /// The wish for a backup.
    pub fn of(file: PathBuf, login: String, asked: Stamp) -> Self {
        Wish { file, login, asked: asked.0, tries: 0, done: None }
    }
    /// Leaves it in a data folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn leave(&self, data: &Path) -> io::Result<()> {
        keeper::write_whole(&data.join(NAME), &serde_json::to_vec(self)?)
    }
    /// What was left in a data folder. One that cannot be read is none: it is written whole, so nobody wished it.
    fn left(data: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(data.join(NAME)).ok()?).ok()
    }
}

/// Carries out what was left in the data folder, which nobody has open; says `begins` first. Nothing is changed by a restore
/// that cannot be done: the office goes on with what it has.
pub fn carry_out(data: &Path, how: &Opening, clock: &Clock, begins: impl FnOnce(&Path)) {
    // Whoever has the folder open carries it out when they begin again.
    let Some(wish) = Wish::left(data).filter(|wish| wish.done.is_none() && !keeper::is_open(data)) else { return };
    begins(&wish.file);
    let begun = Wish { tries: wish.tries.saturating_add(1), ..wish };
    let done = match begun.leave(data) {
        Err(error) => Err(error.into()),
        Ok(()) if begun.tries > TRIES_MOST => Err(EngineError::Io(io::Error::other("it was begun too often"))),
        Ok(()) => restore(&begun.file, data, how, clock.now()),
    };
    let rehearsed = done.as_ref().ok();
    let outcome = match &done {
        Ok(Rehearsed { report, .. }) if report.is_clean() => Outcome::Sound,
        Ok(Rehearsed { report, .. }) if report.rows_agree() => Outcome::FilesLost,
        Ok(_) => Outcome::Unsound,
        Err(e) => outcome_of(e),
    };
    match &done {
        Err(error) => tracing::error!(%error, "the restore that was asked for could not be done"),
        Ok(_) => tracing::warn!(file = %begun.file.display(), outcome = outcome.key(), "a backup was restored"),
    }
    let done = Done {
        outcome,
        taken: Held::read(&begun.file).and_then(|held| held.at()).map_or(0, |at| at.0),
        ended: clock.now().0,
        rows: rehearsed.map_or(0, |r| r.report.rows),
        files: rehearsed.map_or(0, |r| r.report.files),
        problems: rehearsed.map_or(0, |r| r.report.total),
    };
    if let Err(error) = (Wish { done: Some(done), ..begun }).leave(data) {
        tracing::error!(%error, "what came of the restore could not be left in the data folder");
    }
}

/// Tries the backup beside the data, as this program will open it; backs the present data up; then the one takes the other's
/// place. A backup whose rows do not agree is not restored.
fn restore(file: &Path, data: &Path, how: &Opening, at: Stamp) -> Result<Rehearsed, EngineError> {
    let rehearsed = keeper::rehearse(file, data, TABLES, &|_| {})?;
    if !rehearsed.report.rows_agree() {
        return Ok(rehearsed);
    }
    let (keeper, _) = Keeper::open(data, TABLES, how)?;
    keeper.back_up(&keeper::own_folder(data), at, Proof::Read, &|_| {})?;
    keeper.close();
    keeper::restore(file, data, how, &|_| {})?;
    Ok(rehearsed)
}

/// Writes down what came of a restore, in the life that follows it, and forgets the wish.
///
/// # Errors
/// When the store cannot be written, or the wish not be removed.
pub fn settle(app: &App) -> Result<(), Failure> {
    let Some(Wish { file, login, asked, done: Some(done), .. }) = Wish::left(&app.data) else { return Ok(()) };
    let recovery = Recovery {
        id: Id::new(0),
        kind: Kind::Restore,
        backup: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        taken: Stamp(done.taken),
        by: Actor::System,
        login,
        begun: Stamp(asked),
        ended: Stamp(done.ended),
        outcome: done.outcome,
        rows: done.rows,
        files: done.files,
        problems: done.problems,
    };
    let replaced = matches!(done.outcome, Outcome::Sound | Outcome::FilesLost);
    app.store.write_wait(move |tx| {
        if recoveries::record(tx, recovery)? && replaced {
            // Who was signed in when the backup was taken is not so now; the page before the restore says so.
            accounts::forget_idle(tx, Stamp(i64::MAX), SESSIONS_MOST)?;
        }
        Ok(())
    })?;
    keeper::remove_if_there(&app.data.join(NAME)).map_err(Failure::broken)
}
