//! The office's keys as files in `data/keys`, made at first start and backed up with the data.
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use crate::base::{Failure, Keys, random_bytes};

/// Loads the keys, or makes them if the folder holds none. A key file of the wrong length is refused, never replaced.
pub fn load_or_create(folder: &Path) -> Result<Keys, Failure> {
    fs::create_dir_all(folder).map_err(Failure::broken)?;
    Ok(Keys::new(&key::<64>(&folder.join("seal.key"))?, &key::<32>(&folder.join("sign.key"))?))
}

fn key<const N: usize>(path: &Path) -> Result<[u8; N], Failure> {
    match fs::read(path) {
        Ok(bytes) => bytes
            .try_into()
            .map_err(|_bytes: Vec<u8>| Failure::broken("a key file has the wrong length; restore it from a backup")),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            let bytes: [u8; N] = random_bytes()?;
            create(path, &bytes).map_err(Failure::broken)?;
            Ok(bytes)
        }
        Err(e) => Err(Failure::broken(e)),
    }
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // The name too must survive a power cut, or sealed numbers could never be opened again.
    path.parent().map_or(Ok(()), |p| fs::File::open(p)?.sync_all())
}
