//! Lists of items: the filter picks an index, pages go on from a mark, nothing reads more than it shows (or, where two
//! filters share no index, a bounded stretch).
use std::borrow::Cow;

use super::{row::Item, words::StateTag};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::{
        matters::catalog::{Category, WindowLine},
        office::who::Account,
        places::{grids::Grid, reader::Reader},
        registry::people::Household,
    },
    store::{Dir, Range, Read},
};

/// The most rows that one page of a list with two filters and no common index walks, and those of one household.
const WALK_MOST: usize = 2_000;

/// Which items a list shows. Empty: all, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state.
    pub state: Option<StateTag>,
    /// Open ones only.
    pub open: bool,
    /// Of this grid; number 0: of none.
    pub grid: Option<Id<Grid>>,
    /// Of this window line.
    pub line: Option<WindowLine>,
    /// Of this category.
    pub category: Option<Category>,
    /// Of the service with this code.
    pub service: Option<String>,
    /// Owned by this account, first due first. One's own (我的) are all seen: what was given to somebody is theirs to see
    /// wherever it lies.
    pub owner: Option<Id<Account>>,
    /// Of this household.
    pub household: Option<Id<Household>>,
    /// By due time, first due first.
    pub due: Option<DueBy>,
    /// Reported from this day on.
    pub from: Option<Day>,
    /// Reported up to this day.
    pub to: Option<Day>,
}

/// A stretch of due times; closed items are not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueBy {
    /// Ran out before this instant.
    Overdue(Stamp),
    /// Runs out from the first instant to the end of the day (not before it).
    Soon(Stamp, Day),
    /// Runs out, or ran out, from the first instant to before the second.
    Between(Stamp, Stamp),
}

/// Where a page of a list ended. Its text, for a link, holds a time and a row number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(Stamp, Id<Item>);

impl Mark {
    /// Reads what `Display` wrote.
    pub fn parse(s: &str) -> Option<Self> {
        let (at, id) = s.split_once('.')?;
        Some(Mark(Stamp(at.parse().ok()?), Id::new(id.parse().ok()?)))
    }
}
impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0.0, self.1)
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub items: Vec<Item>,
    /// Items of the filter that lie where the reader sees items, and are confidential: counted in figures, not shown.
    pub withheld: usize,
    /// Where the next page begins, if there may be one.
    pub next: Option<Mark>,
}

/// At most `limit` items of a filter that the reader sees, going on after `mark`. Lists by owner and by due time come first
/// due first; all others newest first. A page may be short although `next` says that more may follow.
pub fn list(read: &impl Read, reader: &Reader, filter: &Filter, mark: Option<Mark>, limit: usize) -> Result<Listed, Failure> {
    let limit = limit.clamp(1, 200);
    let (mut at, mut items, mut walked, mut withheld) = (mark, Vec::new(), 0, 0);
    if !reader.sees_items() {
        return Ok(Listed { items, withheld, next: None });
    }
    let filter = filter.within(reader);
    loop {
        let page = stretch(read, reader, &filter, at, limit)?;
        let more = page.len() > limit;
        walked += page.len();
        for item in page.into_iter().take(limit) {
            at = Some(position(&filter, &item));
            let own = filter.owner.is_some() && item.owner == Some(reader.me());
            if !filter.keeps(&item) {
                continue;
            }
            if own || reader.sees_where_it_lies(read, &item)? {
                items.push(item);
            } else if reader.sees_items_in(item.grid) {
                withheld += 1;
            }
            if items.len() == limit {
                return Ok(Listed { items, withheld, next: at });
            }
        }
        if !more {
            return Ok(Listed { items, withheld, next: None });
        }
        if walked >= WALK_MOST {
            return Ok(Listed { items, withheld, next: at });
        }
    }
}

impl Filter {
    /// Who sees no place's items has one list: the own ones.
    fn within(&self, reader: &Reader) -> Cow<'_, Self> {
        if reader.sees_items_by_grid() || self.owner.is_some() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Filter { owner: Some(reader.me()), ..self.clone() })
    }
    fn by_due(&self) -> bool {
        self.owner.is_some() || self.due.is_some()
    }
    fn keeps(&self, i: &Item) -> bool {
        let due = |d: DueBy| match (d, i.running()) {
            (_, None) => false,
            (DueBy::Overdue(now), Some(due)) => due < now,
            (DueBy::Soon(now, until), Some(due)) => due >= now && due.day() <= until,
            (DueBy::Between(from, to), Some(due)) => from <= due && due < to,
        };
        self.state.is_none_or(|s| s == i.state.tag)
            && (!self.open || i.state.tag.open())
            && self.grid.is_none_or(|g| i.grid.unwrap_or(Id::new(0)) == g)
            && self.line.is_none_or(|l| i.line == l)
            && self.category.is_none_or(|c| i.category == c)
            && self.service.as_ref().is_none_or(|s| *s == i.service_code)
            && self.owner.is_none_or(|o| i.owner == Some(o))
            && self.household.is_none_or(|h| i.applicant.household == Some(h))
            && self.due.is_none_or(due)
            && self.from.is_none_or(|d| i.created.day() >= d)
            && self.to.is_none_or(|d| i.created.day() <= d)
    }
}

