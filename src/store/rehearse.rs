//! A drill: a backup is restored as in earnest, beside the data, what comes out is opened and looked through, and removed.
use std::{fs, path::Path};

use super::{
    TableDef,
    blobs::Blobs,
    check::{self, Problem, Report},
    engine::{
        DiskEngine, DiskOptions, EngineError, SCRATCH,
        backup::{self, Manifest, Progress, blob_error},
    },
    keyfiles,
    layout::{self, LayoutError},
};

/// A store takes up to so many times the bytes of the backup that it is made of, while it is loaded.
const SWELLS: u64 = 4;
/// Memory for pages of the store that is tried: the office goes on beside it.
const CACHE: u64 = 32 << 20;

/// What a drill found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    /// What the backup said of itself.
    pub manifest: Manifest,
    /// What was found in it: rows, files, keys.
    pub report: Report,
}

/// The folder of a drill: gone when this is dropped, and before the next one.
struct Scratch<'a>(&'a Path);

impl<'a> Scratch<'a> {
    fn begin(dir: &'a Path) -> Result<Self, EngineError> {
        clear(dir)?;
        Ok(Scratch(dir))
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        if let Err(error) = clear(self.0) {
            tracing::warn!(%error, "the folder of a drill could not be removed");
        }
    }
}

fn clear(dir: &Path) -> Result<(), EngineError> {
    if dir.exists() { Ok(fs::remove_dir_all(dir)?) } else { Ok(()) }
}

/// Restores the backup into a folder of its own in `data`.
///
/// # Errors
/// [`EngineError::Full`] when there is too little space, before anything is written; else what keeps a backup from being
/// restored. What does not agree in one that was restored is in the report.
pub fn rehearse(file: &Path, data: &Path, tables: &[TableDef], progress: &dyn Fn(Progress)) -> Result<Rehearsed, EngineError> {
    let manifest = Manifest::read(file)?;
    let needed = fs::metadata(file)?.len().saturating_mul(SWELLS).saturating_add(manifest.blob_bytes);
    if fs4::available_space(data)? < needed.saturating_add(super::engine::RESERVE) {
        return Err(EngineError::Full);
    }
    let dir = data.join(SCRATCH);
    let scratch = Scratch::begin(&dir)?;
    let options = DiskOptions { cache: CACHE, sync: false, ..DiskOptions::default() };
    let beside = [file.parent().unwrap_or(Path::new(".")).to_owned()];
    backup::restore(file, scratch.0, &options, &|engine, keys| keyfiles::require_known(engine, keys, &beside), progress)?;
    let (engine, _) = DiskEngine::open(scratch.0, options)?;
    layout::upgrade(&engine, tables, &|_, _, _| {}).map_err(|e| match e {
        LayoutError::Engine(e) => e,
        other => EngineError::Damaged(other.to_string()),
    })?;
    let files = Blobs::open(&scratch.0.join("blobs"), u64::MAX).map_err(blob_error)?;
    let mut report = check::check(&engine, tables, Some(&files), &|_, _| {})?;
    for (name, fault) in keyfiles::faults(&engine, &scratch.0.join("keys"))? {
        report.found(Problem::Key { name, fault });
    }
    drop(engine);
    Ok(Rehearsed { manifest, report })
}
