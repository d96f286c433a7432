//! Pages of the office and the terminal over a large store, drawn by the server in this process and fetched over loopback:
//! p50 and p99 of each. Needs a folder made by `lianxin demo wujin --data DIR --password P` (not served meanwhile):
//! `LIANXIN_BENCH_DATA=DIR LIANXIN_BENCH_PASSWORD=P cargo bench --bench pages`
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing, clippy::string_slice, clippy::disallowed_methods)]

use std::{thread, time::Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use lianxin::{
    app::App,
    base::Clock,
    config::Config,
    domain::{TABLES, matters::items::Item},
    mailroom::Mailroom,
    server,
    store::{Keeper, Read, keeper::Opening, keyfiles},
};
use reqwest::{blocking::Client, redirect::Policy};

/// Requests of each page after some to warm up.
const TIMES: usize = 300;

struct Office {
    client: Client,
    base: String,
    items: u64,
}

fn open(data: &str) -> Office {
    let begun = Instant::now();
    let (keeper, _) = Keeper::open(data.as_ref(), TABLES, &Opening::with_cache(256)).unwrap();
    let store = keeper.store().unwrap();
    let items = store.rows::<Item>().unwrap().cast_unsigned();
    let keys = keyfiles::load(&std::path::Path::new(data).join("keys")).unwrap();
    let app = App::new(
        store,
        Some(keeper),
        data.into(),
        Clock::system(),
        Config::default(),
        keys,
        Mailroom::of(env!("CARGO_BIN_EXE_lianxin")),
    )
    .unwrap();
    println!("opened {items} items in {:.2} s", begun.elapsed().as_secs_f64());
    let (send, receive) = std::sync::mpsc::channel();
    thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let (server, addresses) = server::start(app, "127.0.0.1:0").unwrap();
            send.send(addresses[0]).unwrap();
            server.await.unwrap();
        });
    });
    let base = format!("http://{}", receive.recv().unwrap());
    let client = Client::builder().cookie_store(true).redirect(Policy::none()).no_proxy().build().unwrap();
    Office { client, base, items }
}

impl Office {
    fn get(&self, path: &str) -> String {
        let answer = self.client.get(format!("{}{path}", self.base)).send().unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().unwrap()
    }
    fn token(&self, path: &str) -> String {
        let page = self.get(path);
        let at = page.find("name=\"csrf\" value=\"").unwrap() + 19;
        page[at..].chars().take_while(|c| *c != '"').collect()
    }
    fn post(&self, path: &str, token: &str, fields: &[(&str, &str)]) -> u16 {
        let body = form_urlencoded::Serializer::new(String::new()).append_pair("csrf", token).extend_pairs(fields).finish();
        let post = self.client.post(format!("{}{path}", self.base)).header("content-type", "application/x-www-form-urlencoded");
        let answer = post.body(body).send().unwrap();
        let status = answer.status().as_u16();
        answer.text().unwrap();
        status
    }
}

fn shares(name: &str, mut one: impl FnMut(usize)) {
    (0..20).for_each(&mut one);
    let mut took: Vec<_> = (0..TIMES)
        .map(|i| {
            let begun = Instant::now();
            one(i);
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    println!("{name:<24} p50 {:6.2} ms  p99 {:6.2} ms", took[TIMES / 2], took[TIMES * 99 / 100]);
}

fn pages(c: &mut Criterion) {
    let (Ok(data), Ok(password)) = (std::env::var("LIANXIN_BENCH_DATA"), std::env::var("LIANXIN_BENCH_PASSWORD")) else {
        println!("pages: skipped; LIANXIN_BENCH_DATA and LIANXIN_BENCH_PASSWORD name a folder made by `lianxin demo wujin`");
        return;
    };
    let office = open(&data);
    let token = office.token("/office/sign-in");
    assert_eq!(office.post("/office/sign-in", &token, &[("login", "leader"), ("password", &password)]), 303);
    // Spread over the whole table, the same ones in every run.
    let item = |i: usize| format!("/office/items/{}", (i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) % office.items + 1);
    let words = ["王", "李明", "wang", "zxm", "138", "张秀英", "12幢", "ly"];
    shares("desk", |_| drop(office.get("/office")));
    shares("item list", |_| drop(office.get("/office/items")));
    shares("item list, closed", |_| drop(office.get("/office/items?state=closed")));
    shares("item list, overdue", |_| drop(office.get("/office/items?due=overdue")));
    shares("item page", |i| drop(office.get(&item(i))));
    shares("resident search", |i| {
        assert_eq!(office.post("/office/residents", &token, &[("q", words[i % words.len()])]), 200);
    });
    shares("terminal home", |_| drop(office.get("/home")));
    c.bench_function("desk", |b| b.iter(|| office.get("/office")));
    c.bench_function("item list", |b| b.iter(|| office.get("/office/items")));
}

criterion_group!(benches, pages);
criterion_main!(benches);
