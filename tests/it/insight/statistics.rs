//! Statistics: every figure on every page is the number of rows behind its link; nobody sees another's; boundaries come in.
use std::collections::{BTreeMap, BTreeSet};

use lianxin::{
    base::{Id, Keys},
    demo,
    domain::{
        office::{
            accounts::hash_password,
            audit,
            who::{Account, Role},
        },
        places::{
            grids::{Grid, GridLevel, boundary::boundaries, grids_of_staff, list_grids},
            reader::Reader,
        },
    },
    store::{Dir, Read},
};
use reqwest::{StatusCode, blocking::multipart};
use serde_json::{Value, json};

use crate::kit::{
    app::{PASSWORD, TestApp, Visitor},
    desk,
};

/// An office of some 160 households with a year of items, visits and registers.
fn filled() -> Filled {
    let app = TestApp::fresh();
    let mut p = demo::Profile::shipped("meihu").unwrap();
    (p.territory.households, p.territory.residents) = (150, 330);
    (p.year.items, p.year.closed, p.year.visits, p.year.disputes, p.year.petitions) = (200, 150, 120, 3, 2);
    let options = demo::Options {
        until: app.app.clock.now(),
        password: hash_password(PASSWORD).unwrap(),
        recovery: String::new(),
        seed: 7,
    };
    let loaded = demo::load(&app.app.store, &Keys::new(&[7; 64], &[9; 32]), &p, &options, &mut |_| ()).unwrap();
    Filled { app, names: loaded.accounts.into_iter().map(|(role, login, _)| (role, login)).collect() }
}

/// An office with the sign-in names of its first accounts.
struct Filled {
    app: TestApp,
    names: Vec<(Role, String)>,
}

impl Filled {
    fn name(&self, role: Role) -> &String {
        &self.names.iter().find(|(r, _)| *r == role).unwrap().1
    }
    fn signed_in(&self, role: Role) -> Visitor {
        let v = self.app.visitor();
        let answer = v.post("/office/sign-in", &[("login", self.name(role)), ("password", PASSWORD)]);
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{role:?} signs in");
        v
    }
    fn account(&self, role: Role) -> Account {
        self.app.app.store.by(&Account::BY_LOGIN, self.name(role)).unwrap().unwrap()
    }
}

/// Every figure of a page that leads to rows: where, and how many it says.
fn figures(page: &str) -> BTreeSet<(String, i64)> {
    let mut out = BTreeSet::new();
    for rest in page.split("<a href=\"").skip(1) {
        let (href, rest) = rest.split_once('"').unwrap();
        let inside = rest.split_once('>').unwrap().1.split("</a>").next().unwrap();
        let text: String = inside.split('<').map(|p| p.split_once('>').map_or(p, |(_, t)| t)).collect::<Vec<_>>().join(" ");
        // A bar says its figure last, a tile first.
        let digits = |w: &&str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
        let mut words = text.split_whitespace();
        let n = if inside.contains("<title>") { words.next_back().filter(digits) } else { words.next().filter(digits) };
        let leads = ["/office/figures?", "/office/registers/", "/office/items?"].iter().any(|p| href.starts_with(p));
        if let (Some(n), true) = (n, leads) {
            out.insert((href.replace("&amp;", "&"), n.parse().unwrap()));
        }
    }
    out
}

/// The rows of a list, page after page, and those that it says are confidential.
fn rows(v: &Visitor, href: &str) -> i64 {
    let (mut at, mut n) = (href.to_owned(), 0);
    loop {
        let page = v.page(&at);
        let withheld = page.split("data-n=\"").nth(1).and_then(|n| n.split('"').next()?.parse::<i64>().ok());
        n += withheld.unwrap_or_default();
        n += page.split("<tbody").skip(1).map(|t| t.split("</tbody>").next().unwrap().matches("<tr").count() as i64).sum::<i64>();
        let next = page.split("<a ").find(|a| a.split('>').next().unwrap().contains("rel=\"next\""));
        match next.and_then(|a| a.split("href=\"").nth(1)).and_then(|a| a.split('"').next()) {
            Some(href) => at = href.replace("&amp;", "&"),
            None => return n,
        }
    }
}

