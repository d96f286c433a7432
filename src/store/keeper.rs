//! Keeping the data of an office safe: its folder is opened, backed up, restored, carried elsewhere and looked through, by
//! names of what is done. Behind this nobody knows which engine does it.
use std::{
    cell::RefCell,
    io::{BufRead, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use super::{
    Store, TableDef,
    blobs::Blobs,
    check::{self, Problem, Report},
    engine::{
        DiskEngine, DiskOptions, Engine, History,
        backup::{self, blob_error},
        history_of,
    },
    keyfiles,
    layout::{self, LayoutError, Upgraded},
    transfer::{self, Exported, TransferError},
};
use crate::base::{Failure, Keys, Stamp, office_zone};

pub(crate) use super::engine::files::{remove_if_there, write_whole};
pub use super::rehearse::{Rehearsed, rehearse};

pub use super::engine::{
    Doubt, EngineError, KeyFault, RESERVE, Recovered,
    backup::{Manifest, Progress, Restored, Step, Taken, copy, list},
};

/// How a data folder is opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Megabytes of memory for pages of the store; at least 16 are taken.
    pub cache_mb: u64,
    /// Makes the store again from the latest backup and the journal although it opens.
    pub rebuild: bool,
    /// Syncs nothing: for a load that is thrown away if it fails.
    pub unsynced: bool,
    /// Folders with backups, besides the data folder's own, from which what is damaged or lost may be made again.
    pub backups: Vec<PathBuf>,
}

impl Opening {
    /// As it is opened every day.
    pub fn with_cache(cache_mb: u64) -> Self {
        Opening { cache_mb, ..Opening::default() }
    }
    fn options(&self) -> DiskOptions {
        let (cache, backups) = (self.cache_mb.max(16) << 20, self.backups.clone());
        DiskOptions { cache, backups, rebuild: self.rebuild, sync: !self.unsynced, ..DiskOptions::default() }
    }
}

/// How a backup proves that it is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is read back whole.
    Read,
    /// It is also restored into a scratch folder.
    Restored,
}

/// Keeps the data of an open folder. Cheap to clone; the folder is closed when the last one and the store are gone.
#[derive(Clone)]
pub struct Keeper {
    engine: Arc<DiskEngine>,
    tables: &'static [TableDef],
}

