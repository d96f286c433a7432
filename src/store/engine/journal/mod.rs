//! The journal: every group, synced before the store sees it, in numbered preallocated segments.
//!
//! Segments stay until verified backups cover them. With a backup and the segments since, a store that does
//! not open is made again, and a store that silently lost its tail is found out and caught up.

mod covered;
mod reader;
mod segment;
mod survey;
#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::files::{make_dir, remove_if_there, sync_dir, write_whole};
use super::{EngineError, History, Op};
pub(crate) use covered::{Cover, Covered};
pub(crate) use reader::Reader;
use segment::{Head, Segment, number_of, path_of};
pub(crate) use survey::Survey;

/// The journal of one store, ready to append.
#[derive(Debug)]
pub(crate) struct Journal {
    dir: PathBuf,
    head: Head,
    file: File,
    at: u64,
    size: u64,
    tail: u64,
    /// Whether something unreadable follows the last record. It is wiped by the next group, not before: until then it says
    /// that the end is not known for certain.
    torn: bool,
    segment_bytes: u64,
    sync: bool,
}

impl Journal {
    /// Opens the newest segment; `None` when the folder holds none. A torn last record is passed over: its group was
    /// never acknowledged. `Damaged` when a segment is unreadable elsewhere.
    pub(crate) fn open(dir: &Path, segment_bytes: u64, sync: bool) -> Result<Option<Self>, EngineError> {
        make_dir(dir)?;
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "new") {
                remove_if_there(&path)?;
            }
        }
        let numbers = numbers(dir)?;
        let Some(&last) = numbers.last() else {
            return Ok(None);
        };
        check_chain(dir, &numbers)?;
        let path = path_of(dir, last);
        let segment = Segment::read(&path)?;
        let mut due = segment.head.first;
        for found in &segment.records {
            if found.seq != due {
                return Err(EngineError::Damaged(format!("the journal lacks group {due}")));
            }
            due += 1;
        }
        if segment.hole {
            return Err(EngineError::Damaged("a group in the middle of the journal is unreadable".into()));
        }
        let file = OpenOptions::new().read(true).write(true).open(&path)?;
        let size = segment.bytes.len() as u64;
        let (head, at, torn) = (segment.head, segment.end as u64, segment.torn);
        Ok(Some(Self { dir: dir.to_owned(), head, file, at, size, tail: due - 1, torn, segment_bytes, sync }))
    }

    /// Begins an empty journal, and with it a history, whose first group is `first`; numbered after whatever the folder holds.
    pub(crate) fn begin(dir: &Path, first: u64, segment_bytes: u64, sync: bool) -> Result<Self, EngineError> {
        make_dir(dir)?;
        let number = numbers(dir)?.last().copied().unwrap_or(0) + 1;
        let head = Head { number, first, history: History::new()? };
        let file = segment::create(dir, head, segment_bytes, sync)?;
        let at = segment::HEAD as u64;
        let dir = dir.to_owned();
        Ok(Self { dir, head, file, at, size: segment_bytes, tail: first - 1, torn: false, segment_bytes, sync })
    }

    /// The number of the last group.
    pub(crate) fn tail(&self) -> u64 {
        self.tail
    }

    /// The history that it is the journal of.
    pub(crate) fn history(&self) -> History {
        self.head.history
    }

    /// Whether something unreadable follows the last group: what a power cut leaves of one that was never acknowledged.
    pub(crate) fn is_torn(&self) -> bool {
        self.torn
    }

    /// Whether its newest segment was cut: no power cut does that.
    pub(crate) fn is_cut(&self) -> bool {
        self.size < self.segment_bytes
    }

    /// Whether it has not one group yet.
    pub(crate) fn is_fresh(&self) -> bool {
        self.tail + 1 == self.head.first && !self.torn
    }

    /// Appends the group after the last; it is on disk when this returns. After an error the journal must be opened
    /// again before the next group.
    pub(crate) fn append(&mut self, ops: &[Op]) -> Result<(), EngineError> {
        if self.torn {
            segment::wipe(&mut self.file, self.at)?;
            self.torn = false;
        }
        let seq = self.tail + 1;
        let record = segment::record(self.head.history, seq, ops);
        // There is always room left to say that it goes on.
        if self.at + record.len() as u64 + segment::GOES_ON.len() as u64 > self.size {
            self.go_on(seq, record.len() as u64)?;
        }
        self.file.seek(SeekFrom::Start(self.at))?;
        self.file.write_all(&record)?;
        if self.sync {
            self.file.sync_data()?;
        }
        self.at += record.len() as u64;
        self.tail = seq;
        Ok(())
    }

    /// Begins the next segment with the group `first`, and says so in this one.
    fn go_on(&mut self, first: u64, room: u64) -> Result<(), EngineError> {
        self.file.seek(SeekFrom::Start(self.at))?;
        self.file.write_all(segment::GOES_ON)?;
        if self.sync {
            self.file.sync_data()?;
        }
        let head = Head { number: self.head.number + 1, first, ..self.head };
        let size = self.segment_bytes.max(segment::HEAD as u64 + room + segment::GOES_ON.len() as u64);
        self.file = segment::create(&self.dir, head, size, self.sync)?;
        (self.head, self.size, self.at) = (head, size, segment::HEAD as u64);
        Ok(())
    }

    /// Removes the segments whose groups are all numbered `seq` or lower; never the one in use.
    pub(crate) fn prune(&self, seq: u64) -> Result<(), EngineError> {
        let numbers = numbers(&self.dir)?;
        for (&number, &next) in numbers.iter().zip(numbers.iter().skip(1)) {
            if Head::read(&path_of(&self.dir, next))?.first > seq + 1 {
                break;
            }
            remove_if_there(&path_of(&self.dir, number))?;
        }
        Ok(sync_dir(&self.dir)?)
    }
}

/// The history of the newest segment whose head can be read.
pub(crate) fn history_of(dir: &Path) -> Result<Option<History>, EngineError> {
    if !dir.is_dir() {
        return Ok(None);
    }
    Ok(numbers(dir)?.into_iter().rev().find_map(|number| Head::read(&path_of(dir, number)).ok()).map(|head| head.history))
}

/// Whether the folder holds any segment.
pub(crate) fn has_segments(dir: &Path) -> Result<bool, EngineError> {
    Ok(dir.is_dir() && !numbers(dir)?.is_empty())
}

/// Writes the newest segment again under its name. After a sync that failed the system may show what is not on the disk.
pub(crate) fn write_newest_again(dir: &Path) -> Result<(), EngineError> {
    let newest = numbers(dir)?.last().map(|&number| path_of(dir, number));
    newest.map_or(Ok(()), |path| Ok(write_whole(&path, &fs::read(&path)?)?))
}

/// The numbers of the segments in the folder, ascending.
fn numbers(dir: &Path) -> Result<Vec<u64>, EngineError> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(dir)? {
        numbers.extend(entry?.file_name().to_str().and_then(number_of));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Segments are numbered without a gap and belong to one history.
fn check_chain(dir: &Path, numbers: &[u64]) -> Result<(), EngineError> {
    let mut before: Option<Head> = None;
    for &number in numbers {
        let head = Head::read(&path_of(dir, number))?;
        let fits = before.is_none_or(|b| head.number == b.number + 1 && head.history == b.history && head.first > b.first);
        if head.number != number || !fits {
            return Err(EngineError::Damaged("a segment of the journal is missing or foreign".into()));
        }
        before = Some(head);
    }
    Ok(())
}
