//! 四清 as each role sees it: the parts, the gaps behind them, the way to the form that mends each.
use lianxin::{
    base::{Day, Id, Name},
    domain::{
        insight::clarity::{self, CHECKS, Check, CheckResult},
        office::who::{Actor, Role},
        places::grids::{self, Grid},
        registry::{
            moves,
            people::{Household, HouseholdForm, Particulars, Relation, Resident},
            registers::{self, Draft, Entry, Say, Subject},
        },
    },
    store::{Dir, Read},
};
use reqwest::StatusCode;

use crate::kit::{
    app::{TestApp, Visitor},
    desk, ground,
    until::{PATIENCE, until},
};

struct World {
    app: TestApp,
    grids: [Id<Grid>; 2],
    homes: [(Household, Resident); 2],
}

/// Two grids with a household each; the grid worker serves the first. The head of each is in the Party and in no register.
fn world() -> World {
    let app = TestApp::new();
    let grids = [desk::grid(&app, 1), desk::grid(&app, 2)];
    let homes = [(grids[0], "1幢", "王秀英"), (grids[1], "2幢", "李建国")].map(|(grid, building, name)| {
        let (at, keys) = (app.app.clock.now(), app.app.keys.seal.clone());
        let made = app.app.store.write_wait(move |tx| {
            let b = ground::building(tx, grid, building, at)?;
            let house = grids::ensure_house(tx, b, "", "501")?.id;
            let mut head = Particulars::new(Name::parse(name).unwrap(), Relation::HEAD);
            head.political = Some(1);
            moves::create_household(tx, &keys, (Actor::System, at), HouseholdForm { house, phone: None }, head, None)
        });
        made.unwrap()
    });
    let w = World { app, grids, homes };
    w.settle();
    w
}

impl World {
    fn settle(&self) {
        while clarity::settle_some(&self.app.app.store, self.app.app.clock.now()).unwrap() > 0 {}
    }
    fn hazard(&self, grid: Id<Grid>, place: &str, until: Day) -> Entry {
        let (at, keys) = (self.app.app.clock.now(), self.app.app.keys.seal.clone());
        let says = [("place", place), ("kind", "燃气"), ("level", "一般"), ("story", "软管老化")];
        let says = says.map(|(k, v)| (k.to_owned(), Say::Text(v.to_owned()))).to_vec();
        let from = Day::ymd(2026, 1, 5).unwrap();
        let draft = Draft { subject: Subject::None, grid: Some(grid), says, from, until: Some(until) };
        let made = self
            .app
            .app
            .store
            .write_wait(move |tx| registers::create(tx, &keys, (Actor::System, at), "hazards", &draft))
            .unwrap();
        self.settle();
        made
    }
}

/// Addresses of the links in the main part of a page.
fn links(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).unwrap();
    let hrefs = main.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
    hrefs.filter(|h| h.starts_with('/')).collect()
}

/// Every part of every score leads somewhere, for everybody who sees people; what leads to a form leads to one that opens.
#[test]
fn every_link_opens_for_whom_it_is_shown() {
    let w = world();
    w.hazard(w.grids[0], "3幢楼道", w.app.app.clock.today().plus(-3));
    for role in [Role::Administrator, Role::Leader, Role::Clerk, Role::Dispatcher, Role::GridLeader, Role::GridWorker] {
        let v = w.app.signed_in(role);
        let (mut todo, mut seen) = (vec!["/office/clarity".to_owned(), "/office/clarity/to-do".to_owned()], Vec::new());
        while let Some(path) = todo.pop() {
            let bare = path.split('#').next().unwrap().to_owned();
            if seen.contains(&bare) {
                continue;
            }
            let answer = v.get(&bare);
            assert_eq!(answer.status(), StatusCode::OK, "{role:?}: {bare}");
            if bare.starts_with("/office/clarity") {
                todo.extend(links(&answer.text().unwrap()));
            }
            seen.push(bare);
        }
        let n = seen.iter().filter(|p| p.starts_with("/office/clarity/")).count();
        assert!(role == Role::GridLeader || n > 10, "{role:?} followed {seen:?}");
    }
}

