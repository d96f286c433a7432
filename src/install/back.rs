//! Taking an installation back: what was there before is there again, what was changed by hand is kept aside, and the data
//! folder is never touched.
use super::{Entry, Found, Manifest, Root, STATE, root::sha256};
use crate::base::{Failure, Reason};

/// What is done about a file on the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// It is ours and goes.
    Remove,
    /// It is gone already.
    Gone,
    /// It is what stood there before.
    AsWas,
    /// It was changed by hand and is kept aside.
    Aside,
}

/// What is to be done about a file, by what stands there and what is known of it.
#[must_use]
pub fn decide_back(entry: &Entry, found: Option<&Found>) -> Back {
    let Some(found) = found else { return Back::Gone };
    let is = found.sha256();
    let was = entry.before.as_ref().is_some_and(|b| b.sha256 == is && b.mode == found.mode);
    match (was, entry.ours.contains(&is)) {
        (true, _) => Back::AsWas,
        (false, true) => Back::Remove,
        (false, false) => Back::Aside,
    }
}

/// Takes everything back. False if nothing was installed.
///
/// # Errors
/// `Refused` with the path and what to do; it can be done again.
pub fn uninstall(root: &Root, dry: bool, say: &mut dyn FnMut(Reason)) -> Result<bool, Failure> {
    let Some(mut manifest) = Manifest::read(root)? else {
        // Cut off before the first manifest, there may be its folder and an unfinished one.
        if !dry && root.place(STATE)?.is_dir() {
            root.remove_unfinished(&Manifest::path())?;
            root.remove_dir(STATE)?;
        }
        return Ok(false);
    };
    for entry in &manifest.files {
        root.read(&entry.path)?;
    }
    for entry in manifest.files.clone().iter().rev() {
        if dry {
            say(Reason::new(word(decide_back(entry, root.read(&entry.path)?.as_ref()), entry)).arg("path", &entry.path));
        } else {
            take_back(root, &mut manifest, entry, say)?;
        }
    }
    if dry {
        return Ok(true);
    }
    let (state, others): (Vec<&String>, Vec<&String>) = manifest.dirs.iter().partition(|d| STATE.starts_with(d.as_str()));
    for dir in others.iter().rev().filter(|d| !d.starts_with(STATE)) {
        root.remove_dir(dir)?;
    }
    for entry in &manifest.files {
        root.remove(&format!("{STATE}/before{}", entry.path.replace('/', "-")))?;
    }
    root.remove(&Manifest::path())?;
    let mut all = true;
    for dir in state.iter().rev() {
        all &= root.remove_dir(dir)?;
    }
    if !all && root.place(&format!("{STATE}/kept"))?.is_dir() {
        say(Reason::new("uninstall-kept-folder").arg("path", format!("{STATE}/kept")));
    }
    Ok(true)
}

const fn word(back: Back, entry: &Entry) -> &'static str {
    match (back, entry.before.is_some()) {
        (Back::Aside, _) => "uninstall-aside",
        (Back::AsWas, _) => "uninstall-as-was",
        (Back::Remove | Back::Gone, true) => "uninstall-restored",
        (Back::Remove, false) => "uninstall-removed",
        (Back::Gone, false) => "uninstall-gone",
    }
}

/// Takes one file back.
pub(super) fn take_back(root: &Root, manifest: &mut Manifest, entry: &Entry, say: &mut dyn FnMut(Reason)) -> Result<(), Failure> {
    let found = root.read(&entry.path)?;
    let back = decide_back(entry, found.as_ref());
    if let (Back::Aside, Some(found)) = (back, &found) {
        keep(root, manifest, entry, found)?;
    }
    if back != Back::AsWas {
        match &entry.before {
            Some(before) => {
                let lost = || Failure::Refused(Reason::new("uninstall-copy-lost").arg("path", &before.copy));
                let copy = root.read(&before.copy)?.filter(|c| sha256(&c.content) == before.sha256).ok_or_else(lost)?;
                let (mode, uid, gid) = (before.mode, before.uid, before.gid);
                root.restore(&entry.path, &Found { content: copy.content, mode, uid, gid })?;
            }
            None if back != Back::Gone => root.remove(&entry.path)?,
            None => {}
        }
    }
    root.remove_unfinished(&entry.path)?;
    say(Reason::new(word(back, entry)).arg("path", &entry.path));
    Ok(())
}

/// A file that somebody changed is copied where nothing reads it (Chromium takes every file of its policy folder).
fn keep(root: &Root, manifest: &mut Manifest, entry: &Entry, found: &Found) -> Result<(), Failure> {
    let name = format!("{STATE}/kept/{}", entry.path.trim_start_matches('/').replace('/', "-"));
    let mut copy = name.clone();
    for n in 2.. {
        match root.read(&copy)? {
            Some(there) if there.content != found.content => copy = format!("{name}-{n}"),
            _ => break,
        }
    }
    for dir in root.missing_dirs(&copy)? {
        if !manifest.dirs.contains(&dir) {
            manifest.dirs.push(dir.clone());
            manifest.save(root)?;
        }
        root.make_dir(&dir, 0o700)?;
    }
    root.write(&copy, &found.content, 0o600)
}
