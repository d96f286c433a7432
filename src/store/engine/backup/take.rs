//! Taking a backup while the office works.
//!
//! sled has no snapshots. So the number of the last group is noted, the rows are read (some older, some newer), and
//! the groups committed meanwhile follow them: applying those over the rows gives exactly the state at the last one,
//! because a group sets whole values.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use jiff::civil::DateTime;

use super::file::{Kind, Writer};
use super::restore::{load, verify};
use super::{Manifest, Progress, State, Step, keep, scan_all};
use crate::store::blobs;
use crate::store::engine::disk::DiskEngine;
use crate::store::engine::files::{make_dir, remove_if_there, sync_parent, unfinished};
use crate::store::engine::frame::write_ops;
use crate::store::engine::journal::{Cover, Covered, Reader};
use crate::store::engine::sled_engine::SledEngine;
use crate::store::engine::{Engine, EngineError, FORMAT, History};

/// How a backup proves that it is good.
#[derive(Clone, Copy)]
pub enum Proof<'a> {
    /// It is read back whole: checksums, order, counts, hash.
    Read,
    /// It is also restored into a scratch folder, and what comes out is noted in it.
    Restore,
    /// The same, and what comes out is looked at: a check of one moment while the office works.
    Inspect(&'a dyn Fn(&dyn Engine)),
}

/// A backup just taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub path: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
}

impl DiskEngine {
    /// Takes a backup into the folder `dest`, named by `stamp` (the office's time). Writing goes on meanwhile.
    /// A backup that fails leaves no file; the journal is shortened only after a verified one.
    pub fn back_up(
        &self,
        dest: &Path,
        stamp: DateTime,
        proof: Proof<'_>,
        progress: &dyn Fn(Progress),
    ) -> Result<Taken, EngineError> {
        let _one_at_a_time = self.0.backup.lock().unwrap_or_else(PoisonError::into_inner);
        make_dir(dest)?;
        let unnamed = unfinished(&dest.join("backup"));
        remove_if_there(&unnamed)?;
        blobs::remove_left_behind(dest)?;
        let written = self.write_backup(&unnamed, dest, stamp, proof, progress);
        let manifest = match written {
            Ok(manifest) => manifest,
            Err(error) => {
                let _ = remove_if_there(&unnamed);
                return Err(error);
            }
        };
        let path = dest.join(keep::name(stamp, manifest.to_seq));
        fs::rename(&unnamed, &path)?;
        sync_parent(&path)?;
        self.cover(manifest.cover(fs::canonicalize(&path)?))?;
        Ok(Taken { path, manifest })
    }

    /// The number of the journal's last group, and its history.
    fn tail(&self) -> Result<(u64, History), EngineError> {
        let live = self.0.live()?;
        let journal = live.journal(self.0.options.stall)?;
        Ok((journal.tail(), journal.history()))
    }

    fn cover(&self, cover: Cover) -> Result<(), EngineError> {
        let dir = self.0.journal_dir();
        let seq = cover.seq;
        let forget = Covered::read(&dir).add(&dir, cover)?;
        self.0.backed_up.store(seq, Ordering::Release);
        let live = self.0.live()?;
        // What the store on disk still lacks of the journal is not forgotten.
        live.store.harden()?;
        live.journal(self.0.options.stall)?.prune(forget)
    }

    fn write_backup(
        &self,
        path: &Path,
        dest: &Path,
        stamp: DateTime,
        proof: Proof<'_>,
        progress: &dyn Fn(Progress),
    ) -> Result<Manifest, EngineError> {
        let mut manifest = Manifest {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").into(),
            history: Some(self.tail()?.1),
            stamp: stamp.to_string(),
            from_seq: self.last_seq()?,
            ..Manifest::default()
        };
        let mut out = Writer::create(path)?;
        scan_all(self, |page| {
            for (key, value) in page {
                out.record(Kind::Row, key, value)?;
            }
            manifest.rows += page.len() as u64;
            progress(Progress { step: Step::Rows, done: manifest.rows, total: None });
            Ok(())
        })?;
        self.write_groups(&mut out, &mut manifest, progress)?;
        self.write_keys(&mut out, &mut manifest)?;
        self.write_blobs(&mut out, &mut manifest, dest, progress)?;
        out.finish(&mut manifest)?;
        let inspect: &dyn Fn(&dyn Engine) = match proof {
            Proof::Inspect(inspect) => inspect,
            _ => &|_| {},
        };
        if !matches!(proof, Proof::Read) {
            manifest.state = Some(self.prove(path, inspect, progress)?);
            out.finish(&mut manifest)?;
        }
        drop(out);
        verify(path, progress)
    }

