//! The live picture against a plain recount of every item, at many hours, and what its lists hold.
use std::collections::BTreeMap;

use super::*;
use crate::{
    domain::matters::catalog::{Category, ItemType, WindowLine},
    store::{Range, Read},
};

/// Items of all ages: accepted over two months with limits of 0 to 25 days, some suspended, closed, supervised, of no grid.
fn busy() -> (Office, Stamp) {
    let office = Office::new();
    let first = Stamp::at(Day::ymd(2026, 9, 14).unwrap(), 9, 0);
    for n in 0..260_u64 {
        let at = first.plus_seconds(i64::try_from(n).unwrap() * 6 * 3_600);
        let mut new = office.form(n);
        new.asked.limit_days = u16::try_from(n * 7 % 26).unwrap();
        new.asked.item_type = ItemType::ALL[usize::try_from(n % 4).unwrap()];
        new.grid = [None, Some(office.grids[1]), Some(office.grids[2])][usize::try_from(n % 3).unwrap()];
        (new.asked.line, new.asked.category) =
            (WindowLine::ALL[usize::try_from(n % 9).unwrap()], Category::ALL[usize::try_from(n % 14).unwrap()]);
        let item = office.store.write_wait(move |tx| report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap();
        if n % 5 == 4 {
            continue;
        }
        office.step('C', item.id, Action::Accept, 'H', at);
        if n % 7 < 5 {
            office.step('D', item.id, Action::Dispatch, 'H', at);
            office.step('H', item.id, Action::Start, 'H', at);
        }
        match n % 35 {
            1 | 9 => drop(office.step('L', item.id, Action::Suspend, 'H', at)),
            2 | 3 | 8 | 15 | 16 => {
                office.step('H', item.id, Action::ReportBack, 'H', at);
                if n % 2 == 0 {
                    office.step('D', item.id, Action::Close, 'H', at);
                }
            }
            7 | 14 | 22 => {
                let details = Details { colour: Some(Colour::Red), ..office.details('H') };
                office.act('L', item.id, Action::Supervise, details, at).unwrap();
            }
            _ => {}
        }
    }
    let last = first.plus_seconds(260 * 6 * 3_600);
    (office, last)
}

/// The age of a limit, counted day by day in the words of the command centre.
fn age_by_hand(calendar: &WorkCalendar, due: Stamp, now: Stamp) -> Age {
    let between = |from: Day, to: Day| (from.0 + 1..=to.0).filter(|d| calendar.is_workday(Day(*d))).count();
    let (day, today) = (due.day(), now.day());
    if due < now {
        return match between(day, today) {
            0 => Age::OverNow,
            1..=2 => Age::OverOne,
            3..=5 => Age::OverThree,
            6..=10 => Age::OverSix,
            _ => Age::OverTen,
        };
    }
    if day == today {
        return Age::Today;
    }
    match between(today, day) {
        0..=1 => Age::Next,
        2..=3 => Age::Three,
        4..=5 => Age::Five,
        _ => Age::Later,
    }
}

fn all(office: &Office) -> Vec<Item> {
    office.store.list(&Range::<Item>::table(), Dir::Forward, 1_000).unwrap()
}

type Ages<K> = BTreeMap<K, BTreeMap<Age, i64>>;

fn recount<K: Ord>(office: &Office, now: Stamp, key: impl Fn(&Item) -> K) -> Ages<K> {
    let mut out = Ages::new();
    for item in all(office) {
        if let Some(due) = item.running() {
            *out.entry(key(&item)).or_default().entry(age_by_hand(&office.calendar, due, now)).or_default() += 1;
        }
    }
    out
}

fn shown<K: Ord + Copy>(groups: &[Group<K>]) -> Ages<K> {
    let some = groups.iter().map(|g| {
        let ages: BTreeMap<Age, i64> = Age::ALL.into_iter().map(|a| (a, g.ages.of(a))).filter(|(_, n)| *n > 0).collect();
        (g.key, ages)
    });
    some.filter(|(_, ages)| !ages.is_empty()).collect()
}

#[test]
fn ages_equal_a_recount_at_every_hour() {
    let (office, last) = busy();
    // A working morning, its evening, a Saturday, the days around the National Day, a worked Saturday.
    for (month, day, hour, minute) in
        [(11, 18, 9, 0), (11, 18, 17, 30), (11, 18, 17, 31), (11, 21, 12, 0), (9, 30, 18, 0), (10, 3, 8, 0), (10, 10, 23, 59)]
    {
        let now = Stamp::at(Day::ymd(2026, month, day).unwrap(), hour, minute);
        let live = live(&office.store, now, &office.calendar).unwrap();
        let whole: BTreeMap<Age, i64> = Age::ALL.into_iter().map(|a| (a, live.ages.of(a))).filter(|(_, n)| *n > 0).collect();
        assert_eq!(Some(whole), recount(&office, now, |_| ()).remove(&()), "{}", now.minute());
        assert_eq!(shown(&live.grids), recount(&office, now, |i| i.grid), "{}", now.minute());
        assert_eq!(shown(&live.lines), recount(&office, now, |i| i.line), "{}", now.minute());
        assert_eq!(shown(&live.categories), recount(&office, now, |i| i.category), "{}", now.minute());
        let open = |i: &Item| i.state.tag.open();
        for g in &live.grids {
            let mine: Vec<_> = all(&office).into_iter().filter(|i| i.grid == g.key).collect();
            assert_eq!(g.board.all(), i64::try_from(mine.len()).unwrap());
            assert_eq!(g.board.open(), i64::try_from(mine.iter().filter(|i| open(i)).count()).unwrap());
        }
        let overdue = all(&office).iter().filter(|i| i.running().is_some_and(|due| due < now)).count();
        assert_eq!(live.desk.overdue, i64::try_from(overdue).unwrap());
        assert!(live.grids.windows(2).all(|w| w[0].ages.overdue() >= w[1].ages.overdue()), "the most pressing first");
    }
    let live = live(&office.store, last, &office.calendar).unwrap();
    assert!(live.ages.overdue() > 20 && live.ages.all() > live.ages.overdue(), "the play has all kinds: {:?}", live.ages);
    let of = |items: &[Item], day: Day| i64::try_from(items.iter().filter(|i| i.created.day() == day).count()).unwrap();
    assert_eq!(live.trend.len(), 14);
    assert!(live.trend.iter().all(|d| d.reported == of(&all(&office), d.day)));
}

/// After the hours were changed, some of today's limits have run out and others have not.
#[test]
fn a_day_with_two_ends_is_split_by_the_hour() {
    let (office, _) = busy();
    let now = Stamp::at(Day::ymd(2026, 11, 18).unwrap(), 16, 45);
    let ids: Vec<_> = all(&office).iter().filter(|i| i.running().is_some_and(|d| d.day() == now.day())).map(|i| i.id).collect();
    assert!(ids.len() > 2);
    let first = ids[0];
    office
        .store
        .write_wait(move |tx| {
            let mut item: Item = tx.get(first)?;
            item.clock.due = Some(Stamp::at(now.day(), 16, 30));
            tx.put(&item)
        })
        .unwrap();
    let live = live(&office.store, now, &office.calendar).unwrap();
    assert_eq!(live.ages.of(Age::OverNow), 1);
    assert_eq!(live.ages.of(Age::Today), i64::try_from(ids.len()).unwrap() - 1);
    assert_eq!(shown(&live.grids), recount(&office, now, |i| i.grid));
    assert_eq!(shown(&live.lines), recount(&office, now, |i| i.line));
    assert_eq!(shown(&live.categories), recount(&office, now, |i| i.category));
}

/// Every number leads to a list that has as many rows.
#[test]
fn each_number_has_its_list() {
    let (office, now) = busy();
    let live = live(&office.store, now, &office.calendar).unwrap();
    let edges = super::super::Ages::of(now, &office.calendar);
    let rows = |filter: Filter| {
        let (mut n, mut mark) = (0, None);
        loop {
            let page = list(&office.store, &office.reader('D'), &filter, mark, 7).unwrap();
            n += i64::try_from(page.items.len()).unwrap();
            mark = page.next;
            if mark.is_none() {
                return n;
            }
        }
    };
    for age in Age::ALL {
        let due = Some(edges.limits(age));
        assert_eq!(rows(Filter { due, ..Filter::default() }), live.ages.of(age), "{age:?}");
        for g in &live.grids {
            let grid = Some(g.key.unwrap_or(Id::new(0)));
            assert_eq!(rows(Filter { due, grid, ..Filter::default() }), g.ages.of(age), "{age:?} {:?}", g.key);
        }
        for g in &live.lines {
            assert_eq!(rows(Filter { due, line: Some(g.key), ..Filter::default() }), g.ages.of(age));
        }
        for g in &live.categories {
            assert_eq!(rows(Filter { due, category: Some(g.key), ..Filter::default() }), g.ages.of(age));
        }
    }
    for g in &live.grids {
        let grid = Some(g.key.unwrap_or(Id::new(0)));
        assert_eq!(rows(Filter { open: true, grid, ..Filter::default() }), g.board.open(), "{:?}", g.key);
        assert_eq!(rows(Filter { grid, ..Filter::default() }), g.board.all(), "{:?}", g.key);
    }
}

#[test]
fn red_orders_are_the_newest_and_ones_own() {
    let (office, now) = busy();
    let live = live(&office.store, now, &office.calendar).unwrap();
    let red: Vec<Item> = all(&office).into_iter().filter(|i| i.supervised.is_some_and(|s| s.colour == Colour::Red)).collect();
    assert!(red.len() > 3);
    let mut newest: Vec<Stamp> = red.iter().map(|i| office.store.get(i.supervised.unwrap().id).unwrap().at).collect();
    newest.sort_unstable_by(|a, b| b.cmp(a));
    newest.truncate(3);
    assert_eq!(live.reds.iter().map(|r| r.at).collect::<Vec<_>>(), newest);
    assert_eq!(live.desk.supervised.1, i64::try_from(red.len()).unwrap());
    let mine = |grid: Id<Grid>| i64::try_from(red.iter().filter(|i| i.grid == Some(grid)).count()).unwrap();
    let nobody = office.who('A').id;
    for grid in [office.grids[1], office.grids[2]] {
        assert_eq!(reds_in(&office.store, &Reader::new(nobody, vec![Role::GridWorker], vec![grid], now)).unwrap().0, mine(grid));
    }
    let (n, own) = reds_in(&office.store, &office.reader('H')).unwrap();
    assert_eq!(n, i64::try_from(red.iter().filter(|i| i.owner == Some(office.who('H').id)).count()).unwrap());
    assert!(n > 0 && own.windows(2).all(|w| w[0].at >= w[1].at));
    let (board, ages) = live.of_grids(&office.grids[1..]);
    assert_eq!(board.all(), i64::try_from(all(&office).iter().filter(|i| i.grid.is_some()).count()).unwrap());
    assert!(ages.overdue() < live.ages.overdue());
}
