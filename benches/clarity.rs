//! 四清 at 50,000 households of two and 100,000 residents: what marks cost a write, how fast standings are worked out, and the
//! pages' reads, p50 and p99 in-process, over a store in memory. `cargo bench --bench clarity`; a smaller town of so many grids
//! with `-- 10`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]
#[path = "../tests/kit/ground.rs"]
mod ground;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use lianxin::{
    base::{Day, Id, Keys, Name, Phone, Sex, Stamp},
    domain::{
        insight::clarity::{self, CHECKS, Check, CheckResult},
        office::who::Actor,
        places::grids::{self, Grid},
        registry::{
            moves,
            people::{self, Household, HouseholdForm, Particulars, Relation, Resident, Touched},
            registers::{self, Draft, Entry, Kind, Say, Subject, Table},
        },
    },
    store::{Read, Store},
};

const AT: Stamp = Stamp(1_790_000_000_000);
const BY: (Actor, Stamp) = (Actor::System, AT);
const HOMES: u32 = 500;

/// Grids of 500 households of two: a pair in middle age, of whom much is known and some is not.
fn town(store: &Store, keys: &Keys, grids: u16) -> (Vec<Id<Grid>>, Vec<(Household, Resident)>) {
    let (mut all, mut homes) = (Vec::new(), Vec::new());
    for g in 1..=grids {
        let keys = keys.seal.clone();
        let made = store.write_wait(move |tx| {
            let grid = ground::grid(tx, g, AT)?;
            Ok((grid, ground::building(tx, grid, &format!("{g}幢"), AT)?))
        });
        let (grid, building) = made.unwrap();
        all.push(grid);
        for from in (0..HOMES).step_by(32) {
            let keys = keys.clone();
            let some = store.write_wait(move |tx| {
                let mut made = Vec::new();
                for i in from..HOMES.min(from + 32) {
                    let house = grids::ensure_house(tx, building, &format!("{}单元", 1 + i / 60), &format!("{:03}", 101 + i))?.id;
                    let form = HouseholdForm { house, phone: (i % 3 > 0).then(|| Phone::parse("13812345678")).flatten() };
                    let mut head = Particulars::new(Name::parse("王秀英").unwrap(), Relation::HEAD);
                    (head.sex, head.birth) = (Sex::Female, Day::ymd(1970, 1, 1).map(|d| d.plus(i.cast_signed() * 7)));
                    (head.education, head.political) = ((i % 2 > 0).then_some(31), Some(if i % 9 == 0 { 1 } else { 13 }));
                    let (home, head) = moves::create_household(tx, &keys, BY, form, head, None)?;
                    let spouse = Particulars::new(Name::parse("李建国").unwrap(), Relation(10));
                    moves::add_member(tx, &keys, BY, home.id, spouse, None)?;
                    made.push((home, head));
                }
                Ok(made)
            });
            homes.extend(some.unwrap());
        }
    }
    (all, homes)
}

fn draft(t: &Table, subject: Subject, n: usize) -> Draft {
    let said = t.fields.iter().filter(|f| f.required).map(|f| {
        let text = match f.kind {
            Kind::Choice | Kind::Choices => f.options[n % f.options.len()].clone(),
            Kind::Phone => "13812345678".to_owned(),
            Kind::Person => "赵小明".to_owned(),
            _ => format!("第{n}号"),
        };
        (f.key.clone(), Say::Text(text))
    });
    let from = Day::ymd(2024, 1, 1).unwrap().plus(i32::try_from(n % 800).unwrap());
    let until = (!t.until.is_empty()).then(|| from.plus(900));
    Draft { subject, grid: None, says: said.collect(), from, until }
}

fn told(what: &str, times: usize, mut work: impl FnMut(usize)) {
    let mut all: Vec<Duration> = (0..times)
        .map(|n| {
            let begun = Instant::now();
            work(n);
            begun.elapsed()
        })
        .collect();
    all.sort();
    println!("{what:48} p50 {:>10.1?}  p99 {:>10.1?}", all[all.len() / 2], all[all.len() * 99 / 100]);
}

fn main() {
    // The test runner asks for the list of tests; there is none.
    if std::env::args().any(|a| a == "--list") {
        return;
    }
    let store = ground::store();
    let keys = ground::keys();
    let begun = Instant::now();
    let wanted = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(100);
    let (grids, homes) = town(&store, &keys, wanted);
    let each = |n: usize| begun.elapsed() / u32::try_from(n).unwrap();
    println!("{} households made in {:.1?}, {:.1?} each", homes.len(), begun.elapsed(), each(homes.len()));
    for code in ["houses", "tenancy"] {
        let t = registers::table(&store, code).unwrap();
        for (i, group) in homes.chunks(64).enumerate() {
            let work: Vec<Draft> =
                group.iter().enumerate().map(|(n, (h, _))| draft(&t, Subject::House(h.house), i * 64 + n)).collect();
            let seal = keys.seal.clone();
            let made =
                store.write_wait(move |tx| work.iter().try_for_each(|d| registers::create(tx, &seal, BY, code, d).map(drop)));
            made.unwrap();
        }
    }
    println!("{} residents, {} entries", store.rows::<Resident>().unwrap(), store.rows::<Entry>().unwrap());
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    let mut total = 0;
    loop {
        let one = Instant::now();
        let n = clarity::settle_some(&store, AT).unwrap();
        if n == 0 {
            break;
        }
        longest = longest.max(one.elapsed());
        total += n;
    }
    let per = begun.elapsed() / u32::try_from(total).unwrap();
    println!("{total} marks worked off in {:.1?}, {per:.1?} each; the longest write {longest:.1?}", begun.elapsed());
    assert!(clarity::complete(&store).unwrap());
    let marks: Vec<_> = homes.iter().map(|(h, _)| Touched::household(h.id)).collect();
    let begun = Instant::now();
    store.write_wait(move |tx| marks.into_iter().try_for_each(|m| people::mark_changed(tx, m))).unwrap();
    println!("a mark: {:.1?}", begun.elapsed() / u32::try_from(homes.len()).unwrap());
    while clarity::settle_some(&store, AT).unwrap() > 0 {}
    let begun = Instant::now();
    assert_eq!(clarity::reconcile(&store, AT, || {}).unwrap(), 0);
    println!("a look at all {} standings: {:.1?}", store.rows::<CheckResult>().unwrap(), begun.elapsed());
    let today = AT.day();
    told("overview: the counts of all grids", 100, |_| {
        for g in &grids {
            black_box(clarity::of_grid(&store, Some(*g)).unwrap());
        }
    });
    told("one grid", 1_000, |n| drop(black_box(clarity::of_grid(&store, Some(grids[n % grids.len()])).unwrap())));
    told("a household, looked at anew", 1_000, |n| {
        let home = store.get(homes[n * 47 % homes.len()].0.id).unwrap();
        black_box(clarity::of_household(&store, home, today).unwrap());
    });
    let visit = Check::parse("visit").unwrap();
    let anew = |rows: Vec<CheckResult>| {
        for s in rows {
            black_box(clarity::findings(&store, s.of, today).unwrap());
        }
    };
    told("a page of 30 gaps, each looked at anew", 300, |n| {
        anew(clarity::gaps(&store, visit, Some(grids[n % grids.len()]), None, 30).unwrap().rows);
    });
    told("a page of 30 of the work list", 300, |n| {
        anew(clarity::to_do(&store, grids[n % grids.len()], None, 30).unwrap().rows);
    });
    told("a list over all grids", 300, |n| {
        let check = &CHECKS[n % 4];
        black_box(clarity::gaps(&store, check, None, None, 30).unwrap());
    });
}
