//! The registry through its commands: people, heads, search, the number and the cards.
use lianxin::{
    base::{CitizenNumber, Clock, Day, Failure, Id, Name, Phone, SealKey, Stamp},
    domain::{
        office::{
            audit,
            who::{Actor, Role},
        },
        places::{
            grids::{self, BuildingForm, Grid, PostRole, StaffForm},
            reader::Reader,
        },
        registry::{
            cards,
            moves::{self, Departure, Why},
            people::{self, Household, HouseholdForm, NumberEdit, Particulars, Relation, Resident},
        },
    },
    store::{Dir, Read, Store, Tx},
};
use std::sync::Arc;

use crate::kit::{gone::departure, ground, number};

pub(crate) const BY: Actor = Actor::System;

pub(crate) struct Registry {
    pub(crate) store: Store,
    pub(crate) keys: Arc<SealKey>,
    pub(crate) at: Stamp,
}

pub(crate) fn registry() -> Registry {
    let store = ground::store();
    let at = Clock::fixed(Stamp::at(Day::ymd(2026, 11, 21).unwrap(), 10, 0)).now();
    Registry { store, keys: Arc::new(SealKey::new(&[7; 64])), at }
}

impl Registry {
    pub(crate) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>, &SealKey, (Actor, Stamp)) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (keys, at) = (self.keys.clone(), self.at);
        self.store.write_wait(move |tx| work(tx, &keys, (BY, at)))
    }
    pub(crate) fn grid(&self, tail: u16, name: &str) -> Id<Grid> {
        let form = ground::grid_form(&format!("320211002001{tail:03}"), name);
        self.write(move |tx, _, (by, at)| grids::create_grid(tx, by, at, form)).unwrap().id
    }
    pub(crate) fn household(&self, grid: Id<Grid>, place: &str, head: &str, number: Option<&str>, phone: &str) -> Household {
        let p = grids::parse_address(place).unwrap();
        let number = number.map(|n| CitizenNumber::parse(n).unwrap());
        let mut head = Particulars::new(Name::parse(head).unwrap(), Relation::HEAD);
        head.phone = Phone::parse(phone);
        self.write(move |tx, keys, who| {
            let building = match grids::find_building(tx, &p.estate, &p.building)? {
                Some(b) => b,
                None => grids::create_building(tx, who.0, who.1, BuildingForm { grid, estate: p.estate, name: p.building })?,
            };
            let house = grids::ensure_house(tx, building.id, &p.unit, &p.room)?.id;
            let form = HouseholdForm { house, phone: None };
            moves::create_household(tx, keys, who, form, head, number.as_ref()).map(|(h, _)| h)
        })
        .unwrap()
    }
    pub(crate) fn member(&self, home: Id<Household>, name: &str, relation: &str) -> Result<Resident, Failure> {
        let p = Particulars::new(Name::parse(name).unwrap(), Relation::parse(relation).unwrap());
        self.write(move |tx, keys, who| moves::add_member(tx, keys, who, home, p, None))
    }
    fn find(&self, query: &str) -> Vec<String> {
        let hits = people::search(&self.store, &self.keys, &clerk(), query).unwrap();
        hits.hits.into_iter().map(|h| h.resident.map(|r| r.name.to_string()).unwrap_or_default()).collect()
    }
}

/// Somebody at the window: sees everybody.
pub(crate) fn clerk() -> Reader {
    Reader::new(Id::new(1), vec![Role::Clerk], Vec::new(), Stamp(0))
}

