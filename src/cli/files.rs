//! Files that commands write for people: each may hold what only its owner may read.
use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::Path,
};

use super::Stop;

/// A new file for this account only. One that is there already is left alone.
pub(crate) fn create(file: &Path) -> Result<File, Stop> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map_err(|e| {
        Stop(
            format!("不能新建文件“{}”：可能已存在，或文件夹不可写。（{e}）", file.display()),
            format!("The file {} cannot be made: it may exist, or its folder cannot be written. ({e})", file.display()),
        )
    })
}

/// Writes such a file whole.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let mut out = create(file)?;
    out.write_all(bytes)
        .and_then(|()| out.sync_all())
        .map_err(|e| Stop(format!("无法写入文件：{e}"), format!("The file cannot be written: {e}")))
}
