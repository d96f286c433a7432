//! The command centre's picture of the whole office at one instant, read from counters alone: the figures, the ages of what
//! is open, the same by grid, window line and category, two weeks of reports and closings, and the newest red orders.
use std::collections::BTreeMap;

use super::{
    age::{Age, Ages},
    desk::{Board, Desk, board_by_category, board_by_line, desk},
    row::{Event, Item, Notice, Supervision, counters},
    words::{Colour, ItemNo, StateTag},
};
use crate::{
    base::{Day, Failure, Id, Stamp, WorkCalendar},
    domain::{
        matters::catalog::{Category, WindowLine},
        places::{grids::Grid, reader::Reader},
    },
    store::{Counter, Dir, KeyPart, Read},
};

/// The most grids that are counted: a district has some 800.
const GRIDS_MOST: usize = 5_000;
/// The most days with an open limit in one group.
const DAYS_MOST: usize = 10_000;
/// Days of the trend.
const TREND_DAYS: i32 = 14;
/// Red orders that are shown, and the orders and items that are looked through for them.
const REDS: usize = 3;
const ORDERS_MOST: usize = 400;

/// Open items by age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByAge([i64; Age::ALL.len()]);

impl ByAge {
    /// Those of one age.
    pub fn of(&self, age: Age) -> i64 {
        self.0.get(age as usize).copied().unwrap_or_default()
    }
    /// Past their limit.
    pub fn overdue(&self) -> i64 {
        Age::ALL.into_iter().filter(|a| a.overdue()).map(|a| self.of(a)).sum()
    }
    /// All with a limit that runs or has run out.
    pub fn all(&self) -> i64 {
        self.0.iter().sum()
    }
    fn add(&mut self, age: Age, n: i64) {
        if let Some(place) = self.0.get_mut(age as usize) {
            *place += n;
        }
    }
    fn join(&mut self, other: &ByAge) {
        for age in Age::ALL {
            self.add(age, other.of(age));
        }
    }
}

/// One grid's, line's or category's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group<K> {
    /// Which: a grid (`None` for items of no grid), a window line or a category.
    pub key: K,
    /// By state.
    pub board: Board,
    /// Open ones by age.
    pub ages: ByAge,
}

/// One day of the trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Daily {
    pub day: Day,
    /// Reported on it.
    pub reported: i64,
    /// Closed on it.
    pub closed: i64,
}

/// A red supervision under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Red {
    /// Of this item.
    pub item: Id<Item>,
    pub no: ItemNo,
    pub title: String,
    /// Issued at.
    pub at: Stamp,
    /// To be answered by.
    pub answer_due: Stamp,
    /// Whether it has been answered.
    pub answered: bool,
}

/// The office at one instant.
#[derive(Clone, Debug)]
pub struct Live {
    /// As of.
    pub at: Stamp,
    /// Changes whenever something that the desk shows has changed: `events.notices.overdue`.
    pub revision: String,
    pub desk: Desk,
    /// Open items by age.
    pub ages: ByAge,
    /// By grid, the most pressing first; all of them.
    pub grids: Vec<Group<Option<Id<Grid>>>>,
    /// By window line, the most pressing first.
    pub lines: Vec<Group<WindowLine>>,
    /// By category, the most pressing first.
    pub categories: Vec<Group<Category>>,
    /// The last days, today at the end.
    pub trend: Vec<Daily>,
    /// The newest red orders.
    pub reds: Vec<Red>,
}

impl Live {
    /// The sums over some grids, for those who see only these.
    pub fn of_grids(&self, grids: &[Id<Grid>]) -> (Board, ByAge) {
        let (mut board, mut ages) = (Board::default(), ByAge::default());
        for group in self.grids.iter().filter(|g| g.key.is_some_and(|id| grids.contains(&id))) {
            board.join(&group.board);
            ages.join(&group.ages);
        }
        (board, ages)
    }
}

/// What has happened so far, in two numbers read at no cost: steps of items, and notices.
pub fn moves(read: &impl Read) -> Result<(i64, i64), Failure> {
    Ok((read.rows::<Event>()?, read.rows::<Notice>()?))
}

