//! An engine that keeps everything in memory, for tests and for trial runs that leave nothing behind.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use super::{Dir, Engine, EngineError, EngineStats, Op, Pair, admit, clamp};

#[derive(Debug, Default)]
struct Rows {
    seq: u64,
    map: BTreeMap<Vec<u8>, Vec<u8>>,
}

/// A keyspace in memory.
#[derive(Debug, Default)]
pub struct MemoryEngine {
    rows: RwLock<Rows>,
}

impl MemoryEngine {
    /// An empty keyspace.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(&self) -> RwLockReadGuard<'_, Rows> {
        self.rows.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for MemoryEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        Ok(self.read().map.get(key).cloned())
    }

    fn scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Vec<Pair>, EngineError> {
        let Some((from, to)) = clamp(from, to) else {
            return Ok(Vec::new());
        };
        let rows = self.read();
        let range = rows.map.range::<[u8], _>((std::ops::Bound::Included(from), std::ops::Bound::Excluded(to)));
        let pair = |(key, value): (&Vec<u8>, &Vec<u8>)| (key.clone(), value.clone());
        Ok(match dir {
            Dir::Forward => range.take(limit).map(pair).collect(),
            Dir::Backward => range.rev().take(limit).map(pair).collect(),
        })
    }

    fn commit(&self, seq: u64, ops: &[Op]) -> Result<(), EngineError> {
        let mut rows = self.rows.write().unwrap_or_else(PoisonError::into_inner);
        admit(rows.seq, seq, ops)?;
        for op in ops {
            match op {
                Op::Put(key, value) => {
                    rows.map.insert(key.clone(), value.clone());
                }
                Op::Del(key) => {
                    rows.map.remove(key);
                }
            }
        }
        rows.seq = seq;
        Ok(())
    }

    fn last_seq(&self) -> Result<u64, EngineError> {
        Ok(self.read().seq)
    }

    fn stats(&self) -> EngineStats {
        let rows = self.read();
        let bytes = rows.map.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>();
        EngineStats { store_bytes: bytes as u64, last_seq: rows.seq, ..EngineStats::default() }
    }
}
