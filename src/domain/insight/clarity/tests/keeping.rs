//! What is kept is what a look at everything from nothing finds, whatever was done and however many days went by.
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::{
    base::{Phone, Sex},
    domain::registry::{
        moves,
        people::{self, NumberEdit, Residence, Touched},
        registers::About,
    },
    store::{Dir, Range},
};

struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.roll(of.len())].clone())
    }
    fn day(&mut self, around: Day, span: i32) -> Day {
        let n = i32::try_from(self.roll(usize::try_from(2 * span).unwrap())).unwrap();
        around.plus(n - span)
    }
}

fn settled(t: &Town, at: Stamp) {
    while settle_some(&t.store, at).unwrap() > 0 {}
    assert_eq!(t.store.rows::<Touched>().unwrap(), 0);
}

/// One row of a table of which none is ever deleted.
fn any<R: crate::store::Row>(t: &Town, d: &mut Dice) -> Option<R> {
    let n = usize::try_from(t.store.rows::<R>().unwrap()).unwrap();
    (n > 0).then(|| t.store.get(Id::new(1 + d.roll(n) as u64)).unwrap())
}

fn all<R: crate::store::Row>(t: &Town) -> Vec<R> {
    let mut out = Vec::new();
    t.store
        .each(&Range::table(), |r| {
            out.push(r);
            Ok(())
        })
        .unwrap();
    out
}

/// Everything looked at anew, without what is kept.
fn recount(t: &Town, at: Stamp) -> BTreeMap<Unit, CheckResult> {
    let homes = all::<Household>(t).into_iter().map(|h| Unit::Household(h.id));
    let places = all::<Entry>(t).into_iter().map(|e| Unit::Place(e.id));
    let mut out = BTreeMap::new();
    for unit in homes.chain(places) {
        let grid = match unit {
            Unit::Household(id) => Some(t.store.get(id).unwrap().grid),
            Unit::Place(id) => t.store.get(id).unwrap().grid,
        };
        let found = findings(&t.store, unit, at.day()).unwrap();
        if !found.is_empty() {
            out.insert(unit, CheckResult::new(unit, grid, &found, at));
        }
    }
    out
}

fn held_true(t: &Town, at: Stamp) {
    let fresh = recount(t, at);
    let kept: BTreeMap<Unit, CheckResult> = all::<CheckResult>(t).into_iter().map(|s| (s.of, s)).collect();
    assert_eq!(kept.keys().collect::<BTreeSet<_>>(), fresh.keys().collect::<BTreeSet<_>>());
    for (unit, s) in &kept {
        assert!(s.same(&fresh[unit]), "{s:?} {:?}", fresh[unit]);
        assert!(s.turns.is_none_or(|d| d > at.day()), "{unit:?} has turned");
    }
    for grid in t.grids.iter().copied().map(Some).chain([None]) {
        for (c, tally) in of_grid(&t.store, grid).unwrap() {
            let n = |code: u8| {
                let here = fresh.values().filter(|s| s.grid == grid);
                i64::try_from(here.filter(|s| s.states.contains(&(c.no, code))).count()).unwrap()
            };
            assert_eq!((tally.clear, tally.missing, tally.stale), (n(1), n(2), n(3)), "{} in {grid:?}", c.key);
            let Some(g) = grid else { continue };
            let listed = gaps(&t.store, c, Some(g), None, 1_000).unwrap().rows.len();
            assert_eq!(i64::try_from(listed).unwrap(), tally.gaps(), "{} in {grid:?}", c.key);
        }
    }
    assert!(complete(&t.store).unwrap());
}

/// Everybody's relation when this member becomes the head.
fn led_by(t: &Town, r: &Resident) -> Vec<(Id<Resident>, Relation)> {
    let all = members(&t.store, r.household).unwrap();
    all.iter().filter(|m| m.gone.is_none()).map(|m| (m.id, if m.id == r.id { Relation::HEAD } else { Relation(30) })).collect()
}