/// Looks at the whole office. Costs two reads a grid and a few dozen more, whatever the number of items.
pub fn live(read: &impl Read, now: Stamp, calendar: &WorkCalendar) -> Result<Live, Failure> {
    let (events, notices) = moves(read)?;
    let edges = Ages::of(now, calendar);
    let gone = Gone::of(read, now)?;
    let mut desk = desk(read, now)?;
    let ages = gone.ages(&edges, read.counts(&counters::OPEN_DUE_ON, &(), DAYS_MOST)?, gone.all);
    desk.overdue = ages.overdue();
    let grids = grids(read, &edges, &gone)?;
    let lines = board_by_line(read)?.into_iter().map(|(line, board)| {
        let days = days(read, &counters::LINE_DUE_ON, line)?;
        let ages = gone.ages(&edges, days, of(&gone.lines, &line));
        Ok(Group { key: line, board, ages })
    });
    let categories = board_by_category(read)?.into_iter().map(|(category, board)| {
        let days = days(read, &counters::CATEGORY_DUE_ON, category)?;
        let ages = gone.ages(&edges, days, of(&gone.categories, &category));
        Ok(Group { key: category, board, ages })
    });
    Ok(Live {
        at: now,
        revision: format!("{events}.{notices}.{}", desk.overdue),
        grids: pressing(grids),
        lines: pressing(lines.collect::<Result<_, Failure>>()?),
        categories: pressing(categories.collect::<Result<_, Failure>>()?),
        trend: trend(read, now.day())?,
        reds: newest_reds(read)?,
        desk,
        ages,
    })
}

/// The most overdue first, then what runs out first, then the most open.
fn pressing<K: Ord + Copy>(mut groups: Vec<Group<K>>) -> Vec<Group<K>> {
    groups.sort_by_key(|g| {
        let soon = g.ages.of(Age::Today) + g.ages.of(Age::Next);
        (-g.ages.overdue(), -soon, -g.board.open(), g.key)
    });
    groups
}

fn days<K: KeyPart + Copy>(read: &impl Read, counter: &Counter<(K, Day)>, key: K) -> Result<Vec<(Day, i64)>, Failure>
where
    (K, Day): KeyPart,
{
    Ok(read.counts(counter, &key, DAYS_MOST)?.into_iter().map(|((_, day), n)| (day, n)).collect())
}

fn grids(read: &impl Read, edges: &Ages, gone: &Gone) -> Result<Vec<Group<Option<Id<Grid>>>>, Failure> {
    let states = read.counts(&counters::GRID_STATE, &(), GRIDS_MOST * StateTag::COUNT)?;
    let mut boards: BTreeMap<Id<Grid>, Vec<(StateTag, i64)>> = BTreeMap::new();
    for ((grid, state), n) in states {
        boards.entry(grid).or_default().push((state, n));
    }
    let mut out = Vec::with_capacity(boards.len());
    for (grid, states) in boards {
        let board = Board::from_counts(states);
        let days = if board.open() > 0 { days(read, &counters::GRID_DUE_ON, grid)? } else { Vec::new() };
        let ages = gone.ages(edges, days, of(&gone.grids, &grid));
        // Items of no grid are counted under 0.
        out.push(Group { key: Some(grid).filter(|g| g.raw() != 0), board, ages });
    }
    Ok(out)
}

/// How many of today's limits have run out already, or all of them.
#[derive(Clone, Copy)]
enum Passed {
    All,
    So(i64),
}

/// Today's limits that have run out. They end with the working day, so mostly all of today's have or none has; only after
/// a change of the hours are there some of both, and only then are items looked at.
struct Gone {
    today: Day,
    all: Passed,
    grids: Option<BTreeMap<Id<Grid>, i64>>,
    lines: Option<BTreeMap<WindowLine, i64>>,
    categories: Option<BTreeMap<Category, i64>>,
}

/// A group's share of today's limits that have run out.
fn of<K: Ord>(gone: &Option<BTreeMap<K, i64>>, key: &K) -> Passed {
    gone.as_ref().map_or(Passed::All, |m| Passed::So(m.get(key).copied().unwrap_or_default()))
}

