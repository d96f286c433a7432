//! What follows from the rows, brought up to this program: index entries and counters that an earlier one wrote.
//!
//! Rows are upgraded one by one when they are read ([`Row::upgrade`]); entries and counters cannot be, for a list shows what
//! has an entry and a change takes from a counter what the row once gave. So the store bears the number of its layout as a
//! value like any other, `[MARK]→number`: it travels in groups, journal and backups with what it describes, and a store
//! without it has layout 1. [`upgrade`] compares everything with what the rows imply and writes what differs, the mark last:
//! stopped at any moment it begins again and finds less to do. Rows are only read.
//!
//! [`Row::upgrade`]: super::Row::upgrade
use std::collections::HashMap;

use super::{
    COUNTER, FILES, MARK, ROWS,
    check::is_implied,
    engine::{Engine, EngineError, KEY_MAX, Op, walk},
    read::amount,
    row::{Implied, TableDef, rows_key},
    tx::{Overlay, ops},
};

/// The layout that this program writes: to be raised with every change of an index, of what a row counts for, or of
/// the files that it names.
pub const LAYOUT: u32 = 6;

/// Most changed keys of a group: larger batches make sled's memory grow.
const GROUP: usize = 512;
/// Rows between two calls of the listener.
const TOLD: u64 = 1024;

/// Why a store could not be brought up to this program. Its rows are as they were.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// A row cannot be read by this program; nothing was changed.
    #[error("{table} {row}: {why}")]
    Row {
        table: &'static str,
        /// The row's number.
        row: u64,
        why: String,
    },
    /// Two rows share a key that has become unique; entries were only added so far.
    #[error("{table}: two rows have the same key in index {index}")]
    Shared {
        table: &'static str,
        /// The index's number.
        index: u8,
    },
    /// A later program wrote the store ([`EngineError::Newer`]), or it failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// The steps of an upgrade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading every row, before anything is changed.
    Read,
    /// Writing what the rows imply.
    Write,
}

/// What an upgrade did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upgraded {
    /// The layout before.
    pub from: u32,
    /// How many rows there are.
    pub rows: u64,
    /// How many entries and counters were added, changed or removed.
    pub changed: u64,
}

/// The mark of this program's layout.
pub(super) fn mark() -> Op {
    Op::Put(vec![MARK], LAYOUT.to_be_bytes().to_vec())
}

/// The layout of a store.
pub fn layout(engine: &dyn Engine) -> Result<u32, EngineError> {
    let Some(bytes) = engine.get(&[MARK])? else { return Ok(1) };
    let wrong = |_cause| EngineError::Damaged("the mark of the store's layout is unreadable".into());
    bytes.try_into().map(u32::from_be_bytes).map_err(wrong)
}

/// Brings a store to [`LAYOUT`]; `None` when it is there already. Nothing else may write meanwhile: call it before
/// [`Store::new`](super::Store::new). `progress` hears the rows done and how many there are.
pub fn upgrade(
    engine: &dyn Engine,
    tables: &[TableDef],
    progress: &dyn Fn(Step, u64, u64),
) -> Result<Option<Upgraded>, LayoutError> {
    let from = layout(engine)?;
    if from > LAYOUT {
        return Err(EngineError::Newer { found: from, known: LAYOUT }.into());
    }
    if from == LAYOUT {
        engine.claim()?;
        return Ok(None);
    }
    let mut total = 0;
    for table in tables {
        let rows = engine.get(&rows_key(table.tag))?;
        total += rows.and_then(|rows| amount(&rows).ok()).map_or(0, i64::cast_unsigned);
    }
    let seq = engine.last_seq()?;
    let mut work = Work { engine, progress, total, rows: 0, counts: HashMap::new(), group: Overlay::new(), seq, changed: 0 };
    for table in tables {
        work.read(table)?;
    }
    (work.total, work.rows) = (work.rows, 0);
    for table in tables {
        work.entries(table)?;
    }
    work.counters()?;
    work.commit(None)?;
    // Before the mark: from here on an earlier program must not write.
    engine.claim()?;
    work.commit(Some(mark()))?;
    Ok(Some(Upgraded { from, rows: work.rows, changed: work.changed }))
}