/// One thing that somebody does; refusals are part of life.
fn do_something(t: &Town, d: &mut Dice, at: Stamp) {
    let (home, r): (Option<Household>, Option<Resident>) = (any(t, d), any(t, d));
    let (homes, residents) = (t.store.rows::<Household>().unwrap(), t.store.rows::<Resident>().unwrap());
    let today = at.day();
    let who = (Actor::System, at);
    match (d.roll(12), home, r) {
        (0, ..) | (_, None, _) if homes < 40 => {
            t.home(d.roll(20), head(d.roll(20)));
        }
        (1, Some(h), _) if residents < 120 => {
            let mut p = Particulars::new(name(d.roll(20)), Relation([10, 20, 30, 50][d.roll(4)]));
            p.birth = [None, Some(d.day(day(1954, 9, 1), 900)), Some(d.day(day(2008, 10, 1), 200))][d.roll(3)];
            drop(t.write(move |tx, k| moves::add_member(tx, &k.seal, who, h.id, p, None)));
        }
        (2..=4, _, Some(r)) => {
            let mut p = Particulars::of(&r);
            match d.roll(8) {
                0 => p.phone = [None, Phone::parse("13812345678")][d.roll(2)].clone(),
                1 => p.birth = [None, Some(d.day(day(1956, 10, 1), 60)), Some(d.day(day(2008, 10, 1), 60))][d.roll(3)],
                2 => p.sex = [Sex::Unknown, Sex::Male, Sex::Female][d.roll(3)],
                3 => p.political = [None, Some(1), Some(13)][d.roll(3)],
                4 => p.residence = Residence::ALL[d.roll(3)],
                5 => p.education = [None, Some(31)][d.roll(2)],
                6 => p.marital = [None, Some(20)][d.roll(2)],
                _ => p.ethnicity = [None, Some(1)][d.roll(2)],
            }
            let number = [NumberEdit::Keep, NumberEdit::Clear, NumberEdit::Set(number(d.roll(500)))][d.roll(3)].clone();
            drop(t.write(move |tx, k| moves::edit_member(tx, &k.seal, who, r.id, p, number)));
        }
        (5, Some(h), Some(r)) => match d.roll(6) {
            4 => {
                let relation = (d.roll(2) == 0).then_some(Relation(20));
                drop(t.write(move |tx, _| moves::take_back(tx, who, r.id, today, "登记有误", relation)));
            }
            5 => {
                let relations = led_by(t, &r);
                drop(t.write(move |tx, _| moves::succeed(tx, who, r.household, today, String::new(), &relations)));
            }
            0 | 1 => drop(t.gone(who, &r)),
            2 => {
                let form = HouseholdForm { house: t.houses[d.roll(20)], phone: None };
                drop(t.write(move |tx, _| moves::edit_household(tx, who, h.id, form)));
            }
            _ => drop(t.write(move |tx, _| moves::move_member(tx, who, r.id, h.id, Relation(20)))),
        },
        (6..=8, Some(h), Some(r)) => {
            let tables = registers::tables(&t.store).unwrap();
            let table = d.one(&tables).unwrap();
            let subject = match table.about {
                About::Resident => Subject::Resident(r.id),
                About::Household => Subject::Household(h.id),
                About::House => Subject::House(h.house),
                About::None => Subject::None,
            };
            let from = today.plus(-i32::try_from(d.roll(40)).unwrap());
            let until = (!table.until.is_empty() && d.roll(3) > 0).then(|| d.day(today, 40).max(from));
            let state = ["自住", "出租"][d.roll(2)];
            let date = d.day(today, 100).to_string();
            let mut said = vec![("state", state), ("result", ["合格", "限期整改"][d.roll(2)])];
            if d.roll(2) == 0 {
                said.extend(["checked", "visited", "inspected"].map(|k| (k, date.as_str())));
                said.extend([("owner", "赵小明"), ("owner-phone", "13812345678"), ("unit", "物业")]);
            }
            let said = said.into_iter().filter(|(k, v)| match table.field(k) {
                Some(f) => f.options.is_empty() || f.options.iter().any(|o| o == v),
                None => false,
            });
            let grid = [Some(t.grids[0]), Some(t.grids[1]), None][d.roll(3)];
            let (draft, code) = (draft(&table, subject, grid, (from, until), &said.collect::<Vec<_>>()), table.code.clone());
            drop(t.write(move |tx, k| registers::create(tx, &k.seal, who, &code, &draft)));
        }
        (9, ..) => {
            let Some(e) = any::<Entry>(t, d) else { return };
            let reason = registers::table(&t.store, &e.table).unwrap().ends[0].clone();
            match e.ended {
                None => drop(t.write(move |tx, _| registers::end(tx, who, (e.id, None), today, &reason))),
                Some(_) => drop(t.write(move |tx, _| registers::reopen(tx, who, (e.id, None)))),
            }
        }
        (10, Some(h), _) => t.visit(&h, at),
        _ => {
            let Some(b) = any::<grids::Building>(t, d) else { return };
            let grid = t.grids[d.roll(2)];
            let form = grids::BuildingForm { grid, estate: b.estate, name: b.name };
            drop(t.write(move |tx, _| grids::edit_building(tx, who.0, who.1, b.id, form)));
            t.write(move |tx, _| people::refresh_building(tx, b.id, None)).unwrap();
        }
    }
}