impl Gone {
    fn of(read: &impl Read, now: Stamp) -> Result<Self, Failure> {
        let today = now.day();
        let whole = Item::OPEN_BY_DUE.between(Stamp::at(today, 0, 0), Stamp::at(today.plus(1), 0, 0));
        let due = |dir| Ok::<_, Failure>(read.list(&whole, dir, 1)?.first().and_then(Item::running));
        let gone = |due: Option<Stamp>| due.is_some_and(|due| due < now);
        if gone(due(Dir::Backward)?) {
            return Ok(Gone { today, all: Passed::All, grids: None, lines: None, categories: None });
        }
        let (mut n, mut grids, mut lines, mut categories) = (0, BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        if gone(due(Dir::Forward)?) {
            read.each(&Item::OPEN_BY_DUE.between(Stamp::at(today, 0, 0), now), |i| {
                n += 1;
                *grids.entry(i.grid.unwrap_or(Id::new(0))).or_default() += 1;
                *lines.entry(i.line).or_default() += 1;
                *categories.entry(i.category).or_default() += 1;
                Ok(())
            })?;
        }
        Ok(Gone { today, all: Passed::So(n), grids: Some(grids), lines: Some(lines), categories: Some(categories) })
    }
    fn ages(&self, edges: &Ages, days: Vec<(Day, i64)>, passed: Passed) -> ByAge {
        let mut ages = ByAge::default();
        for (day, n) in days {
            if day == self.today {
                let passed = match passed {
                    Passed::All => n,
                    Passed::So(some) => some.min(n),
                };
                ages.add(Age::OverNow, passed);
                ages.add(Age::Today, n - passed);
            } else {
                ages.add(edges.age_of(day), n);
            }
        }
        ages
    }
}

fn trend(read: &impl Read, today: Day) -> Result<Vec<Daily>, Failure> {
    let day = |back: i32| {
        let day = today.plus(-back);
        let (reported, closed) = (read.count(&counters::REPORTED_ON, &day)?, read.count(&counters::CLOSED_ON, &day)?);
        Ok(Daily { day, reported, closed })
    };
    (0..TREND_DAYS).rev().map(day).collect()
}

fn red_of(read: &impl Read, order: Supervision) -> Result<Option<Red>, Failure> {
    let red = order.colour == Colour::Red && order.lifted.is_none();
    let item = if red { read.find(order.item)? } else { None };
    Ok(item.map(|i: Item| Red {
        item: i.id,
        no: i.no,
        title: i.title,
        at: order.at,
        answer_due: order.answer_due,
        answered: order.answer.is_some(),
    }))
}

/// The newest red orders under way in the whole office. Older ones than the last few hundred orders of any kind are left to
/// the list of supervised items.
fn newest_reds(read: &impl Read) -> Result<Vec<Red>, Failure> {
    let mut reds = Vec::new();
    if read.count(&counters::SUPERVISED, &(Colour::Red))? > 0 {
        for order in read.list(&Supervision::BY_TIME.all(), Dir::Backward, ORDERS_MOST)? {
            reds.extend(red_of(read, order)?);
            if reds.len() == REDS {
                break;
            }
        }
    }
    Ok(reds)
}

/// The newest red orders on items of the reader's grids or owned by the reader, and how many there are: for those who do not
/// see all.
pub fn reds_in(read: &impl Read, reader: &Reader) -> Result<(i64, Vec<Red>), Failure> {
    let mut reds = Vec::new();
    for item in read.list(&Item::BY_SUPERVISED.under(Colour::Red), Dir::Forward, ORDERS_MOST)? {
        if (item.owner == Some(reader.me()) || reader.sees_where_it_lies(read, &item)?)
            && let Some(flag) = item.supervised
        {
            reds.extend(read.find(flag.id)?.map_or(Ok(None), |order| red_of(read, order))?);
        }
    }
    reds.sort_by_key(|r| std::cmp::Reverse(r.at));
    let n = i64::try_from(reds.len()).unwrap_or(i64::MAX);
    reds.truncate(REDS);
    Ok((n, reds))
}
