//! Everything as JSON Lines and back: to look at, to move to another program, to start over from.
//!
//! The lines in order: a head, key files, blobs, the rows of each table by number, the last number given in each table,
//! an end with the count and the SHA-256 of the lines before it. Index entries and counters follow from the rows.
//! The file holds personal data and the keys to it: whoever has it has everything.
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    io::{self, BufRead, Read, Write},
    path::Path,
};

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    blobs::{self, BlobId, Blobs},
    check::{Report, check, named_files},
    engine::{Dir, DiskOptions, Engine, EngineError, LOAD_MOST, Op, Staged, backup::is_plain, files},
    layout::mark,
    read::amount,
    row::{TableDef, sequence_key},
};

const FORMAT: u32 = 1;
const PAGE: usize = 256;
/// The most bytes of a line with a file: 16 MiB in Base64, and its name.
const FILE_LINE_MOST: u64 = 32 << 20;
/// The most bytes of any other line: a row holds at most 64 KiB.
const LINE_MOST: u64 = 4 << 20;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Line {
    Lianxin { format: u32 },
    Key { name: String, base64: String },
    Blob { sha256: String, base64: String },
    Row { table: String, row: serde_json::Value },
    Sequence { table: String, last: i64 },
    End { lines: u64, sha256: String },
}

/// Why an export or import could not be done. An import that fails leaves the data folder as it was.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The store into which to import has rows.
    #[error("the data folder is not empty")]
    NotEmpty,
    /// A later program wrote the export.
    #[error("the export has format {0}")]
    Newer(u32),
    /// A line is not what it should be.
    #[error("line {line}: {what}")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong; no content.
        what: String,
    },
    /// The rows of the export contradict each other.
    #[error("the rows of the export do not fit together: {} problems", .0.total)]
    Unsound(Box<Report>),
    /// A stored row cannot be read.
    #[error("a row of {0} cannot be read")]
    Row(&'static str),
    /// The store or the disk failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<io::Error> for TransferError {
    fn from(error: io::Error) -> Self {
        Self::Engine(error.into())
    }
}

impl From<blobs::BlobError> for TransferError {
    fn from(error: blobs::BlobError) -> Self {
        match error {
            blobs::BlobError::Engine(error) => Self::Engine(error),
            other => Self::Engine(EngineError::Damaged(other.to_string())),
        }
    }
}

struct Out<'a> {
    out: &'a mut dyn Write,
    hash: Sha256,
    lines: u64,
}

impl Out<'_> {
    fn line(&mut self, line: &Line) -> Result<(), TransferError> {
        let mut text = serde_json::to_vec(line).map_err(io::Error::from)?;
        text.push(b'\n');
        self.out.write_all(&text)?;
        self.hash.update(&text);
        self.lines += 1;
        Ok(())
    }
}

/// An export just written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    /// How many lines.
    pub lines: u64,
    /// Files that are missing or damaged, and so not in it.
    pub lost: Vec<BlobId>,
}

/// Writes everything of a data folder to `out`, with its `files`. Nothing may be written meanwhile. `progress` hears the lines
/// written.
pub fn export(
    engine: &dyn Engine,
    tables: &[TableDef],
    data: &Path,
    files: &Blobs,
    out: &mut dyn Write,
    progress: &dyn Fn(u64),
) -> Result<Exported, TransferError> {
    let mut out = Out { out, hash: Sha256::new(), lines: 0 };
    out.line(&Line::Lianxin { format: FORMAT })?;
    for (name, content) in key_files(&data.join("keys"))? {
        out.line(&Line::Key { name, base64: BASE64.encode(&content) })?;
    }
    let here = blobs::list(&data.join("blobs"))?.into_iter().map(|(id, _)| id);
    let all: BTreeSet<_> = here.chain(named_files(engine)?).collect();
    let mut lost = Vec::new();
    for id in all {
        match files.get(id) {
            Ok(Some(content)) => out.line(&Line::Blob { sha256: id.to_string(), base64: BASE64.encode(&content) })?,
            Ok(None) | Err(_) => lost.push(id),
        }
        progress(out.lines);
    }
    for table in tables {
        let mut from = vec![table.tag, 0];
        loop {
            let page = engine.scan(&from, &[table.tag, 1], Dir::Forward, PAGE)?;
            let Some((last, _)) = page.last() else { break };
            from = [last.as_slice(), &[0]].concat();
            for (_, value) in &page {
                let row = (table.to_json)(value).map_err(|_cause| TransferError::Row(table.name))?;
                out.line(&Line::Row { table: table.name.into(), row })?;
            }
            progress(out.lines);
        }
    }
    for table in tables {
        if let Some(last) = engine.get(&sequence_key(table.tag))? {
            let last = amount(&last).map_err(|_cause| TransferError::Row(table.name))?;
            out.line(&Line::Sequence { table: table.name.into(), last })?;
        }
    }
    let end = Line::End { lines: out.lines, sha256: HEXLOWER.encode(&out.hash.clone().finalize()) };
    out.line(&end)?;
    out.out.flush()?;
    Ok(Exported { lines: out.lines, lost })
}

fn key_files(dir: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut all = Vec::new();
    if dir.exists() {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            if let Some(name) = entry.file_name().into_string().ok().filter(|name| is_plain(name)) {
                all.push((name, fs::read(entry.path())?));
            }
        }
    }
    all.sort();
    Ok(all)
}

