//! Thousands of random deeds over a small community; then the rows alone must say how it stood at every moment that was
//! sampled on the way.
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    domain::registry::people::{NumberEdit, codes::RELATIONS, members},
    store::{Dir, Range},
};

type Memberships = BTreeMap<Id<Resident>, Membership>;
/// The household and the resident that a deed made.
type New = (Option<Id<Household>>, Option<Id<Resident>>);

/// Numbers that look random and are the same for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
    fn odds(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
    /// Some relation that is not the head's.
    fn kin(&mut self) -> Relation {
        let all = RELATIONS.all();
        Relation(all[2 + self.below(all.len() - 2)].number)
    }
    /// Relations of a group with one head; one time in eight something is wrong.
    fn group(&mut self, people: &[Id<Resident>], with_head: bool) -> Vec<(Id<Resident>, Relation)> {
        let head = (with_head && !people.is_empty()).then(|| self.below(people.len()));
        let mut out: Vec<_> =
            people.iter().enumerate().map(|(i, p)| (*p, if head == Some(i) { Relation::HEAD } else { self.kin() })).collect();
        if self.odds(8) && !out.is_empty() {
            let at = self.below(out.len());
            match self.below(3) {
                0 => drop(out.remove(at)),
                1 => out[at].1 = Relation::HEAD,
                _ => out[at].1 = self.kin(),
            }
        }
        out
    }
}

struct Run {
    o: Office,
    dice: Dice,
    homes: Vec<Id<Household>>,
    people: Vec<Id<Resident>>,
    done: BTreeMap<&'static str, (usize, usize)>,
}

fn stand(store: &Store) -> Memberships {
    let mut all = Memberships::new();
    let each = store.each(&Range::table(), |r: Resident| {
        all.insert(r.id, Membership::of(&r));
        Ok(())
    });
    each.unwrap();
    all
}

fn rows(store: &Store) -> Vec<HouseholdChange> {
    let mut all = Vec::new();
    let each = store.each(&Range::table(), |c: HouseholdChange| {
        all.push(c);
        Ok(())
    });
    each.unwrap();
    all
}

/// The newest row.
fn last(store: &Store) -> Option<Id<HouseholdChange>> {
    store.list(&Range::<HouseholdChange>::table(), Dir::Backward, 1).unwrap().first().map(|c| c.id)
}

impl Run {
    fn new(seed: u64) -> Self {
        let o = Office::new();
        let mut run = Run { o, dice: Dice(seed), homes: Vec::new(), people: Vec::new(), done: BTreeMap::new() };
        for i in 0..30 {
            // Every fifth household is older than the history.
            let (house, old) = (run.o.houses[i % run.o.houses.len()], i % 5 == 4);
            let made = run.o.write(move |tx, keys| {
                let (who, form) = ((Actor::System, at(0)), HouseholdForm { house, phone: None });
                let head = person("王建国", Relation::HEAD);
                let make = if old { people::create_household } else { create_household };
                let add = if old { people::add_resident } else { add_member };
                let (home, head) = make(tx, &keys.seal, who, form, head, None)?;
                let mut all = vec![head.id];
                for _ in 0..i % 4 {
                    all.push(add(tx, &keys.seal, who, home.id, person("王小明", SON), None)?.id);
                }
                Ok((home.id, all))
            });
            let (home, all) = made.unwrap();
            run.homes.push(home);
            run.people.extend(all);
        }
        run
    }

    fn living(&self, home: Id<Household>) -> Vec<Id<Resident>> {
        members(&self.o.store, home).unwrap().iter().filter(|m| m.gone.is_none()).map(|m| m.id).collect()
    }

