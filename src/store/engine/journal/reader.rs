//! Reading groups back, in order and without a gap.

use std::path::{Path, PathBuf};

use super::super::frame::read_ops;
use super::super::{EngineError, History, Op};
use super::numbers;
use super::segment::{Head, Segment, path_of};

/// The groups `after + 1 ..= to` of one history, one segment in memory at a time.
/// A gap, an unreadable group or a foreign segment among them is an error; damage elsewhere is not looked at.
#[derive(Debug)]
pub(crate) struct Reader {
    dir: PathBuf,
    history: History,
    waiting: std::vec::IntoIter<u64>,
    segment: Option<(Segment, usize)>,
    due: u64,
    to: u64,
}

impl Reader {
    pub(crate) fn new(dir: &Path, history: History, after: u64, to: u64) -> Result<Self, EngineError> {
        let all = numbers(dir)?;
        let mut from = 0;
        for (i, &number) in all.iter().enumerate() {
            match Head::read(&path_of(dir, number)) {
                Ok(head) if head.first <= after + 1 => from = i,
                Ok(_) | Err(EngineError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let waiting = all.into_iter().skip(from).collect::<Vec<_>>().into_iter();
        Ok(Self { dir: dir.to_owned(), history, waiting, segment: None, due: after + 1, to })
    }

    /// The next group; `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Vec<Op>)>, EngineError> {
        while self.due <= self.to {
            let Some((segment, at)) = &mut self.segment else {
                let Some(number) = self.waiting.next() else {
                    return Err(self.gap());
                };
                let segment = Segment::read(&path_of(&self.dir, number))?;
                if segment.head.history != self.history {
                    return Err(EngineError::Damaged("a segment of the journal belongs to another history".into()));
                }
                self.segment = Some((segment, 0));
                continue;
            };
            let Some(found) = segment.records.get(*at) else {
                self.segment = None;
                continue;
            };
            *at += 1;
            if found.seq < self.due {
                continue;
            }
            if found.seq > self.due {
                return Err(self.gap());
            }
            let ops = read_ops(segment.payload(found))
                .ok_or_else(|| EngineError::Damaged(format!("group {} of the journal is no group", found.seq)))?;
            self.due += 1;
            return Ok(Some((self.due - 1, ops)));
        }
        Ok(None)
    }

    fn gap(&self) -> EngineError {
        EngineError::Damaged(format!("the journal lacks group {}", self.due))
    }
}
