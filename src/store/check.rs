//! Whether rows, index entries, counters, numbers and files agree. One pass over everything, a page in memory at a time.
//!
//! Nothing may be written meanwhile: check a closed office, a restored backup ([`Proof::Inspect`]) or inside a write.
//!
//! [`Proof::Inspect`]: super::engine::backup::Proof::Inspect
use std::{collections::HashMap, fmt};

use super::{
    COUNTER, FILES, MARK, ROWS, SEQUENCE,
    blobs::{BlobError, BlobId, Blobs},
    engine::{Dir, Engine, EngineError, KEY_MAX, KeyFault, walk},
    read::amount,
    row::{TableDef, sequence_key},
};

/// Problems told one by one; the rest is only counted.
const TOLD_MOST: usize = 100;

/// Something that does not agree. Says tables and row numbers, never content: index keys may be personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A row cannot be read.
    Row {
        table: &'static str,
        /// The row's number.
        row: u64,
        why: String,
    },
    /// A part of the store does not match its checksum or cannot be read at all.
    Unreadable {
        /// The table, or `counters`.
        table: &'static str,
        why: String,
    },
    /// A row is not found through one of its indexes.
    MissingEntry {
        table: &'static str,
        /// The row's number.
        row: u64,
        /// The index's number.
        index: u8,
    },
    /// An index entry belongs to no row.
    StrayEntry {
        table: &'static str,
        /// The index's number.
        index: u8,
    },
    /// A counter does not have the value that the rows imply.
    Count {
        /// `rows of` a table, or a family of counters.
        what: String,
        /// What it says.
        found: i64,
        /// What the rows say.
        implied: i64,
    },
    /// The next number of a table is in use already.
    Sequence { table: &'static str },
    /// A file that rows name is not in its folder, nor in a backup.
    NoFile(BlobId),
    /// A file that rows name is not what was put, and no backup has it.
    BadFile(BlobId),
    /// Keys that belong to no table.
    UnknownTag(u8),
    /// A key file is not the one that the store knows.
    Key { name: &'static str, fault: KeyFault },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row { table, row, why } => write!(f, "{table} {row}: {why}"),
            Self::Unreadable { table, why } => write!(f, "{table}: {why}"),
            Self::MissingEntry { table, row, index } => write!(f, "{table} {row}: index {index} lacks it"),
            Self::StrayEntry { table, index } => write!(f, "{table}: index {index} names a row that is not so"),
            Self::Count { what, found, implied } => write!(f, "{what}: counted {found}, there are {implied}"),
            Self::Sequence { table } => write!(f, "{table}: the next number is in use"),
            Self::NoFile(file) => write!(f, "the file {file} that a row names is missing"),
            Self::BadFile(file) => write!(f, "the file {file} that a row names is damaged"),
            Self::Key { name, fault } => write!(f, "the key file {name} {fault}"),
            Self::UnknownTag(tag) => write!(f, "keys with the unknown tag {tag}"),
        }
    }
}

/// What a check saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of all tables.
    pub rows: u64,
    /// Index entries of all tables.
    pub entries: u64,
    pub counters: u64,
    /// Files that rows name.
    pub files: u64,
    /// The first hundred problems.
    pub problems: Vec<Problem>,
    /// How many there are in all.
    pub total: u64,
}

impl Report {
    /// Whether rows, entries and counters agree, whatever became of files.
    pub fn rows_agree(&self) -> bool {
        let of_files = |p: &&Problem| matches!(p, Problem::NoFile(_) | Problem::BadFile(_));
        self.total <= TOLD_MOST as u64 && self.problems.iter().filter(of_files).count() as u64 == self.total
    }

    /// Whether everything agrees.
    pub fn is_clean(&self) -> bool {
        self.total == 0
    }

    pub(super) fn found(&mut self, problem: Problem) {
        self.total += 1;
        if self.problems.len() < TOLD_MOST {
            self.problems.push(problem);
        }
    }
}

/// Walks all tables, and reads each file that rows name among `files`, if they are given. `progress` hears
/// the table and the rows seen so far. The error is one that stops the walk; damage is a problem in the report.
pub fn check(
    engine: &dyn Engine,
    tables: &[TableDef],
    files: Option<&Blobs>,
    progress: &dyn Fn(&'static str, u64),
) -> Result<Report, EngineError> {
    let mut walk = Walk { engine, progress, counts: HashMap::new(), report: Report::default() };
    for table in tables {
        let walked = walk.table(table);
        walk.or_damaged(table.name, walked)?;
    }
    let counters = walk.counters(tables);
    walk.or_damaged("counters", counters)?;
    files.map_or(Ok(()), |files| walk.files(files))?;
    walk.unknown_tags(tables)?;
    Ok(walk.report)
}

struct Walk<'a> {
    engine: &'a dyn Engine,
    progress: &'a dyn Fn(&'static str, u64),
    counts: HashMap<Vec<u8>, i64>,
    report: Report,
}

type Seen = Result<(), EngineError>;