#[test]
fn one_living_head() {
    let r = registry();
    let g = r.grid(1, "第一网格");
    let home = r.household(g, "美湖花园12幢2单元502室", "王建国", None, "");
    assert!(matches!(r.member(home.id, "王二", "户主"), Err(Failure::Invalid(_))));
    let wife = r.member(home.id, "李秀英", "妻").unwrap();
    let head = home.head.unwrap();
    let today = r.at.day();
    let gone = |id| {
        r.write(move |tx, keys, who| {
            let why = Why::Died { cause: "疾病".into() };
            let d = Departure { why, ..departure(&[id], today) };
            moves::depart(tx, keys, who, home.id, d).map(drop)
        })
    };
    assert!(
        matches!(gone(head), Err(Failure::Invalid(e)) if e.of(&format!("relation-{}", wife.id)).is_some()),
        "who stays needs a head"
    );
    let led = [(wife.id, Relation::HEAD), (head, Relation(11))];
    r.write(move |tx, _, who| moves::succeed(tx, who, home.id, today, String::new(), &led)).unwrap();
    let after: Vec<_> = people::members(&r.store, home.id).unwrap().iter().map(|m| (m.id, m.relation)).collect();
    assert_eq!(after, [(wife.id, Relation::HEAD), (head, Relation(11))]);
    gone(head).unwrap();
    assert_eq!(r.store.count(&people::RESIDENTS_BY_GRID, &g).unwrap(), 1);
    gone(wife.id).unwrap();
    let home: Household = r.store.get(home.id).unwrap();
    assert_eq!((home.head, home.left), (None, Some(today)));
    assert_eq!(r.store.count(&people::HOUSEHOLDS_BY_GRID, &g).unwrap(), 0);
}

#[test]
fn the_number_is_one_persons_and_agrees() {
    let r = registry();
    let g = r.grid(1, "第一网格");
    let n = number("32021119600101123");
    let home = r.household(g, "12幢502", "王建国", Some(&n), "13812345678");
    let head: Resident = r.store.get(home.head.unwrap()).unwrap();
    assert_eq!(head.birth, Day::ymd(1960, 1, 1));
    assert!(!format!("{head:?}").contains(&n));
    let other = r.member(home.id, "李秀英", "妻").unwrap();
    let num = CitizenNumber::parse(&n).unwrap();
    let set = |num: CitizenNumber| {
        let p = Particulars::of(&other);
        let id = other.id;
        r.write(move |tx, keys, who| moves::edit_member(tx, keys, who, id, p, NumberEdit::Set(num)))
    };
    assert_eq!(set(num), Err(Failure::Taken("resident.number")));
    let mut p = Particulars::of(&head);
    p.birth = Day::ymd(1961, 1, 1);
    let id = head.id;
    let wrong = r.write(move |tx, keys, who| moves::edit_member(tx, keys, who, id, p, NumberEdit::Keep));
    assert!(matches!(wrong, Err(Failure::Invalid(e)) if e.of("birth").is_some()));
}

#[test]
fn a_reveal_leaves_a_line() {
    let r = registry();
    let g = r.grid(1, "第一网格");
    let n = number("32021119600101123");
    let id = r.household(g, "12幢502", "王建国", Some(&n), "").head.unwrap();
    let reveal = |purpose: &'static str| r.write(move |tx, keys, who| people::reveal(tx, keys, who, id, purpose));
    let lines = || r.store.list(&audit::Entry::BY_ACTION.under("resident.reveal".to_owned()), Dir::Forward, 10).unwrap();
    // Too short, or with a number that would stand in the log.
    for wrong in ["看看", "核对 320211 19600101 1230"] {
        assert!(matches!(reveal(wrong), Err(Failure::Invalid(_))), "{wrong}");
    }
    assert!(lines().is_empty());
    assert_eq!(reveal("核对低保申请").unwrap().number.unwrap().plain(), n);
    assert_eq!(lines().len(), 1);
    assert_eq!(lines()[0].detail, "核对低保申请");
}

#[test]
fn the_terminal_identifies() {
    let r = registry();
    let g = r.grid(1, "第一网格");
    let n = number("32021119600101123");
    let home = r.household(g, "12幢502", "王建国", Some(&n), "13812345678");
    let ask = |phone: &str, last: &str| people::identify(&r.store, &r.keys, phone, last).unwrap().map(|r| r.id);
    let last = &n[14..];
    assert_eq!(ask("138 1234 5678", last), home.head);
    assert_eq!(ask("13812345678", &last.to_lowercase()), home.head);
    assert_eq!(ask("13812345678", "0000"), None);
    assert_eq!(ask("13912345678", last), None);
    assert_eq!(ask("", ""), None);
}

