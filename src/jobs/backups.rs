//! The chores that keep the data safe: a backup by the hour, thinned by age and carried to the office's own folder, and a
//! check of everything by night.
use std::{path::Path, sync::Arc};

use super::ChoreDef;
use crate::{
    base::{Clock, Failure},
    domain::{TABLES, office::settings::Settings},
    store::{
        Store,
        check::{Report, check},
        engine::{
            DiskEngine, Engine, EngineError,
            backup::{self, Proof},
        },
    },
};

const HOUR: i64 = 3_600;

/// The chores over a data folder: none of backups when `every_hours` is 0.
pub fn backup_chores(engine: &Arc<DiskEngine>, store: &Store, data: &Path, clock: &Clock, every_hours: u32) -> Vec<ChoreDef> {
    let own = data.join("backups");
    let mut chores = Vec::new();
    if every_hours > 0 {
        let (engine, store, clock, own) = (engine.clone(), store.clone(), clock.clone(), own.clone());
        let work = move || {
            let stamp = clock.now().local().datetime();
            let taken = engine.back_up(&own, stamp, Proof::Read, &|_| {}).map_err(failure)?;
            backup::thin_out(&own).map_err(failure)?;
            carry(&store, &taken.path)
        };
        chores.push(ChoreDef { name: "backup", every: HOUR * i64::from(every_hours), nightly: false, work: Box::new(work) });
    }
    let (engine, clock) = (engine.clone(), clock.clone());
    let work = move || check_night(&engine, &own, &clock);
    chores.push(ChoreDef { name: "check", every: 24 * HOUR, nightly: true, work: Box::new(work) });
    chores
}

/// To the folder that the office has set: a USB disk or another machine. One that is not there is a failure, so that the status
/// page shows it; the backup itself is kept.
fn carry(store: &Store, taken: &Path) -> Result<(), Failure> {
    let Some(folder) = Settings::load(store)?.map(|s| s.backup_folder).filter(|f| !f.is_empty()) else { return Ok(()) };
    let folder = Path::new(&folder);
    // A folder that is missing is a disk that is not plugged in: making it would fill the wrong disk.
    if !folder.is_dir() {
        return Err(Failure::refused("chore-backup-folder"));
    }
    if taken.parent() != Some(folder) {
        backup::copy(taken, folder, &|_| {}).map_err(failure)?;
        backup::thin_out(folder).map_err(failure)?;
    }
    Ok(())
}

/// Restores a backup into a scratch folder and checks that: one moment, while the office works.
fn check_night(engine: &DiskEngine, own: &Path, clock: &Clock) -> Result<(), Failure> {
    let files = own.join("blobs");
    let seen = std::cell::RefCell::new(None);
    let inspect = |restored: &dyn Engine| *seen.borrow_mut() = Some(check(restored, TABLES, Some(&files), &|_, _| {}));
    let stamp = clock.now().local().datetime();
    engine.back_up(own, stamp, Proof::Inspect(&inspect), &|_| {}).map_err(failure)?;
    let report: Report = seen.take().ok_or_else(|| Failure::broken("nothing was checked"))?.map_err(failure)?;
    for problem in &report.problems {
        tracing::error!(%problem, "the check found a disagreement");
    }
    if report.is_clean() { Ok(()) } else { Err(Failure::refused("chore-store-damaged")) }
}

/// What the office can act on in its own words; the rest is for the log.
fn failure(e: EngineError) -> Failure {
    match e {
        EngineError::Full => Failure::refused("store-disk-full"),
        EngineError::Damaged(what) => {
            tracing::error!(what, "a backup found damage");
            Failure::refused("chore-store-damaged")
        }
        e => Failure::broken(e),
    }
}
