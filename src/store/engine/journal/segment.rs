//! One file of the journal: a head, then records, then zeros to the preallocated end.
//!
//! ```text
//! head    magic 8 · format 4 · number 8 · first group 8 · history 16 · crc 4
//! record  magic 4 · length 4 · group 8 · crc 4 · zero 4 · payload · zeros to a multiple of 8
//! ```
//! A record's checksum begins with the history's random name: nobody who chooses values can forge a record. A segment that
//! another follows ends with [`GOES_ON`], so that a lost successor is noticed.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::super::files::{create_new, remove_if_there, sync_parent, unfinished};
use super::super::frame::{array, take, u32_of, u64_of, write_ops};
use super::super::{EngineError, FORMAT, History, Op};

const MAGIC: &[u8; 8] = b"LIANXINJ";
const RECORD: [u8; 4] = *b"LXR1";
/// Bytes of a segment's head.
pub(crate) const HEAD: usize = 48;
const RECORD_HEAD: usize = 24;
/// Written after the last record when a next segment is begun.
pub(crate) const GOES_ON: &[u8; 8] = b"LXJNEXT\0";
static ZEROS: [u8; 64 * 1024] = [0; 64 * 1024];

/// What the head of a segment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) number: u64,
    /// The group that the segment begins with.
    pub(crate) first: u64,
    pub(crate) history: History,
}

impl Head {
    fn write(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEAD);
        out.extend(MAGIC);
        out.extend(FORMAT.to_le_bytes());
        out.extend(self.number.to_le_bytes());
        out.extend(self.first.to_le_bytes());
        out.extend(self.history.as_bytes());
        let crc = crc32fast::hash(&out);
        out.extend(crc.to_le_bytes());
        out
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let body = bytes.get(..HEAD - 4)?;
        let rest = &mut &*bytes;
        if take(rest, 8)? != MAGIC || u32_of(rest)? > FORMAT {
            return None;
        }
        let head = Self { number: u64_of(rest)?, first: u64_of(rest)?, history: History::from_bytes(array(rest)?) };
        (u32_of(rest)? == crc32fast::hash(body)).then_some(head)
    }

    /// Reads the head of the file.
    pub(crate) fn read(path: &Path) -> Result<Self, EngineError> {
        let mut bytes = Vec::with_capacity(HEAD);
        File::open(path)?.take(HEAD as u64).read_to_end(&mut bytes)?;
        Self::parse(&bytes).ok_or_else(|| EngineError::Damaged("the head of a journal segment is unreadable".into()))
    }
}

/// The file of a segment.
pub(crate) fn path_of(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{number:012}.journal"))
}

/// The number in a segment's file name.
pub(crate) fn number_of(name: &str) -> Option<u64> {
    name.strip_suffix(".journal").filter(|digits| digits.len() == 12)?.parse().ok()
}

fn crc(history: History, seq: u64, payload: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(history.as_bytes());
    crc.update(&seq.to_le_bytes());
    crc.update(&(payload.len() as u32).to_le_bytes());
    crc.update(payload);
    crc.finalize()
}

/// The bytes of a record.
pub(crate) fn record(history: History, seq: u64, ops: &[Op]) -> Vec<u8> {
    let mut out = vec![0; RECORD_HEAD];
    write_ops(&mut out, ops);
    let payload = out.get(RECORD_HEAD..).unwrap_or_default();
    let mut head = Vec::with_capacity(RECORD_HEAD);
    head.extend(RECORD);
    head.extend((payload.len() as u32).to_le_bytes());
    head.extend(seq.to_le_bytes());
    head.extend(crc(history, seq, payload).to_le_bytes());
    head.extend([0; 4]);
    out.splice(..RECORD_HEAD, head);
    out.resize(out.len().next_multiple_of(8), 0);
    out
}

/// A whole record found in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) seq: u64,
    pub(crate) payload: Range<usize>,
}

fn parse_record(history: History, bytes: &[u8], at: usize) -> Option<Found> {
    let rest = &mut bytes.get(at..)?;
    if array(rest)? != RECORD {
        return None;
    }
    let (length, seq, sum, _) = (u32_of(rest)? as usize, u64_of(rest)?, u32_of(rest)?, u32_of(rest)?);
    let payload = take(rest, length)?;
    let start = at + RECORD_HEAD;
    (crc(history, seq, payload) == sum).then_some(Found { seq, payload: start..start + length })
}

/// What a segment holds.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) head: Head,
    pub(crate) bytes: Vec<u8>,
    pub(crate) records: Vec<Found>,
    /// Where the next record goes.
    pub(crate) end: usize,
    /// Whether a whole record follows an unreadable stretch: damage, never a torn write.
    pub(crate) hole: bool,
    /// Whether something unreadable follows the last record: a write that the power cut tore, or [`GOES_ON`].
    pub(crate) torn: bool,
}

impl Segment {
    /// Reads and checks the whole file.
    pub(crate) fn read(path: &Path) -> Result<Self, EngineError> {
        let bytes = fs::read(path)?;
        let head =
            Head::parse(&bytes).ok_or_else(|| EngineError::Damaged("the head of a journal segment is unreadable".into()))?;
        let (mut records, mut end, mut at, mut hole) = (Vec::new(), HEAD, HEAD, false);
        while at < bytes.len() {
            match parse_record(head.history, &bytes, at) {
                Some(found) => {
                    hole |= at != end;
                    at = found.payload.end.next_multiple_of(8);
                    end = at;
                    records.push(found);
                }
                None if at == end && is_zero(bytes.get(at..).unwrap_or_default()) => break,
                None => at += 8,
            }
        }
        let torn = !is_zero(bytes.get(end..).unwrap_or_default());
        Ok(Self { head, bytes, records, end, hole, torn })
    }

    /// The payload of a record of this segment.
    pub(crate) fn payload(&self, found: &Found) -> &[u8] {
        self.bytes.get(found.payload.clone()).unwrap_or_default()
    }
}

fn is_zero(bytes: &[u8]) -> bool {
    bytes.chunks(ZEROS.len()).all(|chunk| ZEROS.starts_with(chunk))
}

/// Makes a segment of `size` bytes, written through with zeros: later records change no metadata, so that syncing
/// them is one write.
pub(crate) fn create(dir: &Path, head: Head, size: u64, sync: bool) -> Result<File, EngineError> {
    let path = path_of(dir, head.number);
    let new = unfinished(&path);
    remove_if_there(&new)?;
    let mut file = create_new(&new)?;
    file.write_all(&head.write())?;
    fill(&mut file, size.saturating_sub(HEAD as u64))?;
    if sync {
        file.sync_all()?;
    }
    fs::rename(&new, &path)?;
    if sync {
        sync_parent(&path)?;
    }
    Ok(file)
}

/// Overwrites what a torn write left.
pub(crate) fn wipe(file: &mut File, from: u64) -> Result<(), EngineError> {
    let size = file.metadata()?.len();
    file.seek(SeekFrom::Start(from))?;
    fill(file, size.saturating_sub(from))?;
    Ok(file.sync_all()?)
}

fn fill(file: &mut File, mut bytes: u64) -> std::io::Result<()> {
    while bytes > 0 {
        let part = bytes.min(ZEROS.len() as u64);
        file.write_all(ZEROS.get(..part as usize).unwrap_or_default())?;
        bytes -= part;
    }
    Ok(())
}
