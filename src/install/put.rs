//! Installing. Before each change the manifest says what is about to be done: cut off anywhere, it can be done again or
//! taken back.
use super::{Before, Entry, Found, Kind, Manifest, Piece, Root, STATE, back::take_back, root::sha256};
use crate::base::{Failure, Reason};

/// What is done about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Written where nothing was.
    Write,
    /// A foreign file is put aside first.
    PutAside,
    /// A former one of ours gives way.
    Renew,
    /// It stands there as it should.
    Same,
    /// Changed by hand: kept.
    Keep,
    /// The office's own settings were there before: kept and never ours.
    Leave,
}

/// What is to be done about a file, by what stands there and what is known of it.
#[must_use]
pub fn decide(piece: &Piece, found: Option<&Found>, entry: Option<&Entry>) -> Deed {
    let Some(found) = found else { return Deed::Write };
    let is = found.sha256();
    let wanted = found.content == piece.content && found.mode == piece.mode;
    match entry {
        None if piece.kind == Kind::Settings => Deed::Leave,
        None => Deed::PutAside,
        Some(_) if wanted => Deed::Same,
        // Cut off between the manifest and the file.
        Some(e) if e.before.as_ref().is_some_and(|b| b.sha256 == is) => Deed::PutAside,
        Some(e) if piece.kind != Kind::Program && !e.ours.contains(&is) => Deed::Keep,
        Some(_) => Deed::Renew,
    }
}

/// Brings a machine to the plan: writes what is lacking, renews what is old, takes back what is no longer in the plan.
/// Nothing is changed if anything stands in the way, or in a dry run. Says each file as it is done.
///
/// # Errors
/// `Refused` with the path and what to do.
pub fn install(root: &Root, plan: &[Piece], dry: bool, say: &mut dyn FnMut(Reason)) -> Result<(), Failure> {
    let mut manifest = Manifest::read(root)?.unwrap_or_default();
    // Everything is looked at before anything is changed.
    for piece in plan {
        root.read(&piece.path)?;
    }
    if !dry {
        prepare(root, &mut manifest)?;
    }
    for piece in plan {
        let found = root.read(&piece.path)?;
        let entry = manifest.of(&piece.path).cloned();
        let deed = decide(piece, found.as_ref(), entry.as_ref());
        if !dry && !matches!(deed, Deed::Keep | Deed::Leave) {
            put(root, &mut manifest, piece, deed, found, entry)?;
        }
        say(Reason::new(word(deed)).arg("path", &piece.path));
    }
    let gone: Vec<Entry> = manifest.files.iter().filter(|e| plan.iter().all(|p| p.path != e.path)).cloned().collect();
    for entry in gone {
        if !dry {
            take_back(root, &mut manifest, &entry, say)?;
            manifest.files.retain(|e| e.path != entry.path);
            if let Some(before) = &entry.before {
                root.remove(&before.copy)?;
            }
            manifest.save(root)?;
        }
    }
    Ok(())
}

const fn word(deed: Deed) -> &'static str {
    match deed {
        Deed::Write => "install-written",
        Deed::PutAside => "install-put-aside",
        Deed::Renew => "install-renewed",
        Deed::Same => "install-same",
        Deed::Keep => "install-kept",
        Deed::Leave => "install-left",
    }
}

/// The folder of the manifest.
fn prepare(root: &Root, manifest: &mut Manifest) -> Result<(), Failure> {
    let missing = root.missing_dirs(&Manifest::path())?;
    for dir in &missing {
        root.make_dir(dir, if dir == STATE { 0o700 } else { 0o755 })?;
    }
    manifest.dirs.extend(missing);
    // Cut off before the manifest was written, the folder was left without it.
    if manifest.files.is_empty() && !manifest.dirs.iter().any(|d| d == STATE) {
        manifest.dirs.push(STATE.to_owned());
    }
    manifest.save(root)
}

fn put(
    root: &Root,
    manifest: &mut Manifest,
    piece: &Piece,
    deed: Deed,
    found: Option<Found>,
    entry: Option<Entry>,
) -> Result<(), Failure> {
    let ours = sha256(&piece.content);
    let mut noted = entry.unwrap_or(Entry { path: piece.path.clone(), ours: Vec::new(), mode: piece.mode, before: None });
    let aside = found.filter(|_| deed == Deed::PutAside);
    if let (Some(found), None) = (&aside, &noted.before) {
        let copy = format!("{STATE}/before{}", piece.path.replace('/', "-"));
        noted.before = Some(Before { copy, sha256: found.sha256(), mode: found.mode, uid: found.uid, gid: found.gid });
    }
    if !noted.ours.contains(&ours) {
        noted.ours.push(ours.clone());
    }
    noted.mode = piece.mode;
    let missing = root.missing_dirs(&piece.path)?;
    manifest.dirs.extend(missing.iter().filter(|d| !manifest.dirs.contains(d)).cloned().collect::<Vec<_>>());
    manifest.note(noted.clone());
    manifest.save(root)?;
    if let (Some(found), Some(before)) = (&aside, &noted.before) {
        root.write(&before.copy, &found.content, 0o600)?;
    }
    for dir in &missing {
        root.make_dir(dir, 0o755)?;
    }
    if deed != Deed::Same {
        root.write(&piece.path, &piece.content, piece.mode)?;
    }
    manifest.note(Entry { ours: vec![ours], ..noted });
    manifest.save(root)
}