/// Makes the data folder `data`, which must be empty or absent, hold what an export holds: all of it or, on any error,
/// nothing. Rows, indexes and counters are checked before it counts. Returns what was found.
pub fn import(
    input: &mut dyn BufRead,
    tables: &[TableDef],
    data: &Path,
    options: &DiskOptions,
    progress: &dyn Fn(u64),
) -> Result<Report, TransferError> {
    refuse_rows(data, options)?;
    let mut load = Load {
        tables,
        blobs: None,
        ops: Vec::new(),
        rows: 0,
        counts: HashMap::new(),
        seq: 0,
        staged: Staged::begin(data, options)?,
    };
    load.blobs = Some(Blobs::open(&load.staged.blobs(), u64::MAX)?);
    let (mut hash, mut lines, mut text) = (Sha256::new(), 0, Vec::new());
    loop {
        text.clear();
        let wrong = |what: String| TransferError::Line { line: lines + 1, what };
        if (&mut *input).take(FILE_LINE_MOST + 1).read_until(b'\n', &mut text)? == 0 {
            return Err(wrong("the export is cut off".into()));
        }
        let most = if text.starts_with(b"{\"blob\":") { FILE_LINE_MOST } else { LINE_MOST };
        if text.len() as u64 > most {
            return Err(wrong("a line is too long".into()));
        }
        let line =
            serde_json::from_slice(&text).map_err(|error| wrong(format!("not a line of an export ({:?})", error.classify())))?;
        match line {
            Line::Lianxin { format } if lines == 0 && format == FORMAT => {}
            Line::Lianxin { format } if lines == 0 && format > FORMAT => return Err(TransferError::Newer(format)),
            _ if lines == 0 => return Err(wrong("not an export of Lianxin".into())),
            Line::End { lines: said, sha256 } => {
                if said != lines || sha256 != HEXLOWER.encode(&hash.finalize()) {
                    return Err(wrong("the export was changed or is incomplete".into()));
                }
                break;
            }
            line => load.line(line).map_err(|error| match error {
                Refused::What(what) => wrong(what.into()),
                Refused::Transfer(error) => error,
            })?,
        }
        hash.update(&text);
        lines += 1;
        if lines.is_multiple_of(1024) {
            progress(lines);
        }
    }
    load.finish()
}

/// A folder with rows is left alone.
fn refuse_rows(data: &Path, options: &DiskOptions) -> Result<(), TransferError> {
    if !data.join("store").exists() {
        return Ok(());
    }
    let (engine, _) = super::engine::DiskEngine::open(data, options.clone())?;
    // The tables' tags: an opened store has its mark even when nothing was written.
    let first = engine.scan(&[], &[super::MARK], Dir::Forward, 1)?;
    if first.is_empty() { Ok(()) } else { Err(TransferError::NotEmpty) }
}

enum Refused {
    What(&'static str),
    Transfer(TransferError),
}

impl<E: Into<TransferError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Transfer(error.into())
    }
}

struct Load<'a> {
    tables: &'a [TableDef],
    blobs: Option<Blobs>,
    ops: Vec<Op>,
    rows: usize,
    counts: HashMap<Vec<u8>, i64>,
    seq: u64,
    staged: Staged,
}

impl Load<'_> {
    fn line(&mut self, line: Line) -> Result<(), Refused> {
        let decode = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_cause| Refused::What("not base64"));
        match line {
            Line::Key { name, base64 } if is_plain(&name) => {
                files::write_whole(&self.staged.keys().join(name), &decode(&base64)?)?;
            }
            Line::Blob { sha256, base64 } => {
                let content = decode(&base64)?;
                if sha256.parse() != Ok(BlobId::of(&content)) {
                    return Err(Refused::What("a file that does not match its name"));
                }
                if let Some(blobs) = &self.blobs {
                    blobs.put(&content)?;
                }
            }
            Line::Row { table, row } => self.row(&table, row)?,
            Line::Sequence { table, last } => {
                let table = self.table(&table)?;
                self.ops.push(Op::Put(sequence_key(table.tag), last.to_be_bytes().to_vec()));
            }
            _ => return Err(Refused::What("a line out of place")),
        }
        Ok(())
    }

    fn table(&self, name: &str) -> Result<&TableDef, Refused> {
        self.tables.iter().find(|table| table.name == name).ok_or(Refused::What("an unknown table"))
    }

    fn row(&mut self, table: &str, row: serde_json::Value) -> Result<(), Refused> {
        let table = self.table(table)?;
        let unfit = |_cause| Refused::What("not a row of its table");
        let (key, value) = (table.from_json)(row).map_err(unfit)?;
        let implied = (table.implied)(&value).map_err(unfit)?;
        self.ops.push(Op::Put(key, value));
        self.ops.extend(implied.entries.into_iter().map(|(key, value)| Op::Put(key, value)));
        for (key, n) in implied.counts {
            *self.counts.entry(key).or_default() += n;
        }
        self.rows += 1;
        if self.rows == LOAD_MOST { Ok(self.flush()?) } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), TransferError> {
        self.seq += 1;
        self.staged.apply(self.seq, &std::mem::take(&mut self.ops))?;
        self.rows = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<Report, TransferError> {
        self.flush()?;
        let mut counts = std::mem::take(&mut self.counts).into_iter().filter(|(_, n)| *n != 0).collect::<Vec<_>>();
        counts.sort_unstable();
        for group in counts.chunks(LOAD_MOST) {
            self.ops = group.iter().map(|(key, n)| Op::Put(key.clone(), n.to_be_bytes().to_vec())).collect();
            self.flush()?;
        }
        self.ops.push(mark());
        self.flush()?;
        let report = check(self.staged.engine()?, self.tables, self.blobs.as_ref(), &|_, _| {})?;
        // A photo that was lost before the export is lost; what is written about it is not.
        if !report.rows_agree() {
            return Err(TransferError::Unsound(Box::new(report)));
        }
        self.staged.take_place()?;
        Ok(report)
    }
}
