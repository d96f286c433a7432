//! Putting restored parts in the place of the present ones: all of them or none, also across a power cut.
//!
//! The parts are made ready in `<data>/restoring`; once the file `ready` lies there the swap is decided, and whoever
//! opens the folder next finishes it. What is replaced moves to `<data>/replaced-N`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{make_dir, sync_dir, sync_tree, unused, write_whole};

const PARTS: [&str; 4] = ["store", "journal", "keys", "blobs"];

/// Where the parts are made ready; what an interrupted restore left there is removed.
pub(crate) fn stage(data: &Path) -> io::Result<PathBuf> {
    let staged = data.join("restoring");
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    make_dir(&staged)?;
    Ok(staged)
}

/// Decides the swap and carries it out. Returns where the replaced parts are.
pub(crate) fn decide(data: &Path) -> io::Result<PathBuf> {
    let staged = data.join("restoring");
    sync_tree(&staged)?;
    let aside = unused(data, "replaced");
    let name = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
    write_whole(&staged.join("ready"), name.as_bytes())?;
    finish(data)?;
    Ok(aside)
}

/// Finishes a decided swap; forgets an undecided one.
pub(crate) fn finish(data: &Path) -> io::Result<()> {
    let staged = data.join("restoring");
    if !staged.exists() {
        return Ok(());
    }
    if let Ok(name) = fs::read_to_string(staged.join("ready")) {
        let aside = data.join(name);
        make_dir(&aside)?;
        for part in PARTS {
            let new = staged.join(part);
            if !new.exists() {
                continue;
            }
            let present = data.join(part);
            if present.exists() {
                fs::rename(&present, aside.join(part))?;
                sync_dir(&aside)?;
            }
            fs::rename(&new, &present)?;
            sync_dir(data)?;
            sync_dir(&staged)?;
        }
        sync_dir(&aside)?;
    }
    fs::remove_dir_all(&staged)?;
    sync_dir(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lay(data: &Path) {
        fs::create_dir_all(data.join("store")).unwrap();
        fs::write(data.join("store/a"), "old").unwrap();
        let staged = stage(data).unwrap();
        for part in ["store", "keys"] {
            fs::create_dir(staged.join(part)).unwrap();
            fs::write(staged.join(part).join("a"), "new").unwrap();
        }
    }

    #[test]
    fn an_undecided_swap_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        lay(dir.path());
        finish(dir.path()).unwrap();
        assert_eq!(fs::read(dir.path().join("store/a")).unwrap(), b"old");
        assert!(!dir.path().join("restoring").exists());
    }

    /// The swap is repeated from every state in which it may have been interrupted.
    #[test]
    fn a_decided_swap_is_finished_from_every_step() {
        for step in 0..4 {
            let dir = tempfile::tempdir().unwrap();
            let data = dir.path();
            lay(data);
            fs::write(data.join("restoring/ready"), "replaced-1").unwrap();
            if step > 0 {
                fs::create_dir(data.join("replaced-1")).unwrap();
            }
            if step > 1 {
                fs::rename(data.join("store"), data.join("replaced-1/store")).unwrap();
            }
            if step > 2 {
                fs::rename(data.join("restoring/store"), data.join("store")).unwrap();
            }
            finish(data).unwrap();
            assert_eq!(fs::read(data.join("store/a")).unwrap(), b"new", "step {step}");
            assert_eq!(fs::read(data.join("keys/a")).unwrap(), b"new", "step {step}");
            assert_eq!(fs::read(data.join("replaced-1/store/a")).unwrap(), b"old", "step {step}");
            assert!(!data.join("restoring").exists());
        }
    }
}
