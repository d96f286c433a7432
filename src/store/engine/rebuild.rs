//! Making a store again from what is left of one history: a backup and the groups of the journal after it.
//!
//! Whichever way leads furthest is taken. That nothing is missing is said only when it is proven: the groups from the
//! backup on have no gap, nothing of the history is known beyond them, and the journal's end is whole. Where that is not so
//! the journal is renewed, so that later groups are not taken for those that were lost.

use std::path::PathBuf;

use super::backup::{self, Manifest};
use super::files::make_dir;
use super::journal::{Covered, Journal, Survey};
use super::recover::{Doubt, Folder, How, InStep, Recovered, replay};
use super::sled_engine::SledEngine;
use super::{Engine, EngineError, History, swap};

/// What the store is made of.
#[derive(Debug)]
enum Base {
    /// The one that is there, which opens.
    Present,
    Backup(Box<Manifest>, PathBuf),
    /// Nothing: the journal reaches back to the first group.
    Beginning,
}

/// A way to make the store again.
#[derive(Debug)]
struct Way {
    base: Base,
    /// The group that the base is at.
    from: u64,
    /// The group that the journal leads to from there.
    reach: u64,
}

/// The highest group of a history that anything says was written.
pub(crate) fn known(survey: &Survey, backups: &[(Manifest, PathBuf)]) -> u64 {
    backups.iter().map(|(manifest, _)| manifest.to_seq).fold(survey.highest(), u64::max)
}

impl Folder<'_> {
    /// Makes the store again. `store` is the present one, where it opens: it counts as a way only when a person did not ask
    /// for another. `journal` is open unless it is damaged.
    pub(crate) fn rebuild(
        &self,
        store: Option<SledEngine>,
        mut journal: Option<Journal>,
        cause: String,
    ) -> Result<InStep, EngineError> {
        let survey = Survey::of(&self.journal(), self.options.segment)?;
        let own = store.as_ref().and_then(|store| store.history().ok().flatten());
        let Some(history) = journal.as_ref().map(Journal::history).or(survey.history).or(own) else {
            return Err(EngineError::Damaged(format!("{cause}; and no journal says which backups belong to it")));
        };
        let backups = self.backups(history);
        let present = store.as_ref().map_or(Ok(0), Engine::last_seq)?;
        let known = known(&survey, &backups).max(present);
        let end = survey.whole_end && known <= survey.highest();
        let mut store = store;
        for way in self.ways(&survey, backups, known, store.as_ref())? {
            let doubt = match way.reach {
                reach if reach < known => Some(Doubt::Gap { from: reach + 1, to: known }),
                _ if end => None,
                reach => Some(Doubt::End { after: reach }),
            };
            if let Some(Doubt::Gap { from, to }) = doubt
                && self.how != How::Asked
            {
                return Err(EngineError::Gap { from, to, cause });
            }
            if let (Base::Present, Some(store)) = (&way.base, store.take()) {
                return self.go_on_with(store, history, way.reach, cause, doubt);
            }
            // Two stores in memory are one too many.
            store = None;
            match self.follow(&way, history) {
                Ok(made) => {
                    let kept = journal.take().filter(|journal| doubt.is_none() && journal.tail() == way.reach);
                    return self.put_in_place(made, way, kept, cause, doubt);
                }
                Err(EngineError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Err(EngineError::Damaged(format!("{cause}; and no backup was found that the journal continues")))
    }

    /// All ways, the furthest first; of two that lead as far the one with less to do.
    fn ways(
        &self,
        survey: &Survey,
        backups: Vec<(Manifest, PathBuf)>,
        known: u64,
        store: Option<&SledEngine>,
    ) -> Result<Vec<Way>, EngineError> {
        let mut ways = Vec::new();
        if survey.reach(0) > 0 || known == 0 {
            ways.push(Way { base: Base::Beginning, from: 0, reach: survey.reach(0) });
        }
        for (manifest, path) in backups {
            let from = manifest.to_seq;
            ways.push(Way { base: Base::Backup(Box::new(manifest), path), from, reach: survey.reach(from) });
        }
        if let Some(store) = store
            && (self.how == How::AsUsual || self.how == How::Asked && ways.is_empty())
        {
            let from = store.last_seq()?;
            ways.push(Way { base: Base::Present, from, reach: survey.reach(from) });
        }
        ways.sort_by_key(|way| (way.reach, matches!(way.base, Base::Present), way.from));
        ways.reverse();
        Ok(ways)
    }

    /// The present store as far as the journal leads, and a new journal.
    fn go_on_with(
        &self,
        store: SledEngine,
        history: History,
        reach: u64,
        cause: String,
        doubt: Option<Doubt>,
    ) -> Result<InStep, EngineError> {
        replay(&store, &self.journal(), history, reach)?;
        let gap = doubt.filter(|doubt| matches!(doubt, Doubt::Gap { .. }));
        self.renew(store, cause, gap)
    }

    /// Makes the store in `restoring`; how many groups of the journal went into it.
    fn follow(&self, way: &Way, history: History) -> Result<(SledEngine, u64), EngineError> {
        let staged = swap::stage(self.data)?;
        let store = SledEngine::open(&staged.join("store"), self.options.cache, self.options.sync)?;
        if let Base::Backup(_, path) = &way.base {
            backup::load(path, &store, &|_| {})?;
        }
        let groups = replay(&store, &self.journal(), history, way.reach)?;
        store.harden()?;
        Ok((store, groups))
    }

    fn put_in_place(
        &self,
        (store, groups): (SledEngine, u64),
        way: Way,
        kept: Option<Journal>,
        cause: String,
        doubt: Option<Doubt>,
    ) -> Result<InStep, EngineError> {
        match &kept {
            Some(journal) => store.belong_to(journal.history())?,
            None => store.belong_to(self.stage_journal(&way)?)?,
        }
        drop(store);
        swap::decide(self.data)?;
        let journal = match kept {
            Some(journal) => Some(journal),
            None => Journal::open(&self.journal(), self.options.segment, self.options.sync)?,
        };
        let journal = journal.ok_or_else(|| EngineError::Damaged("the journal just begun is missing".into()))?;
        let store = self.open_store()?;
        let (seq, backup) = match way.base {
            Base::Backup(_, path) => (way.reach, Some(path)),
            Base::Beginning | Base::Present => (way.reach, None),
        };
        Ok((store, journal, vec![Recovered::Rebuilt { backup, groups, seq, cause, doubt }]))
    }

    /// A new journal beside the new store. A backup that it goes on from without a group between is named in it.
    fn stage_journal(&self, way: &Way) -> Result<History, EngineError> {
        let dir = self.data.join("restoring").join("journal");
        make_dir(&dir)?;
        let journal = Journal::begin(&dir, way.reach + 1, self.options.segment, self.options.sync)?;
        if let Base::Backup(manifest, path) = &way.base
            && manifest.to_seq == way.reach
        {
            Covered::default().add(&dir, manifest.cover(path.clone()))?;
        }
        Ok(journal.history())
    }
}
