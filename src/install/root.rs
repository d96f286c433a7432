//! Files under a root folder. No link under it is ever followed: a root that was prepared to lead outside is refused.
//! (Links are looked for before each step; somebody who may write there at the same moment is root already.)
use std::{
    cell::Cell,
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::base::{Failure, Reason};

/// The root, `/` or a scratch folder.
#[derive(Debug)]
pub struct Root {
    folder: PathBuf,
    left: Cell<Option<usize>>,
}

/// A file there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub content: Vec<u8>,
    pub mode: u32,
    pub uid: u32,
    pub gid: u32,
}

impl Found {
    /// SHA-256 of the bytes, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256(&self.content)
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

impl Root {
    /// A root folder that exists.
    ///
    /// # Errors
    /// `Refused` when it is no folder.
    pub fn new(folder: &Path) -> Result<Self, Failure> {
        let missing = || Failure::Refused(Reason::new("install-root-missing").arg("path", folder.display()));
        let folder = folder.canonicalize().map_err(|_cause| missing())?;
        if folder.is_dir() { Ok(Root { folder, left: Cell::new(None) }) } else { Err(missing()) }
    }
    /// The same, but the `n`th change and every later one fails: as if the power had gone. For tests.
    #[must_use]
    pub fn failing_after(self, n: usize) -> Self {
        self.left.set(Some(n));
        self
    }
    /// Whether this is the running system.
    #[must_use]
    pub fn is_system(&self) -> bool {
        self.folder == Path::new("/")
    }
    /// Where a path of the plan lies, having looked at every folder on the way.
    ///
    /// # Errors
    /// `Refused` when a link or a file stands in the way.
    pub fn place(&self, path: &str) -> Result<PathBuf, Failure> {
        let mut place = self.folder.clone();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if !path.starts_with('/') || parts.is_empty() || parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err(Failure::Refused(Reason::new("install-path-odd").arg("path", path)));
        }
        for (i, part) in parts.iter().enumerate() {
            place.push(part);
            let kind = match fs::symlink_metadata(&place) {
                Ok(meta) => meta.file_type(),
                Err(e) if e.kind() == ErrorKind::NotFound => continue,
                Err(e) => return Err(failed(&place, &e)),
            };
            let last = i + 1 == parts.len();
            if kind.is_symlink() || !(kind.is_dir() || last && kind.is_file()) {
                let key = if kind.is_symlink() { "install-link" } else { "install-in-the-way" };
                return Err(Failure::Refused(Reason::new(key).arg("path", place.display())));
            }
        }
        Ok(place)
    }
    /// A file, if there is one.
    ///
    /// # Errors
    /// As [`Root::place`]; `Refused` when it is a folder or cannot be read.
    pub fn read(&self, path: &str) -> Result<Option<Found>, Failure> {
        let place = self.place(path)?;
        let meta = match fs::symlink_metadata(&place) {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
            meta => meta.map_err(|e| failed(&place, &e))?,
        };
        if !meta.is_file() {
            return Err(Failure::Refused(Reason::new("install-in-the-way").arg("path", place.display())));
        }
        let content = fs::read(&place).map_err(|e| failed(&place, &e))?;
        let (mode, uid, gid) = owner(&meta);
        Ok(Some(Found { content, mode, uid, gid }))
    }
    /// Folders on the way to a file that are not there yet, parents first.
    pub(super) fn missing_dirs(&self, path: &str) -> Result<Vec<String>, Failure> {
        self.place(path)?;
        let mut missing = Vec::new();
        let mut rest = path;
        while let Some((parent, _)) = rest.rsplit_once('/') {
            if parent.is_empty() || self.place(parent)?.is_dir() {
                break;
            }
            missing.push(parent.to_owned());
            rest = parent;
        }
        missing.reverse();
        Ok(missing)
    }
    pub(super) fn make_dir(&self, path: &str, mode: u32) -> Result<(), Failure> {
        let place = self.place(path)?;
        self.change(&place, |place| {
            match fs::create_dir(place) {
                Err(e) if e.kind() != ErrorKind::AlreadyExists => return Err(e),
                _ => {}
            }
            set_mode(&File::open(place)?, mode)?;
            sync_parent(place)
        })
    }
    /// Writes a file whole or not at all.
    ///
    /// # Errors
    /// As [`Root::place`]; `Refused` when it cannot be written.
    pub fn write(&self, path: &str, content: &[u8], mode: u32) -> Result<(), Failure> {
        let place = self.place(path)?;
        let new = unfinished(&place);
        self.change(&place, |_| {
            remove_if_there(&new)?;
            let mut file = OpenOptions::new().write(true).create_new(true).open(&new)?;
            file.write_all(content)?;
            set_mode(&file, mode)?;
            file.sync_all()
        })?;
        self.change(&place, |place| {
            fs::rename(&new, place)?;
            sync_parent(place)
        })
    }
    /// Puts a foreign file back with its owner.
    pub(super) fn restore(&self, path: &str, found: &Found) -> Result<(), Failure> {
        self.write(path, &found.content, found.mode)?;
        let place = self.place(path)?;
        #[cfg(unix)]
        if owner(&fs::symlink_metadata(&place).map_err(|e| failed(&place, &e))?).1 != found.uid {
            // Only root can; whoever else tries a scratch root owns everything in it.
            std::os::unix::fs::chown(&place, Some(found.uid), Some(found.gid)).map_err(|e| failed(&place, &e))?;
        }
        Ok(())
    }
    /// Removes a file, and what an interrupted write left beside it.
    pub(super) fn remove(&self, path: &str) -> Result<(), Failure> {
        let place = self.place(path)?;
        self.change(&place, |place| {
            remove_if_there(&unfinished(place))?;
            remove_if_there(place)
        })
    }
    /// Removes what an interrupted write left beside a file.
    pub(super) fn remove_unfinished(&self, path: &str) -> Result<(), Failure> {
        let place = self.place(path)?;
        if unfinished(&place).symlink_metadata().is_ok() {
            self.change(&place, |place| remove_if_there(&unfinished(place)))?;
        }
        Ok(())
    }
    /// Removes a folder if nothing is in it. True if it is gone.
    pub(super) fn remove_dir(&self, path: &str) -> Result<bool, Failure> {
        let place = self.place(path)?;
        let mut gone = true;
        self.change(&place, |place| match fs::remove_dir(place) {
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
            Err(e) if e.kind() == ErrorKind::DirectoryNotEmpty => {
                gone = false;
                Ok(())
            }
            done => done,
        })?;
        Ok(gone)
    }
    /// Every change goes through here.
    fn change(&self, place: &Path, work: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Failure> {
        if let Some(left) = self.left.get() {
            match left.checked_sub(1) {
                Some(left) => self.left.set(Some(left)),
                None => return Err(failed(place, &io::Error::other("no power"))),
            }
        }
        work(place).map_err(|e| failed(place, &e))
    }
}

fn failed(place: &Path, e: &io::Error) -> Failure {
    let key = match e.kind() {
        ErrorKind::PermissionDenied => "install-not-root",
        ErrorKind::StorageFull => "install-disk-full",
        _ => "install-failed",
    };
    Failure::Refused(Reason::new(key).arg("path", place.display()).arg("why", e))
}

fn unfinished(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    place.with_file_name(format!(".{name}.lianxin-new"))
}

fn remove_if_there(place: &Path) -> io::Result<()> {
    match fs::remove_file(place) {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn sync_parent(place: &Path) -> io::Result<()> {
    place.parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all())
}

#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(mode))
}
#[cfg(not(unix))]
fn set_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn owner(meta: &fs::Metadata) -> (u32, u32, u32) {
    use std::os::unix::fs::MetadataExt;
    (meta.mode() & 0o7777, meta.uid(), meta.gid())
}
#[cfg(not(unix))]
fn owner(_: &fs::Metadata) -> (u32, u32, u32) {
    (0o644, 0, 0)
}
