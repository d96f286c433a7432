//! What can still be read of a journal that may be damaged anywhere.

use std::ops::RangeInclusive;
use std::path::Path;

use super::super::{EngineError, History};
use super::numbers;
use super::segment::{Segment, path_of};

/// The groups of a journal that are whole, and whether its end is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    /// That of the newest segment whose head can be read.
    pub(crate) history: Option<History>,
    /// The highest group that it holds or says was before one of its segments.
    highest: u64,
    /// Groups without a gap, ascending.
    runs: Vec<RangeInclusive<u64>>,
    /// Whether nothing can have stood after the last group: its segment is whole and says that none follows.
    pub(crate) whole_end: bool,
}

impl Survey {
    /// Reads every segment; what belongs to another history is passed over. No segment is shorter than `segment_bytes`.
    pub(crate) fn of(dir: &Path, segment_bytes: u64) -> Result<Self, EngineError> {
        let mut survey = Self::default();
        if !dir.is_dir() {
            return Ok(survey);
        }
        for (newest, number) in numbers(dir)?.into_iter().rev().enumerate().map(|(i, number)| (i == 0, number)) {
            let segment = match Segment::read(&path_of(dir, number)) {
                Err(EngineError::Damaged(_)) => continue,
                other => other?,
            };
            if *survey.history.get_or_insert(segment.head.history) != segment.head.history {
                continue;
            }
            if newest {
                survey.whole_end = !segment.torn && segment.bytes.len() as u64 >= segment_bytes;
            }
            let last = segment.records.last().map_or(0, |found| found.seq);
            survey.highest = survey.highest.max(last).max(segment.head.first.saturating_sub(1));
            survey.runs.extend(segment.records.iter().map(|found| found.seq..=found.seq));
        }
        survey.join();
        Ok(survey)
    }

    fn join(&mut self) {
        self.runs.sort_by_key(|run| *run.start());
        let mut joined: Vec<RangeInclusive<u64>> = Vec::new();
        for run in self.runs.drain(..) {
            match joined.last_mut() {
                Some(last) if *run.start() <= last.end() + 1 => *last = *last.start()..=*run.end().max(last.end()),
                _ => joined.push(run),
            }
        }
        self.runs = joined;
    }

    /// The last group that can be come to from a store at group `after`, one after the other.
    pub(crate) fn reach(&self, after: u64) -> u64 {
        self.runs.iter().find(|run| run.contains(&(after + 1))).map_or(after, |run| *run.end())
    }

    /// The highest group that it knows of; 0 without one.
    pub(crate) fn highest(&self) -> u64 {
        self.highest
    }
}
