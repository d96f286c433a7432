//! A household's file at 100,000 residents and 300,000 entries: the query and the served page, p50 and p99, over a store in
//! memory; a family with a long life; the dossier and a volume of 3,000 rows, with the memory that they took.
//! `cargo bench --bench files`
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::string_slice)]
mod town;

use std::{hint::black_box, thread, time::Instant};

use lianxin::{
    app::App,
    base::{Clock, Day, DivisionCode, Id, Name, Stamp},
    config::Config,
    domain::{
        household,
        insight::files::{self, Bounds},
        office::{
            accounts::Session,
            settings::Settings,
            who::{Account, Role, Staff},
        },
        places::{grids::Grid, reader::Reader},
        registry::{
            people::{Household, Resident},
            registers::{self, Entry, Filter},
            visits::Visit,
        },
    },
    faces::web::{SESSION_COOKIE, session_token_hash},
    mailroom::Mailroom,
    paperwork::Desk,
    server,
    store::{Read, Store},
};
use town::{CODES, Dice, fill, ground, told, town};

const TOKEN: &str = "a-session-of-the-clerk";

/// The office's settings, and a clerk who is signed in.
fn furnish(store: &Store, now: Stamp) -> Account {
    store
        .write_wait(move |tx| {
            Settings {
                id: Settings::ID,
                community: "美湖社区居民委员会".into(),
                division: DivisionCode::parse("320211001001").unwrap(),
                phone: "0510-85160000".into(),
                address: "无锡市滨湖区美湖路1号".into(),
                hours: "周一至周日 8:30–17:30".into(),
                day_ends: 17 * 60 + 30,
                public_host: String::new(),
                printer: String::new(),
                receipt_printer: String::new(),
                backup_folder: String::new(),
                recovery: String::new(),
                created: now,
            }
            .save(tx)?;
            let staff = tx.next_id::<Staff>()?;
            let name = Name::parse("张敏").unwrap();
            tx.put(&Staff { id: staff, name, phone: None, title: String::new(), department: String::new(), left: None })?;
            let account = Account {
                id: tx.next_id()?,
                staff,
                login: "clerk".into(),
                password: String::new(),
                roles: vec![Role::Clerk],
                failures: 0,
                locked_until: None,
                must_change: false,
                disabled: false,
                created: now,
                shaped: None,
            };
            tx.put(&account)?;
            let id: Id<Session> = tx.next_id()?;
            tx.put(&Session { id, token: session_token_hash(TOKEN), account: account.id, started: now, seen: now })?;
            Ok(account)
        })
        .unwrap()
}

fn served(app: App) -> String {
    let (send, receive) = std::sync::mpsc::channel();
    thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let (server, addresses) = server::start(app, "127.0.0.1:0").unwrap();
            send.send(addresses[0]).unwrap();
            server.await.unwrap();
        });
    });
    format!("http://{}", receive.recv().unwrap())
}

/// Five visits to each household; 5,000 more to the first.
fn visit(store: &Store, grid: Id<Grid>, staff: Id<Staff>, homes: i64, start: Stamp) {
    let all: Vec<(i64, i64)> = (1..=homes).flat_map(|h| (0..5).map(move |n| (h, n))).chain((5..5_005).map(|n| (1, n))).collect();
    for some in all.chunks(1_000) {
        let some = some.to_vec();
        let work = move |tx: &mut lianxin::store::Tx<'_>| {
            for (home, n) in &some {
                let (id, at) = (tx.next_id()?, start.plus_seconds(n * 60 + home));
                let household = Some(Id::<Household>::new(home.cast_unsigned()));
                tx.put(&Visit { id, staff, household, grid, at, outcomes: 1, note: "一切平安".into() })?;
            }
            Ok(())
        };
        store.write_wait(work).unwrap();
    }
}

/// The most memory that this process has had, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse().unwrap_or(0) / 1024
}

