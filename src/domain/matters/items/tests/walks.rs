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

/// Lives walked in one office, and offices: together ten thousand.
const LIVES: u64 = 2_500;
const OFFICES: u64 = 4;

/// What one of the people, or the resident, can do to the item now.
fn moves(office: &Office, item: &Item, part: char, at: Stamp) -> Vec<Action> {
    if part != 'R' {
        return allowed(&office.store, office.who(part), item, at).unwrap();
    }
    let own = |r: &&super::super::Rule| matches!(r.who, super::super::Who::Resident | super::super::Who::ResidentOr(_));
    RULES.iter().filter(|r| r.from.contains(&item.state.tag)).filter(own).map(|r| r.action).collect()
}

/// A form filled at random for this action.
fn fill(office: &Office, item: &Item, action: Action, dice: &mut Dice) -> Details {
    let to = ['H', 'O', 'W', 'F', 'C', 'M'][dice.roll(6)];
    let rating = Rating::ALL[dice.roll(4)];
    let level = item.conference.map_or(0, |c| office.store.get(c).unwrap().level);
    let waiting = |h: &Help| h.waits();
    let out =
        |c: &Custody| c.step() < if action == Action::ReturnPapers { CustodyStep::Returned } else { CustodyStep::Delivered };
    let helper = ['H', 'O', 'W', 'M'][dice.roll(4)];
    Details {
        rating: Some(rating),
        outcome: Some((dice.roll(3) > 0).then_some(rating)),
        colour: Some(Colour::ALL[dice.roll(2)]),
        days: Some(u16::try_from(1 + dice.roll(5)).unwrap()),
        chair: Some(office.who(if level == 2 { 'P' } else { 'L' }).id),
        participants: match action {
            Action::AskHelp => vec![office.who(helper).id],
            Action::Convene | Action::RaiseLevel => vec![office.who('N').id, office.who('D').id],
            _ => Vec::new(),
        },
        help: helps(&office.store, item.id).unwrap().into_iter().find(waiting).map(|h| h.id),
        paper: carried(&office.store, item.id).unwrap().into_iter().find(out).map(|c| c.id),
        ..office.details(to)
    }
}

/// What holds for every item at any time.
fn sound(office: &Office, item: &Item, n: u64) {
    let (tag, s) = (item.state.tag, &office.store);
    assert_eq!(item.owner.is_some(), tag.owned(), "walk {n}: one owner while somebody works, else none: {tag:?}");
    let runs = item.clock.start.is_some() && tag.open() && item.clock.paused.is_none();
    assert!(!runs || item.clock.due.is_some(), "walk {n}: a clock that runs has an end");
    assert!(item.clock.due.is_none() || item.clock.paused.is_none(), "walk {n}: one that stands has none");
    assert!(item.clock.pauses.windows(2).all(|w| w[0].to <= w[1].from), "walk {n}: it stands once at a time");
    assert_eq!(item.conference.is_some(), tag == StateTag::Joint, "walk {n}");
    assert_eq!(item.follow.is_some(), tag == StateTag::Closed, "walk {n}: {tag:?}");
    assert!(tag.open() || (item.supervised.is_none() && item.helps == 0 && item.alarm.is_none()), "walk {n}: {tag:?}");
    assert_eq!(usize::from(item.helps), helps(s, item.id).unwrap().iter().filter(|h| h.waits()).count(), "walk {n}");
    let out = carried(s, item.id).unwrap().iter().filter(|c| c.step() != CustodyStep::Returned).count();
    assert_eq!(usize::from(item.papers_out), out, "walk {n}");
    let under_way = supervisions(s, item.id).unwrap().into_iter().filter(|o| o.lifted.is_none()).count();
    assert_eq!(under_way, usize::from(item.supervised.is_some()), "walk {n}");
}

#[test]
fn ten_thousand_random_lives() {
    let walkers: Vec<_> = (0..OFFICES).map(|seed| std::thread::spawn(move || walk_lives(seed))).collect();
    let mut ends = BTreeMap::new();
    let mut acts = BTreeMap::new();
    for walker in walkers {
        let (e, a) = walker.join().unwrap();
        e.into_iter().for_each(|(k, n)| *ends.entry(k).or_insert(0) += n);
        a.into_iter().for_each(|(k, n)| *acts.entry(k).or_insert(0) += n);
    }
    assert_eq!(ends.values().sum::<u64>(), LIVES * OFFICES);
    assert_eq!(ends.len(), StateTag::COUNT, "the walks end in every state: {ends:?}");
    let never: Vec<_> = Action::deeds().filter(|a| !acts.contains_key(a)).collect();
    assert_eq!(never, [Action::Remind, Action::Recalculate], "every action was done");
}

