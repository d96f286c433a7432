//! Carrying a backup to another folder or a USB disk.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::take::blob_error;
use super::{EngineError, Progress, Step, Taken, file, verify};
use crate::store::blobs;
use crate::store::engine::files::{create_new, make_dir, remove_if_there, sync_parent, unfinished};

/// Copies a backup with the blobs it names into `dest`. Both the original and the copy are read whole and verified.
pub fn copy(backup: &Path, dest: &Path, progress: &dyn Fn(Progress)) -> Result<Taken, EngineError> {
    verify(backup, progress)?;
    make_dir(dest)?;
    let from = backup.parent().unwrap_or(Path::new(".")).join("blobs");
    let all = file::read_blobs(backup)?;
    let total = Some(all.len() as u64);
    for (done, (id, size)) in (1..).zip(all) {
        blobs::copy(id, size, &from, &dest.join("blobs")).map_err(blob_error)?;
        progress(Progress { step: Step::Blobs, done, total });
    }
    let path = dest.join(backup.file_name().unwrap_or_default());
    let new = unfinished(&path);
    blobs::remove_left_behind(dest)?;
    remove_if_there(&new)?;
    let verified = write(backup, &new).and_then(|()| verify(&new, progress));
    let placed = verified.and_then(|manifest| Ok(fs::rename(&new, &path).map(|()| manifest)?));
    if placed.is_err() {
        let _ = remove_if_there(&new);
    }
    let manifest = placed?;
    sync_parent(&path)?;
    Ok(Taken { path, manifest })
}

fn write(backup: &Path, new: &Path) -> Result<(), EngineError> {
    let mut target = create_new(new)?;
    io::copy(&mut File::open(backup)?, &mut target)?;
    Ok(target.sync_all()?)
}