fn position(filter: &Filter, item: &Item) -> Mark {
    let at = if filter.by_due() { item.running().unwrap_or(Stamp(i64::MAX)) } else { item.created };
    Mark(at, item.id)
}

/// One more than `limit` rows from the ranges that hold every item of the filter, merged.
fn stretch(read: &impl Read, reader: &Reader, f: &Filter, mark: Option<Mark>, limit: usize) -> Result<Vec<Item>, Failure> {
    let due = f.by_due();
    let mut rows = Vec::new();
    for range in ranges(reader, f, span(f, due, mark)) {
        let dir = if due { Dir::Forward } else { Dir::Backward };
        rows.extend(read.list(&range, dir, limit + 1)?);
    }
    rows.sort_by_key(|i| position(f, i));
    if !due {
        rows.reverse();
    }
    rows.dedup_by_key(|i| i.id);
    rows.truncate(limit + 1);
    Ok(rows)
}

type Ends = ((Stamp, Id<Item>), (Stamp, Id<Item>));

/// The stretch of (time, number) still to be read: [from, to).
fn span(f: &Filter, due: bool, mark: Option<Mark>) -> Ends {
    let first = Id::new(0);
    let (mut from, mut to) = ((Stamp(i64::MIN), first), (Stamp(i64::MAX), Id::new(u64::MAX)));
    if due {
        match f.due {
            Some(DueBy::Overdue(now)) => to = (now, first),
            Some(DueBy::Soon(now, until)) => (from, to) = ((now, first), (Stamp::at(until.plus(1), 0, 0), first)),
            Some(DueBy::Between(start, end)) => (from, to) = ((start, first), (end, first)),
            None => {}
        }
        if let Some(Mark(at, id)) = mark {
            from = from.max((at, Id::new(id.raw().saturating_add(1))));
        }
    } else {
        if let Some(day) = f.from {
            from = (Stamp::at(day, 0, 0), first);
        }
        if let Some(day) = f.to {
            to = (Stamp::at(day.plus(1), 0, 0), first);
        }
        if let Some(Mark(at, id)) = mark {
            to = to.min((at, id));
        }
    }
    (from, to)
}

/// The index stretches that together hold every item of the filter.
fn ranges(reader: &Reader, f: &Filter, (from, to): Ends) -> Vec<Range<Item>> {
    let grids = match f.grid {
        Some(grid) if grid.raw() != 0 => Some(vec![grid]),
        _ => (!reader.sees_all_items()).then(|| reader.own_grids()),
    };
    let states: Vec<StateTag> = match f.state {
        Some(state) => vec![state],
        None => StateTag::ALL.iter().filter(|s| !f.open || s.open()).copied().collect(),
    };
    let by_state = f.state.is_some() || f.open;
    match (f.owner, f.due, &grids) {
        (Some(owner), ..) => vec![Item::BY_OWNER.between((owner, from), (owner, to))],
        (_, Some(_), Some(grids)) => grids.iter().map(|g| Item::GRID_OPEN_BY_DUE.between((*g, from), (*g, to))).collect(),
        (_, Some(_), None) => vec![Item::OPEN_BY_DUE.between(from, to)],
        _ => {
            if let Some(h) = f.household {
                return vec![Item::BY_HOUSEHOLD.between((h, from), (h, to))];
            }
            if let Some(code) = &f.service {
                return vec![Item::BY_SERVICE.between((code.clone(), from), (code.clone(), to))];
            }
            match grids {
                Some(grids) if by_state => grids
                    .iter()
                    .flat_map(|g| states.iter().map(|s| Item::BY_GRID_STATE.between((*g, *s, from), (*g, *s, to))))
                    .collect(),
                Some(grids) => grids.iter().map(|g| Item::BY_GRID.between((*g, from), (*g, to))).collect(),
                None => match f.line {
                    Some(l) => states.iter().map(|s| Item::BY_LINE_STATE.between((l, *s, from), (l, *s, to))).collect(),
                    None if by_state => states.iter().map(|s| Item::BY_STATE.between((*s, from), (*s, to))).collect(),
                    None => vec![Item::BY_CREATED.between(from, to)],
                },
            }
        }
    }
}

/// A household's items whose own pages the reader may open (on paper the household's own only), the newest first, and whether
/// there are more.
///
/// # Errors
/// When the store cannot be read.
pub fn of_household(read: &impl Read, reader: &Reader, id: Id<Household>) -> Result<(Vec<Item>, bool), Failure> {
    if !reader.sees_items() {
        return Ok((Vec::new(), false));
    }
    let (mut out, mut after, mut walked) = (Vec::new(), None, 0);
    loop {
        let page = read.page(&Item::BY_HOUSEHOLD.under(id), Dir::Backward, after.as_ref(), 250)?;
        walked += page.rows.len();
        for item in page.rows {
            if reader.files_item(read, &item)? {
                out.push(item);
            }
        }
        match page.next {
            None => return Ok((out, false)),
            Some(_) if walked >= WALK_MOST => return Ok((out, true)),
            next => after = next,
        }
    }
}