#[test]
fn a_card_is_void_from_the_next_on() {
    let r = registry();
    let g = r.grid(1, "第一网格");
    let home = r.household(g, "12幢502", "王建国", None, "").id;
    let issue = |why: &'static str| r.write(move |tx, _, who| cards::issue(tx, who, home, why));
    let numbered = format!("给{}打印", number("32021119600101124"));
    for why in ["", "看看", numbered.leak()] {
        assert_eq!(issue(why).unwrap_err(), Failure::field("purpose", "purpose-too-short"), "{why}");
    }
    let first = issue("首次发卡").unwrap();
    assert_eq!(cards::household_of(&r.store, &first.token).unwrap().id, home);
    assert_eq!(issue("首次发卡").unwrap(), first, "a button pressed twice");
    let second = r.write(move |tx, _, (by, at)| cards::issue(tx, (by, at.plus_seconds(cards::TWICE)), home, "旧卡遗失")).unwrap();
    assert_eq!(cards::household_of(&r.store, &first.token), Err(Failure::refused("card-revoked")));
    assert_eq!(cards::household_of(&r.store, &second.token).unwrap().id, home);
    let strange = lianxin::base::Crockford::random().unwrap();
    assert_eq!(cards::household_of(&r.store, &strange), Err(Failure::NotFound));
    r.write(move |tx, _, who| cards::lose(tx, who, home)).unwrap();
    assert_eq!(cards::household_of(&r.store, &second.token), Err(Failure::refused("card-revoked")));
    assert_eq!(cards::valid_card(&r.store, home).unwrap(), None);
    let said: Vec<String> = r
        .store
        .list(&audit::Entry::BY_ACTION.under("card.issue".to_owned()), Dir::Forward, 9)
        .unwrap()
        .into_iter()
        .map(|l| l.detail)
        .collect();
    assert_eq!(said, ["首次发卡", "旧卡遗失"]);
}

#[test]
fn search_finds_by_every_way() {
    let r = registry();
    let g = r.grid(1, "第一网格");
    let n = number("32021119600101123");
    let home = r.household(g, "美湖花园12幢2单元502室", "曾国强", Some(&n), "13812345678");
    r.household(g, "美湖花园12幢2单元50室", "张三丰", None, "13900001111");
    r.household(g, "梅园一村8幢101", "欧阳娜娜", None, "0510-85551234");
    r.household(g, "梅园一村8幢102", "𠅤㛃", None, "");
    r.member(home.id, "单国梁", "其他亲属").unwrap();
    let one = |q: &str, name: &str| assert_eq!(r.find(q), [name], "{q}");
    one("曾", "曾国强");
    one("国强", "曾国强");
    one("强", "曾国强");
    assert_eq!(r.find("国").len(), 2);
    one("zeng", "曾国强");
    one("cengguo", "曾国强");
    one("zgq", "曾国强");
    one("gq", "曾国强");
    one("guoqi", "曾国强");
    one("zeng guo qiang", "曾国强");
    one("zengg", "曾国强");
    one("zhangsf", "张三丰");
    one("zsanf", "张三丰");
    one("shangl", "单国梁");
    one("dan guo liang", "单国梁");
    one("oynn", "欧阳娜娜");
    one("nuonuo", "欧阳娜娜");
    one("㛃", "𠅤㛃");
    one("5678", "曾国强");
    one("13812345678", "曾国强");
    one("138 1234", "曾国强");
    one("1381234", "曾国强");
    one("85551234", "欧阳娜娜");
    one(&n, "曾国强");
    one(&n.to_lowercase(), "曾国强");
    one("12幢502", "曾国强");
    one("12-2-502", "曾国强");
    one("１２幢２单元５０２室", "曾国强");
    one("美湖花园12-502", "曾国强");
    one("502", "曾国强");
    assert_eq!(r.find("12-2-50"), ["张三丰", "曾国强"]);
    assert_eq!(r.find("梅园一村").len(), 2);
    assert!(r.find("梅园一村12-502").is_empty());
    assert!(r.find("").is_empty());
    assert!(r.find("   ").is_empty());
    assert!(r.find("赵").is_empty());
    assert!(r.find(&number("32021119600101125")).is_empty());
    for odd in ["\0", "%", "'; drop", "王\u{10FFFF}", &"长".repeat(500), "---", "z'", "1234567890123456789012345"] {
        r.find(odd);
    }
}

