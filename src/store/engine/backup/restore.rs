//! Restoring: everything is made ready and verified beside the present data before any of it is replaced.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::file::{Kind, Reader, blob};
use super::take::blob_error;
use super::{Manifest, Progress, State, Step, keep};
use crate::store::blobs;
use crate::store::engine::build::{LOAD_MOST, Staged};
use crate::store::engine::disk::{DiskOptions, raise_format};
use crate::store::engine::files::create_new;
use crate::store::engine::frame::read_ops;
use crate::store::engine::journal::Covered;
use crate::store::engine::sled_engine::SledEngine;
use crate::store::engine::{Engine, EngineError, Op};

/// Groups between two waits for the disk while loading.
const FLUSH: u64 = 256;

/// A data folder just restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup held.
    pub manifest: Manifest,
    /// Where the former data is now, if there was any.
    pub aside: Option<PathBuf>,
}

/// Reads the whole backup and checks every checksum, the order, the counts and the hash. Blobs are not looked at.
pub fn verify(path: &Path, progress: &dyn Fn(Progress)) -> Result<Manifest, EngineError> {
    let mut reader = Reader::open(path)?;
    let total = Some(reader.manifest().rows);
    let mut done = 0;
    while let Some((kind, ..)) = reader.next()? {
        done += u64::from(kind == Kind::Row);
        if done.is_multiple_of(4096) {
            progress(Progress { step: Step::Verify, done, total });
        }
    }
    Ok(reader.manifest().clone())
}

/// Puts the data of a backup in the place of what the data folder holds, which moves aside. A damaged backup, one of
/// a later program, one whose blobs are missing or one that `accept` (the new store, the folder of its key files) refuses
/// changes nothing.
pub fn restore(
    file: &Path,
    data: &Path,
    options: &DiskOptions,
    accept: &dyn Fn(&dyn Engine, &Path) -> Result<(), EngineError>,
    progress: &dyn Fn(Progress),
) -> Result<Restored, EngineError> {
    let mut staged = Staged::begin(data, options)?;
    let (keys, blobs) = (staged.keys(), staged.blobs());
    let from = file.parent().unwrap_or(Path::new(".")).join("blobs");
    let mut copied = 0;
    let manifest = read_all(
        file,
        |seq, ops| staged.apply(seq, ops),
        progress,
        |kind, key, value| {
            if kind == Kind::KeyFile {
                let name = std::str::from_utf8(key).ok().filter(|name| keep::is_plain(name));
                let name = name.ok_or_else(|| EngineError::Damaged("the backup names a key file wrongly".into()))?;
                create_new(&keys.join(name))?.write_all(value)?;
            } else {
                let (id, size) = blob(key, value)?;
                copied += 1;
                blobs::copy(id, size, &from, &blobs).map_err(blob_error).map_err(missing)?;
                progress(Progress { step: Step::Blobs, done: copied, total: None });
            }
            Ok(())
        },
    )?;
    if let Some(state) = &manifest.state
        && *state != State::of(staged.engine()?, progress)?
    {
        return Err(EngineError::Damaged("what the backup restores to is not what it was".into()));
    }
    accept(staged.engine()?, &staged.keys())?;
    // A backup of this program in a folder of an earlier one.
    raise_format(data, manifest.format)?;
    let aside = staged.take_place()?;
    // With the journal begun here, this very file makes the store again should it come to that.
    let cover = manifest.cover(fs::canonicalize(file)?);
    Covered::default().add(&data.join("journal"), cover)?;
    Ok(Restored { manifest, aside })
}

fn missing(error: EngineError) -> EngineError {
    match error {
        EngineError::Io(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            EngineError::Damaged("a file that the backup names is not in the folder blobs beside it".into())
        }
        other => other,
    }
}

/// Loads rows and groups of a backup into an empty store, which then is at the backup's last group.
pub(crate) fn load(path: &Path, store: &SledEngine, progress: &dyn Fn(Progress)) -> Result<Manifest, EngineError> {
    let mut applied = 0u64;
    let apply = |seq: u64, ops: &[Op]| {
        store.apply(seq, ops)?;
        applied += 1;
        if applied.is_multiple_of(FLUSH) { store.harden() } else { Ok(()) }
    };
    let manifest = read_all(path, apply, progress, |_, _, _| Ok(()))?;
    store.harden()?;
    Ok(manifest)
}

fn read_all(
    path: &Path,
    mut apply: impl FnMut(u64, &[Op]) -> Result<(), EngineError>,
    progress: &dyn Fn(Progress),
    mut other: impl FnMut(Kind, &[u8], &[u8]) -> Result<(), EngineError>,
) -> Result<Manifest, EngineError> {
    let mut reader = Reader::open(path)?;
    let (from, total) = (reader.manifest().from_seq, Some(reader.manifest().rows));
    let (mut rows, mut loaded) = (Vec::with_capacity(LOAD_MOST), 0);
    while let Some((kind, key, value)) = reader.next()? {
        if kind == Kind::Row {
            rows.push(Op::Put(key, value));
            loaded += 1;
            if rows.len() == LOAD_MOST {
                apply(from, &rows)?;
                rows.clear();
                progress(Progress { step: Step::Rows, done: loaded, total });
            }
            continue;
        }
        if !rows.is_empty() {
            apply(from, &rows)?;
            rows.clear();
        }
        if kind == Kind::Group {
            let seq = key.as_slice().try_into().map(u64::from_be_bytes);
            match (seq, read_ops(&value)) {
                (Ok(seq), Some(ops)) => apply(seq, &ops)?,
                _ => {
                    return Err(EngineError::Damaged("the backup has an unreadable group".into()));
                }
            }
        } else {
            other(kind, &key, &value)?;
        }
    }
    apply(from, &rows)?;
    let manifest = reader.manifest().clone();
    apply(manifest.to_seq, &[])?;
    Ok(manifest)
}
