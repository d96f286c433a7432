//! Registers at 100,000 residents and 300,000 entries: list, filter, search, count, an entry with its history; p50 and p99
//! in-process, over a store in memory. `cargo bench --bench registers`
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]
use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use lianxin::{
    base::{Day, GridCode, Id, Keys, Name, Sex, Stamp},
    domain::{
        TABLES,
        figures::{self, Ages, Figure, Of},
        grids::{self, BuildingForm, Grid, GridForm, GridKind, GridLevel},
        people::{self, HouseholdForm, Particulars, Relation, Resident, Scope, Trait},
        registers::{self, Draft, Entry, Filter, Kind, Say, Subject, Table},
        who::Actor,
    },
    store::{Read, Store, engine::MemoryEngine},
};

const BY: (Actor, Stamp) = (Actor::System, Stamp(1_790_000_000_000));
const GRIDS: u16 = 100;
const HOMES: u32 = 500;
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华玉";
/// About residents, three of them to each.
const CODES: [&str; 3] = ["floating", "party-members", "disability"];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
    fn birth(&mut self) -> Day {
        Day::ymd(1930, 1, 1).unwrap().plus(i32::try_from(self.roll(33_000)).unwrap())
    }
    fn name(&mut self) -> String {
        let (s, g): (Vec<char>, Vec<char>) = (SURNAMES.chars().collect(), GIVEN.chars().collect());
        [s[self.roll(s.len())], g[self.roll(g.len())], g[self.roll(g.len())]].iter().collect()
    }
}

fn person((name, birth): &(String, Day), relation: Relation, sex: Sex) -> Particulars {
    let p = Particulars::new(Name::parse(name).unwrap(), relation);
    Particulars { birth: Some(*birth), sex, political: Some(if birth.0 % 11 == 0 { 1 } else { 13 }), ..p }
}

/// 100 grids of 500 households of two.
fn town(store: &Store, keys: &Keys, dice: &mut Dice) -> (Vec<Id<Grid>>, Vec<Id<Resident>>) {
    let (mut all, mut residents) = (Vec::new(), Vec::new());
    for g in 1..=GRIDS {
        let names: Vec<[(String, Day); 2]> = (0..HOMES).map(|_| [0; 2].map(|_: u8| (dice.name(), dice.birth()))).collect();
        let keys = keys.seal.clone();
        let made = store.write_wait(move |tx| {
            let form = GridForm {
                code: GridCode::parse(&format!("320211001001{g:03}")).unwrap(),
                name: format!("第{g}网格"),
                kind: GridKind::Basic,
                level: GridLevel::Small,
                parent: None,
                households: (300, 500),
                note: String::new(),
            };
            let grid = grids::create_grid(tx, BY.0, BY.1, form)?.id;
            let form = BuildingForm { grid, estate: "美湖花园".into(), name: format!("{g}幢") };
            let building = grids::create_building(tx, BY.0, BY.1, form)?.id;
            let mut ids = Vec::new();
            for (i, [head, spouse]) in names.iter().enumerate() {
                let house = grids::ensure_house(tx, building, &format!("{}单元", 1 + i / 60), &format!("{:03}", 101 + i))?.id;
                let form = HouseholdForm { house, phone: None };
                let head = person(head, Relation::HEAD, Sex::Male);
                let (home, head) = people::create_household(tx, &keys, BY, form, head, None)?;
                let spouse = person(spouse, Relation(10), Sex::Female);
                ids.extend([head.id, people::add_resident(tx, &keys, BY, home.id, spouse, None)?.id]);
            }
            Ok((grid, ids))
        });
        let (grid, ids) = made.unwrap();
        all.push(grid);
        residents.extend(ids);
    }
    (all, residents)
}

fn draft(t: &Table, r: Id<Resident>, n: usize, dice: &mut Dice) -> Draft {
    let mut says = Vec::new();
    for f in &t.fields {
        let said = match f.kind {
            Kind::Choice | Kind::Choices => f.options[dice.roll(f.options.len())].clone(),
            Kind::YesNo => ["是", "否"][dice.roll(2)].into(),
            Kind::Code => f.code_table().unwrap().all()[dice.roll(8)].name.to_owned(),
            Kind::Text if f.required || f.find => format!("第{}号{}", n % 5_000, dice.name()),
            Kind::Person => dice.name(),
            _ => continue,
        };
        says.push((f.key.clone(), Say::Text(said)));
    }
    let from = Day::ymd(2020, 1, 1).unwrap().plus(i32::try_from(dice.roll(2_000)).unwrap());
    Draft { subject: Subject::Resident(r), grid: None, says, from, until: None }
}

