//! Reading the log, newest first, through whichever index the filter has.
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

/// At most `limit` lines before the line `before`, and the line to go on before if there may be more. Numbers grow with
/// time, so a number is a place in the log.
///
/// # Errors
/// When the store cannot be read.
pub fn lines(
    read: &impl Read,
    f: &Filter,
    before: Option<Id<Entry>>,
    limit: usize,
) -> Result<(Vec<Entry>, Option<Id<Entry>>), Failure> {
    let first = |day: Option<Day>| -> Result<Option<Id<Entry>>, Failure> {
        let Some(day) = day else { return Ok(None) };
        let later = Entry::BY_TIME.between(Stamp::at(day, 0, 0), Stamp(i64::MAX));
        Ok(Some(read.list(&later, Dir::Forward, 1)?.first().map_or(Id::new(u64::MAX), |e| e.id)))
    };
    let low = first(f.from)?.unwrap_or(Id::new(0));
    let mut high = first(f.to.map(|d| d.plus(1)))?.unwrap_or(Id::new(u64::MAX));
    if let Some(before) = before {
        high = high.min(before);
    }
    let (mut out, mut walked) = (Vec::new(), 0);
    while low < high {
        let page = read.list(&range(read, f, low, high)?, Dir::Backward, limit)?;
        walked += page.len();
        let full = page.len() == limit;
        for line in page {
            high = line.id;
            if f.action.as_ref().is_none_or(|a| *a == line.action) {
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

fn range(read: &impl Read, f: &Filter, low: Id<Entry>, high: Id<Entry>) -> Result<Range<Entry>, Failure> {
    Ok(match (f.account, &f.action) {
        (Some(account), _) => Entry::BY_ACCOUNT.between((account, low), (account, high)),
        (None, Some(action)) => Entry::BY_ACTION.between((action.clone(), low), (action.clone(), high)),
        (None, None) => {
            let at =
                |id: Id<Entry>, else_: i64| read.find(id).map(|e: Option<Entry>| e.map_or((Stamp(else_), id), |e| (e.at, id)));
            Entry::BY_TIME.between(at(low, i64::MIN)?, at(high, i64::MAX)?)
        }
    })
}