impl Keeper {
    /// Opens a data folder, making it when it is absent. Also says what had to be recovered.
    ///
    /// # Errors
    /// When another process has it, a later program wrote it, or it is damaged beyond its backups.
    pub fn open(data: &Path, tables: &'static [TableDef], how: &Opening) -> Result<(Self, Vec<Recovered>), EngineError> {
        let (engine, recovered) = DiskEngine::open(data, how.options())?;
        Ok((Keeper::over(Arc::new(engine), tables), recovered))
    }
    /// Of a folder that is open already.
    pub fn over(engine: Arc<DiskEngine>, tables: &'static [TableDef]) -> Self {
        Keeper { engine, tables }
    }
    /// The store of the folder: one per process.
    ///
    /// # Errors
    /// When its writer cannot be started.
    pub fn store(&self) -> Result<Store, Failure> {
        Store::new(self.engine.clone(), self.tables)
    }
    /// Brings what an earlier program wrote up to this one, before there is a [`store`](Self::store); `None` when it is.
    /// `progress` hears the rows done and how many there are.
    ///
    /// # Errors
    /// When a row cannot be read: nothing is changed then.
    pub fn upgrade(&self, progress: &dyn Fn(layout::Step, u64, u64)) -> Result<Option<Upgraded>, LayoutError> {
        layout::upgrade(&*self.engine, self.tables, progress)
    }
    /// Looks whether everything in the folder agrees, while nothing is written. `progress` hears the table and the rows seen.
    ///
    /// # Errors
    /// What stops the walk; damage is a problem in the report.
    pub fn check(&self, progress: &dyn Fn(&'static str, u64)) -> Result<Report, EngineError> {
        let data = self.engine.data();
        let files = self.files(data)?;
        let mut report = check::check(&*self.engine, self.tables, Some(&files), progress)?;
        for (name, fault) in keyfiles::faults(&*self.engine, &data.join("keys"))? {
            report.found(Problem::Key { name, fault });
        }
        Ok(report)
    }
    /// The office's keys: made in a new folder, and compared with what the store knows of them in every other. Before there is
    /// a [`store`](Self::store).
    ///
    /// # Errors
    /// [`EngineError::Key`] when one is missing or another than the data was sealed with.
    pub fn keys(&self) -> Result<Keys, EngineError> {
        let data = self.engine.data();
        keyfiles::open(&*self.engine, &data.join("keys"), &self.folders())
    }
    /// Puts the keys that are missing or wrong back from a backup, if it has the right ones. Returns their names.
    ///
    /// # Errors
    /// [`EngineError::Key`] when the backup does not have them either; nothing is changed for such a key.
    pub fn fetch_keys(&self, from: &Path) -> Result<Vec<&'static str>, EngineError> {
        keyfiles::fetch(&*self.engine, self.engine.data(), from)
    }
    /// The same while the office works: a backup is taken into the folder `dest`, restored, and what comes out is looked at.
    ///
    /// # Errors
    /// When the backup fails.
    pub fn check_apart(&self, dest: &Path, at: Stamp) -> Result<Report, EngineError> {
        let files = Blobs::open(&dest.join("blobs"), u64::MAX).map_err(blob_error)?;
        let seen = RefCell::new(None);
        let inspect = |restored: &dyn Engine| {
            *seen.borrow_mut() = Some(check::check(restored, self.tables, Some(&files), &|_, _| {}));
        };
        self.take(dest, at, backup::Proof::Inspect(&inspect), &|_| {})?;
        seen.take().unwrap_or_else(|| Err(EngineError::Damaged("the backup was not looked at".into())))
    }
    /// Takes a backup into the folder `dest` while the office works. One that fails leaves no file.
    ///
    /// # Errors
    /// When the disk is full or fails, or the backup is not what it should be.
    pub fn back_up(&self, dest: &Path, at: Stamp, proof: Proof, progress: &dyn Fn(Progress)) -> Result<Taken, EngineError> {
        let proof = match proof {
            Proof::Read => backup::Proof::Read,
            Proof::Restored => backup::Proof::Restore,
        };
        self.take(dest, at, proof, progress)
    }
    fn take(&self, dest: &Path, at: Stamp, proof: backup::Proof<'_>, progress: &dyn Fn(Progress)) -> Result<Taken, EngineError> {
        // A backup with a wrong key would in time take the place of those that have the right one.
        let data = self.engine.data();
        keyfiles::require_known(&*self.engine, &data.join("keys"), &self.folders())?;
        self.fetch_lost(data)?;
        self.engine.back_up(dest, at.local().datetime(), proof, progress)
    }
    /// The files of the folder, with those of its backups behind them.
    fn files(&self, data: &Path) -> Result<Blobs, EngineError> {
        let files = Blobs::open(&data.join("blobs"), u64::MAX).map_err(blob_error)?;
        Ok(files.with_others(self.folders().iter().map(|folder| folder.join("blobs")).collect()))
    }
    /// Where backups may lie: the folder's own, and those that it was opened with.
    pub fn folders(&self) -> Vec<PathBuf> {
        std::iter::once(own_folder(self.engine.data())).chain(self.engine.backups().iter().cloned()).collect()
    }
    /// Puts files back that rows name and that are gone, from a backup that has them. Those that none has are told to the log.
    fn fetch_lost(&self, data: &Path) -> Result<(), EngineError> {
        let files = self.files(data)?;
        for file in check::named_files(&*self.engine)? {
            if !files.is_there(file) && !matches!(files.get(file), Ok(Some(_))) {
                tracing::error!(%file, "a file that a row names is missing");
            }
        }
        Ok(())
    }
    /// Writes everything to `out`, while nothing is written to the store. `progress` hears the lines.
    ///
    /// # Errors
    /// When a row cannot be read or `out` not be written.
    pub fn export(&self, out: &mut dyn Write, progress: &dyn Fn(u64)) -> Result<Exported, TransferError> {
        let data = self.engine.data();
        transfer::export(&*self.engine, self.tables, data, &self.files(data)?, out, progress)
    }
    /// What was made good since the folder was opened, because a read had met damage; waits while that goes on. None when
    /// nothing was, or nothing could be.
    pub fn mended(&self) -> Option<Vec<Recovered>> {
        self.engine.mended()
    }
    /// The life that the folder has now, if its journal can be read.
    pub fn history(&self) -> Option<History> {
        history_of(self.engine.data()).ok().flatten()
    }
    /// The number of the last group that was written.
    ///
    /// # Errors
    /// While the folder is opened anew.
    pub fn last_group(&self) -> Result<u64, EngineError> {
        self.engine.last_seq()
    }
    /// Whether what is written is taken at this moment: not while a disk that failed is recovered from.
    pub fn takes_writes(&self) -> bool {
        self.engine.takes_writes()
    }
    /// Runs `then` once the disk has failed and opening the folder anew did not help: the process should end, so that it is
    /// started again.
    ///
    /// # Errors
    /// When no thread can be started to look.
    pub fn when_lost(&self, then: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
        let engine = Arc::downgrade(&self.engine);
        let watch = move || {
            while let Some(engine) = engine.upgrade() {
                if engine.is_lost() {
                    return then();
                }
                drop(engine);
                std::thread::sleep(Duration::from_secs(1));
            }
        };
        std::thread::Builder::new().name("store-watch".into()).spawn(watch).map_err(Failure::broken)?;
        Ok(())
    }
    /// Waits, half a minute at most, until the store's writer has let go of the folder, and closes it.
    pub fn close(self) {
        let mut last = Some(self.engine);
        for _ in 0..600 {
            match last.take().map(Arc::try_unwrap) {
                Some(Err(held)) => last = Some(held),
                Some(Ok(_)) | None => return,
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Whether a process has the data folder open.
pub fn is_open(data: &Path) -> bool {
    DiskEngine::is_open(data)
}

/// Where the backups of a data folder lie, unless told otherwise.
pub fn own_folder(data: &Path) -> PathBuf {
    data.join("backups")
}

/// Puts the data of a backup in the place of what the data folder holds, which moves aside.
///
/// # Errors
/// When the backup is damaged, of a later program or lacks files or the keys that its data was sealed with: nothing is
/// changed then.
pub fn restore(file: &Path, data: &Path, how: &Opening, progress: &dyn Fn(Progress)) -> Result<Restored, EngineError> {
    let backups = [file.parent().unwrap_or(Path::new(".")).to_owned()];
    backup::restore(file, data, &how.options(), &|engine, keys| keyfiles::require_known(engine, keys, &backups), progress)
}

/// Makes a data folder that is empty or absent hold what an export holds, all of it or nothing. Returns what was found.
///
/// # Errors
/// When the folder has rows, or the export is not whole.
pub fn import(
    input: &mut dyn BufRead,
    tables: &[TableDef],
    data: &Path,
    how: &Opening,
    progress: &dyn Fn(u64),
) -> Result<Report, TransferError> {
    transfer::import(input, tables, data, &how.options(), progress)
}

/// What is wrong with the keys of a folder that may be served at this moment: they are looked at, and compared with those of its
/// latest backup.
///
/// # Errors
/// When they cannot be read.
pub fn keys_at_rest(data: &Path) -> Result<Vec<(&'static str, KeyFault)>, EngineError> {
    keyfiles::look(data, &own_folder(data))
}

/// A backup that lies in a folder and can be read: the manifest at its end says that it is whole.
#[derive(Clone, Debug)]
pub struct Held {
    /// The file.
    pub path: PathBuf,
    /// When it was begun, in the office's time: `2026-11-21 22:14:00`.
    pub stamp: String,
    /// How many rows it holds.
    pub rows: u64,
    /// How many photos and files belong to it.
    pub files: u64,
    /// How many were damaged when it was taken, and are missing in it.
    pub lost: u64,
    /// Its bytes, with those of the files that it names.
    pub bytes: u64,
    /// The last group of writes that it holds.
    pub seq: u64,
    /// A restore of it was tried when it was taken; else it was read back whole.
    pub proven: bool,
    history: Option<History>,
}

impl Held {
    /// What a backup says of itself; none when it cannot be read.
    pub fn read(path: &Path) -> Option<Self> {
        let manifest = Manifest::read(path).ok()?;
        let bytes = std::fs::metadata(path).map(|m| m.len()).unwrap_or_default();
        Some(Held {
            path: path.to_owned(),
            stamp: manifest.stamp.replace('T', " "),
            rows: manifest.rows,
            files: manifest.blobs,
            lost: manifest.lost,
            bytes: bytes.saturating_add(manifest.blob_bytes),
            seq: manifest.to_seq,
            proven: manifest.state.is_some(),
            history: manifest.history,
        })
    }
    /// Whether it is of the life that the folder has now: not of one before a restore, nor of other data.
    pub fn is_of(&self, now: Option<History>) -> bool {
        self.history.is_some() && self.history == now
    }
    /// When it was begun.
    pub fn at(&self) -> Option<Stamp> {
        let local: jiff::civil::DateTime = self.stamp.parse().ok()?;
        Some(Stamp(local.to_zoned(office_zone()).ok()?.timestamp().as_millisecond()))
    }
}

/// Removes the backups of a folder that are expired, and the files that no other names. Returns how many backups went.
///
/// # Errors
/// When the disk fails.
pub fn thin_out(dir: &Path, now: Stamp) -> Result<usize, EngineError> {
    backup::thin_out(dir, now.local().datetime())
}

/// The newest backup of a folder: one that a wrong clock dated ahead only where there is no other.
pub fn latest(dir: &Path, now: Stamp) -> Option<PathBuf> {
    backup::latest(dir, now.local().datetime())
}

/// The backups in a folder, the newest first, each read when it is asked for.
pub fn held(dir: &Path) -> impl Iterator<Item = Held> {
    list(dir).into_iter().rev().filter_map(|path| Held::read(&path))
}
