//! Deeds held against what they must leave behind, and a replay of thousands of them.
mod deeds;
mod replay;

use super::*;
use crate::{
    base::{Day, Failure, Id, Keys, Name, Stamp},
    domain::{
        office::who::Actor,
        places::grids::{self, House},
        registry::people::{self, Household, HouseholdForm, Particulars, Relation, Resident},
    },
    ground,
    store::{Read, Store, Tx},
};

pub(super) const SPOUSE: Relation = Relation(10);
pub(super) const SON: Relation = Relation(20);
pub(super) const MOTHER: Relation = Relation(52);

/// Two grids with a building each and ten houses in each.
pub(super) struct Office {
    pub(super) store: Store,
    pub(super) keys: Keys,
    pub(super) houses: Vec<Id<House>>,
}

/// The morning of the n-th day.
pub(super) fn at(n: i32) -> Stamp {
    Stamp::at(Day::ymd(2026, 1, 1).unwrap().plus(n), 9, 0)
}

pub(super) fn person(name: &str, relation: Relation) -> Particulars {
    Particulars::new(Name::parse(name).unwrap(), relation)
}

impl Office {
    pub(super) fn new() -> Self {
        let store = ground::store();
        let made = store.write_wait(|tx| {
            let mut houses = Vec::new();
            for n in 1..=2 {
                let grid = ground::grid(tx, n, at(0))?;
                let building = ground::building(tx, grid, &format!("{n}幢"), at(0))?;
                for i in 1..=10 {
                    houses.push(grids::ensure_house(tx, building, "1单元", &format!("{i}01"))?.id);
                }
            }
            Ok(houses)
        });
        Office { store, keys: ground::keys(), houses: made.unwrap() }
    }
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>, &Keys) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let keys = self.keys.clone();
        self.store.write_wait(move |tx| work(tx, &keys))
    }
    /// A household with a head and members.
    pub(super) fn home(&self, house: usize, head: &str, others: &[(&str, Relation)]) -> (Household, Vec<Resident>) {
        let (house, head) = (self.houses[house], person(head, Relation::HEAD));
        let others: Vec<Particulars> = others.iter().map(|(n, r)| person(n, *r)).collect();
        let made = self.write(move |tx, keys| {
            let who = (Actor::System, at(0));
            let form = HouseholdForm { house, phone: None };
            let (home, head) = create_household(tx, &keys.seal, who, form, head, None)?;
            let mut all = vec![head];
            for p in others {
                all.push(add_member(tx, &keys.seal, who, home.id, p, None)?);
            }
            Ok((tx.get(home.id)?, all))
        });
        made.unwrap()
    }
    /// Name and relation of who lives there, the head first.
    pub(super) fn living(&self, home: Id<Household>) -> Vec<(String, u8)> {
        let all = people::members(&self.store, home).unwrap();
        all.iter().filter(|m| m.gone.is_none()).map(|m| (m.name.to_string(), m.relation.0)).collect()
    }
}

/// The wrong fields.
pub(super) fn wrong<T: std::fmt::Debug>(done: Result<T, Failure>) -> Vec<(String, &'static str)> {
    match done {
        Err(Failure::Invalid(e)) => e.0.into_iter().map(|(f, r)| (f, r.key)).collect(),
        other => panic!("{other:?}"),
    }
}
