//! The desk: live counters, read from counters and short stretches of indexes, never from all items.
use super::{
    queries::{DueBy, Filter, Listed, list},
    row::{Item, counters},
    words::{Colour, StateTag},
};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::{
        matters::catalog::{Category, WindowLine},
        places::{grids::Grid, reader::Reader},
    },
    store::{Dir, Read},
};

/// The most days with an open limit that are looked at (27 years).
const DAYS_MOST: usize = 10_000;

/// A share that is never shown without its two counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// So many
    pub part: i64,
    /// of so many.
    pub whole: i64,
}

impl Share {
    /// In hundredths of a percent, rounded down: 9985 is 99.85 %; `None` of nothing.
    pub fn basis_points(self) -> Option<i64> {
        (self.whole > 0).then(|| self.part * 10_000 / self.whole)
    }
}

/// The whole office's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// 待受理
    pub waiting: i64,
    /// 办理中
    pub handling: i64,
    /// 今日上报
    pub reported_today: i64,
    /// 今日办结
    pub closed_today: i64,
    /// 累计上报
    pub reported: i64,
    /// 累计受理
    pub accepted: i64,
    /// 累计办结
    pub closed: i64,
    /// 逾期: open and past the limit.
    pub overdue: i64,
    /// 缓办: out of the shares, shown apart.
    pub suspended: i64,
    /// 督办中: yellow and red.
    pub supervised: (i64, i64),
    /// 待回访: to be called back or visited by today.
    pub to_follow: i64,
    /// 累计催办: times that residents urged.
    pub urged: i64,
    /// 累计重办: times that items were reopened.
    pub reopened: i64,
    /// 结案率: closed of accepted, without what was suspended, withdrawn, declined or merged.
    pub closed_share: Share,
    /// 按期结案率: closed in time of closed.
    pub in_time_share: Share,
    /// 满意率: very satisfied, satisfied or fair of rated.
    pub satisfied_share: Share,
}

/// The whole office's figures as of `now`.
pub fn desk(read: &impl Read, now: Stamp) -> Result<Desk, Failure> {
    let today = now.day();
    let states = Board::from_counts(read.counts(&counters::STATE, &(), StateTag::COUNT)?);
    let accepted = read.count(&counters::ACCEPTED, &())?;
    let closed = states.closed();
    let in_time = read.count(&counters::CLOSED_IN_TIME, &true)?;
    let rated = read.counts(&counters::RATED, &(), 8)?;
    let supervised = |c: Colour| read.count(&counters::SUPERVISED, &c);
    let all = rated.iter().map(|(_, n)| n).sum();
    let pleased = rated.iter().filter(|(r, _)| *r != super::Rating::Dissatisfied).map(|(_, n)| n).sum();
    Ok(Desk {
        waiting: states.of(StateTag::Reported),
        handling: states.handling(),
        reported_today: read.count(&counters::REPORTED_ON, &today)?,
        closed_today: read.count(&counters::CLOSED_ON, &today)?,
        reported: read.rows::<Item>()?,
        accepted,
        closed,
        overdue: overdue(read, now)?,
        suspended: states.of(StateTag::Suspended),
        supervised: (supervised(Colour::Yellow)?, supervised(Colour::Red)?),
        to_follow: to_follow(read, today)?,
        urged: read.count(&counters::URGED, &())?,
        reopened: read.count(&counters::REOPENED, &())?,
        closed_share: Share { part: closed, whole: accepted - read.count(&counters::OUTSIDE, &())? },
        in_time_share: Share { part: in_time, whole: closed },
        satisfied_share: Share { part: pleased, whole: all },
    })
}

/// Closed items whose follow-up day has come.
fn to_follow(read: &impl Read, today: Day) -> Result<i64, Failure> {
    let days = read.counts(&counters::FOLLOW_ON, &(), DAYS_MOST)?;
    Ok(days.iter().take_while(|(d, _)| *d <= today).map(|(_, n)| n).sum())
}

