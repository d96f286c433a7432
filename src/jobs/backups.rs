//! The chores that keep the data safe: a backup by the hour, thinned by age and carried to the office's own folder, and a
//! check of everything by night.
use std::path::Path;

use super::ChoreDef;
use crate::{
    base::{Clock, Failure, Stamp},
    domain::office::settings::Settings,
    store::{
        Keeper, Store,
        keeper::{self, EngineError, Proof},
    },
};

const HOUR: i64 = 3_600;

/// The chores over a data folder: none of backups when `every_hours` is 0.
pub fn backup_chores(keeper: &Keeper, store: &Store, data: &Path, clock: &Clock, every_hours: u32) -> Vec<ChoreDef> {
    let own = keeper::own_folder(data);
    let mut chores = Vec::new();
    if every_hours > 0 {
        let every = HOUR * i64::from(every_hours);
        let (keeper, times, folder) = (keeper.clone(), clock.clone(), own.clone());
        let work = move || {
            keeper.back_up(&folder, times.now(), Proof::Read, &|_| {}).map_err(failure)?;
            keeper::thin_out(&folder, times.now()).map_err(failure).map(drop)
        };
        chores.push(ChoreDef { name: "backup", every, nightly: false, work: Box::new(work) });
        let (store, clock, folder) = (store.clone(), clock.clone(), own.clone());
        let work = move || carry(&store, &folder, clock.now());
        chores.push(ChoreDef { name: "second", every, nightly: false, work: Box::new(work) });
    }
    let (keeper, clock) = (keeper.clone(), clock.clone());
    let work = move || check_night(&keeper, &own, &clock);
    chores.push(ChoreDef { name: "check", every: 24 * HOUR, nightly: true, work: Box::new(work) });
    chores
}

/// Carries the latest backup to the folder that the office has set: a USB disk or another machine. A turn of its own, so that a
/// disk that is not plugged in is said as that, and the backup itself is not taken again and again for it.
fn carry(store: &Store, own: &Path, now: Stamp) -> Result<(), Failure> {
    let Some(folder) = Settings::load(store)?.map(|s| s.backup_folder).filter(|f| !f.is_empty()) else { return Ok(()) };
    let folder = Path::new(&folder);
    // A folder that is missing is a disk that is not plugged in: making it would fill the wrong disk.
    if !folder.is_dir() {
        return Err(Failure::refused("chore-backup-folder"));
    }
    let Some(latest) = keeper::latest(own, now).filter(|latest| latest.parent() != Some(folder)) else { return Ok(()) };
    let carried = latest.file_name().is_some_and(|name| folder.join(name).exists());
    if !carried {
        keeper::copy(&latest, folder, &|_| {}).map_err(failure)?;
        keeper::thin_out(folder, now).map_err(failure)?;
    }
    Ok(())
}

/// Restores a backup into a scratch folder and checks that: one moment, while the office works.
fn check_night(keeper: &Keeper, own: &Path, clock: &Clock) -> Result<(), Failure> {
    let report = keeper.check_apart(own, clock.now()).map_err(failure)?;
    for problem in &report.problems {
        tracing::error!(%problem, "the check found a disagreement");
    }
    match report {
        _ if report.is_clean() => Ok(()),
        _ if report.rows_agree() => Err(Failure::refused("chore-files-lost")),
        _ => Err(Failure::refused("chore-store-damaged")),
    }
}

/// Damage is for the office to act on too; the rest is said as everywhere.
fn failure(e: EngineError) -> Failure {
    match e {
        EngineError::Damaged(what) => {
            tracing::error!(what, "a backup found damage");
            Failure::refused("chore-store-damaged")
        }
        EngineError::Key { name, fault, .. } => {
            tracing::error!(name, %fault, "a backup found a key file that is not the right one");
            Failure::refused("chore-keys")
        }
        e => e.said(),
    }
}