#[test]
fn after_ten_thousand_edits_and_many_days_it_is_what_a_recount_finds() {
    let (t, mut d, mut at) = (Town::new(), Dice(1), T0);
    for n in 1..=10_000 {
        do_something(&t, &mut d, at);
        if d.roll(20) == 0 {
            at = at.plus_seconds(86_400 * i64::try_from(1 + d.roll(3)).unwrap());
        }
        if d.roll(6) == 0 {
            settle_some(&t.store, at).unwrap();
        }
        if n % 500 == 0 {
            settled(&t, at);
            held_true(&t, at);
        }
    }
    let (homes, entries) = (t.store.rows::<Household>().unwrap(), t.store.rows::<Entry>().unwrap());
    assert!(homes >= 30 && entries >= 1_000, "{homes} {entries}");
    let report = t.store.check().unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

/// An upgraded store, a table of checks of another version, rows taken away behind its back: the walk mends all.
#[test]
fn a_look_at_everything_mends_what_no_mark_told_of() {
    let t = Town::new();
    let (first, _) = t.home(0, head(1));
    t.home(1, head(2));
    t.entry("hazards", Subject::None, T0.day(), None, &[]);
    t.write(|tx, _| {
        let marks: Vec<Touched> = tx.list(&Range::table(), Dir::Forward, 99)?;
        marks.into_iter().try_for_each(|m| tx.delete(m.id))
    })
    .unwrap();
    assert!(!complete(&t.store).unwrap());
    assert_eq!(reconcile(&t.store, T0, || {}).unwrap(), 3);
    held_true(&t, T0);
    assert_eq!(reconcile(&t.store, T0, || {}).unwrap(), 0, "nothing is left to do");
    // Another version, and a household that is no more.
    t.write(move |tx, _| {
        let s = tx.get(Unit::Household(first.id).standing())?;
        tx.put(&CheckResult { version: 0, ..s })
    })
    .unwrap();
    assert!(!complete(&t.store).unwrap());
    assert_eq!(reconcile(&t.store, T0, || {}).unwrap(), 1);
    t.write(move |tx, _| tx.delete(first.id)).unwrap();
    assert_eq!(reconcile(&t.store, T0, || {}).unwrap(), 1);
    held_true(&t, T0);
}

/// A day that comes is enough: no edit, no night.
#[test]
fn what_turns_with_the_day_is_brought_up_to_date() {
    let t = Town::new();
    let (home, _) = t.home(0, head(1));
    t.visit(&home, T0);
    settled(&t, T0);
    let visit = Check::parse("visit").unwrap();
    let listed = |t: &Town| gaps(&t.store, visit, Some(home.grid), None, 9).unwrap().rows.len();
    assert_eq!(listed(&t), 0);
    assert_eq!(settle_some(&t.store, T0.plus_seconds(86_400 * 365)).unwrap(), 0, "its last day");
    assert_eq!(settle_some(&t.store, T0.plus_seconds(86_400 * 366)).unwrap(), 1);
    assert_eq!((listed(&t), settle_some(&t.store, T0.plus_seconds(86_400 * 366)).unwrap()), (1, 0));
}