    /// One deed, right or wrong; what is refused must leave nothing behind.
    fn step(&mut self, day: i32) {
        let who = (Actor::System, at(day));
        let (home, person_id) = (self.dice.one(&self.homes.clone()), self.dice.one(&self.people.clone()));
        let (house, kin) = (self.dice.one(&self.o.houses.clone()), self.dice.kin());
        let relation = if self.dice.odds(10) { Relation::HEAD } else { kin };
        let when = at(day - self.dice.below(20) as i32 + i32::from(self.dice.odds(20)) * 30).day();
        let all = self.living(home);
        let some: Vec<_> = all.iter().copied().filter(|_| self.dice.odds(2)).collect();
        let rest: Vec<_> = all.iter().copied().filter(|p| !some.contains(p)).collect();
        let head_goes = self.o.store.get(home).unwrap().head.is_some_and(|h| some.contains(&h));
        let staying = if head_goes { self.dice.group(&rest, true) } else { Vec::new() };
        let reason = String::new();
        let before = last(&self.o.store);
        let deed = self.dice.below(12);
        let other = self.dice.one(&self.homes.clone());
        let (name, done): (&'static str, Result<New, Failure>) = match deed {
            0 => (
                "add",
                self.o.write(move |tx, keys| {
                    add_member(tx, &keys.seal, who, home, person("李小红", relation), None).map(|r| (None, Some(r.id)))
                }),
            ),
            1 => (
                "correct",
                self.o.write(move |tx, keys| {
                    let p = Particulars { relation, ..Particulars::of(&tx.get(person_id)?) };
                    edit_member(tx, &keys.seal, who, person_id, p, NumberEdit::Keep).map(|_| (None, None))
                }),
            ),
            2 => (
                "rehouse",
                self.o.write(move |tx, _| {
                    edit_household(tx, who, home, HouseholdForm { house, phone: None }).map(|_| (None, None))
                }),
            ),
            3 => ("move", self.o.write(move |tx, _| move_member(tx, who, person_id, home, relation).map(|_| (None, None)))),
            4 => {
                let relations = self.dice.group(&all, true);
                ("succeed", self.o.write(move |tx, _| succeed(tx, who, home, when, reason, &relations).map(|_| (None, None))))
            }
            5 => {
                let leaving = self.dice.group(&some, true);
                let s = Split { house, phone: None, day: when, reason, leaving, staying };
                ("split", self.o.write(move |tx, _| split(tx, who, home, s).map(|c| (c.other.map(|s| s.household), None))))
            }
            6 => {
                let relations = self.dice.group(&all, false);
                let m = Merge { into: other, day: when, reason, relations };
                ("merge", self.o.write(move |tx, _| merge(tx, who, home, m).map(|_| (None, None))))
            }
            7 | 8 => {
                let whole = self.dice.odds(6);
                let why = match deed {
                    7 => Why::Moved { kind: "省内迁出".into(), destination: "苏州市".into() },
                    _ => Why::Died { cause: "疾病".into() },
                };
                let (leaving, staying) = if whole { (all, Vec::new()) } else { (some, staying) };
                let d = Departure { who: leaving, day: when, why, reason, staying, enter: self.dice.odds(2) };
                (
                    if deed == 7 { "move out" } else { "die" },
                    self.o.write(move |tx, keys| depart(tx, &keys.seal, who, home, d).map(|_| (None, None))),
                )
            }
            9 => {
                let said = self.dice.odds(2).then_some(relation);
                (
                    "return",
                    self.o.write(move |tx, _| take_back(tx, who, person_id, who.1.day(), "登记有误", said).map(|_| (None, None))),
                )
            }
            10 => (
                "create",
                self.o.write(move |tx, keys| {
                    let form = HouseholdForm { house, phone: None };
                    create_household(tx, &keys.seal, who, form, person("赵六", Relation::HEAD), None)
                        .map(|(h, r)| (Some(h.id), Some(r.id)))
                }),
            ),
            // As a roster's import does: the registry's own commands, and their difference behind.
            _ => (
                "import",
                self.o.write(move |tx, keys| {
                    let new = people::add_resident(tx, &keys.seal, who, home, person("钱七", kin), None)?;
                    people::move_resident(tx, who, person_id, home, kin)?;
                    catch_up(tx, who, &[home])?;
                    Ok((None, Some(new.id)))
                }),
            ),
        };
        let count = self.done.entry(name).or_default();
        match done {
            Ok((home, person)) => {
                count.0 += 1;
                self.homes.extend(home);
                self.people.extend(person);
            }
            Err(Failure::Broken(why)) => panic!("{name}: {why}"),
            Err(_) => {
                count.1 += 1;
                assert_eq!(last(&self.o.store), before, "{name} was refused and left a row");
            }
        }
    }