fn told(what: &str, mut work: impl FnMut(usize)) {
    let mut times: Vec<Duration> = (0..2_000)
        .map(|n| {
            let begun = Instant::now();
            work(n);
            begun.elapsed()
        })
        .collect();
    times.sort();
    println!("{what:40} p50 {:>10.1?}  p99 {:>10.1?}", times[times.len() / 2], times[times.len() * 99 / 100]);
}

fn main() {
    // The test runner asks for the list of tests; there is none.
    if std::env::args().any(|a| a == "--list") {
        return;
    }
    let store = Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap();
    let keys = Keys::new(&[7; 64], &[9; 32]);
    let mut dice = Dice(1);
    let begun = Instant::now();
    let (grids, residents) = town(&store, &keys, &mut dice);
    let tables = CODES.map(|c| registers::table(&store, c).unwrap());
    for t in &tables {
        for (i, group) in residents.chunks(500).enumerate() {
            let work: Vec<Draft> = group.iter().enumerate().map(|(n, r)| draft(t, *r, i * 500 + n, &mut dice)).collect();
            let (seal, code) = (keys.seal.clone(), t.code.clone());
            let made = store.write_wait(move |tx| {
                for d in &work {
                    registers::create(tx, &seal, BY, &code, d)?;
                }
                Ok(())
            });
            made.unwrap();
        }
    }
    let rows = (store.rows::<Resident>().unwrap(), store.rows::<Entry>().unwrap());
    println!("{} residents, {} entries, made in {:.0?}", rows.0, rows.1, begun.elapsed());
    let t = |n: usize| &tables[n % tables.len()];
    let value = |n: usize| {
        let f = t(n).fields.iter().find(|f| f.count && f.kind == Kind::Choice).unwrap();
        Some((f.key.clone(), f.options[n % f.options.len()].clone()))
    };
    let page = |n: usize, f: &Filter| black_box(registers::page(&store, &t(n).code, f, None, 50).unwrap());
    told("list, first page of 50", |n| drop(page(n, &Filter::default())));
    told("list of a grid", |n| drop(page(n, &Filter { grid: Some(grids[n % grids.len()]), ..Filter::default() })));
    told("list by a counted value", |n| drop(page(n, &Filter { value: value(n), ..Filter::default() })));
    told("numbers of all counted values", |n| {
        for f in t(n).fields.iter().filter(|f| f.count) {
            black_box(registers::values(&store, &t(n).code, f, None).unwrap());
        }
    });
    let names: Vec<String> = (0..2_000).map(|_| dice.name()).collect();
    let search = |n: usize, q: &str| drop(registers::search(&store, &keys.seal, &Scope::All, t(n), q).unwrap());
    told("search by a whole name", |n| search(n, &names[n]));
    told("search by a surname", |n| search(n, &names[n].chars().take(1).collect::<String>()));
    told("search by an address", |n| search(n, &format!("{}幢1单元{}", 1 + n % 100, 101 + n % 60)));
    told("an entry with its history", |n| {
        let e: Entry = store.get(Id::new(1 + (n as u64 * 149) % rows.1.cast_unsigned())).unwrap();
        black_box(registers::history(&store, e.id).unwrap());
    });
    told("everything about a resident", |n| {
        let subject = Subject::Resident(residents[(n * 49) % residents.len()]);
        black_box(registers::of_subject(&store, subject, None).unwrap());
    });
    let today = Day::ymd(2026, 11, 26).unwrap();
    let count = |of: Of, grid: Option<Id<Grid>>| {
        black_box(figures::count(&store, &Figure { of, grid }, today).unwrap());
    };
    told("60 to 69, everywhere", |_| count(Of::Residents(Ages { from: 60, to: Some(69) }, None), None));
    told("women of 80 and over, in a grid", |n| {
        count(Of::Residents(Ages::least(80), Some(Sex::Female)), Some(grids[n % grids.len()]));
    });
    told("party members, everywhere", |_| count(Of::Trait(Trait::Political, 1), None));
    told("the rows behind 60 to 69 in a grid", |n| {
        let figure = Figure { of: Of::Residents(Ages { from: 60, to: Some(69) }, None), grid: Some(grids[n % grids.len()]) };
        black_box(figures::rows(&store, &figure, today, None, 50).unwrap());
    });
    told("a change, in memory", |n| {
        let (seal, code) = (keys.seal.clone(), t(n).code.clone());
        let old = registers::of_subject(&store, Subject::Resident(residents[n]), Some(&code)).unwrap().remove(0);
        let d = draft(t(n), residents[n], n, &mut dice);
        store.write_wait(move |tx| registers::edit(tx, &seal, BY, (old.id, None), &d)).unwrap();
    });
}