type Tallied = (BTreeMap<StateTag, u64>, BTreeMap<Action, u64>);

fn walk_lives(seed: u64) -> Tallied {
    let office = Office::with_target();
    let mut dice = Dice(2_026 + seed * 77);
    let mut at = start();
    let (mut ends, mut acts) = (BTreeMap::new(), BTreeMap::new());
    let parts: Vec<char> = office.people.iter().map(|(p, _)| *p).filter(|p| !"AU".contains(*p)).chain(['R']).collect();
    for n in 0..LIVES {
        at = at.plus_seconds(600);
        let mut new = office.form(n);
        new.asked.limit_days = u16::try_from(n % 4).unwrap();
        let kinds = crate::domain::matters::catalog::ItemType::ALL;
        new.asked.item_type = kinds[dice.roll(kinds.len())];
        let mut item = office.store.write_wait(move |tx| report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap();
        for _ in 0..1 + dice.roll(24) {
            at = at.plus_seconds(i64::try_from(dice.roll(60_000)).unwrap());
            let part = parts[dice.roll(parts.len())];
            let mut can = moves(&office, &item, part, at);
            // What leaves the state is possible nearly always; too much of it would leave no time for a life.
            if dice.roll(5) > 0 {
                let answers = |a: &Action| matches!(a, Action::AnswerSupervision | Action::LiftSupervision | Action::AnswerHelp);
                can.retain(|a| answers(a) || a.rule(item.state.tag).is_some_and(|r| r.to != super::super::To::Stay));
            }
            let Some(action) = can.get(dice.roll(can.len().max(1))).copied() else { continue };
            let details = fill(&office, &item, action, &mut dice);
            item = match office.act(part, item.id, action, details, at) {
                Ok(item) => item,
                // A form filled at random may ask for what is so already; the resident's once a day is held elsewhere.
                Err(Failure::Invalid(_)) => continue,
                Err(Failure::Refused(r))
                    if ["item-urged-today", "item-supervision-there", "item-supervision-red", "item-papers-out"]
                        .contains(&r.key) =>
                {
                    continue;
                }
                Err(e) => panic!("walk {n}: {part} {action:?} in {:?}: {e}", item.state.tag),
            };
            *acts.entry(action).or_insert(0) += 1;
            sound(&office, &item, n);
            if dice.roll(40) == 0 {
                let calendar = office.calendar.clone();
                office.store.write_wait(move |tx| ring(tx, at, &calendar, 50)).unwrap();
                item = office.store.get(item.id).unwrap();
                sound(&office, &item, n);
            }
        }
        assert_eq!(check_chain(&office.store, &item).unwrap(), None, "walk {n}");
        let times: Vec<Stamp> = history(&office.store, item.id).unwrap().iter().map(|e| e.at).collect();
        assert!(times.windows(2).all(|w| w[0] <= w[1]), "walk {n}: time goes on");
        *ends.entry(item.state.tag).or_insert(0) += 1;
    }
    agree(&office, at);
    (ends, acts)
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
    assert!(items.len() as u64 > LIVES, "the walked ones, and those that were split off");
    let count = |f: &dyn Fn(&Item) -> bool| i64::try_from(items.iter().filter(|i| f(i)).count()).unwrap();
    let ended = |i: &Item| i.ended.is_some();
    let closed = |i: &Item| {
        use StateTag as S;
        matches!(i.state.tag, S::Closed | S::Rated | S::Dissatisfied | S::Archived)
    };
    // By hand: accepted, neither standing nor ended, and no answer that waits for its verification.
    let runs = |i: &Item| {
        let reply = i.item_type == crate::domain::matters::catalog::ItemType::Reply;
        i.clock.due.filter(|_| !ended(i) && i.clock.paused.is_none() && !(reply && i.answered.is_some()))
    };
    let s = &office.store;
    for state in StateTag::ALL.iter().copied() {
        let n = count(&|i| i.state.tag == state);
        assert_eq!(s.count(&counters::STATE, &state).unwrap(), n);
        assert_eq!(s.count(&counters::GRID_STATE, &(office.grids[1], state)).unwrap(), n);
        assert_eq!(board_of_grid(s, office.grids[1]).unwrap().of(state), n);
        assert_eq!(board_by_line(s).unwrap()[0].1.of(state), n);
        assert_eq!(board_by_category(s).unwrap()[0].1.of(state), n);
    }
    let mut days: Vec<Day> = items.iter().flat_map(|i| [Some(i.created.day()), i.ended.map(Stamp::day)]).flatten().collect();
    days.extend(items.iter().filter_map(|i| i.clock.due).map(Stamp::day));
    days.extend(items.iter().filter_map(|i| i.follow));
    days.sort_unstable();
    days.dedup();
    for day in days {
        assert_eq!(s.count(&counters::REPORTED_ON, &day).unwrap(), count(&|i| i.created.day() == day));
        let ended_on = count(&|i| closed(i) && i.ended.map(Stamp::day) == Some(day));
        assert_eq!(s.count(&counters::CLOSED_ON, &day).unwrap(), ended_on);
        let due = count(&|i| runs(i).map(Stamp::day) == Some(day));
        assert_eq!(s.count(&counters::OPEN_DUE_ON, &day).unwrap(), due, "{day}");
        assert_eq!(s.count(&counters::GRID_DUE_ON, &(office.grids[1], day)).unwrap(), due, "{day}: all lie in one grid");
        assert_eq!(s.count(&counters::LINE_DUE_ON, &(items[0].line, day)).unwrap(), due, "{day}: all are of one line");
        assert_eq!(s.count(&counters::CATEGORY_DUE_ON, &(items[0].category, day)).unwrap(), due);
        let follow = count(&|i| i.follow == Some(day));
        assert_eq!(s.count(&counters::FOLLOW_ON, &day).unwrap(), follow, "{day}");
    }
    let done = |i: &Item| {
        let reply = i.item_type == crate::domain::matters::catalog::ItemType::Reply;
        if reply { i.answered.or(i.ended) } else { i.ended }
    };
    let late = |i: &Item| i.clock.due.is_some_and(|due| done(i).unwrap_or(now) > due);
    let noon = Stamp::at(now.day(), 12, 0);
    for now in [now, noon, noon.plus_seconds(8 * 3_600), noon.plus_seconds(-86_400)] {
        let overdue = count(&|i| runs(i).is_some_and(|due| due < now));
        assert_eq!(overdue, super::super::overdue(s, now).unwrap(), "{}", now.minute());
    }
    let d = desk(s, now).unwrap();
    let rated = count(&|i| i.rating.is_some());
    let pleased = count(&|i| i.rating.as_ref().is_some_and(|(r, _)| *r != Rating::Dissatisfied));
    let outside = |i: &Item| {
        use StateTag as S;
        i.clock.start.is_some() && matches!(i.state.tag, S::Suspended | S::Withdrawn | S::Declined | S::Merged)
    };
    let flagged = |c: Colour| count(&|i| i.supervised.is_some_and(|f| f.colour == c));
    let expected = Desk {
        waiting: count(&|i| i.state.tag == StateTag::Reported),
        handling: count(&|i| !ended(i) && !matches!(i.state.tag, StateTag::Reported | StateTag::Suspended)),
        reported_today: count(&|i| i.created.day() == now.day()),
        closed_today: count(&|i| closed(i) && i.ended.map(Stamp::day) == Some(now.day())),
        reported: i64::try_from(items.len()).unwrap(),
        accepted: count(&|i| i.clock.start.is_some()),
        closed: count(&closed),
        overdue: count(&|i| runs(i).is_some_and(|due| due < now)),
        suspended: count(&|i| i.state.tag == StateTag::Suspended),
        supervised: (flagged(Colour::Yellow), flagged(Colour::Red)),
        to_follow: count(&|i| i.follow.is_some_and(|d| d <= now.day())),
        urged: items.iter().map(|i| i64::from(i.urges)).sum(),
        reopened: items.iter().map(|i| i64::from(i.reopens)).sum(),
        closed_share: Share { part: count(&closed), whole: count(&|i| i.clock.start.is_some() && !outside(i)) },
        in_time_share: Share { part: count(&|i| closed(i) && !late(i)), whole: count(&closed) },
        satisfied_share: Share { part: pleased, whole: rated },
    };
    assert_eq!(d, expected);
    assert!(d.closed > 50 && d.overdue > 0 && d.in_time_share.part > 0 && d.in_time_share.part < d.closed, "{d:?}");
}