/// Holds every figure of some pages against its rows; gives how many there were.
fn held(v: &Visitor, pages: &[String], known: &mut BTreeMap<String, i64>) -> usize {
    let mut all = 0;
    for at in pages {
        let page = v.page(at);
        assert!(!page.contains("style=") && !page.contains("[stats-"), "{at}");
        for (href, n) in figures(&page) {
            let real = *known.entry(href.clone()).or_insert_with(|| rows(v, &href));
            assert_eq!(n, real, "{at} says {n}, behind {href} are {real}");
            all += 1;
        }
    }
    all
}

fn address(path: &str, grid: Option<Id<Grid>>) -> String {
    grid.map_or(path.to_owned(), |g| format!("{path}?grid={g}"))
}

#[test]
fn every_figure_is_the_number_of_its_rows() {
    let office = filled();
    let store = &office.app.app.store;
    let grids = list_grids(store).unwrap();
    let small: Vec<Id<Grid>> = grids.iter().filter(|g| g.level == GridLevel::Small).map(|g| g.id).collect();
    let large = grids.iter().find(|g| g.level == GridLevel::Large).map(|g| g.id);
    assert!(large.is_some());
    // Who sees everything: the window (relief, no key persons) and the leaders (key persons too).
    for (role, least) in [(Role::Clerk, 500), (Role::Leader, 500)] {
        let v = office.signed_in(role);
        let mut pages = Vec::new();
        // Everywhere, one small grid and another, and a large one with three under it.
        for grid in [None, Some(small[0]), Some(small[8]), large] {
            pages.push(address("/office/statistics", grid));
            pages.push(address("/office/statistics/items", grid));
        }
        for show in ["households", "residents", "aged", "very-aged", "floating", "visits", "open", "reported", "table-floating"] {
            pages.push(format!("/office/statistics/map?show={show}"));
        }
        let account = office.account(role);
        let reader = Reader::of(store, &account, office.app.app.clock.now()).unwrap();
        for t in reader.tables(store).unwrap() {
            let path = format!("/office/statistics/registers/{}", t.code);
            pages.push(path.clone());
            pages.extend(t.shown().filter(|f| f.count).skip(1).map(|f| format!("{path}?field={}", f.key)));
            pages.extend([Some(small[2]), large].map(|g| address(&path, g)));
        }
        let n = held(&v, &pages, &mut BTreeMap::new());
        println!("{role:?}: {n} figures on {} pages are as many as the rows behind them", pages.len());
        assert!(n > least, "{role:?} saw {n} figures");
    }
}

