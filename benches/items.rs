//! What is done to items over a large store, in this process and on disk: p50 and p99 of every transition, each acknowledged
//! when it is synced. Needs a folder made by `lianxin demo wujin --data DIR --password P` (not served meanwhile; items are added
//! to it): `LIANXIN_BENCH_DATA=DIR cargo bench --bench items`
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use lianxin::{
    base::{Clock, Id, WorkCalendar, random_bytes},
    domain::{
        TABLES,
        matters::{
            catalog::offer,
            items::{
                self, Action, Applicant, Asked, By, Colour, Details, Item, New, Proof, QueryCode, Rating, Source, Way, desk,
            },
        },
        office::who::Account,
    },
    store::{
        Read, Store,
        engine::{DiskEngine, DiskOptions},
    },
};

/// Whole lives; each has eleven transitions.
const LIVES: usize = 300;

struct Office {
    store: Store,
    clock: Clock,
    calendar: WorkCalendar,
    people: BTreeMap<&'static str, Account>,
    took: BTreeMap<String, Vec<f64>>,
}

impl Office {
    fn open(data: &str) -> Self {
        let (engine, _) = DiskEngine::open(data.as_ref(), DiskOptions::default()).unwrap();
        let store = Store::new(Arc::new(engine), TABLES).unwrap();
        let roles = ["clerk", "dispatcher", "handler", "leader", "principal", "liaison"];
        let people = roles.iter().map(|r| (*r, store.by(&Account::BY_LOGIN, &(*r).to_owned()).unwrap().unwrap())).collect();
        Office { store, clock: Clock::system(), calendar: WorkCalendar::shipped().unwrap(), people, took: BTreeMap::new() }
    }
    fn timed<T>(&mut self, what: &str, work: impl FnOnce(&Self) -> T) -> T {
        let begun = Instant::now();
        let done = work(self);
        self.took.entry(what.to_owned()).or_default().push(begun.elapsed().as_secs_f64() * 1e3);
        done
    }
    fn report(&mut self, n: usize) -> Item {
        let asked = Asked::of(&offer(&self.store, "mz-dibao").unwrap()).unwrap();
        let new = New {
            form_key: random_bytes().unwrap(),
            asked,
            applicant: Applicant::default(),
            source: Source::Terminal,
            building: None,
            grid: Some(Id::new(1 + n as u64 % 700)),
            place: "测试地点".into(),
            answers: Vec::new(),
            materials: Vec::new(),
            draft: None,
            query: Some(QueryCode::new(123_456)),
        };
        self.timed("report", |o| {
            let at = o.clock.now();
            o.store.write_wait(move |tx| items::report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap()
        })
    }
    fn act(&mut self, who: &str, id: Id<Item>, action: Action, details: Details) {
        let me = self.people[who].clone();
        self.timed(action.key(), |o| {
            let (at, calendar) = (o.clock.now(), o.calendar.clone());
            o.store.write_wait(move |tx| items::act(tx, &By::Account(&me), id, action, details, at, &calendar)).unwrap()
        });
    }
    fn life(&mut self, n: usize) {
        let id = self.report(n).id;
        let said = |note: &str| Details { note: note.into(), ..Details::default() };
        let handler = self.people["handler"].id;
        self.act("clerk", id, Action::Accept, said(""));
        self.act("principal", id, Action::File, said(""));
        self.act("dispatcher", id, Action::Dispatch, Details { to_account: Some(handler), ..said("请处理") });
        self.act("handler", id, Action::Start, said(""));
        self.act("dispatcher", id, Action::Supervise, Details { colour: Some(Colour::Yellow), ..said("请加快") });
        self.act("handler", id, Action::AnswerSupervision, said("今日完成"));
        self.act("handler", id, Action::ReportBack, said("已办理"));
        self.act("leader", id, Action::Verify, said(""));
        self.act("leader", id, Action::Close, said("属实"));
        let told =
            Details {
                way: Some(Way::Phone), outcome: Some(Some(Rating::Satisfied)), basis: "依据".into(), ..said("已告知")
            };
        self.act("liaison", id, Action::FollowUp, told);
        let now = self.clock.now();
        self.timed("(desk)", |o| desk(&o.store, now).unwrap());
    }
}

fn transitions(c: &mut Criterion) {
    let Ok(data) = std::env::var("LIANXIN_BENCH_DATA") else {
        println!("items: skipped; LIANXIN_BENCH_DATA names a folder made by `lianxin demo wujin`");
        return;
    };
    let mut office = Office::open(&data);
    println!("{} items", office.store.rows::<Item>().unwrap());
    (0..20).for_each(|n| office.life(n));
    office.took.clear();
    (0..LIVES).for_each(|n| office.life(n));
    let mut all = Vec::new();
    for (what, mut took) in std::mem::take(&mut office.took) {
        took.sort_by(f64::total_cmp);
        println!("{what:<20} p50 {:6.2} ms  p99 {:6.2} ms", took[took.len() / 2], took[took.len() * 99 / 100]);
        if !what.starts_with('(') {
            all.extend(took);
        }
    }
    all.sort_by(f64::total_cmp);
    println!("{:<20} p50 {:6.2} ms  p99 {:6.2} ms", "all transitions", all[all.len() / 2], all[all.len() * 99 / 100]);
    c.bench_function("life of eleven transitions", |b| b.iter(|| office.life(0)));
}

criterion_group!(benches, transitions);
criterion_main!(benches);
