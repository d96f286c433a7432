//! The office's keys as files in `data/keys`, and what the store knows of them.
//!
//! They are made in a new folder, once, and backed up with the data. The store bears a fingerprint of each from then on (of
//! a folder of an earlier program, from its first opening on), so that one that is missing, changed or another office's is
//! said before anything is sealed with it. What is known travels in backups as every other value does.
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    MARK,
    engine::{
        Dir, Engine, EngineError, KeyFault, Op,
        backup::{self, Manifest},
        files::{create_new, make_dir, sync_dir, unused},
    },
};
use crate::base::{Keys, random_bytes};

const SEAL: (&str, usize) = ("seal.key", 64);
const SIGN: (&str, usize) = ("sign.key", 32);
const FILES: [(&str, usize); 2] = [SEAL, SIGN];

/// What is known of a key: a hash under a context of its own, from which nothing of the key can be told.
type Fingerprint = [u8; 32];

fn fingerprint(name: &str, key: &[u8]) -> Fingerprint {
    let mut hash = Sha256::new();
    hash.update(b"lianxin key file\0");
    hash.update(name.as_bytes());
    hash.update([0]);
    hash.update(key);
    hash.finalize().into()
}

/// `[MARK, 'k', name]`→fingerprint.
fn place(name: &str) -> Vec<u8> {
    [&[MARK, b'k'], name.as_bytes()].concat()
}

fn known(engine: &dyn Engine, name: &str) -> Result<Option<Fingerprint>, EngineError> {
    let wrong = |_cause| EngineError::Damaged("the fingerprint of a key has a wrong length".into());
    engine.get(&place(name))?.map(|bytes| bytes.try_into().map_err(wrong)).transpose()
}

/// What is wrong with a key file; `known` is its fingerprint, if there is one.
fn fault(name: &str, length: usize, key: Option<&[u8]>, known: Option<Fingerprint>) -> Option<KeyFault> {
    match key {
        None => Some(KeyFault::Missing),
        Some(key) if key.len() != length => Some(KeyFault::Length),
        Some(key) if known.is_some_and(|known| known != fingerprint(name, key)) => Some(KeyFault::Changed),
        Some(_) => None,
    }
}

