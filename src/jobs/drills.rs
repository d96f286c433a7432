//! Drills: once a month by itself, and when the office asks, the latest backup is restored beside the data. A backup that was
//! never restored is a hope.
use std::path::{Path, PathBuf};

use crate::{
    app::App,
    base::{Failure, Id, Stamp},
    domain::{
        TABLES,
        office::{
            recoveries::{self, Kind, Outcome, Recovery},
            who::Actor,
        },
    },
    store::keeper::{self, EngineError, Held, Rehearsed},
};

/// Seconds between two by itself.
pub const EVERY: i64 = 30 * 86_400;

/// The monthly one, of the newest of the folder's own backups.
///
/// # Errors
/// Refused while there is no backup; when the store cannot be written.
pub fn monthly(app: &App) -> Result<(), Failure> {
    let newest = keeper::latest(&keeper::own_folder(&app.data), app.clock.now());
    let newest = newest.ok_or(Failure::refused("chore-no-backup"))?;
    drill(app, &newest, Actor::System).map(drop)
}

/// Begins one on a thread of its own.
///
/// # Errors
/// `Busy` while another goes on; when no thread can be started.
pub fn begin(app: &App, file: PathBuf, by: Actor) -> Result<(), Failure> {
    if app.drill.goes_on() {
        return Err(Failure::Busy);
    }
    let app = app.clone();
    let work = move || {
        if let Err(e) = drill(&app, &file, by) {
            tracing::error!(%e, "a drill could not be done");
        }
    };
    std::thread::Builder::new().name("drill".into()).spawn(work).map(drop).map_err(Failure::broken)
}

/// Restores a backup beside the data and writes down what was found.
///
/// # Errors
/// `Busy` while another goes on; when the store cannot be written.
pub fn drill(app: &App, file: &Path, by: Actor) -> Result<Recovery, Failure> {
    let _place = app.drill.enter().ok_or(Failure::Busy)?;
    let begun = app.clock.now();
    let rehearsed = keeper::rehearse(file, &app.data, TABLES, &|_| {});
    if let Err(e) = &rehearsed {
        tracing::error!(error = %e, file = %file.display(), "a drill did not restore the backup");
    }
    let found = found(&rehearsed);
    let recovery = Recovery {
        id: Id::new(0),
        kind: Kind::Drill,
        backup: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        taken: Held::read(file).and_then(|held| held.at()).unwrap_or(Stamp(0)),
        by,
        login: String::new(),
        begun,
        ended: app.clock.now(),
        outcome: found.0,
        rows: found.1,
        files: found.2,
        problems: found.3,
    };
    let row = recovery.clone();
    app.store.write_wait(move |tx| recoveries::record(tx, row.clone()))?;
    Ok(recovery)
}

/// Outcome, rows, files, problems.
fn found(rehearsed: &Result<Rehearsed, EngineError>) -> (Outcome, u64, u64, u64) {
    match rehearsed {
        Ok(Rehearsed { report, manifest }) => {
            let outcome = match report {
                report if report.is_clean() && manifest.lost == 0 => Outcome::Sound,
                report if report.rows_agree() => Outcome::FilesLost,
                _ => Outcome::Unsound,
            };
            (outcome, report.rows, report.files, report.total.max(manifest.lost))
        }
        Err(e) => (outcome_of(e), 0, 0, 0),
    }
}

/// In the words of the list.
pub(super) fn outcome_of(e: &EngineError) -> Outcome {
    match e {
        EngineError::Full => Outcome::Full,
        EngineError::Damaged(_) | EngineError::Newer { .. } => Outcome::Damaged,
        EngineError::Key { .. } => Outcome::Keys,
        _ => Outcome::Failed,
    }
}
