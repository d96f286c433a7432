//! Registers at 100,000 residents and 300,000 entries: list, filter, search, count, an entry with its history; p50 and p99
//! in-process, over a store in memory. `cargo bench --bench registers`
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]
mod town;

use std::{hint::black_box, time::Instant};

use lianxin::{
    base::{Day, Id, Sex},
    domain::{
        insight::{
            figures::{self, Ages, Figure, Of},
            reports::{self, Asked, Audience},
        },
        matters::catalog::Category,
        office::who::Role,
        places::{grids::Grid, reader::Reader},
        registry::{
            people::{Resident, Trait},
            registers::{self, Entry, Filter, Kind, Subject},
        },
    },
    store::Read,
};
use town::{BY, CODES, Dice, draft, fill, ground, told, told_of, town};

fn main() {
    // The test runner asks for the list of tests; there is none.
    if std::env::args().any(|a| a == "--list") {
        return;
    }
    let store = ground::store();
    let keys = ground::keys();
    let mut dice = Dice(1);
    let begun = Instant::now();
    let (grids, residents) = town(&store, &keys, &mut dice);
    let tables = CODES.map(|c| registers::table(&store, c).unwrap());
    fill(&store, &keys, &tables, &residents, &mut dice);
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
    let reader = Reader::new(Id::new(1), Role::ALL.to_vec(), Vec::new(), BY.1);
    let search = |n: usize, q: &str| drop(registers::search(&store, &keys.seal, &reader, t(n), q).unwrap());
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
    let category = |c: Category| c.code().to_owned();
    let audience = Audience::new(&store, &reader, None, &category).unwrap();
    for form in reports::shipped().unwrap() {
        told_of(40, &format!("form {}, all grids", form.code), |_| {
            black_box(reports::fill(&store, form, &Asked { month: 202_611, grid: None, today }, &audience, 500).unwrap());
        });
    }
    told("a change, in memory", |n| {
        let (seal, code) = (keys.seal.clone(), t(n).code.clone());
        let old = registers::of_subject(&store, Subject::Resident(residents[n]), Some(&code)).unwrap().remove(0);
        let d = draft(t(n), residents[n], n, &mut dice);
        store.write_wait(move |tx| registers::edit(tx, &seal, BY, (old.id, None), &d)).unwrap();
    });
}