fn read(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, EngineError> {
    match fs::read(folder.join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => Ok(Some(other?)),
    }
}

/// Whether the store has no row of any table yet.
fn is_new(engine: &dyn Engine) -> Result<bool, EngineError> {
    Ok(engine.scan(&[1], &[super::FILES], Dir::Forward, 1)?.is_empty())
}

/// What is wrong with the keys beside a store: name and fault of each. A store without rows needs none.
pub(super) fn faults(engine: &dyn Engine, folder: &Path) -> Result<Vec<(&'static str, KeyFault)>, EngineError> {
    let fresh = is_new(engine)?;
    let mut all = Vec::new();
    for (name, length) in FILES {
        let known = known(engine, name)?;
        if known.is_some() || !fresh {
            all.extend(fault(name, length, read(folder, name)?.as_deref(), known).map(|fault| (name, fault)));
        }
    }
    Ok(all)
}

/// The same as an error: of the first, and of the backup in `backups` that has the right one.
fn require(engine: &dyn Engine, folder: &Path, backups: &[PathBuf]) -> Result<(), EngineError> {
    refuse(faults(engine, folder)?, engine, backups)
}

/// The same of the keys that the store knows: a backup of data that was never opened with keys has none to bring.
pub(super) fn require_known(engine: &dyn Engine, folder: &Path, backups: &[PathBuf]) -> Result<(), EngineError> {
    let mut found = faults(engine, folder)?;
    for (name, _) in FILES {
        if known(engine, name)?.is_none() {
            found.retain(|(faulty, _)| *faulty != name);
        }
    }
    refuse(found, engine, backups)
}

fn refuse(faults: Vec<(&'static str, KeyFault)>, engine: &dyn Engine, backups: &[PathBuf]) -> Result<(), EngineError> {
    let Some((name, fault)) = faults.into_iter().next() else { return Ok(()) };
    Err(EngineError::Key { name, fault, backup: holder(backups, name, known(engine, name)?) })
}

/// The keys of an opened folder. They are made when the store is new, and known to it from here on.
pub(super) fn open(engine: &dyn Engine, folder: &Path, backups: &[PathBuf]) -> Result<Keys, EngineError> {
    require(engine, folder, backups)?;
    let mut group = Vec::new();
    for (name, length) in FILES {
        let key = match read(folder, name)? {
            Some(key) => key,
            None => make(folder, name, length)?,
        };
        if known(engine, name)?.is_none() {
            group.push(Op::Put(place(name), fingerprint(name, &key).to_vec()));
        }
    }
    if !group.is_empty() {
        engine.commit(engine.last_seq()? + 1, &group)?;
    }
    load(folder)
}

/// The keys in a folder, as they are.
///
/// # Errors
/// When one is missing or has the wrong length.
pub fn load(folder: &Path) -> Result<Keys, EngineError> {
    let (seal, sign) = (read(folder, SEAL.0)?, read(folder, SIGN.0)?);
    let wrong = |(name, length), key: &Option<Vec<u8>>| {
        let fault = fault(name, length, key.as_deref(), None).unwrap_or(KeyFault::Length);
        EngineError::Key { name, fault, backup: None }
    };
    let seal_bytes = seal.as_deref().and_then(|key| key.try_into().ok()).ok_or_else(|| wrong(SEAL, &seal))?;
    let sign_bytes = sign.as_deref().and_then(|key| key.try_into().ok()).ok_or_else(|| wrong(SIGN, &sign))?;
    Ok(Keys::new(seal_bytes, sign_bytes))
}

fn make(folder: &Path, name: &str, length: usize) -> Result<Vec<u8>, EngineError> {
    let failed = |error: crate::base::Failure| EngineError::Io(io::Error::other(error.to_string()));
    let bytes: [u8; 64] = random_bytes().map_err(failed)?;
    let key = bytes.get(..length).unwrap_or_default().to_vec();
    write(folder, name, &key)?;
    Ok(key)
}

/// The name too must survive a power cut, or sealed numbers could never be opened again.
fn write(folder: &Path, name: &str, key: &[u8]) -> io::Result<()> {
    make_dir(folder)?;
    let mut file = create_new(&folder.join(name))?;
    file.write_all(key)?;
    file.sync_all()?;
    sync_dir(folder)
}

/// The newest backup in the first folder that has the key of this name and fingerprint (of any, where nothing is known of it).
fn holder(backups: &[PathBuf], name: &str, known: Option<Fingerprint>) -> Option<PathBuf> {
    let holds = |path: &PathBuf| {
        let keys = backup::key_files(path).unwrap_or_default();
        keys.iter().any(|(n, key)| n == name && known.is_none_or(|known| known == fingerprint(name, key)))
    };
    backups.iter().find_map(|folder| backup::list(folder).into_iter().rev().find(holds))
}

/// Takes the keys that are missing or wrong out of a backup, if they are those that the store knows. What lies in their place
/// is moved aside. Returns the names of those put back.
pub(super) fn fetch(engine: &dyn Engine, data: &Path, from: &Path) -> Result<Vec<&'static str>, EngineError> {
    let (folder, held) = (data.join("keys"), backup::key_files(from)?);
    let mut fetched = Vec::new();
    for (name, found) in faults(engine, &folder)? {
        let length = FILES.iter().find(|(n, _)| *n == name).map_or(0, |(_, length)| *length);
        let key = held.iter().find(|(n, _)| n == name).map(|(_, key)| key.as_slice());
        let Some(key) = key.filter(|key| fault(name, length, Some(key), known(engine, name).ok().flatten()).is_none()) else {
            return Err(EngineError::Key { name, fault: found, backup: None });
        };
        let present = folder.join(name);
        if present.exists() {
            let aside = unused(data, "replaced");
            make_dir(&aside.join("keys"))?;
            fs::rename(&present, aside.join("keys").join(name))?;
            sync_dir(&aside)?;
        }
        write(&folder, name, key)?;
        fetched.push(name);
    }
    Ok(fetched)
}

/// What can be said of the keys without opening the store, while it is served: whether they are there, and whether they are
/// those that the latest backup of the folder's own history has. Its keys were compared with the store when it was taken.
///
/// # Errors
/// When the folder cannot be read.
pub fn look(data: &Path, backups: &Path) -> Result<Vec<(&'static str, KeyFault)>, EngineError> {
    if !data.join("store").exists() {
        return Ok(Vec::new());
    }
    let history = super::engine::history_of(data)?;
    let own = |path: &PathBuf| {
        let manifest = Manifest::read(path).ok();
        manifest.is_some_and(|manifest| manifest.history.is_some() && manifest.history == history && manifest.keys_at > 0)
    };
    let latest = backup::list(backups).into_iter().rev().find(own);
    let held = latest.and_then(|path| backup::key_files(&path).ok()).unwrap_or_default();
    let mut all = Vec::new();
    for (name, length) in FILES {
        let known = held.iter().find(|(n, _)| n == name).map(|(_, key)| fingerprint(name, key));
        all.extend(fault(name, length, read(&data.join("keys"), name)?.as_deref(), known).map(|fault| (name, fault)));
    }
    Ok(all)
}
