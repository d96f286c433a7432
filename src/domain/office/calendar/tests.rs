use std::sync::Arc;

use super::*;
use crate::{
    base::{Arrangement, Day, Failure, Id, Stamp, WorkCalendar},
    domain::{
        TABLES,
        office::{
            audit::{self, Entry, Filter},
            who::Actor,
        },
    },
    store::{Read, Store, engine::MemoryEngine},
};

const BY: Actor = Actor::Account(Id::new(7));

fn at() -> Stamp {
    Stamp::at(Day::ymd(2026, 11, 25).unwrap(), 10, 0)
}
fn store() -> Store {
    Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap()
}
fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}
fn year(year: i16, off: &str) -> Arrangement {
    let file = format!(r#"{{"year":{year},"source":"通知","off":[{{"name":"元旦","from":"{off}","to":"{off}"}}],"work":[]}}"#);
    Arrangement::parse(file.as_bytes()).unwrap()
}
fn version(store: &Store) -> String {
    load(store).unwrap().version().to_owned()
}
fn decided_on(store: &Store, change: Change, then: Then) -> Result<CalendarYear, Failure> {
    let seen = version(store);
    store.write_wait(move |tx| decide(tx, BY, change, then, &seen, at()))
}
fn log(store: &Store) -> Vec<(String, String)> {
    let lines: Vec<Entry> = audit::lines(store, &Filter::default(), None, 50).unwrap().0;
    lines.into_iter().rev().map(|e| (e.action, e.detail)).collect()
}

#[test]
fn the_office_s_own_year_stands_over_the_shipped_one() {
    let store = store();
    let shipped = WorkCalendar::shipped().unwrap().version().to_owned();
    assert_eq!(version(&store), shipped);
    assert!(!decided(&store, &shipped).unwrap(), "nobody has decided anything");

    let row = decided_on(&store, Change::Save(year(2026, "2026-01-02")), Then::Keep).unwrap();
    let now = load(&store).unwrap();
    assert!(now.is_workday(day("2026-01-01")) && !now.is_workday(day("2026-01-02")));
    assert!(!now.is_workday(day("2025-01-01")), "other years are as they were");
    assert_eq!((row.version.as_str(), row.applying, row.year()), (now.version(), None, 2026));
    assert!(decided(&store, now.version()).unwrap());
    let own: Vec<_> = held(&store).unwrap().into_iter().map(|(y, h)| (y, h.own)).collect();
    assert_eq!(own, [(2025, false), (2026, true)]);

    decided_on(&store, Change::Save(year(2027, "2027-01-01")), Then::Keep).unwrap();
    assert!(load(&store).unwrap().has_year(2027), "a year that no file has");
    decided_on(&store, Change::Withdraw(2027), Then::Keep).unwrap();
    assert!(!load(&store).unwrap().has_year(2027));
    decided_on(&store, Change::Withdraw(2026), Then::Keep).unwrap();
    assert_eq!(version(&store), shipped, "the shipped year holds again");
    assert_eq!(decided_on(&store, Change::Withdraw(2026), Then::Keep), Err(Failure::NotFound), "nothing left to take back");
    assert_eq!(decided_on(&store, Change::Adopt(2027), Then::Keep), Err(Failure::NotFound), "nor to decide about");
    let actions: Vec<_> = log(&store).into_iter().map(|(action, _)| action).collect();
    let pairs = ["calendar.save", "calendar.save", "calendar.withdraw", "calendar.withdraw"];
    assert_eq!(actions, pairs.map(|a| [a, "calendar.keep"]).concat());
    assert_eq!(store.rows::<CalendarYear>().unwrap(), 2);
    assert!(store.check().unwrap().is_clean());
}

#[test]
fn what_a_change_would_be_is_told_without_making_it() {
    let store = store();
    let before = version(&store);
    let save = Change::Save(year(2026, "2026-01-02"));
    let told = changed(&store, &save).unwrap().version().to_owned();
    assert_ne!(told, before);
    assert_eq!(changed(&store, &Change::Adopt(2026)).unwrap().version(), before);
    assert_eq!(changed(&store, &Change::Withdraw(2026)).unwrap().version(), before, "there is nothing of the office's own");
    assert_eq!((version(&store), store.rows::<CalendarYear>().unwrap()), (before.clone(), 0));
    decided_on(&store, save, Then::Keep).unwrap();
    assert_eq!(version(&store), told, "as it was told");
    assert_eq!(changed(&store, &Change::Withdraw(2026)).unwrap().version(), before);
}

#[test]
fn nobody_decides_on_what_he_has_not_seen() {
    let store = store();
    let seen = version(&store);
    decided_on(&store, Change::Save(year(2027, "2027-01-01")), Then::Keep).unwrap();
    let late = store.write_wait(move |tx| decide(tx, BY, Change::Save(year(2026, "2026-01-02")), Then::Apply, &seen, at()));
    assert_eq!(late, Err(Failure::refused("calendar-moved-on")));
    assert!(applying(&store).unwrap().is_none());
    assert_eq!(log(&store).len(), 2, "and nothing was written");
}

#[test]
fn applying_goes_on_from_its_place_and_ends_once() {
    let store = store();
    let row = decided_on(&store, Change::Save(year(2027, "2027-01-01")), Then::Apply).unwrap();
    assert_eq!(row.applying, Some(Applying::START));
    let other = decided_on(&store, Change::Save(year(2028, "2028-01-01")), Then::Keep);
    assert_eq!(other, Err(Failure::refused("calendar-busy")), "one after the other");
    let place = Applying { due: at(), item: 9 };
    let step = |from: Applying, to: Applying, n: u32| store.write_wait(move |tx| advance(tx, 2027, from, to, n, 1)).unwrap();
    assert!(step(Applying::START, place, 20));
    assert!(!step(Applying::START, place, 20), "a second thread from the same place counts nothing");
    assert!(step(place, Applying { due: at(), item: 30 }, 3));
    let row = applying(&store).unwrap().unwrap();
    assert_eq!((row.moved, row.failed, row.by), (23, 2, BY));
    for _ in 0..2 {
        store.write_wait(|tx| finish(tx, 2027, true, at())).unwrap();
    }
    assert!(applying(&store).unwrap().is_none());
    let ended: Vec<_> = log(&store).into_iter().filter(|(a, _)| a == "calendar.applied").collect();
    assert_eq!(ended, [("calendar.applied".to_owned(), "23".to_owned())]);
    assert!(decided_on(&store, Change::Save(year(2028, "2028-01-01")), Then::Keep).is_ok());
}

#[test]
fn the_next_year_is_missed_from_november_on() {
    let shipped = WorkCalendar::shipped().unwrap();
    let missing = |text: &str| missing_year(&shipped, day(text));
    assert_eq!(missing("2026-06-15"), None);
    assert_eq!(missing("2026-10-31"), None);
    assert_eq!(missing("2026-11-01"), Some(2027));
    assert_eq!(missing("2026-12-31"), Some(2027));
    assert_eq!(missing("2027-03-01"), Some(2027), "and all the more once it has begun");
    assert_eq!(missing("2025-12-01"), None, "2026 is there");
}
