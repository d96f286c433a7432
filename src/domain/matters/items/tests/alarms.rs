//! Deadlines that act: each once in effect, after a restart, after a week without power, across a clock that jumps back.
use super::*;
use crate::domain::office::{settings::Workflow, who::Actor};

fn at(text: &str, hour: i8, minute: i8) -> Stamp {
    Stamp::at(Day::parse(text).unwrap(), hour, minute)
}

/// Lets the house look at what is due.
fn ring_at(office: &Office, now: Stamp) -> usize {
    let calendar = office.calendar.clone();
    office.store.write_wait(move |tx| ring(tx, now, &calendar, 20)).unwrap()
}

/// What the house has done to an item by itself.
fn done(office: &Office, item: &Item) -> Vec<(Action, String)> {
    let all = history(&office.store, item.id).unwrap();
    all.into_iter().filter(|e| e.actor == Actor::System).map(|e| (e.action, e.note)).collect()
}

/// In hand of H since Monday the 2nd, five working days: due Monday the 9th.
fn handled(office: &Office, n: u64) -> Item {
    let mut new = office.form(n);
    new.asked.limit_days = 5;
    let when = at("2026-11-02", 9, 0);
    let item = office.store.write_wait(move |tx| report(tx, &By::Terminal(Proof::Nothing), new, when)).unwrap();
    for (part, action) in [('C', Action::Accept), ('D', Action::Dispatch), ('H', Action::Start)] {
        office.step(part, item.id, action, 'H', when);
    }
    office.store.get(item.id).unwrap()
}

#[test]
fn reminder_yellow_and_red_each_once() {
    let office = Office::new();
    let item = handled(&office, 1);
    assert_eq!(item.clock.due, Some(at("2026-11-09", 17, 30)));
    // Reminded two working days before, in the morning of Thursday the 5th.
    assert_eq!(item.alarm, Some(at("2026-11-05", 8, 30)));
    assert_eq!(ring_at(&office, at("2026-11-05", 8, 29)), 0);
    assert!(!alarm_due(&office.store, at("2026-11-05", 8, 29)).unwrap());
    assert!(alarm_due(&office.store, at("2026-11-05", 8, 30)).unwrap());
    assert_eq!(ring_at(&office, at("2026-11-05", 8, 30)), 1);
    for _ in 0..3 {
        assert_eq!(ring_at(&office, at("2026-11-05", 9, 0)), 0, "once");
    }
    // Yellow one working day before, red one working day after, each at its time and once.
    assert_eq!(ring_at(&office, at("2026-11-06", 8, 31)), 1);
    let item: Item = office.store.get(item.id).unwrap();
    assert_eq!(item.supervised.unwrap().colour, Colour::Yellow);
    assert_eq!(ring_at(&office, at("2026-11-06", 20, 0)), 0);
    // The yellow one is answered on the last moment that it may be; then only the limit itself counts.
    office.step('H', item.id, Action::AnswerSupervision, 'H', at("2026-11-10", 10, 0));
    assert_eq!(ring_at(&office, at("2026-11-10", 17, 29)), 0);
    assert_eq!(ring_at(&office, at("2026-11-10", 17, 30)), 1);
    assert_eq!(ring_at(&office, at("2027-01-10", 17, 30)), 0);
    let words = |s: &str| s.to_owned();
    let expected = [
        (Action::Remind, words("limit-nears")),
        (Action::Supervise, words("limit-nears")),
        (Action::Supervise, words("limit-passed")),
    ];
    assert_eq!(done(&office, &item), expected);
    let item: Item = office.store.get(item.id).unwrap();
    assert_eq!((item.supervised.unwrap().colour, item.alarm), (Colour::Red, None));
    assert_eq!(check_chain(&office.store, &item).unwrap(), None);
    assert_eq!(unseen(&office.store, office.who('H').id).unwrap(), 4, "the dispatch, and three of the house");
}

#[test]
fn an_unanswered_yellow_turns_red() {
    let office = Office::new();
    let item = handled(&office, 1);
    office.step('D', item.id, Action::Supervise, 'H', at("2026-11-03", 9, 0));
    // To be answered within two working days: by Thursday the 5th, 17:30.
    assert_eq!(ring_at(&office, at("2026-11-05", 17, 29)), 1, "the reminder");
    assert_eq!(ring_at(&office, at("2026-11-05", 17, 30)), 1);
    let item: Item = office.store.get(item.id).unwrap();
    assert_eq!(item.supervised.unwrap().colour, Colour::Red);
    assert_eq!(done(&office, &item).last().unwrap().1, "not-answered");
}

#[test]
fn after_a_week_without_power_only_the_gravest_is_done() {
    let office = Office::new();
    let item = handled(&office, 1);
    assert_eq!(ring_at(&office, at("2026-11-20", 7, 0)), 1);
    assert_eq!(done(&office, &item), [(Action::Supervise, "limit-passed".to_owned())]);
    assert_eq!(ring_at(&office, at("2026-11-20", 7, 0)), 0);
    assert_eq!(ring_at(&office, at("2026-12-20", 7, 0)), 0);
}

