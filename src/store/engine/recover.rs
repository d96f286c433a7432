//! Opening: comparing store and journal, and making good what can be made good.

use std::fs;
use std::path::{Path, PathBuf};

use super::backup::{self, Manifest};
use super::behind::BEHIND_MOST;
use super::disk::DiskOptions;
use super::files::{make_dir, sync_dir, unused};
use super::journal::{Covered, Journal, Reader, Survey};
use super::sled_engine::SledEngine;
use super::{Engine, EngineError, History, journal, rebuild};

/// What had to be made good when a data folder was opened; worth a line in the log and to the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovered {
    /// The store lacked the last groups, the journal had them. After a power cut this is usual.
    CaughtUp {
        /// How many groups.
        groups: u64,
    },
    /// The store was made again from a backup and the journal. The old one was moved aside.
    Rebuilt {
        /// The backup used; none when the journal reached back to the beginning.
        backup: Option<PathBuf>,
        /// How many groups of the journal were added to it.
        groups: u64,
        /// The group that it is at now.
        seq: u64,
        /// What was wrong.
        cause: String,
        /// Why it cannot be said that nothing is missing; none when it is proven.
        doubt: Option<Doubt>,
    },
    /// The store is whole but its journal was not; it was moved aside and a new one begun. A backup should be taken
    /// soon, for the earlier ones can no longer be carried on to the present.
    JournalRenewed {
        /// What was wrong.
        cause: String,
        /// What is known to be missing; usually nothing.
        doubt: Option<Doubt>,
    },
}

/// Why it is not proven that a store made again has everything that was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// These groups are known to have been written and are missing.
    Gap {
        /// The first.
        from: u64,
        /// The last that is known of.
        to: u64,
    },
    /// The end of the journal is damaged: whether there were groups after this one cannot be known.
    End {
        /// The last group that was found.
        after: u64,
    },
}

/// A data folder's engine and journal in step.
pub(crate) struct Opened {
    pub(crate) store: SledEngine,
    pub(crate) journal: Journal,
    pub(crate) backed_up: u64,
    pub(crate) recovered: Vec<Recovered>,
}

/// What is made of a store that opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// It is used.
    AsUsual,
    /// It is made again, for damage was met in it; not if something would be missing then.
    Damaged,
    /// It is made again, as well as that can be done: a person asked for it.
    Asked,
}

/// Opens store and journal and brings them into step.
pub(crate) fn open(data: &Path, options: &DiskOptions, how: How) -> Result<Opened, EngineError> {
    let folder = Folder { data, options, how };
    let stood = folder.stood();
    // A new folder gets its journal first: a store without one is then never a beginning that was cut short.
    if !stood && !folder.has_journal()? && backup::list(&folder.data.join("backups")).is_empty() {
        folder.begin(1)?;
    }
    let journal = Journal::open(&folder.journal(), options.segment, options.sync);
    let store = folder.open_store().and_then(|store| folder.require(store, &journal, stood));
    let (store, journal, recovered) = match (store, journal) {
        (Err(error), _) if !matches!(error, EngineError::Damaged(_)) => return Err(error),
        (_, Err(error)) if !matches!(error, EngineError::Damaged(_)) => return Err(error),
        (store, journal) if how != How::AsUsual => {
            let cause = store.as_ref().err().map_or_else(|| "making it again was asked for".to_owned(), ToString::to_string);
            folder.rebuild(store.ok(), journal.ok().flatten(), cause)?
        }
        (Ok(store), Ok(Some(journal))) => folder.compare(store, journal)?,
        (Ok(store), Ok(None)) if store.last_seq()? == 0 => {
            let journal = folder.begin(1)?;
            (store, journal, Vec::new())
        }
        (Ok(store), Ok(None)) => folder.salvage(store, None, "the journal is missing".into())?,
        (Ok(store), Err(cause)) => folder.salvage(store, None, cause.to_string())?,
        (Err(cause), journal) => folder.rebuild(None, journal.ok().flatten(), cause.to_string())?,
    };
    store.belong_to(journal.history())?;
    let backed_up = Covered::read(&folder.journal()).seq();
    Ok(Opened { store, journal, backed_up, recovered })
}

pub(crate) type InStep = (SledEngine, Journal, Vec<Recovered>);

/// A data folder that is being opened.
pub(crate) struct Folder<'a> {
    pub(crate) data: &'a Path,
    pub(crate) options: &'a DiskOptions,
    pub(crate) how: How,
}