#[test]
fn who_has_grids_sees_those_and_what_is_shut_is_not_there() {
    let office = filled();
    let store = &office.app.app.store;
    let worker = office.account(Role::GridWorker);
    let own = grids_of_staff(store, worker.staff, office.app.app.clock.today()).unwrap();
    let v = office.signed_in(Role::GridWorker);
    let mut pages: Vec<String> = [
        "/office/statistics",
        "/office/statistics/items",
        "/office/statistics/map?show=open",
        "/office/statistics/registers/floating",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.extend(own.iter().map(|g| address("/office/statistics", Some(*g))));
    assert!(held(&v, &pages, &mut BTreeMap::new()) > 50);
    for at in &pages {
        for (href, _) in figures(&v.page(at)) {
            assert!(own.iter().any(|g| href.ends_with(&format!("grid={g}")) || href.contains(&format!("grid={g}&"))), "{href}");
        }
    }
    let other = list_grids(store).unwrap().into_iter().find(|g| !own.contains(&g.id)).unwrap();
    for path in ["/office/statistics", "/office/statistics/items", "/office/statistics/registers/floating"] {
        assert_eq!(v.get(&address(path, Some(other.id))).status(), StatusCode::NOT_FOUND);
    }
    assert!(!v.page("/office/statistics/map").contains(&other.name));
    // Relief is the office's, key persons a few people's; items are not for who runs the computer.
    assert_eq!(v.get("/office/statistics/registers/low-income").status(), StatusCode::NOT_FOUND);
    let clerk = office.signed_in(Role::Clerk);
    assert_eq!(clerk.get("/office/statistics/registers/correction").status(), StatusCode::NOT_FOUND);
    assert!(!clerk.page("/office/statistics").contains("/registers/correction"));
    let admin = office.signed_in(Role::Administrator);
    assert_eq!(admin.get("/office/statistics/items").status(), StatusCode::NOT_FOUND);
    let page = admin.page("/office/statistics");
    assert!(!page.contains("of=reported") && page.contains("of=residents") && !page.contains("stats-items"));
    // A leader's look at the numbers of key persons is a line in the log, as a look at the list is.
    let looks = || store.list(&audit::Entry::BY_ACTION.under("register.view".to_owned()), Dir::Forward, 99).unwrap().len();
    let (leader, before) = (office.signed_in(Role::Leader), looks());
    leader.page("/office/statistics/registers/correction");
    leader.page("/office/statistics/map?show=table-correction");
    assert_eq!(looks(), before + 2);
}

#[test]
fn an_office_without_anything_has_tidy_statistics() {
    let app = TestApp::new();
    for role in [Role::Clerk, Role::GridWorker] {
        let v = app.signed_in(role);
        for path in ["/office/statistics", "/office/statistics/map", "/office/statistics/registers/floating"] {
            let page = v.page(path);
            assert!(page.contains("还没有") || page.contains("没有"), "{path}");
        }
    }
}

fn square(code: &str, west: f64) -> Value {
    let (x, y) = (120.3 + west / 1000.0, 31.5);
    let ring = [[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]];
    json!({"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
}

fn send(v: &Visitor, file: String) -> reqwest::blocking::Response {
    let part = multipart::Part::bytes(file.into_bytes()).file_name("美湖.geojson");
    let form = multipart::Form::new().text("csrf", v.csrf()).part("file", part);
    v.client.post(format!("{}/office/grids/boundaries", v.base)).multipart(form).send().unwrap()
}

#[test]
fn boundaries_are_looked_through_then_written_and_drawn() {
    let app = TestApp::new();
    for n in 1..=3 {
        desk::grid(&app, n);
    }
    let clerk = app.signed_in(Role::Clerk);
    assert!(clerk.page("/office/statistics/map").contains("<rect"), "tiles");
    let answer = send(&clerk, "{\"type\":\"Topology\"}".into());
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().unwrap().contains("不是 GeoJSON 要素集"));
    let mut open = square("320211001001003", 5.0);
    open["geometry"]["coordinates"][0].as_array_mut().unwrap().pop();
    let features = [square("320211001001001", 0.0), square("320211001001002", 0.5), open, square("320211001001999", 9.0)];
    let answer = send(&clerk, json!({"type": "FeatureCollection", "features": features}).to_string());
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let at = answer.headers()["location"].to_str().unwrap().to_owned();
    let plan = clerk.page(&at);
    for words in ["将写入 2 个网格", "没有闭合", "没有叫“320211001001999”", "“第1网格”与“第2网格”重叠", "50.0%"]
    {
        assert!(plan.contains(words), "{words}: {plan}");
    }
    assert!(boundaries(&app.app.store).unwrap().is_empty(), "nothing is written by looking");
    assert_eq!(app.signed_in(Role::Administrator).get(&at).status(), StatusCode::CONFLICT, "another's file");
    for _ in 0..2 {
        assert_eq!(clerk.post(&format!("{at}/apply"), &[]).status(), StatusCode::SEE_OTHER);
    }
    assert!(clerk.page(&at).contains("已写入 2 个网格"));
    let lines = app.app.store.list(&audit::Entry::BY_ACTION.under("boundary.import".to_owned()), Dir::Forward, 9).unwrap();
    assert_eq!((boundaries(&app.app.store).unwrap().len(), lines.len()), (2, 2));
    let map = clerk.page("/office/statistics/map");
    assert_eq!(map.matches("fill-rule=\"evenodd\"").count(), 2);
    assert!(map.contains("以下 1 个网格没有边界"));
    assert!(clerk.page("/office/grids/boundaries").contains("还有 1 个网格没有边界：第3网格"));
    let grid = list_grids(&app.app.store).unwrap()[0].id;
    assert_eq!(clerk.post(&format!("/office/grids/{grid}/boundary/remove"), &[]).status(), StatusCode::SEE_OTHER);
    assert_eq!(boundaries(&app.app.store).unwrap().len(), 1);
}
