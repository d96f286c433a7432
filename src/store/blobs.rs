//! Files beside the store: photos, scans, generated papers. Named by their SHA-256, written once, never changed.
//!
//! A blob is on disk before the row that names it. What no row names is swept, but never a blob put since the
//! sweep before the last: its row may still be on the way.

use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::engine::EngineError;
use super::engine::files::{create_new, make_dir, remove_if_there, sync_dir, unfinished};

/// The SHA-256 of a blob's content, by which rows name it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct BlobId([u8; 32]);

impl BlobId {
    /// The name of this content.
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }

    /// The name with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the hash.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its place in a folder of blobs.
    pub(super) fn path(&self, dir: &Path) -> PathBuf {
        let name = self.to_string();
        let folder = name.get(..2).unwrap_or_default().to_owned();
        dir.join(folder).join(name)
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobId({self})")
    }
}

/// A text that is no SHA-256 in lower-case hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a blob")]
pub struct NotABlobId;

impl FromStr for BlobId {
    type Err = NotABlobId;

    fn from_str(text: &str) -> Result<Self, NotABlobId> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_cause| NotABlobId)?;
        bytes.try_into().map(Self).map_err(|_cause: Vec<u8>| NotABlobId)
    }
}

/// Why a blob could not be kept or fetched.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The content exceeds the bound.
    #[error("a file of {size} bytes exceeds the bound of {max}")]
    TooLarge {
        /// Bytes offered.
        size: u64,
        /// Bytes allowed.
        max: u64,
    },
    /// The file is not what was put.
    #[error("the content of a file does not match its name")]
    Damaged,
    /// The disk failed or is full.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        Self::Engine(error.into())
    }
}

#[derive(Debug, Default)]
struct Young {
    now: HashSet<BlobId>,
    before: HashSet<BlobId>,
}

/// A folder of blobs.
#[derive(Debug)]
pub struct Blobs {
    dir: PathBuf,
    max: u64,
    young: Mutex<Young>,
    /// Folders of blobs of backups, from which what is lost here is fetched.
    others: Vec<PathBuf>,
}

impl Blobs {
    /// Opens or makes the folder. No blob may have more than `max` bytes.
    pub fn open(dir: &Path, max: u64) -> Result<Self, BlobError> {
        make_dir(dir)?;
        Ok(Self { dir: dir.to_owned(), max, young: Mutex::default(), others: Vec::new() })
    }

    /// With folders of blobs of backups, from which [`get`](Self::get) fetches what is lost or damaged here.
    #[must_use]
    pub fn with_others(self, others: Vec<PathBuf>) -> Self {
        Self { others, ..self }
    }

    fn young(&self) -> MutexGuard<'_, Young> {
        self.young.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the content; it is on disk when this returns. The same content twice is one blob.
    pub fn put(&self, content: &[u8]) -> Result<BlobId, BlobError> {
        let size = content.len() as u64;
        if size > self.max {
            return Err(BlobError::TooLarge { size, max: self.max });
        }
        let id = BlobId::of(content);
        let path = id.path(&self.dir);
        {
            let mut young = self.young();
            young.now.insert(id);
            if path.exists() {
                return Ok(id);
            }
        }
        place(&path, |file| file.write_all(content))?;
        Ok(id)
    }

    /// The content, compared with its name; `None` when there is no such blob. One that is missing or damaged is put back from
    /// a backup that has it.
    pub fn get(&self, id: BlobId) -> Result<Option<Vec<u8>>, BlobError> {
        let own = read(id, &self.dir);
        if matches!(own, Ok(Some(_))) {
            return own;
        }
        for other in &self.others {
            if let Ok(Some(content)) = read(id, other) {
                tracing::warn!(%id, "a file was fetched from a backup");
                // What cannot be put back now is fetched again the next time.
                let _ = place(&id.path(&self.dir), |file| file.write_all(&content));
                return Ok(Some(content));
            }
        }
        own
    }

    /// Whether there is a blob of this name; what it holds is not looked at.
    pub fn is_there(&self, id: BlobId) -> bool {
        id.path(&self.dir).is_file()
    }