    /// What holds at every moment of every household.
    fn sound(&self) {
        for home in &self.homes {
            let (row, all) = (self.o.store.get(*home).unwrap(), members(&self.o.store, *home).unwrap());
            let living: Vec<_> = all.iter().filter(|m| m.gone.is_none()).collect();
            let heads: Vec<_> = living.iter().filter(|m| m.relation.is_head()).map(|m| m.id).collect();
            if living.is_empty() {
                assert!(row.head.is_none() && row.left.is_some() && heads.is_empty(), "household {home}");
            } else {
                assert_eq!((heads, row.left), (vec![row.head.unwrap()], None), "household {home}");
            }
        }
    }
}

/// Of households that have a history by then, exactly who lived there; of others nothing.
fn same(folded: &[HouseholdChange], was: &Memberships) {
    let mut fold = Fold::default();
    let mut known: BTreeSet<Id<Household>> = BTreeSet::new();
    for c in folded {
        fold.take(c);
        known.extend(c.households());
    }
    let told: Memberships = was.iter().filter(|(_, s)| known.contains(&s.household)).map(|(r, s)| (*r, *s)).collect();
    assert_eq!(*fold.all(), told);
    for home in known {
        let heads: Vec<_> = told.iter().filter(|(_, s)| s.household == home && s.present && s.relation.is_head()).collect();
        assert!(heads.len() <= 1);
        assert_eq!(fold.head(home), heads.first().map(|(r, _)| **r));
    }
}

fn replay(seed: u64, steps: usize) -> Run {
    let mut run = Run::new(seed);
    let (mut samples, mut days) = (Vec::new(), Vec::new());
    for i in 0..steps {
        let day = 30 + i32::try_from(i / 7).unwrap();
        run.step(day);
        if run.dice.odds(25) {
            run.sound();
            samples.push((last(&run.o.store), stand(&run.o.store)));
        }
        if i % 7 == 6 && run.dice.odds(10) {
            days.push((at(day).day(), stand(&run.o.store)));
        }
    }
    run.sound();
    let (all, end) = (rows(&run.o.store), stand(&run.o.store));
    same(&all, &end);
    for (id, was) in &samples {
        let then: Vec<_> = all.iter().take_while(|c| Some(c.id) <= *id).cloned().collect();
        same(&then, was);
    }
    for (day, was) in &days {
        let then: Vec<_> = all.iter().take_while(|c| c.at.day() <= *day).cloned().collect();
        same(&then, was);
    }
    // A household's own rows are enough, and say its head and address too.
    for home in &run.homes {
        let own = history(&run.o.store, *home).unwrap();
        let Some(last) = own.last() else { continue };
        let fold = after(&run.o.store, *home, last.id).unwrap();
        let now: Vec<_> = end.iter().filter(|(_, s)| s.household == *home).map(|(r, s)| (*r, *s)).collect();
        assert_eq!(fold.members(*home), now, "household {home}");
        let row = run.o.store.get(*home).unwrap();
        let side = own.iter().rev().find_map(|c| c.side(*home)).unwrap();
        assert_eq!(side.address_after, row.address);
        assert_eq!(fold.head(*home), row.head);
    }
    // Nobody is lost: each step of a resident begins where the one before ended.
    for person in &run.people {
        let steps = run.o.store.list(&HouseholdChange::BY_RESIDENT.under(*person), Dir::Forward, 1_000).unwrap();
        let chain: Vec<_> = steps.iter().flat_map(|c| c.steps.iter().filter(|s| s.resident == *person)).collect();
        assert!(chain.first().is_none_or(|s| s.from.is_none()));
        assert!(chain.windows(2).all(|w| w[1].from == Some(w[0].to)), "resident {person}");
        assert!(chain.last().is_none_or(|s| s.to == end[person]));
    }
    assert!(run.o.store.check().unwrap().is_clean());
    run
}

#[test]
fn three_thousand_deeds_are_replayed_from_their_rows() {
    let run = replay(2026, 3_000);
    for (name, (done, refused)) in &run.done {
        assert!(*done >= 20, "{name} was done {done} times, refused {refused}");
        assert!(*refused >= 20 || ["rehouse", "create"].contains(name), "{name} was refused {refused} times");
    }
    assert_eq!(run.done.len(), 12);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn any_order_of_deeds_is_replayed(seed: u64) {
        replay(seed, 250);
    }
}