#[test]
fn a_clock_that_jumps_back_only_waits() {
    let office = Office::new();
    let item = handled(&office, 1);
    ring_at(&office, at("2026-11-06", 9, 0));
    let before = office.bytes();
    for back in ["2026-11-05", "2026-10-01", "2020-01-01"] {
        assert_eq!(ring_at(&office, at(back, 9, 0)), 0);
    }
    assert!(before == office.bytes());
    assert_eq!(ring_at(&office, at("2026-11-06", 9, 1)), 0, "what was done is not done again");
    assert_eq!(done(&office, &item).len(), 1);
}

#[test]
fn a_new_limit_starts_afresh() {
    let office = Office::new();
    let item = handled(&office, 1);
    ring_at(&office, at("2026-11-05", 9, 0));
    office.step('H', item.id, Action::AskExtension, 'H', at("2026-11-05", 10, 0));
    let item = office.step('D', item.id, Action::GrantExtension, 'H', at("2026-11-05", 11, 0));
    // Three more working days: due Thursday the 12th, reminded on Tuesday the 10th.
    assert_eq!((item.clock.due, item.alarm), (Some(at("2026-11-12", 17, 30)), Some(at("2026-11-10", 8, 30))));
    assert_eq!(ring_at(&office, at("2026-11-10", 8, 30)), 1);
    // What stands has no alarm; what goes on has one again.
    let item = office.step('D', item.id, Action::Escalate, 'H', at("2026-11-10", 9, 0));
    assert_eq!(item.alarm, None);
    let item = office.step('D', item.id, Action::HigherAnswer, 'H', at("2026-11-16", 9, 0));
    assert!(item.alarm.is_some());
}

#[test]
fn a_suspended_item_is_not_forgotten() {
    let office = Office::new();
    let item = handled(&office, 1);
    let item = office.step('L', item.id, Action::Suspend, 'H', at("2026-11-03", 9, 0));
    assert_eq!(item.alarm, Some(at("2026-12-03", 9, 0)));
    assert_eq!(ring_at(&office, at("2026-12-03", 9, 0)), 1);
    assert_eq!(ring_at(&office, at("2026-12-20", 9, 0)), 0);
    assert_eq!(ring_at(&office, at("2027-01-02", 9, 0)), 1, "thirty days after the last");
    assert_eq!(unseen(&office.store, office.who('L').id).unwrap(), 2, "whoever suspended it hears of it");
}

#[test]
fn a_report_that_nobody_accepts_is_supervised() {
    let office = Office::new();
    // Reported on Saturday the 21st: one working day is Monday the 23rd.
    let item = office.report(1, start());
    assert_eq!(ring_at(&office, start()), 1, "looked at");
    assert_eq!(done(&office, &item), [], "and nothing was due");
    assert_eq!(ring_at(&office, at("2026-11-23", 17, 29)), 0);
    assert_eq!(ring_at(&office, at("2026-11-23", 17, 30)), 1);
    assert_eq!(ring_at(&office, at("2026-11-24", 9, 0)), 0, "once");
    let item: Item = office.store.get(item.id).unwrap();
    assert_eq!(item.supervised.unwrap().colour, Colour::Yellow);
    assert_eq!(done(&office, &item), [(Action::Supervise, "not-accepted".to_owned())]);
    // Whoever accepts answers for it.
    let item = office.step('C', item.id, Action::AnswerSupervision, 'H', at("2026-11-24", 9, 0));
    assert!(item.supervised.unwrap().answered);
}

#[test]
fn what_the_office_sets_holds() {
    let office = Office::new();
    office.store.write_wait(|tx| Workflow { supervise: false, remind_days: 0, ..Workflow::default() }.save(tx)).unwrap();
    assert_eq!(handled(&office, 1).alarm, None, "nothing by itself");
    office.store.write_wait(|tx| Workflow { yellow_days: 0, remind_days: 0, ..Workflow::default() }.save(tx)).unwrap();
    let item = handled(&office, 2);
    assert_eq!(item.alarm, Some(at("2026-11-09", 17, 30)), "yellow when the limit runs out");
    // What is set later holds for what is under way too, once the house has looked at all of it.
    office.store.write_wait(|tx| Workflow::default().save(tx)).unwrap();
    let mut after = None;
    loop {
        let calendar = office.calendar.clone();
        after = office.store.write_wait(move |tx| reset_alarms(tx, &calendar, StateTag::Handling, after.as_ref(), 1)).unwrap();
        if after.is_none() {
            break;
        }
    }
    let item: Item = office.store.get(item.id).unwrap();
    assert_eq!(item.alarm, Some(at("2026-11-05", 8, 30)));
}

/// Many due at once are done in bounded groups, and every one of them.
#[test]
fn nothing_is_left_out_of_a_crowd() {
    let office = Office::new();
    let items: Vec<Item> = (0..55).map(|n| handled(&office, n)).collect();
    let now = at("2026-11-20", 9, 0);
    let turns: Vec<usize> = std::iter::repeat_with(|| ring_at(&office, now)).take_while(|n| *n > 0).collect();
    assert_eq!(turns, [20, 20, 15]);
    assert!(items.iter().all(|i| done(&office, i).len() == 1));
    assert_eq!(office.store.count(&counters::SUPERVISED, &Colour::Red).unwrap(), 55);
}