    /// Removes the blobs that `named` denies and that were not put since the sweep before the last. Returns how many.
    pub fn sweep(&self, named: impl Fn(BlobId) -> bool) -> Result<usize, BlobError> {
        let mut swept = 0;
        for (id, _) in list(&self.dir)? {
            let young = self.young();
            if !young.now.contains(&id) && !young.before.contains(&id) && !named(id) {
                remove_if_there(&id.path(&self.dir))?;
                swept += 1;
            }
        }
        let mut young = self.young();
        young.before = std::mem::take(&mut young.now);
        Ok(swept)
    }
}

fn read(id: BlobId, dir: &Path) -> Result<Option<Vec<u8>>, BlobError> {
    match fs::read(id.path(dir)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
        Ok(content) if BlobId::of(&content) == id => Ok(Some(content)),
        Ok(_) => Err(BlobError::Damaged),
    }
}

/// All blobs below a folder with their sizes, ascending. Files that are no blobs are left out.
pub(crate) fn list(dir: &Path) -> io::Result<Vec<(BlobId, u64)>> {
    let mut found = Vec::new();
    if !dir.exists() {
        return Ok(found);
    }
    for folder in fs::read_dir(dir)? {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder.path())? {
            let file = file?;
            if let Some(id) = file.file_name().to_str().and_then(|name| name.parse::<BlobId>().ok()) {
                found.push((id, file.metadata()?.len()));
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Copies a blob to another folder of blobs unless it is there with that size; the copy is on disk when this returns.
pub(crate) fn copy(id: BlobId, size: u64, from: &Path, to: &Path) -> Result<(), BlobError> {
    let target = id.path(to);
    if fs::metadata(&target).is_ok_and(|meta| meta.len() == size) {
        return Ok(());
    }
    let mut source = File::open(id.path(from))?;
    let mut intact = true;
    let placed = place(&target, |file| {
        let mut hash = Sha256::new();
        let mut part = vec![0; 64 * 1024];
        loop {
            let n = source.read(&mut part)?;
            if n == 0 {
                break;
            }
            let read = part.get(..n).unwrap_or_default();
            hash.update(read);
            file.write_all(read)?;
        }
        intact = hash.finalize().as_slice() == id.0.as_slice();
        if intact { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
    });
    if intact { Ok(placed?) } else { Err(BlobError::Damaged) }
}

/// How old something unfinished must be before it counts as left behind: another program may be at it.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// Removes what interrupted backups and copies left in a folder of backups: nothing else, for the folder is the office's.
pub(crate) fn remove_left_behind(backups: &Path) -> io::Result<()> {
    let of_a_backup = |name: &str| name.starts_with("lianxin-") && name.ends_with(".backup.new");
    remove_old(backups, of_a_backup)?;
    let folders = backups.join("blobs");
    if folders.is_dir() {
        for folder in fs::read_dir(folders)? {
            let of_a_blob = |name: &str| name.ends_with(".new") && name.get(..64).is_some_and(|id| id.parse::<BlobId>().is_ok());
            remove_old(&folder?.path(), of_a_blob)?;
        }
    }
    Ok(())
}

fn remove_old(dir: &Path, which: impl Fn(&str) -> bool) -> io::Result<()> {
    if !dir.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let old = entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > LEFT_BEHIND);
        if old && entry.file_name().to_str().is_some_and(&which) {
            remove_if_there(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a blob from a folder.
pub(crate) fn remove(id: BlobId, dir: &Path) -> io::Result<()> {
    remove_if_there(&id.path(dir))
}

fn place(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let Some(folder) = path.parent() else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    make_dir(folder)?;
    let mut token = [0; 8];
    getrandom::fill(&mut token).map_err(|error| io::Error::other(error.to_string()))?;
    let new = unfinished(&path.with_extension(HEXLOWER.encode(&token)));
    let mut file = create_new(&new)?;
    let written = write(&mut file).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        let _ = remove_if_there(&new);
    }
    written?;
    sync_dir(folder)
}