    fn write_groups(&self, out: &mut Writer, manifest: &mut Manifest, progress: &dyn Fn(Progress)) -> Result<(), EngineError> {
        let (tail, history) = self.tail()?;
        // The folder was opened anew meanwhile, with another journal: the next backup will be of that.
        if manifest.history != Some(history) {
            return Err(EngineError::Recovering);
        }
        manifest.to_seq = tail;
        let total = Some(manifest.to_seq - manifest.from_seq);
        let mut reader = Reader::new(&self.0.journal_dir(), history, manifest.from_seq, manifest.to_seq)?;
        while let Some((seq, ops)) = reader.next()? {
            let mut bytes = Vec::new();
            write_ops(&mut bytes, &ops);
            out.record(Kind::Group, &seq.to_be_bytes(), &bytes)?;
            manifest.groups += 1;
            progress(Progress { step: Step::Groups, done: manifest.groups, total });
        }
        Ok(())
    }

    fn write_keys(&self, out: &mut Writer, manifest: &mut Manifest) -> Result<(), EngineError> {
        manifest.keys_at = out.at();
        let dir = self.data().join("keys");
        let mut names = Vec::new();
        if dir.exists() {
            for entry in fs::read_dir(&dir)? {
                names.extend(entry?.file_name().into_string().ok().filter(|name| keep::is_plain(name)));
            }
        }
        names.sort();
        for name in names {
            out.record(Kind::KeyFile, name.as_bytes(), &fs::read(dir.join(&name))?)?;
            manifest.keys += 1;
        }
        Ok(())
    }

    /// Blobs are written before the rows that name them: those here now include all that the rows above name.
    fn write_blobs(
        &self,
        out: &mut Writer,
        manifest: &mut Manifest,
        dest: &Path,
        progress: &dyn Fn(Progress),
    ) -> Result<(), EngineError> {
        manifest.blobs_at = out.at();
        let (from, to) = (self.data().join("blobs"), dest.join("blobs"));
        let all = blobs::list(&from)?;
        let total = Some(all.len() as u64);
        for (id, size) in all {
            // A photo that is damaged stops no backup: it is counted, and the check names it.
            match blobs::copy(id, size, &from, &to) {
                Err(blobs::BlobError::Damaged) => {
                    tracing::error!(%id, "a file is damaged and is not in the backup");
                    manifest.lost += 1;
                    continue;
                }
                other => other.map_err(blob_error)?,
            }
            out.record(Kind::Blob, id.as_bytes(), &size.to_le_bytes())?;
            manifest.blobs += 1;
            manifest.blob_bytes += size;
            progress(Progress { step: Step::Blobs, done: manifest.blobs, total });
        }
        Ok(())
    }

    fn prove(&self, path: &Path, inspect: &dyn Fn(&dyn Engine), progress: &dyn Fn(Progress)) -> Result<State, EngineError> {
        let scratch = self.data().join("scratch");
        if scratch.exists() {
            fs::remove_dir_all(&scratch)?;
        }
        let restored = SledEngine::open(&scratch, self.0.options.cache.min(64 << 20), false).and_then(|store| {
            load(path, &store, progress)?;
            inspect(&store);
            State::of(&store, progress)
        });
        fs::remove_dir_all(&scratch)?;
        restored
    }
}

/// A blob's error in the engine's words.
pub(crate) fn blob_error(error: blobs::BlobError) -> EngineError {
    match error {
        blobs::BlobError::Engine(error) => error,
        other => EngineError::Damaged(other.to_string()),
    }
}
