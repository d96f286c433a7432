//! 戚墅堰街道 as it prints itself: 22,107 items of which 99.85 % are closed, on the desk, equal to a recount of every row.
use std::sync::Arc;

use lianxin::{
    base::{Day, Keys, Stamp},
    demo::{self, Options, Profile},
    domain::{
        TABLES,
        matters::items::{self, Colour, Item, StateTag},
    },
    store::{Range, Read, Store, engine::MemoryEngine},
};

#[test]
fn the_desk_shows_what_the_place_prints() {
    let store = Store::new(Arc::new(MemoryEngine::default()), TABLES).unwrap();
    let until = Stamp::at(Day::ymd(2026, 11, 21).unwrap(), 9, 0);
    let options = Options { until, password: "x".into(), recovery: "y".into(), seed: 1 };
    let profile = Profile::shipped("qishuyan").unwrap();
    demo::load(&store, &Keys::new(&[7; 64], &[8; 32]), &profile, &options, &mut |_| {}).unwrap();
    let desk = items::desk(&store, until).unwrap();
    assert_eq!((desk.reported, desk.closed), (22_107, 22_074));
    assert_eq!(desk.closed * 10_000 / desk.reported, 9_985, "99.85 %");
    let mut all: Vec<Item> = Vec::new();
    store
        .each(&Range::<Item>::table(), |i| {
            all.push(i);
            Ok(())
        })
        .unwrap();
    let count = |f: &dyn Fn(&Item) -> bool| i64::try_from(all.iter().filter(|i| f(i)).count()).unwrap();
    let closed =
        |i: &Item| matches!(i.state.tag, StateTag::Closed | StateTag::Rated | StateTag::Dissatisfied | StateTag::Archived);
    assert_eq!(desk.reported, count(&|_| true));
    assert_eq!(desk.closed, count(&closed));
    assert_eq!(desk.waiting, count(&|i| i.state.tag == StateTag::Reported));
    assert_eq!(desk.suspended, count(&|i| i.state.tag == StateTag::Suspended));
    assert_eq!(desk.accepted, count(&|i| i.clock.start.is_some()));
    assert_eq!(desk.closed_share.part, desk.closed);
    assert_eq!(desk.closed_share.whole, desk.accepted - desk.suspended, "nothing was withdrawn here");
    assert_eq!(desk.overdue, count(&|i| i.ended.is_none() && i.clock.due.is_some_and(|d| d < until)));
    assert_eq!(desk.to_follow, count(&|i| i.follow.is_some_and(|d| d <= until.day())));
    assert_eq!(desk.supervised, (0, 0), "the house has not looked at it yet: {:?}", Colour::ALL);
    assert!(store.check().unwrap().is_clean());
}