/// Open items past their limit: the days before today from counters, today's from the index.
pub fn overdue(read: &impl Read, now: Stamp) -> Result<i64, Failure> {
    let today = now.day();
    let days = read.counts(&counters::OPEN_DUE_ON, &(), DAYS_MOST)?;
    let before: i64 = days.iter().take_while(|(d, _)| *d < today).map(|(_, n)| n).sum();
    let (dawn, night) = (Stamp::at(today, 0, 0), Stamp::at(today.plus(1), 0, 0));
    let last = read.list(&Item::OPEN_BY_DUE.between(dawn, night), Dir::Backward, 1)?;
    // Limits end with the working day: mostly all of today's have run out or none has.
    let today = if last.first().and_then(Item::running).is_some_and(|due| due < now) {
        read.count(&counters::OPEN_DUE_ON, &today)?
    } else {
        let mut n = 0;
        read.each(&Item::OPEN_BY_DUE.between(dawn, now), |_| {
            n += 1;
            Ok(())
        })?;
        n
    };
    Ok(before + today)
}

/// The first `limit` open items that the reader sees and that run out from now to the end of the day `days` later.
pub fn due_soon(read: &impl Read, reader: &Reader, days: i32, limit: usize) -> Result<Listed, Failure> {
    let due = Some(DueBy::Soon(reader.now(), reader.today().plus(days)));
    list(read, reader, &Filter { due, ..Filter::default() }, None, limit)
}

/// Items by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Board([i64; StateTag::COUNT]);

impl Board {
    pub(super) fn from_counts(counts: impl IntoIterator<Item = (StateTag, i64)>) -> Self {
        let mut board = Board::default();
        for (state, n) in counts {
            if let Some(place) = board.0.get_mut(usize::from(state.number())) {
                *place += n;
            }
        }
        board
    }
    /// Those in one state.
    pub fn of(&self, state: StateTag) -> i64 {
        self.0.get(usize::from(state.number())).copied().unwrap_or_default()
    }
    /// 办理中: accepted and open; what is suspended is shown apart.
    pub fn handling(&self) -> i64 {
        StateTag::ALL
            .iter()
            .filter(|s| s.open() && !matches!(s, StateTag::Reported | StateTag::Suspended))
            .map(|s| self.of(*s))
            .sum()
    }
    /// 办结
    pub fn closed(&self) -> i64 {
        StateTag::ALL.iter().filter(|s| s.closed()).map(|s| self.of(*s)).sum()
    }
    /// Open, whoever has to act.
    pub fn open(&self) -> i64 {
        StateTag::ALL.iter().filter(|s| s.open()).map(|s| self.of(*s)).sum()
    }
    pub(super) fn join(&mut self, other: &Board) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }
    /// All.
    pub fn all(&self) -> i64 {
        self.0.iter().sum()
    }
}

/// One grid's items by state.
pub fn board_of_grid(read: &impl Read, grid: Id<Grid>) -> Result<Board, Failure> {
    let counts = read.counts(&counters::GRID_STATE, &grid, StateTag::COUNT)?;
    Ok(Board::from_counts(counts.into_iter().map(|((_, s), n)| (s, n))))
}

/// Items by window line and state, lines that have any.
pub fn board_by_line(read: &impl Read) -> Result<Vec<(WindowLine, Board)>, Failure> {
    grouped(read.counts(&counters::LINE_STATE, &(), 1_000)?)
}

/// Items by category and state, categories that have any.
pub fn board_by_category(read: &impl Read) -> Result<Vec<(Category, Board)>, Failure> {
    grouped(read.counts(&counters::CATEGORY_STATE, &(), 1_000)?)
}

fn grouped<W: Copy + PartialEq>(counts: Vec<((W, StateTag), i64)>) -> Result<Vec<(W, Board)>, Failure> {
    let mut out: Vec<(W, Vec<(StateTag, i64)>)> = Vec::new();
    for ((group, state), n) in counts {
        match out.last_mut() {
            Some((last, states)) if *last == group => states.push((state, n)),
            _ => out.push((group, vec![(state, n)])),
        }
    }
    Ok(out.into_iter().map(|(g, s)| (g, Board::from_counts(s))).collect())
}
