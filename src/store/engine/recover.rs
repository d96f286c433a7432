//! Opening: comparing store and journal, and making good what can be made good.

use std::fs;
use std::path::{Path, PathBuf};

use super::backup::{self, Manifest};
use super::disk::DiskOptions;
use super::files::{make_dir, sync_dir, unused};
use super::journal::{self, Covered, Journal, Reader};
use super::sled_engine::SledEngine;
use super::{Engine, EngineError, swap};

/// What had to be made good when a data folder was opened; worth a line in the log and to the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovered {
    /// The store lacked the last groups, the journal had them. After a power cut this is usual.
    CaughtUp {
        /// How many groups.
        groups: u64,
    },
    /// The store was made again from a backup and the journal; nothing is missing. The old one was moved aside.
    Rebuilt {
        /// The backup used; none when the journal reached back to the beginning.
        backup: Option<PathBuf>,
        /// How many groups of the journal were added to it.
        groups: u64,
        /// What was wrong.
        cause: String,
    },
    /// The store is whole but its journal was not; it was moved aside and a new one begun. A backup should be taken
    /// soon, for the earlier ones can no longer be carried on to the present.
    JournalRenewed {
        /// What was wrong.
        cause: String,
    },
}

/// A data folder's engine and journal in step.
pub(crate) struct Opened {
    pub(crate) store: SledEngine,
    pub(crate) journal: Journal,
    pub(crate) backed_up: u64,
    pub(crate) recovered: Vec<Recovered>,
}

/// Opens store and journal and brings them into step.
pub(crate) fn open(data: &Path, options: &DiskOptions) -> Result<Opened, EngineError> {
    let folder = Folder { data, options };
    let journal = Journal::open(&folder.journal(), options.segment, options.sync);
    let store = match options.rebuild {
        true => Err(EngineError::Damaged("making it again was asked for".into())),
        false => folder.open_store(),
    };
    let (store, journal, recovered) = match (store, journal) {
        (Ok(store), Ok(Some(journal))) => folder.compare(store, journal)?,
        (Ok(store), Ok(None)) if store.last_seq()? == 0 => (store, folder.begin(1)?, Vec::new()),
        (Ok(store), Ok(None)) => folder.renew(store, "the journal is missing".into())?,
        (Ok(store), Err(EngineError::Damaged(cause))) => folder.salvage(store, cause)?,
        (Err(EngineError::Damaged(cause)), Ok(Some(journal))) => folder.rebuild(journal, cause)?,
        (Err(error), _) | (_, Err(error)) => return Err(error),
    };
    let backed_up = Covered::read(&folder.journal())?.seq();
    Ok(Opened { store, journal, backed_up, recovered })
}

type InStep = (SledEngine, Journal, Vec<Recovered>);

struct Folder<'a> {
    data: &'a Path,
    options: &'a DiskOptions,
}

impl Folder<'_> {
    fn journal(&self) -> PathBuf {
        self.data.join("journal")
    }

    fn open_store(&self) -> Result<SledEngine, EngineError> {
        SledEngine::open(&self.data.join("store"), self.options.cache, self.options.sync)
    }

    fn begin(&self, first: u64) -> Result<Journal, EngineError> {
        Journal::begin(&self.journal(), first, self.options.segment, self.options.sync)
    }

    fn compare(&self, store: SledEngine, journal: Journal) -> Result<InStep, EngineError> {
        let (seq, tail) = (store.last_seq()?, journal.tail());
        if seq > tail {
            return self.renew(store, format!("the journal ends at group {tail}, the store at {seq}"));
        }
        match replay(&store, &self.journal(), tail) {
            Ok(0) => Ok((store, journal, Vec::new())),
            Ok(groups) => Ok((store, journal, vec![Recovered::CaughtUp { groups }])),
            Err(EngineError::Damaged(cause)) => {
                drop(store);
                self.rebuild(journal, cause)
            }
            Err(error) => Err(error),
        }
    }

    /// The journal is damaged: takes from it what the store lacks, then begins a new one.
    fn salvage(&self, store: SledEngine, cause: String) -> Result<InStep, EngineError> {
        let highest = journal::highest(&self.journal())?;
        let groups = if highest > store.last_seq()? { replay(&store, &self.journal(), highest)? } else { 0 };
        let (store, journal, mut recovered) = self.renew(store, cause)?;
        if groups > 0 {
            recovered.insert(0, Recovered::CaughtUp { groups });
        }
        Ok((store, journal, recovered))
    }

    fn renew(&self, store: SledEngine, cause: String) -> Result<InStep, EngineError> {
        let aside = unused(self.data, "replaced");
        make_dir(&aside)?;
        if self.journal().exists() {
            fs::rename(self.journal(), aside.join("journal"))?;
            sync_dir(&aside)?;
            sync_dir(self.data)?;
        }
        let journal = self.begin(store.last_seq()? + 1)?;
        Ok((store, journal, vec![Recovered::JournalRenewed { cause }]))
    }

    /// Makes the store again from the newest backup that the journal carries on to the present.
    fn rebuild(&self, journal: Journal, cause: String) -> Result<InStep, EngineError> {
        let mut backups = self.backups()?;
        backups.sort_by_key(|(manifest, _)| manifest.to_seq);
        let newest_first = backups.iter().rev().map(Some).chain([None]);
        for backup in newest_first {
            match self.rebuild_from(backup.map(|(_, path)| path.as_path()), journal.tail()) {
                Ok(groups) => {
                    swap::decide(self.data)?;
                    let backup = backup.map(|(_, path)| path.clone());
                    let store = self.open_store()?;
                    return Ok((store, journal, vec![Recovered::Rebuilt { backup, groups, cause }]));
                }
                Err(EngineError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Err(EngineError::Damaged(format!("{cause}; and no backup was found that the journal continues")))
    }

    fn rebuild_from(&self, backup: Option<&Path>, tail: u64) -> Result<u64, EngineError> {
        let staged = swap::stage(self.data)?;
        let store = SledEngine::open(&staged.join("store"), self.options.cache, self.options.sync)?;
        if let Some(path) = backup {
            backup::load(path, &store, &|_| {})?;
        }
        if store.last_seq()? > tail {
            return Err(EngineError::Damaged("the backup is newer than the journal".into()));
        }
        let groups = replay(&store, &self.journal(), tail)?;
        store.harden()?;
        Ok(groups)
    }

    fn backups(&self) -> Result<Vec<(Manifest, PathBuf)>, EngineError> {
        let mut dirs = vec![self.data.join("backups")];
        dirs.extend(self.options.backups.iter().cloned());
        let mut paths = dirs.iter().flat_map(|dir| backup::list(dir)).collect::<Vec<_>>();
        paths.extend(Covered::read(&self.journal())?.0.into_iter().map(|cover| cover.path));
        paths.sort();
        paths.dedup();
        Ok(paths.into_iter().filter_map(|path| Some((Manifest::read(&path).ok()?, path))).collect())
    }
}

/// Applies the groups that the store lacks, up to `to`; how many they were.
fn replay(store: &SledEngine, journal: &Path, to: u64) -> Result<u64, EngineError> {
    let from = store.last_seq()?;
    if from >= to {
        return Ok(0);
    }
    let mut reader = Reader::new(journal, from, to)?;
    while let Some((seq, ops)) = reader.next()? {
        store.apply(seq, &ops)?;
    }
    store.harden()?;
    Ok(to - from)
}
