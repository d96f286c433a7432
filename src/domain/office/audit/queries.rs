//! Reading the log, newest first, through whichever index the filter has. What is newest is said by a line's number: dates go
//! back where a clock was wrong.
use super::Entry;
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::office::who::Account,
    store::{Dir, Range, Read},
};

/// Which lines. Empty: all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this account.
    pub account: Option<Id<Account>>,
    /// Of this action.
    pub action: Option<String>,
    /// From this day on.
    pub from: Option<Day>,
    /// Up to this day.
    pub to: Option<Day>,
}

/// Lines walked at most for one page where two filters share no index.
const WALK_MOST: usize = 4_000;

/// At most `limit` lines before the line `before`, and the line to go on before if there may be more. A line's
/// number is its place in the log.
///
/// # Errors
/// When the store cannot be read.
pub fn lines(
    read: &impl Read,
    f: &Filter,
    before: Option<Id<Entry>>,
    limit: usize,
) -> Result<(Vec<Entry>, Option<Id<Entry>>), Failure> {
    let low = match f.from {
        Some(day) => {
            let later = Entry::BY_TIME.between(Stamp::at(day, 0, 0), Stamp(i64::MAX));
            read.list(&later, Dir::Forward, 1)?.first().map_or(Id::new(u64::MAX), |e| e.id)
        }
        None => Id::new(0),
    };
    let mut high = match f.to {
        Some(day) => {
            let until = Entry::BY_TIME.between(Stamp(i64::MIN), Stamp::at(day.plus(1), 0, 0));
            read.list(&until, Dir::Backward, 1)?.first().map_or(Id::new(0), |e| Id::new(e.id.raw().saturating_add(1)))
        }
        None => Id::new(u64::MAX),
    };
    let within = |e: &Entry| f.from.is_none_or(|d| e.at.day() >= d) && f.to.is_none_or(|d| e.at.day() <= d);
    if let Some(before) = before {
        high = high.min(before);
    }
    let (mut out, mut walked) = (Vec::new(), 0);
    while low < high {
        let page = read.list(&range(f, low, high), Dir::Backward, limit)?;
        walked += page.len();
        let full = page.len() == limit;
        for line in page {
            high = line.id;
            if within(&line) && f.action.as_ref().is_none_or(|a| *a == line.action) {
                out.push(line);
            }
            if out.len() == limit {
                return Ok((out, Some(high)));
            }
        }
        if !full {
            return Ok((out, None));
        }
        if walked >= WALK_MOST {
            return Ok((out, Some(high)));
        }
    }
    Ok((out, None))
}

fn range(f: &Filter, low: Id<Entry>, high: Id<Entry>) -> Range<Entry> {
    match (f.account, &f.action) {
        (Some(account), _) => Entry::BY_ACCOUNT.between((account, low), (account, high)),
        (None, Some(action)) => Entry::BY_ACTION.between((action.clone(), low), (action.clone(), high)),
        (None, None) => Range::numbers(low, high),
    }
}