impl Walk<'_> {
    fn or_damaged(&mut self, table: &'static str, walked: Seen) -> Seen {
        match walked {
            Err(EngineError::Damaged(why)) => {
                self.report.found(Problem::Unreadable { table, why });
                Ok(())
            }
            other => other,
        }
    }

    fn each(&mut self, from: &[u8], to: &[u8], mut f: impl FnMut(&mut Self, &[u8], &[u8]) -> Seen) -> Seen {
        walk(self.engine, from, to, |key, value| f(self, key, value))
    }

    fn table(&mut self, table: &TableDef) -> Seen {
        let (tag, name) = (table.tag, table.name);
        let (mut implied, mut last) = (0u64, 0);
        self.each(&[tag, 0], &[tag, 1], |walk, key, value| {
            let row = key.last_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
            last = last.max(row);
            implied += walk.row(table, row, value)?;
            Ok(())
        })?;
        let mut found = 0u64;
        self.each(&[tag, 1], &[tag + 1], |_, _, _| {
            found += 1;
            Ok(())
        })?;
        self.report.entries += found;
        if found != implied {
            self.strays(table)?;
        }
        if let Some(next) = self.engine.get(&sequence_key(tag))?
            && amount(&next).map_or(0, i64::cast_unsigned) < last
        {
            self.report.found(Problem::Sequence { table: name });
        }
        Ok(())
    }

    /// How many of the row's entries are there.
    fn row(&mut self, table: &TableDef, row: u64, value: &[u8]) -> Result<u64, EngineError> {
        self.report.rows += 1;
        if self.report.rows.is_multiple_of(1024) {
            (self.progress)(table.name, self.report.rows);
        }
        let mut implied = match (table.implied)(value) {
            Ok(implied) => implied,
            Err(failure) => {
                self.report.found(Problem::Row { table: table.name, row, why: format!("{failure:?}") });
                return Ok(0);
            }
        };
        implied.entries.sort_unstable();
        implied.entries.dedup();
        let mut found = 0;
        for (key, value) in implied.entries {
            if self.engine.get(&key)?.as_ref() == Some(&value) {
                found += 1;
            } else {
                let index = key.get(1).copied().unwrap_or_default();
                self.report.found(Problem::MissingEntry { table: table.name, row, index });
            }
        }
        for (key, n) in implied.counts {
            *self.counts.entry(key).or_default() += n;
        }
        Ok(found)
    }

    /// Finds the entries that no row implies.
    fn strays(&mut self, table: &TableDef) -> Seen {
        let (tag, name) = (table.tag, table.name);
        self.each(&[tag, 1], &[tag + 1], |walk, key, value| {
            if !is_implied(walk.engine, table, key, value)? {
                let index = key.get(1).copied().unwrap_or_default();
                walk.report.found(Problem::StrayEntry { table: name, index });
            }
            Ok(())
        })
    }

    fn counters(&mut self, tables: &[TableDef]) -> Seen {
        for tag in [FILES, ROWS, COUNTER] {
            self.each(&[tag], &[tag + 1], |walk, key, value| {
                walk.report.counters += 1;
                let found = amount(value).unwrap_or(i64::MIN);
                let implied = walk.counts.remove(key).unwrap_or(0);
                walk.count(tables, key, found, implied);
                Ok(())
            })?;
        }
        for (key, implied) in std::mem::take(&mut self.counts) {
            self.count(tables, &key, 0, implied);
        }
        Ok(())
    }

    fn count(&mut self, tables: &[TableDef], key: &[u8], found: i64, implied: i64) {
        if found == implied {
            return;
        }
        let what = match key {
            [ROWS, tag, ..] => match tables.iter().find(|table| table.tag == *tag) {
                Some(table) => format!("rows of {}", table.name),
                None => format!("rows of tag {tag}"),
            },
            [FILES, ..] => "rows that name a file".into(),
            [_, family, ..] => format!("counter {family}"),
            _ => "a counter".into(),
        };
        self.report.found(Problem::Count { what, found, implied });
    }

    fn files(&mut self, files: &Blobs) -> Seen {
        for file in named_files(self.engine)? {
            self.report.files += 1;
            if self.report.files.is_multiple_of(64) {
                (self.progress)("files", self.report.files);
            }
            match files.get(file) {
                Ok(Some(_)) => {}
                Ok(None) => self.report.found(Problem::NoFile(file)),
                Err(BlobError::Engine(error @ EngineError::Io(_))) => {
                    tracing::error!(%file, %error, "a file cannot be read");
                    self.report.found(Problem::BadFile(file));
                }
                Err(BlobError::Engine(error)) => return Err(error),
                Err(BlobError::Damaged | BlobError::TooLarge { .. }) => self.report.found(Problem::BadFile(file)),
            }
        }
        Ok(())
    }

    fn unknown_tags(&mut self, tables: &[TableDef]) -> Seen {
        let known =
            |tag: u8| [FILES, MARK, ROWS, SEQUENCE, COUNTER].contains(&tag) || tables.iter().any(|table| table.tag == tag);
        for tag in (1..=u8::MAX).filter(|&tag| !known(tag)) {
            let to = [vec![tag], vec![0xff; KEY_MAX]].concat();
            if !self.engine.scan(&[tag], &to, Dir::Forward, 1)?.is_empty() {
                self.report.found(Problem::UnknownTag(tag));
            }
        }
        Ok(())
    }
}

/// The files that rows name, ascending.
pub(super) fn named_files(engine: &dyn Engine) -> Result<Vec<BlobId>, EngineError> {
    let mut files = Vec::new();
    walk(engine, &[FILES], &[FILES + 1], |key, _| {
        files.extend(key.last_chunk().copied().map(BlobId::from_bytes));
        Ok::<(), EngineError>(())
    })?;
    Ok(files)
}

/// Whether the row that an index entry names implies it.
pub(super) fn is_implied(engine: &dyn Engine, table: &TableDef, key: &[u8], value: &[u8]) -> Result<bool, EngineError> {
    let id = if value.is_empty() { key } else { value };
    let id = id.last_chunk::<8>().copied().unwrap_or_default();
    let row = engine.get(&[&[table.tag, 0], id.as_slice()].concat())?;
    let implied = row.and_then(|row| (table.implied)(&row).ok());
    Ok(implied.is_some_and(|all| all.entries.iter().any(|(k, v)| k == key && v == value)))
}