impl Folder<'_> {
    pub(crate) fn journal(&self) -> PathBuf {
        self.data.join("journal")
    }

    pub(crate) fn open_store(&self) -> Result<SledEngine, EngineError> {
        SledEngine::open(&self.data.join("store"), self.options.cache, self.options.sync)
    }

    /// Whether a store lay there before this opening.
    fn stood(&self) -> bool {
        fs::metadata(self.data.join("store/db")).is_ok_and(|db| db.len() > 0)
    }

    fn has_journal(&self) -> Result<bool, EngineError> {
        journal::has_segments(&self.journal())
    }

    /// An empty store without a name, where there was one before, or beside a journal or backups that had something, is none
    /// that was ever written: it was made by this opening, or what was in it cannot be read any more.
    fn require(
        &self,
        store: SledEngine,
        journal: &Result<Option<Journal>, EngineError>,
        stood: bool,
    ) -> Result<SledEngine, EngineError> {
        let before = match journal {
            Ok(Some(journal)) => journal.tail() > 0,
            Ok(None) => stood || !backup::list(&self.data.join("backups")).is_empty(),
            Err(_) => true,
        };
        let missing = before && store.last_seq()? == 0 && store.history()?.is_none();
        if missing { Err(EngineError::Damaged("it is missing".into())) } else { Ok(store) }
    }

    fn begin(&self, first: u64) -> Result<Journal, EngineError> {
        Journal::begin(&self.journal(), first, self.options.segment, self.options.sync)
    }

    /// Both open. What an earlier program wrote takes the name of its journal: that one was always written with it.
    fn compare(&self, store: SledEngine, journal: Journal) -> Result<InStep, EngineError> {
        let history = journal.history();
        if store.history()?.is_some_and(|own| own != history) {
            let cause = "store and journal are of two histories";
            // A journal without a group was begun by a renewal that was cut short.
            return if journal.is_fresh() {
                self.renew(store, cause.into(), None)
            } else {
                self.rebuild(None, Some(journal), cause.into())
            };
        }
        let (seq, tail) = (store.last_seq()?, journal.tail());
        if seq > tail {
            return self.salvage(store, Some(history), format!("the journal ends at group {tail}, the store at {seq}"));
        }
        let groups = match replay(&store, &self.journal(), history, tail) {
            Ok(groups) => groups,
            Err(EngineError::Damaged(cause)) => return self.salvage(store, Some(history), cause),
            Err(error) => return Err(error),
        };
        let known = self.backups(history).iter().map(|(manifest, _)| manifest.to_seq).fold(tail, u64::max);
        if known > tail {
            let cause = format!("store and journal end at group {tail}, a backup at {known}");
            return self.rebuild(Some(store), Some(journal), cause);
        }
        let mut recovered = if groups > 0 { vec![Recovered::CaughtUp { groups }] } else { Vec::new() };
        // One that lacks more than a power cut leaves has not only met that, and then a torn end may have been a group that was
        // acknowledged.
        if journal.is_cut() || journal.is_torn() && groups > BEHIND_MOST {
            let doubt = Some(Doubt::End { after: tail });
            let (store, journal, renewed) = self.renew(store, "the end of the journal is damaged".into(), doubt)?;
            recovered.extend(renewed);
            return Ok((store, journal, recovered));
        }
        Ok((store, journal, recovered))
    }

    /// The store is whole, the journal is not: takes from it what the store lacks, then begins a new one. When groups that
    /// are known of cannot be had in this way, a backup may have them.
    fn salvage(&self, store: SledEngine, history: Option<History>, cause: String) -> Result<InStep, EngineError> {
        let survey = Survey::of(&self.journal(), self.options.segment)?;
        let history = history.or(store.history()?).or(survey.history);
        let own = survey.history.filter(|of| Some(*of) == history);
        let seq = store.last_seq()?;
        let reach = own.map_or(seq, |_| survey.reach(seq));
        let known = history.map_or(0, |history| rebuild::known(&survey, &self.backups(history)));
        if known > reach {
            return self.rebuild(Some(store), None, cause);
        }
        let groups = own.map_or(Ok(0), |own| replay(&store, &self.journal(), own, reach))?;
        let end = own.is_some() && survey.whole_end && survey.highest() == reach;
        let doubt = (!end).then_some(Doubt::End { after: reach });
        let (store, journal, mut recovered) = self.renew(store, cause, doubt)?;
        if groups > 0 {
            recovered.insert(0, Recovered::CaughtUp { groups });
        }
        Ok((store, journal, recovered))
    }

    /// Moves the journal aside and begins a new one after the store's last group.
    pub(crate) fn renew(&self, store: SledEngine, cause: String, doubt: Option<Doubt>) -> Result<InStep, EngineError> {
        let aside = unused(self.data, "replaced");
        make_dir(&aside)?;
        if self.journal().exists() {
            fs::rename(self.journal(), aside.join("journal"))?;
            sync_dir(&aside)?;
            sync_dir(self.data)?;
        }
        let journal = self.begin(store.last_seq()? + 1)?;
        Ok((store, journal, vec![Recovered::JournalRenewed { cause, doubt }]))
    }

    /// The backups that belong to a history: those that say so, and those that its journal names as what it goes on from (the
    /// backup that was restored, and what an earlier program took and verified). All others are passed over.
    pub(crate) fn backups(&self, history: History) -> Vec<(Manifest, PathBuf)> {
        let covered = Covered::read(&self.journal());
        let mut dirs = vec![self.data.join("backups")];
        dirs.extend(self.options.backups.iter().cloned());
        let mut paths = dirs.iter().flat_map(|dir| backup::list(dir)).collect::<Vec<_>>();
        paths.extend(covered.0.iter().map(|cover| cover.path.clone()));
        let mut paths = paths.iter().filter_map(|path| fs::canonicalize(path).ok()).collect::<Vec<_>>();
        paths.sort();
        paths.dedup();
        let own = |(manifest, path): &(Manifest, PathBuf)| match manifest.history {
            Some(of) if of == history => true,
            _ => covered.names(&manifest.sha256, manifest.to_seq, path),
        };
        paths.into_iter().filter_map(|path| Some((Manifest::read(&path).ok()?, path))).filter(own).collect()
    }
}

/// Applies the groups that the store lacks, up to `to`; how many they were.
pub(crate) fn replay(store: &SledEngine, journal: &Path, history: History, to: u64) -> Result<u64, EngineError> {
    let from = store.last_seq()?;
    if from >= to {
        return Ok(0);
    }
    let mut reader = Reader::new(journal, history, from, to)?;
    while let Some((seq, ops)) = reader.next()? {
        store.apply(seq, &ops)?;
    }
    store.harden()?;
    Ok(to - from)
}