/// A grid worker sees the own grid only, and nothing that only the office knows; key persons are nobody's here.
#[test]
fn a_grid_worker_sees_the_own_grid_and_no_register_of_the_office() {
    let w = world();
    let own = w.hazard(w.grids[0], "3幢楼道", w.app.app.clock.today().plus(-3));
    let other = w.hazard(w.grids[1], "8幢楼道", w.app.app.clock.today().plus(-3));
    let (worker, clerk) = (w.app.signed_in(Role::GridWorker), w.app.signed_in(Role::Clerk));
    let (first, second) = (w.grids[0], w.grids[1]);
    let overview = worker.page("/office/clarity");
    assert!(overview.contains("第1网格") && !overview.contains("第2网格"), "{overview}");
    assert!(clerk.page("/office/clarity").contains("第2网格"));
    for path in [
        format!("/office/clarity/{second}"),
        format!("/office/clarity/{second}/visit"),
        format!("/office/clarity/to-do?grid={second}"),
        "/office/clarity/all".to_owned(),
        "/office/clarity/all/hazard".to_owned(),
        format!("/office/clarity/{first}/nonsense"),
        format!("/office/households/{}/visit", w.homes[1].0.id),
    ] {
        assert_eq!(worker.get(&path).status(), StatusCode::NOT_FOUND, "{path}");
    }
    let list = worker.page(&format!("/office/clarity/{first}/hazard"));
    assert!(list.contains(&format!("entries/{}", own.id)) && !list.contains(&format!("entries/{}", other.id)));
    let list = clerk.page("/office/clarity/all/hazard");
    assert!(list.contains(&format!("entries/{}", own.id)) && list.contains(&format!("entries/{}", other.id)));
    // What only the office knows: its own part, its list, its share of the sums, the panel and the work list.
    let office_only: Vec<&Check> = CHECKS.iter().filter(|c| !c.is_open()).collect();
    assert_eq!(office_only.len(), 4);
    for c in office_only {
        let name = w.app.app.zh.get(&format!("clarity-check-{}", c.key));
        for path in [
            format!("/office/clarity/{first}"),
            format!("/office/clarity/to-do?grid={first}"),
            format!("/office/households/{}", w.homes[0].0.id),
        ] {
            assert!(!worker.page(&path).contains(&name), "{name} on {path}");
        }
        assert_eq!(worker.get(&format!("/office/clarity/{first}/{}", c.key)).status(), StatusCode::NOT_FOUND, "{}", c.key);
        assert_eq!(clerk.get(&format!("/office/clarity/{first}/{}", c.key)).status(), StatusCode::OK, "{}", c.key);
    }
    assert!(clerk.page(&format!("/office/households/{}", w.homes[0].0.id)).contains("党员名册"));
    let whole = |v: &Visitor| sum(&v.page(&format!("/office/clarity/{first}")));
    let (theirs, ours) = (whole(&worker), whole(&clerk));
    assert_eq!(ours.1 - theirs.1, 1, "the Party member is one part more for the office: {theirs:?} {ours:?}");
}

/// The two counts of the last tile: all four together.
fn sum(page: &str) -> (i64, i64) {
    let tiles = page.split("scores\">").nth(1).unwrap().split("</ul>").next().unwrap();
    let counts = tiles.rsplit("<small>").next().unwrap().split("</small>").next().unwrap();
    let (clear, all) = counts.split_once(" / ").unwrap();
    (clear.parse().unwrap(), all.parse().unwrap())
}

/// The whole way: the work list leads to the form, the form mends, and the gap is gone at once, counted or not.
#[test]
fn a_gap_that_is_mended_is_gone_at_once() {
    let w = world();
    let worker = w.app.signed_in(Role::GridWorker);
    let home = &w.homes[0].0;
    let list = worker.page("/office/clarity/to-do");
    let form = format!("/office/households/{}/visit", home.id);
    assert!(links(&list).contains(&form), "{list}");
    let before = sum(&worker.page("/office/clarity"));
    let page = worker.page(&form);
    assert!(page.contains("走访日期") && page.contains(&home.address));
    let wrong = worker.post(&form, &[("on", "2030-01-01"), ("note", "老人身体好")]);
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let text = wrong.text().unwrap();
    assert!(text.contains("走访时间不能晚于现在") && text.contains("老人身体好"), "{text}");
    let today = w.app.app.clock.today().to_string();
    let done = worker.post(&form, &[("on", today.as_str()), ("note", "老人身体好")]);
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    // Nothing has been worked off yet: the lists look for themselves, the counts follow within a second or two.
    let missing = format!("/office/clarity/{}/visit", w.grids[0]);
    assert!(!worker.page(&missing).contains(&home.address));
    let panel = worker.page(&format!("/office/households/{}", home.id));
    let gaps = panel.split("id=\"clarity\"").nth(1).unwrap().split("actions").next().unwrap();
    assert!(!gaps.contains("入户走访") && !gaps.contains(&form), "{panel}");
    assert!(!links(&worker.page("/office/clarity/to-do")).contains(&form));
    assert_eq!(sum(&worker.page("/office/clarity")), before);
    w.settle();
    assert_eq!(sum(&worker.page("/office/clarity")), (before.0 + 1, before.1));
    let visit = Check::parse("visit").unwrap();
    assert_eq!(clarity::gaps(&w.app.app.store, visit, Some(w.grids[0]), None, 9).unwrap().rows.len(), 0);
}

/// The house's own thread does what the other tests do by hand, and a store without standings is filled at the start.
#[test]
fn the_house_keeps_it_by_itself() {
    let w = world();
    let store = w.app.app.store.clone();
    store
        .write_wait(|tx| {
            let all: Vec<CheckResult> = tx.list(&lianxin::store::Range::table(), Dir::Forward, 99)?;
            all.into_iter().try_for_each(|s| tx.delete(s.id))
        })
        .unwrap();
    assert!(!clarity::complete(&store).unwrap());
    let running = lianxin::jobs::serve(&w.app.app).unwrap();
    until("every household has its standing", || clarity::complete(&store).unwrap());
    let id = w.homes[0].1.id;
    crate::kit::registers::gone(&w.app, id);
    until("a household that has left stands nowhere", || store.rows::<CheckResult>().unwrap() == 1);
    running.stop(PATIENCE);
}
