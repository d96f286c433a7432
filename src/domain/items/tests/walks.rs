//! Random legal lives: whatever happens, the chain holds, counters equal a recount, and nobody shares an item.
use std::collections::BTreeMap;

use super::*;

/// A small generator (xorshift): the walks are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

/// What can be done to the item now, by whom: accounts by their buttons, the resident by trying.
fn moves(office: &Office, item: &Item) -> Vec<(char, Action)> {
    let mut out = Vec::new();
    for (part, account) in &office.people {
        let can = allowed(&office.store, account, item, item.state.at.day()).unwrap();
        out.extend(can.into_iter().map(|a| (*part, a)));
    }
    match item.state.tag {
        StateTag::Reported | StateTag::Accepted | StateTag::AwaitingPapers => out.push(('R', Action::Withdraw)),
        StateTag::Closed => out.push(('R', Action::Rate)),
        _ => {}
    }
    out
}

#[test]
fn a_thousand_random_lives() {
    let office = Office::new();
    let mut dice = Dice(2_026);
    let mut at = start();
    let mut ends = BTreeMap::new();
    for n in 0..1_000 {
        at = at.plus_seconds(1_800);
        let mut new = office.form(n);
        new.asked.limit_days = u16::try_from(n % 4).unwrap();
        let mut item = office.store.write_wait(move |tx| report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap();
        for _ in 0..14 {
            let mut moves = moves(&office, &item);
            // Notes are possible always; too many of them would leave no time for a life.
            if dice.roll(8) > 0 {
                moves.retain(|(_, a)| *a != Action::Note);
            }
            let Some((part, action)) = moves.get(dice.roll(moves.len().max(1))).copied() else { break };
            at = at.plus_seconds(i64::try_from(dice.roll(40_000)).unwrap());
            let to = ['H', 'O', 'W', 'F', 'C', 'M'][dice.roll(6)];
            let rating = Some(Rating::ALL[dice.roll(4)]);
            let details = Details { rating, ..office.details(to) };
            let told = office.act(part, item.id, action, details, at);
            item = told.unwrap_or_else(|e| panic!("walk {n}: {part} {action:?} in {:?}: {e}", item.state.tag));
            let owned = matches!(item.state.tag, StateTag::Dispatched | StateTag::Handling);
            assert_eq!(item.owner.is_some(), owned, "walk {n}");
            let runs = item.clock.start.is_some() && item.state.tag.open() && item.clock.paused.is_none();
            assert!(!runs || item.clock.due.is_some(), "walk {n}: a clock that runs has an end");
            assert!(item.clock.due.is_none() || item.clock.paused.is_none(), "walk {n}: one that stands has none");
        }
        assert_eq!(check_chain(&office.store, &item).unwrap(), None, "walk {n}");
        *ends.entry(item.state.tag).or_insert(0) += 1;
    }
    assert!(ends.len() >= 8, "the walks reach most states: {ends:?}");
    agree(&office, at);
}

/// Every counter and the desk against a recount over all rows.
fn agree(office: &Office, now: Stamp) {
    let mut items = Vec::new();
    let all = crate::store::Range::<Item>::table();
    office
        .store
        .each(&all, |i| {
            items.push(i);
            Ok(())
        })
        .unwrap();
    assert_eq!(items.len(), 1_000);
    let count = |f: &dyn Fn(&Item) -> bool| i64::try_from(items.iter().filter(|i| f(i)).count()).unwrap();
    let open = |i: &Item| {
        use StateTag as S;
        matches!(i.state.tag, S::Reported | S::Accepted | S::AwaitingPapers | S::Dispatched | S::Handling | S::ReportedBack)
    };
    let closed = |i: &Item| matches!(i.state.tag, StateTag::Closed | StateTag::Rated);
    let s = &office.store;
    for state in StateTag::ALL {
        let n = count(&|i| i.state.tag == state);
        assert_eq!(s.count(&counters::STATE, &(state as u8)).unwrap(), n);
        assert_eq!(s.count(&counters::GRID_STATE, &(office.grids[1], state as u8)).unwrap(), n);
        assert_eq!(board_of_grid(s, office.grids[1]).unwrap().of(state), n);
        assert_eq!(board_by_line(s).unwrap()[0].1.of(state), n);
        assert_eq!(board_by_category(s).unwrap()[0].1.of(state), n);
    }
    let mut days: Vec<Day> = items.iter().flat_map(|i| [Some(i.created.day()), i.ended.map(Stamp::day)]).flatten().collect();
    days.extend(items.iter().filter_map(|i| i.clock.due).map(Stamp::day));
    days.sort_unstable();
    days.dedup();
    for day in days {
        assert_eq!(s.count(&counters::REPORTED_ON, &day).unwrap(), count(&|i| i.created.day() == day));
        let ended = count(&|i| closed(i) && i.ended.map(Stamp::day) == Some(day));
        assert_eq!(s.count(&counters::CLOSED_ON, &day).unwrap(), ended);
        let due = count(&|i| open(i) && i.clock.due.map(Stamp::day) == Some(day));
        assert_eq!(s.count(&counters::OPEN_DUE_ON, &day).unwrap(), due, "{day}");
    }
    let late = |i: &Item| i.clock.due.is_some_and(|due| i.ended.unwrap_or(now) > due);
    let noon = Stamp::at(now.day(), 12, 0);
    for now in [now, noon, noon.plus_seconds(8 * 3_600), noon.plus_seconds(-86_400)] {
        let overdue = count(&|i| open(i) && i.clock.due.is_some_and(|due| due < now));
        assert_eq!(overdue, super::super::overdue(s, now).unwrap(), "{}", now.minute());
    }
    let d = desk(s, now).unwrap();
    let rated = count(&|i| i.rating.is_some());
    let pleased = count(&|i| i.rating.as_ref().is_some_and(|(r, _)| *r != Rating::Dissatisfied));
    let expected = Desk {
        waiting: count(&|i| i.state.tag == StateTag::Reported),
        handling: count(&|i| open(i) && i.state.tag != StateTag::Reported),
        reported_today: count(&|i| i.created.day() == now.day()),
        closed_today: count(&|i| closed(i) && i.ended.map(Stamp::day) == Some(now.day())),
        reported: 1_000,
        accepted: count(&|i| i.clock.start.is_some()),
        closed: count(&closed),
        overdue: count(&|i| open(i) && i.clock.due.is_some_and(|due| due < now)),
        closed_share: Share { part: count(&closed), whole: count(&|i| i.clock.start.is_some()) },
        in_time_share: Share { part: count(&|i| closed(i) && !late(i)), whole: count(&closed) },
        satisfied_share: Share { part: pleased, whole: rated },
    };
    assert_eq!(d, expected);
    assert!(d.closed > 50 && d.overdue > 0 && d.in_time_share.part > 0 && d.in_time_share.part < d.closed, "{d:?}");
}