fn main() {
    // The test runner asks for the list of tests; there is none.
    if std::env::args().any(|a| a == "--list") {
        return;
    }
    let store = ground::store();
    let (keys, now) = (ground::keys(), Stamp::at(Day::ymd(2026, 11, 3).unwrap(), 9, 30));
    let mut dice = Dice(1);
    let begun = Instant::now();
    let account = furnish(&store, now);
    let (grids, residents) = town(&store, &keys, &mut dice);
    let tables = CODES.map(|c| registers::table(&store, c).unwrap());
    fill(&store, &keys, &tables, &residents, &mut dice);
    let homes = store.rows::<Household>().unwrap();
    visit(&store, grids[0], account.staff, homes, now.plus_seconds(-90 * 86_400));
    let rows = (store.rows::<Resident>().unwrap(), store.rows::<Entry>().unwrap(), store.rows::<Visit>().unwrap());
    println!("{} residents, {} entries, {} visits, made in {:.0?}", rows.0, rows.1, rows.2, begun.elapsed());
    let reader = Reader::of(&store, &account, now).unwrap();
    let home = |n: usize| Id::<Household>::new(2 + (n as u64 * 149) % (homes.cast_unsigned() - 2));
    told("a household's file", |n| drop(black_box(household::file(&store, &reader, home(n), &Bounds::PAGE).unwrap())));
    told("a file with 5,000 visits", |_| drop(black_box(household::file(&store, &reader, Id::new(1), &Bounds::PAGE).unwrap())));
    told("its timeline, further back", |n| {
        let (_, s, _) = household::timeline(&store, &reader, Id::new(1), None).unwrap();
        drop(black_box(household::timeline(&store, &reader, Id::new(1), s.next.filter(|_| n % 2 == 0)).unwrap()));
    });
    let data = std::env::temp_dir().join("lianxin-bench-files");
    let app = App::new(
        store.clone(),
        None,
        data,
        Clock::fixed(now),
        Config::default(),
        keys,
        Mailroom::of(env!("CARGO_BIN_EXE_lianxin")),
    )
    .unwrap();
    let base = served(app.clone());
    let client = reqwest::blocking::Client::builder().no_proxy().build().unwrap();
    let page = |id: Id<Household>| {
        let request = client.get(format!("{base}/office/households/{id}")).header("cookie", format!("{SESSION_COOKIE}={TOKEN}"));
        let answer = request.send().unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().unwrap().len()
    };
    told("a household's page, served", |n| {
        black_box(page(home(n)));
    });
    told("the page with 5,000 visits, served", |_| {
        black_box(page(Id::new(1)));
    });
    let desk = Desk::of(&store, &app.zh, &app.keys, now).unwrap();
    let (begun, before) = (Instant::now(), peak());
    let file = household::file(&store, &reader.clone().on_paper(), Id::new(1), &Bounds::PAPER).unwrap();
    let pdf = desk.dossier(&file, "张敏", "档案归档", now).unwrap();
    let (pages, size, took) = (pdf.pages(), pdf.bytes().len() / 1024, begun.elapsed());
    println!("dossier of 2,000 happenings: {pages} pages, {size} KiB, {took:.2?}, peak {before} → {} MiB", peak());
    for n in [3usize, 5] {
        let (begun, before) = (Instant::now(), peak());
        let f = Filter::default();
        let mut volume = files::Volume::default();
        // A grid of the town has a thousand entries of a table.
        for grid in grids.iter().take(n) {
            let f = Filter { grid: Some(*grid), ..Filter::default() };
            volume.chapters.extend(files::volume(&store, &reader, &tables[0], &f).unwrap().chapters);
        }
        let pdf = desk.volume(&tables[0], &volume, &f, true, ("张敏", "台账归档", now)).unwrap();
        let (rows, pages, size, took) = (volume.len(), pdf.pages(), pdf.bytes().len() / 1024, begun.elapsed());
        println!("volume of {rows} rows: {pages} pages, {size} KiB, {took:.2?}, peak {before} → {} MiB", peak());
    }
}
