//! The duties, held against what the law asks for and against copies taken before.
mod consents;
mod deletions;
mod exports;
mod looked;

use std::sync::Arc;

use super::*;
use crate::{
    base::{CitizenNumber, Day, Failure, Id, Keys, Name, Stamp},
    domain::{
        office::{
            audit::Entry as Line,
            who::{Account, Actor, Role, Staff},
        },
        places::{grids, reader::Reader},
        registry::{
            moves,
            people::{self, Household, HouseholdForm, Particulars, Relation, Resident},
            registers::{self, Draft, Entry, EntryChange, Say, Subject, Table},
        },
    },
    ground,
    store::{Dir, Read, Store, Tx},
};

/// 26 November 2026, 10:00.
pub(super) fn now() -> Stamp {
    Stamp::at(Day::ymd(2026, 11, 26).unwrap(), 10, 0)
}

pub(super) struct Office {
    pub(super) store: Store,
    pub(super) keys: Keys,
    pub(super) homes: Vec<(Household, Resident)>,
}

fn number(n: usize) -> CitizenNumber {
    let body = format!("320211196001{:02}{:03}", 1 + n % 28, 100 + n);
    CitizenNumber::parse(&format!("{body}{}", CitizenNumber::check_digit(&body).unwrap())).unwrap()
}

impl Office {
    /// A grid, six households of one, the shipped purposes.
    pub(super) fn new() -> Self {
        let store = ground::store();
        let keys = ground::keys();
        let seal = keys.seal.clone();
        let who = (Actor::System, Stamp::at(Day::ymd(2010, 1, 4).unwrap(), 9, 0));
        let made = store.write_wait(move |tx| {
            seed(tx, who.1)?;
            let grid = ground::grid(tx, 1, who.1)?;
            let building = ground::building(tx, grid, "1幢", who.1)?;
            let mut homes = Vec::new();
            for i in 0..6 {
                let house = grids::ensure_house(tx, building, "1单元", &format!("{}01", i + 1))?.id;
                // Two people with the same name.
                let name = ["王建国", "王建国", "李秀英", "张敏", "赵磊", "周婷"][i];
                let head = Particulars::new(Name::parse(name).unwrap(), Relation::HEAD);
                let form = HouseholdForm { house, phone: None };
                homes.push(moves::create_household(tx, &seal, who, form, head, Some(&number(i)))?);
            }
            Ok(homes)
        });
        Office { store, keys, homes: made.unwrap() }
    }
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.store.write_wait(work)
    }
    /// An account of a new person with one role.
    pub(super) fn account(&self, login: &str, role: Role) -> Id<Account> {
        let login = login.to_owned();
        let made = self.write(move |tx| {
            let (staff, id) = (tx.next_id::<Staff>()?, tx.next_id::<Account>()?);
            let name = Name::parse("杨帆").unwrap();
            tx.put(&Staff { id: staff, name, phone: None, title: String::new(), department: String::new(), left: None })?;
            tx.put(&Account {
                id,
                staff,
                login,
                password: String::new(),
                roles: vec![role],
                failures: 0,
                locked_until: None,
                must_change: false,
                disabled: false,
                created: now(),
                shaped: None,
            })?;
            Ok(id)
        });
        made.unwrap()
    }
    pub(super) fn table(&self, code: &str) -> Arc<Table> {
        registers::table(&self.store, code).unwrap()
    }
    /// An entry about the head of a household with every text filled in, first day `from`.
    pub(super) fn entry(&self, code: &str, home: usize, from: Day, at: Stamp) -> Entry {
        let t = self.table(code);
        let subject = match t.about {
            registers::About::Resident => Subject::Resident(self.homes[home].1.id),
            registers::About::Household => Subject::Household(self.homes[home].0.id),
            _ => panic!("{code} is about nobody"),
        };
        let says = t.fields.iter().map(|f| (f.key.clone(), Say::Text(registers::tests::sample(f, home + 1)))).collect();
        let draft = Draft { subject, grid: None, says, from, until: None };
        let (keys, code) = (self.keys.seal.clone(), code.to_owned());
        self.write(move |tx| registers::create(tx, &keys, (Actor::System, at), &code, &draft)).unwrap()
    }
    pub(super) fn end(&self, e: &Entry, on: Day, at: Stamp) {
        let (id, reason) = (e.id, self.table(&e.table).ends[0].clone());
        self.write(move |tx| registers::end(tx, (Actor::System, at), (id, None), on, &reason)).unwrap();
    }
    pub(super) fn lines(&self, action: &str) -> Vec<Line> {
        self.store.list(&Line::BY_ACTION.under(action.to_owned()), Dir::Forward, 99).unwrap()
    }
}

pub(super) fn day(y: i16, m: i8, d: i8) -> Day {
    Day::ymd(y, m, d).unwrap()
}

/// What refused, as the key of its text.
pub(super) fn refusal<T: std::fmt::Debug>(r: Result<T, Failure>) -> String {
    match r.unwrap_err() {
        Failure::Refused(r) => r.key.to_owned(),
        Failure::Invalid(e) => format!("{}: {}", e.0[0].0, e.0[0].1.key),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_shipped_purposes_are_sound_and_cover_the_registers_of_people() {
    let office = Office::new();
    let all = purposes(&office.store).unwrap();
    assert!(all.len() >= 6, "{}", all.len());
    for code in ["low-income", "pregnancies", "disability", "correction", "move-in"] {
        assert!(all.iter().any(|(_, v)| v.terms.tables.iter().any(|t| t == code)), "{code} rests on no purpose");
    }
    for (p, v) in &all {
        assert!(v.terms.tables.iter().all(|t| registers::table(&office.store, t).is_ok()), "{}", p.code);
        assert!(v.terms.notice.chars().count() >= 20 && !v.terms.law.is_empty(), "{}", p.code);
        let (id, terms) = (p.id, v.terms.clone());
        let same = office.write(move |tx| edit_purpose(tx, (Actor::System, now()), (id, 1), &terms)).unwrap();
        assert_eq!(same.version, 1, "what is there already is no new version, and is sound: {}", p.code);
    }
    assert_eq!(office.write(|tx| seed(tx, now())).unwrap(), 0, "seeding again adds nothing");
    assert!(SERVICES.iter().all(|s| crate::domain::matters::catalog::shipped().unwrap().services.iter().any(|x| x.code == *s)));
}