struct Work<'a> {
    engine: &'a dyn Engine,
    progress: &'a dyn Fn(Step, u64, u64),
    total: u64,
    rows: u64,
    counts: HashMap<Vec<u8>, i64>,
    group: Overlay,
    seq: u64,
    changed: u64,
}

type Done = Result<(), LayoutError>;

impl Work<'_> {
    /// Hands on what each row of a table implies.
    fn each(&mut self, step: Step, table: &TableDef, mut f: impl FnMut(&mut Self, Implied) -> Done) -> Done {
        walk(self.engine, &[table.tag, 0], &[table.tag, 1], |key, value| {
            self.rows += 1;
            if self.rows.is_multiple_of(TOLD) {
                (self.progress)(step, self.rows, self.total.max(self.rows));
            }
            let failed = |why| {
                let row = key.last_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
                LayoutError::Row { table: table.name, row, why }
            };
            let mut implied = (table.implied)(value).map_err(|failure| failed(format!("{failure:?}")))?;
            if implied.entries.iter().any(|(key, _)| key.len() > KEY_MAX) {
                return Err(failed("a key of an index is too long".into()));
            }
            implied.entries.sort_unstable();
            implied.entries.dedup();
            f(self, implied)
        })
    }

    /// Reads all rows of a table and counts what they count for.
    fn read(&mut self, table: &TableDef) -> Done {
        self.each(Step::Read, table, |work, implied| {
            for (key, n) in implied.counts {
                *work.counts.entry(key).or_default() += n;
            }
            Ok(())
        })
    }

    /// Writes the entries that are missing, then removes those that no row implies.
    fn entries(&mut self, table: &TableDef) -> Done {
        let (mut implied, mut found) = (0u64, 0u64);
        self.each(Step::Write, table, |work, row| {
            implied += row.entries.len() as u64;
            row.entries.into_iter().try_for_each(|(key, value)| work.entry(table, key, value))
        })?;
        self.commit(None)?;
        let (from, to) = ([table.tag, 1], [table.tag + 1]);
        walk(self.engine, &from, &to, |_, _| {
            found += 1;
            Done::Ok(())
        })?;
        // All that are implied are there: as many means the same.
        if found == implied {
            return Ok(());
        }
        walk(self.engine, &from, &to, |key, value| match is_implied(self.engine, table, key, value)? {
            true => Ok(()),
            false => self.set(key.to_vec(), None),
        })
    }

    fn entry(&mut self, table: &TableDef, key: Vec<u8>, value: Vec<u8>) -> Done {
        let stored = match self.group.get(&key) {
            Some(value) => value.clone(),
            None => self.engine.get(&key)?,
        };
        match stored {
            Some(stored) if stored == value => Ok(()),
            Some(stored) if !value.is_empty() && is_implied(self.engine, table, &key, &stored)? => {
                Err(LayoutError::Shared { table: table.name, index: key.get(1).copied().unwrap_or_default() })
            }
            _ => self.set(key, Some(value)),
        }
    }

    fn counters(&mut self) -> Done {
        for tag in [FILES, ROWS, COUNTER] {
            walk(self.engine, &[tag], &[tag + 1], |key, value| {
                let due = counter(self.counts.remove(key).unwrap_or(0));
                if due.as_deref() == Some(value) { Ok(()) } else { self.set(key.to_vec(), due) }
            })?;
        }
        let mut missing = std::mem::take(&mut self.counts).into_iter().collect::<Vec<_>>();
        missing.sort_unstable();
        missing.into_iter().filter(|(_, n)| *n != 0).try_for_each(|(key, n)| self.set(key, counter(n)))
    }

    fn set(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) -> Done {
        self.group.insert(key, value);
        if self.group.len() < GROUP { Ok(()) } else { self.commit(None) }
    }

    /// Commits what waits, and `last` with it.
    fn commit(&mut self, last: Option<Op>) -> Done {
        let mut ops = ops(std::mem::take(&mut self.group));
        self.changed += ops.len() as u64;
        ops.extend(last);
        if !ops.is_empty() {
            self.engine.commit(self.seq + 1, &ops)?;
            self.seq += 1;
        }
        Ok(())
    }
}

/// A counter as it is stored: one at zero is not.
fn counter(n: i64) -> Option<Vec<u8>> {
    (n != 0).then(|| n.to_be_bytes().to_vec())
}
