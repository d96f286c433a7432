//! Who sees what: each role against each kind of thing, in its own grid, in another and in none, written by hand from what
//! each role is for; asked of the reader alone, and of the running office.
use lianxin::{
    base::{Id, Stamp},
    domain::{
        insight::figures::{Figure, Of},
        matters::items::{self, Item},
        office::who::{Account, Role},
        places::{
            grids::{Grid, Post, PostRole},
            reader::Reader,
        },
        registry::{
            people::{Household, Resident},
            registers::{self, Access, Entry, Table},
            visits,
        },
    },
    store::Read,
};
use reqwest::StatusCode;

use crate::kit::{self, app::TestApp, desk, number};

/// Where things of a kind are seen: everywhere, in the own grids, nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    All,
    Own,
    No,
}
use Seen::{All, No, Own};

impl Seen {
    /// In the own grid, in another one, in none.
    const fn places(self) -> [bool; 3] {
        match self {
            All => [true, true, true],
            Own => [true, false, false],
            No => [false, false, false],
        }
    }
}

/// Roles; people; tables for everyone, of the field, of the office, of key persons; items; an item given to oneself.
type Line = (&'static [Role], Seen, [Seen; 4], Seen, bool);

/// Two roles see what each of them does, and nothing that neither sees.
const TABLE: [Line; 13] = [
    (&[Role::Administrator], All, [All, All, All, No], No, false),
    (&[Role::Leader], All, [All, All, All, All], All, true),
    (&[Role::Clerk], All, [All, All, All, No], All, true),
    (&[Role::Dispatcher], All, [All, All, No, No], All, true),
    (&[Role::Handler], No, [No, No, No, No], No, true),
    (&[Role::GridLeader], Own, [Own, Own, No, No], Own, true),
    (&[Role::GridWorker], Own, [Own, Own, No, No], Own, true),
    (&[Role::Auditor], No, [No, No, No, No], No, false),
    (&[Role::Liaison], No, [No, No, No, No], All, true),
    (&[Role::Principal], All, [All, All, All, All], All, true),
    (&[Role::GridWorker, Role::Administrator], All, [All, All, All, No], Own, true),
    (&[Role::GridWorker, Role::Liaison], Own, [Own, Own, No, No], All, true),
    (&[Role::GridWorker, Role::Auditor], Own, [Own, Own, No, No], Own, true),
];

/// Two households, one in the grid that readers serve, and rows of every kind.
struct World {
    app: TestApp,
    own: Id<Grid>,
    other: Id<Grid>,
    homes: [(Household, Resident); 2],
    entries: Vec<(Table, Entry)>,
    item: Item,
}

fn world() -> World {
    let app = TestApp::new();
    let (own, other) = (desk::grid(&app, 1), desk::grid(&app, 2));
    let numbers = ["32021119600101123", "32021119610101123"].map(number);
    let homes = [
        kit::registers::household(&app, own, "12", "502", "王建国", &numbers[0]),
        kit::registers::household(&app, other, "13", "502", "李秀英", &numbers[1]),
    ];
    let entries = Access::ALL.map(|access| {
        let t = registers::shipped().unwrap().iter().find(|t| t.access == access).unwrap();
        let (home, head) = &homes[0];
        ((**t).clone(), kit::registers::create(&app, t, home, head, &numbers[0]))
    });
    // Nobody of the readers reported it.
    let item = desk::report(&app, 1, Some(own));
    World { own, other, homes, entries: entries.to_vec(), item, app }
}

impl World {
    fn places(&self) -> [Option<Id<Grid>>; 3] {
        [Some(self.own), Some(self.other), None]
    }
    /// What a reader sees of something in the three places.
    fn seen(&self, sees: impl Fn(Option<Id<Grid>>) -> bool) -> [bool; 3] {
        self.places().map(sees)
    }
}

#[test]
fn roles_by_things_in_their_places() {
    let w = world();
    let (store, now) = (&w.app.app.store, w.app.app.clock.now());
    let month = now.day().month();
    for (n, (roles, people, tables, items, given)) in TABLE.into_iter().enumerate() {
        let me = Id::<Account>::new(1_000 + n as u64);
        let reader = Reader::new(me, roles.to_vec(), vec![w.own], now);
        let figure = |of: Of, want: Seen, what: &str| {
            let seen = w.seen(|grid| reader.sees_figure(store, &Figure { of: of.clone(), grid }).unwrap());
            assert_eq!(seen, want.places(), "{roles:?} figures of {what}");
            let counted = w.seen(|grid| reader.count(store, &Figure { of: of.clone(), grid }).unwrap().is_some());
            assert_eq!(counted, want.places(), "{roles:?} counts of {what}");
        };
        // Where one serves is known to everybody who serves there.
        let territory = if people == All { All } else { Own };
        assert_eq!(w.seen(|grid| reader.sees_place(grid)), territory.places(), "{roles:?} grids");
        let grids: Vec<_> = reader.grids(store).unwrap().iter().map(|g| g.id).collect();
        assert_eq!(grids, if people == All { vec![w.own, w.other] } else { vec![w.own] }, "{roles:?}");
        for (i, (home, head)) in w.homes.iter().enumerate() {
            let want = people.places()[i];
            assert_eq!((reader.sees_household(home), reader.sees_resident(head)), (want, want), "{roles:?} household {i}");
            assert_eq!(reader.household(store, home.id).is_ok(), want, "{roles:?} household {i}");
            assert_eq!(reader.resident(store, head.id).is_ok(), want, "{roles:?} resident {i}");
        }
        figure(Of::Households, people, "households");
        figure(Of::monthly(&visits::VISITED, month), people, "visits");
        for ((t, e), want) in w.entries.iter().zip(tables) {
            assert_eq!(reader.sees_table(t), want != No, "{roles:?} {}", t.code);
            assert_eq!(reader.table(store, &t.code).is_ok(), want != No, "{roles:?} {}", t.code);
            let seen = w.seen(|grid| reader.sees_entry(t, &Entry { grid, ..e.clone() }));
            assert_eq!(seen, want.places(), "{roles:?} entries of {}", t.code);
            assert!(!reader.edits_table(t) || reader.sees_table(t), "{roles:?} {}", t.code);
            figure(Of::Entries(t.code.clone(), None), want, &t.code);
            // On paper nobody has key persons, and everything else as before.
            let paper = reader.clone().on_paper();
            assert_eq!(paper.sees_table(t), want != No && t.access != Access::KeyPersons, "{roles:?} {}", t.code);
        }
        let seen = w.seen(|grid| reader.sees_item(store, &Item { grid, ..w.item.clone() }).unwrap());
        assert_eq!(seen, items.places(), "{roles:?} items");
        assert_eq!(w.seen(|grid| reader.sees_items_in(grid)), items.places(), "{roles:?} items of a place");
        figure(Of::monthly(&items::REPORTED, month), items, "items");
        for mine in [
            Item { grid: Some(w.other), owner: Some(me), ..w.item.clone() },
            Item { grid: None, handler: Some(me), ..w.item.clone() },
        ] {
            assert_eq!(reader.sees_item(store, &mine).unwrap(), given, "{roles:?} an item of one's own");
            assert_eq!(reader.lists_item(store, &mine).unwrap(), given, "{roles:?} an item of one's own");
        }
    }
    let covered: Vec<Role> = TABLE.iter().filter(|l| l.0.len() == 1).map(|l| l.0[0]).collect();
    assert!(Role::ALL.iter().all(|r| covered.contains(r)), "every role is in the table");
}

/// A closed account sees nothing, whatever it was.
#[test]
fn a_closed_account_reads_nothing() {
    let w = world();
    let (store, now) = (&w.app.app.store, w.app.app.clock.now());
    for role in Role::ALL {
        let account = Account { disabled: true, ..w.app.account(role) };
        let reader = Reader::of(store, &account, now).unwrap();
        assert_eq!(w.seen(|grid| reader.sees_place(grid)), No.places(), "{role:?}");
        assert!(!reader.sees_household(&w.homes[0].0) && !reader.sees_items(), "{role:?}");
        assert!(w.entries.iter().all(|(t, _)| !reader.sees_table(t)), "{role:?}");
    }
}

/// However many posts somebody has had, the one that is held counts, and the small grids of a large one with it.
#[test]
fn no_post_that_is_held_is_missed() {
    let app = TestApp::new();
    let (own, small) = (desk::grid(&app, 2), desk::grid(&app, 3));
    let (account, now) = (app.account(Role::GridWorker), app.app.clock.now());
    let (staff, day) = (account.staff, move |n| now.day().plus(n));
    let written = app.app.store.write_wait(move |tx| {
        let under = Grid { parent: Some(own), ..tx.get(small)? };
        tx.put(&under)?;
        for n in 0..2_600 {
            let id = tx.next_id()?;
            let (from, to) = if n == 1_300 { (day(-1), Some(day(0))) } else { (day(-3_000 + n), Some(day(-3_000 + n))) };
            tx.put(&Post { id, staff, grid: own, role: PostRole::FullTime, from, to })?;
        }
        Ok(())
    });
    written.unwrap();
    let on = |n: i32| {
        let at = Stamp::at(day(n), 9, 0);
        Reader::of(&app.app.store, &account, at).unwrap().own_grids()
    };
    assert_eq!((on(0), on(1)), (vec![own, small], Vec::new()));
    assert_eq!(on(-3_000), [own, small], "the first of all");
    assert!(on(-3_001).is_empty());
}

/// The running office gives the same verdicts: what is not one's own is not there.
#[test]
fn the_office_says_the_same() {
    let w = world();
    let item = desk::report(&w.app, 2, Some(w.other));
    let key = w.entries.iter().find(|(t, _)| t.access == Access::KeyPersons).unwrap();
    let (here, there) = (w.homes[0].0.id, w.homes[1].0.id);
    let month = w.app.app.clock.today().month();
    let pages = [
        format!("/office/households/{here}"),
        format!("/office/households/{there}"),
        format!("/office/registers/{}", key.0.code),
        format!("/office/registers/entries/{}", key.1.id),
        format!("/office/items/{}", item.id),
        format!("/office/figures?of=households&grid={}", w.other),
        format!("/office/figures?of=reported&month={month}"),
    ];
    let (yes, gone, shut) = (StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::FORBIDDEN);
    for (role, wanted) in [
        (Role::Administrator, [yes, yes, gone, gone, shut, yes, gone]),
        (Role::Leader, [yes, yes, yes, yes, yes, yes, yes]),
        (Role::Clerk, [yes, yes, gone, gone, yes, yes, yes]),
        (Role::GridWorker, [yes, gone, gone, gone, gone, gone, gone]),
        (Role::Handler, [shut, shut, shut, shut, gone, shut, shut]),
        (Role::Liaison, [shut, shut, shut, shut, yes, shut, shut]),
    ] {
        let v = w.app.signed_in(role);
        let said: Vec<_> = pages.iter().map(|p| v.get(p).status()).collect();
        assert_eq!(said, wanted, "{role:?}");
    }
}