#[test]
fn search_keeps_to_the_own_grids() {
    let r = registry();
    let (a, b) = (r.grid(1, "第一网格"), r.grid(2, "第二网格"));
    r.household(a, "1幢101", "王建国", None, "");
    r.household(b, "2幢101", "王建军", None, "");
    let worker = Reader::new(Id::new(1), vec![Role::GridWorker], vec![b], Stamp(0));
    let hits = people::search(&r.store, &r.keys, &worker, "王建").unwrap();
    assert_eq!(hits.hits.len(), 1);
    assert_eq!(hits.hits[0].household.grid, b);
}

#[test]
fn a_building_that_moves_takes_its_people() {
    let r = registry();
    let (a, b) = (r.grid(1, "第一网格"), r.grid(2, "第二网格"));
    for room in 1..=70 {
        r.household(a, &format!("1幢{room}室"), "王建国", None, "");
    }
    let building = grids::find_building(&r.store, "", "1栋").unwrap().unwrap().id;
    let form = BuildingForm { grid: b, estate: "美湖花园".into(), name: "1幢".into() };
    r.write(move |tx, _, (by, at)| grids::edit_building(tx, by, at, building, form)).unwrap();
    let mut after = None;
    loop {
        after = r.write(move |tx, _, _| people::refresh_building(tx, building, after.as_ref())).unwrap();
        if after.is_none() {
            break;
        }
    }
    assert_eq!(r.store.count(&people::HOUSEHOLDS_BY_GRID, &a).unwrap(), 0);
    assert_eq!(r.store.count(&people::RESIDENTS_BY_GRID, &b).unwrap(), 70);
    assert!(r.find("美湖花园1幢69")[0].starts_with('王'));
}

#[test]
fn who_serves_a_grid() {
    let r = registry();
    let g = r.grid(1, "第一网格");
    let today = r.at.day();
    let form = |name: &str| StaffForm {
        name: Name::parse(name).unwrap(),
        phone: Phone::parse("13700001111"),
        title: "网格员".into(),
        department: String::new(),
    };
    let (old, new, lead) = (form("老李"), form("小周"), form("陈书记"));
    r.write(move |tx, _, (by, at)| {
        let old = grids::create_staff(tx, by, at, old)?.id;
        let new = grids::create_staff(tx, by, at, new)?.id;
        let lead = grids::create_staff(tx, by, at, lead)?.id;
        let post = grids::assign_post(tx, by, at, (g, old, PostRole::FullTime), today.plus(-100))?;
        grids::end_post(tx, by, at, post.id, today.plus(-1))?;
        grids::assign_post(tx, by, at, (g, new, PostRole::FullTime), today)?;
        grids::assign_post(tx, by, at, (g, lead, PostRole::Leader), today)?;
        assert!(grids::assign_post(tx, by, at, (g, lead, PostRole::Leader), today).is_err());
        Ok(())
    })
    .unwrap();
    let people = grids::people_of_grid(&r.store, g, today).unwrap();
    assert_eq!(people.0.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["陈书记", "小周"]);
    assert_eq!(people.worker().unwrap().name, "小周");
    assert_eq!(people.leader().unwrap().name, "陈书记");
}
