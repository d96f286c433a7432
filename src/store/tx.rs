//! A write: reads see what it has written; nothing of it is real until the writer commits its group.
use std::collections::BTreeMap;

use super::{
    engine::{Dir, Engine, EngineError, KEY_MAX, Op, VALUE_MAX},
    read::{Pairs, Read, amount},
    row::{Row, from_bytes, implied, row_key, sequence_key, to_bytes},
};
use crate::base::{Failure, Id};

/// Changes not yet on disk: a value, or `None` for a deletion.
pub(super) type Overlay = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// The writes of one closure over those of its group over the engine.
pub struct Tx<'a> {
    engine: &'a dyn Engine,
    group: &'a Overlay,
    own: Overlay,
}

impl<'a> Tx<'a> {
    pub(super) fn new(engine: &'a dyn Engine, group: &'a Overlay) -> Self {
        Tx { engine, group, own: Overlay::new() }
    }
    pub(super) fn into_overlay(self) -> Overlay {
        self.own
    }
    /// The next number of a table.
    pub fn next_id<R: Row>(&mut self) -> Result<Id<R>, Failure> {
        let key = sequence_key(R::TAG);
        let next = self.raw_get(&key)?.map_or(Ok(0), |v| amount(&v))? + 1;
        self.own.insert(key, Some(next.to_be_bytes().to_vec()));
        Ok(Id::new(next.cast_unsigned()))
    }
    /// Writes a row, new or changed, with its index entries and counters.
    pub fn put<R: Row>(&mut self, row: &R) -> Result<(), Failure> {
        let key = row_key(row.id());
        let old = self.raw_get(&key)?.map(|b| from_bytes::<R>(&b)).transpose()?;
        let new = implied(row);
        let old = old.map(|r| implied(&r));
        // Refused before anything is touched: a closure may go on after a refusal.
        let bytes = to_bytes(row)?;
        if bytes.len() > VALUE_MAX || new.entries.iter().any(|(k, _)| k.len() > KEY_MAX) {
            return Err(Failure::refused("store-row-too-large"));
        }
        for ix in R::indexes().iter().filter(|ix| ix.unique_name().is_some()) {
            for (k, v) in new.entries.iter().filter(|(k, _)| k.get(1) == Some(&ix.no())) {
                if self.raw_get(k)?.is_some_and(|held| held != *v) {
                    return Err(Failure::Taken(ix.unique_name().unwrap_or(R::NAME)));
                }
            }
        }
        if let Some(old) = old {
            for (k, _) in old.entries {
                if !new.entries.iter().any(|(n, _)| *n == k) {
                    self.own.insert(k, None);
                }
            }
            for (k, n) in old.counts {
                self.bump(k, -n)?;
            }
        }
        for (k, v) in new.entries {
            self.own.insert(k, Some(v));
        }
        for (k, n) in new.counts {
            self.bump(k, n)?;
        }
        self.own.insert(key, Some(bytes));
        Ok(())
    }
    /// Removes a row with its index entries and counts; a row that is not there is no error.
    pub fn delete<R: Row>(&mut self, id: Id<R>) -> Result<(), Failure> {
        let key = row_key(id);
        let Some(old) = self.raw_get(&key)? else { return Ok(()) };
        let old = implied(&from_bytes::<R>(&old)?);
        for (k, _) in old.entries {
            self.own.insert(k, None);
        }
        for (k, n) in old.counts {
            self.bump(k, -n)?;
        }
        self.own.insert(key, None);
        Ok(())
    }
    fn bump(&mut self, key: Vec<u8>, by: i64) -> Result<(), Failure> {
        let n = self.raw_get(&key)?.map_or(Ok(0), |v| amount(&v))? + by;
        // A counter at zero has no entry, so that a recount from the rows gives the same bytes.
        self.own.insert(key, (n != 0).then(|| n.to_be_bytes().to_vec()));
        Ok(())
    }
}

impl Read for Tx<'_> {
    fn raw_get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        if let Some(v) = self.own.get(key).or_else(|| self.group.get(key)) {
            return Ok(v.clone());
        }
        self.engine.get(key).map_err(EngineError::said)
    }
    fn raw_scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Pairs, Failure> {
        let span = || (std::ops::Bound::Included(from), std::ops::Bound::Excluded(to));
        let changed = || self.group.range::<[u8], _>(span()).chain(self.own.range::<[u8], _>(span()));
        let hidden = changed().filter(|(_, v)| v.is_none()).count();
        let stored = self.engine.scan(from, to, dir, limit + hidden).map_err(EngineError::said)?;
        let mut merged: BTreeMap<Vec<u8>, Vec<u8>> = stored.into_iter().collect();
        for (k, v) in changed() {
            match v {
                Some(v) => merged.insert(k.clone(), v.clone()),
                None => merged.remove(k),
            };
        }
        Ok(match dir {
            Dir::Forward => merged.into_iter().take(limit).collect(),
            Dir::Backward => merged.into_iter().rev().take(limit).collect(),
        })
    }
}

pub(super) fn ops(overlay: Overlay) -> Vec<Op> {
    overlay
        .into_iter()
        .map(|(k, v)| match v {
            Some(v) => Op::Put(k, v),
            None => Op::Del(k),
        })
        .collect()
}
