//! The search box over 100,000 residents, and a roster of 10,000 rows. `cargo bench --bench registry`
//!
//! The registry is generated here, in memory: search cost is index walking, not disk.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]
#[path = "../tests/kit/ground.rs"]
mod ground;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{Criterion, criterion_group, criterion_main};
use lianxin::{
    base::{CitizenNumber, Id, Name, Phone, Stamp},
    domain::{
        office::who::{Actor, Role},
        places::{grids, reader::Reader},
        registry::{
            moves,
            people::{
                self, HouseholdForm, Particulars, Relation,
                import::{self, Options},
            },
        },
    },
    sheets,
    store::Store,
};

const RESIDENTS: u32 = 100_000;
const BY: (Actor, Stamp) = (Actor::System, Stamp(1_790_000_000_000));
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华玉萍红鹏飞国建文志海龙春梅凤云";

/// A small generator of its own: the same people at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
    fn pick(&mut self, of: &str) -> char {
        let all: Vec<char> = of.chars().collect();
        all[self.roll(all.len())]
    }
    fn name(&mut self) -> String {
        let mut s = String::from(self.pick(SURNAMES));
        for _ in 0..=self.roll(2) {
            s.push(self.pick(GIVEN));
        }
        s
    }
    fn number(&mut self, i: u32) -> String {
        let body = format!("320211{:04}{:02}{:02}{:03}", 1930 + self.roll(80), 1 + self.roll(12), 1 + self.roll(28), i % 1000);
        format!("{body}{}", CitizenNumber::check_digit(&body).unwrap())
    }
}

fn town() -> Store {
    let store = ground::store();
    let keys = ground::keys();
    let mut dice = Dice(1);
    let mut made = 0;
    for g in 1..=100u16 {
        let grid = store.write_wait(move |tx| ground::grid(tx, g, BY.1)).unwrap();
        for b in 0..5u32 {
            let name = format!("{}幢", u32::from(g) * 5 + b);
            let building = store.write_wait(move |tx| ground::building(tx, grid, &name, BY.1)).unwrap();
            for _ in 0..10 {
                let base = made;
                let homes: Vec<_> = (0..10)
                    .map(|h| {
                        let room = format!("{}{:02}", 1 + (base / 20) % 10, h + 1);
                        let people: Vec<_> = (0..2).map(|p| (dice.name(), base + h * 2 + p)).collect();
                        (h % 3 + 1, room, people)
                    })
                    .collect();
                made += 20;
                let keys = keys.seal.clone();
                store
                    .write_wait(move |tx| {
                        for (unit, room, people) in homes {
                            let house = grids::ensure_house(tx, building, &unit.to_string(), &room)?.id;
                            let mut home = None;
                            for (name, i) in people {
                                let mut p = Particulars::new(Name::parse(&name).unwrap(), Relation(10));
                                p.phone = Phone::parse(&format!("13{:09}", 100_000_000 + i * 7919));
                                match home {
                                    None => {
                                        let form = HouseholdForm { house, phone: None };
                                        home = Some(moves::create_household(tx, &keys, BY, form, p, None)?.0.id);
                                    }
                                    Some(h) => drop(moves::add_member(tx, &keys, BY, h, p, None)?),
                                }
                            }
                        }
                        Ok(())
                    })
                    .unwrap();
            }
        }
    }
    assert_eq!(made, RESIDENTS);
    store
}

/// Ten thousand rows as a CSV file.
fn roster() -> String {
    let mut dice = Dice(2);
    let mut out = String::from("姓名,与户主关系,身份证号,小区,楼栋,单元,房号,联系电话\n");
    for i in 0..10_000u32 {
        let (home, relation) = (i / 3, ["户主", "配偶", "儿子"][(i % 3) as usize]);
        let number = dice.number(i);
        let (building, unit, room) = (home / 100 + 1, home / 25 % 4 + 1, home % 25 + 101);
        out += &format!("{},{relation},{number},新湖苑,{building},{unit},{room},1380000{:04}\n", dice.name(), i % 10_000);
    }
    out
}

fn registry(c: &mut Criterion) {
    let began = Instant::now();
    let store = town();
    println!("{RESIDENTS} residents generated in {:.1?}", began.elapsed());
    let keys = ground::keys();
    let queries = [
        ("one character", "伟"),
        ("name", "王秀英"),
        ("no such name", "欧阳锋"),
        ("initials", "wxy"),
        ("one letter", "z"),
        ("pinyin", "zhangwei"),
        ("mixed pinyin", "zhangw"),
        ("no such pinyin", "zhangqqq"),
        ("end of a telephone", "5678"),
        ("address", "美湖花园12幢1单元101"),
        ("room", "101"),
        ("number of nobody", "11010519491231002X"),
    ];
    let reader = Reader::new(Id::new(1), vec![Role::Clerk], Vec::new(), BY.1);
    for (kind, q) in queries {
        let find = || people::search(&store, &keys.seal, &reader, q).unwrap();
        let mut times: Vec<Duration> = (0..1000)
            .map(|_| {
                let t = Instant::now();
                black_box(find());
                t.elapsed()
            })
            .collect();
        times.sort();
        println!("search by {kind} ({q}): p50 {:?} p99 {:?}, {} found", times[500], times[990], find().hits.len());
        assert!(times[990] < Duration::from_millis(50), "{kind}: p99 {:?}", times[990]);
    }
    let bytes = roster().into_bytes();
    let began = Instant::now();
    let options = Options { grid: Some(Id::new(1)), estate: String::new() };
    let plan = import::plan(&store, &keys.seal, &sheets::read(&bytes).unwrap(), options).unwrap();
    let looked = began.elapsed();
    let done = import::apply(&store, &keys, BY, &plan, moves::catch_up, |_| {}).unwrap();
    println!("10,000 rows: dry run {looked:.1?}, dry run and import {:.1?}; {:?}", began.elapsed(), done.counts);
    c.bench_function("search by initials", |b| b.iter(|| people::search(&store, &keys.seal, &reader, "wxy").unwrap()));
}

criterion_group!(benches, registry);
criterion_main!(benches);
