use super::*;
use crate::{
    base::{Day, Failure, Stamp},
    domain::{TABLES, office::who::Actor},
    store::{Read, Store, engine::MemoryEngine},
};

fn day(d: i8) -> Day {
    Day::ymd(2026, 11, d).unwrap()
}
fn at(d: i8) -> Stamp {
    Stamp::at(day(d), 9, 0)
}
fn said(title: &str, until: Day) -> Said {
    Said { title: title.into(), body: "请提前存水。".into(), until, picture: Change::Keep }
}
fn store() -> Store {
    Store::new(std::sync::Arc::new(MemoryEngine::default()), TABLES).unwrap()
}
fn put(store: &Store, said: Said, d: i8) -> Result<Announcement, Failure> {
    store.write_wait(move |tx| post(tx, Actor::System, said, at(d)))
}
fn titles(store: &Store, today: Day) -> Vec<String> {
    on_show(store, today).unwrap().into_iter().map(|a| a.title).collect()
}

#[test]
fn one_hangs_from_its_posting_to_its_last_day() {
    let s = store();
    let (a, b) = (put(&s, said("周三停水", day(5)), 1).unwrap(), put(&s, said("健步走", day(9)), 2).unwrap());
    assert_eq!(titles(&s, day(5)), ["健步走", "周三停水"]);
    assert_eq!(titles(&s, day(6)), ["健步走"]);
    assert!(of(&s, a.id, day(5)).is_ok() && of(&s, a.id, day(6)) == Err(Failure::NotFound));
    let id = b.id;
    s.write_wait(move |tx| withdraw(tx, Actor::System, id, at(6))).unwrap();
    assert!(titles(&s, day(6)).is_empty() && of(&s, b.id, day(6)).is_err());
    let again = s.write_wait(move |tx| edit(tx, Actor::System, id, said("x", day(9)), at(6)));
    assert_eq!(again, Err(Failure::refused("announcement-down")));
}

#[test]
fn what_is_out_of_bounds_is_told_beside_its_field() {
    let s = store();
    let wrong = |said: Said| match put(&s, said, 1) {
        Err(Failure::Invalid(errors)) => errors.0.into_iter().map(|(field, _)| field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(said(" ", day(5))), ["title"]);
    assert_eq!(wrong(said(&"长".repeat(31), day(5))), ["title"]);
    assert_eq!(wrong(Said { body: "长".repeat(1_001), ..said("停水", day(5)) }), ["body"]);
    assert_eq!(wrong(Said { body: String::new(), ..said("停水", day(5)) }), ["body"]);
    assert_eq!(wrong(said("停水", day(1).plus(-1))), ["until"]);
    assert_eq!(wrong(said("停水", day(1).plus(366))), ["until"]);
    let pictured =
        Said { body: String::new(), picture: Change::New(Picture { blob: [7; 32], size: (4, 3) }), ..said("停水", day(5)) };
    assert!(put(&s, pictured, 1).is_ok());
    assert!(put(&s, said(&"长".repeat(30), day(1).plus(365)), 1).is_ok());
}

#[test]
fn the_board_holds_so_many_and_no_more() {
    let s = store();
    for n in 0..SHOWN_MOST {
        put(&s, said(&format!("第 {n} 条"), day(5)), 1).unwrap();
    }
    assert!(matches!(put(&s, said("多一条", day(5)), 1), Err(Failure::Invalid(errors)) if errors.of("until").is_some_and(
        |why| why.key == "announcement-full"
    )));
    // On the sixth all of them are over.
    assert!(put(&s, said("多一条", day(9)), 6).is_ok());
    let id = list(&s, None, 50).unwrap().rows.last().unwrap().id;
    let back = s.write_wait(move |tx| edit(tx, Actor::System, id, said("又挂上", day(20)), at(7)));
    assert_eq!(back.unwrap().title, "又挂上");
}

#[test]
fn a_year_after_its_end_it_is_forgotten() {
    let s = store();
    let (short, long) = (put(&s, said("短", day(2)), 1).unwrap().id, put(&s, said("长", day(20)), 1).unwrap().id);
    s.write_wait(move |tx| withdraw(tx, Actor::System, long, at(4))).unwrap();
    let forget = |before: Stamp| s.write_wait(move |tx| forget_old(tx, before, 20)).unwrap();
    assert_eq!(forget(at(2)), 0);
    assert_eq!(forget(at(3)), 1);
    assert!(s.find(short).unwrap().is_none() && s.find(long).unwrap().is_some());
    assert_eq!(forget(at(5)), 1, "taken down on the fourth");
}
