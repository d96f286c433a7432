//! Commands run as root in a folder of another account (`sudo lianxin restore …` on an installed machine): what they make there
//! is given to the folder's owner, or the service could not open it any more.
#[cfg(unix)]
pub(crate) use unix::Owner;

#[cfg(not(unix))]
pub(crate) struct Owner;
#[cfg(not(unix))]
impl Owner {
    /// Elsewhere accounts are not numbers, and nobody serves as another.
    pub(crate) fn of(_: &std::path::Path) -> Option<Self> {
        None
    }
}

#[cfg(unix)]
mod unix {
    use std::{
        ffi::OsStr,
        os::{fd::OwnedFd, unix::ffi::OsStrExt},
        path::Path,
    };

    use rustix::{
        fs::{AtFlags, CWD, Dir, FileType, Gid, Mode, OFlags, Stat, Uid, chownat, fstat, openat, statat},
        process::geteuid,
    };

    /// Folders deeper than this are none of ours.
    const DEEPEST: usize = 16;

    /// Whose a folder is. When this is dropped, whatever of root's lies in the folder becomes theirs: also after a command that
    /// failed, and what one left behind that was cut off. The folder is held open, and links in it are not followed: its owner
    /// may be somebody who should not be given other files of root's.
    pub(crate) struct Owner {
        folder: OwnedFd,
        uid: Uid,
        gid: Gid,
    }

    impl Owner {
        /// The owner of a folder that is there; none when nothing needs to be given to anybody.
        pub(crate) fn of(folder: &Path) -> Option<Self> {
            if !geteuid().is_root() {
                return None;
            }
            let folder = openat(CWD, folder, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).ok()?;
            let stat = fstat(&folder).ok()?;
            let (uid, gid) = (Uid::from_raw(stat.st_uid), Gid::from_raw(stat.st_gid));
            (!uid.is_root()).then_some(Owner { folder, uid, gid })
        }
        fn hand_over(&self, folder: &OwnedFd, depth: usize) {
            let Ok(entries) = Dir::read_from(folder) else { return };
            for entry in entries.flatten() {
                let name = OsStr::from_bytes(entry.file_name().to_bytes());
                if name == "." || name == ".." {
                    continue;
                }
                let Ok(stat) = statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) else { continue };
                let is_folder = FileType::from_raw_mode(stat.st_mode) == FileType::Directory;
                if is_ours(&stat)
                    && let Err(why) = chownat(folder, name, Some(self.uid), Some(self.gid), AtFlags::SYMLINK_NOFOLLOW)
                {
                    // A USB disk may know no owners, and then none is in the way.
                    tracing::debug!(%why, "a file could not be given to the folder's owner");
                }
                let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                if is_folder
                    && depth < DEEPEST
                    && let Ok(inner) = openat(folder, name, flags, Mode::empty())
                {
                    self.hand_over(&inner, depth + 1);
                }
            }
        }
    }

    /// Root's files and folders; not one that has a second name, which may be anywhere.
    fn is_ours(stat: &Stat) -> bool {
        let root = Uid::from_raw(stat.st_uid).is_root();
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::Directory => root,
            FileType::RegularFile => root && stat.st_nlink == 1,
            _ => false,
        }
    }

    impl Drop for Owner {
        fn drop(&mut self) {
            self.hand_over(&self.folder, 0);
        }
    }
}
