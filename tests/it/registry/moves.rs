//! Moves as a clerk records them: a split with the head leaving, a head's death, a merge, a household that moves out, and
//! what was said by mistake.
use lianxin::{
    base::{CitizenNumber, Day, Id},
    domain::{
        office::who::{Actor, Role},
        places::grids::{self, House},
        registry::{
            moves::{self, Deed},
            people::{
                self, Household, Relation, Resident,
                import::{self, Options},
            },
            registers::{self, Draft, Say, Subject},
        },
    },
    sheets,
    store::{self, Dir, Read},
};
use reqwest::StatusCode;

use crate::kit::{
    app::{TestApp, Visitor},
    desk::{grid, post},
    ground,
};

struct World {
    app: TestApp,
    houses: Vec<Id<House>>,
}

impl World {
    fn new() -> Self {
        let app = TestApp::new();
        let (first, second) = (grid(&app, 1), grid(&app, 2));
        let at = app.app.clock.now();
        let made = app.app.store.write_wait(move |tx| {
            let mut houses = Vec::new();
            for (grid, name) in [(first, "12幢"), (second, "20幢")] {
                let b = ground::building(tx, grid, name, at)?;
                houses.push(grids::ensure_house(tx, b, "2单元", "502")?.id);
            }
            Ok(houses)
        });
        World { houses: made.unwrap(), app }
    }
    /// A household as a roster of an earlier program left it: head and members by name and relation, without rows of change.
    fn home(&self, house: usize, people: &[(&str, u8)]) -> (Household, Vec<Resident>) {
        let (app, place) = (&self.app.app, ["美湖花园12幢2单元502室", "美湖花园20幢2单元502室"][house]);
        let lines = people.iter().map(|(name, relation)| format!("{place},{name},{}\n", Relation(*relation).name()));
        let roster = format!("住址,姓名,与户主关系\n{}", lines.collect::<String>());
        let read = sheets::read(roster.as_bytes()).unwrap();
        let plan = import::plan(&app.store, &app.keys.seal, &read, Options::default()).unwrap();
        let who = (Actor::System, app.clock.now());
        let done = import::apply(&app.store, &app.keys, who, &plan, |_, _, _| Ok(()), |_| {}).unwrap();
        assert!(done.surprises == 0 && done.counts.added == people.len(), "{done:?}");
        let all: Vec<Resident> = app.store.list(&store::Range::table(), Dir::Forward, 100).unwrap();
        let head = all.iter().rfind(|r| r.name.as_str() == people[0].0).unwrap();
        (app.store.get(head.household).unwrap(), people::members(&app.store, head.household).unwrap())
    }
    fn living(&self, home: Id<Household>) -> Vec<(String, u8)> {
        let all = people::members(&self.app.app.store, home).unwrap();
        all.iter().filter(|m| m.gone.is_none()).map(|m| (m.name.to_string(), m.relation.0)).collect()
    }
    fn entry(&self, about: Subject, table: &'static str, says: &[(&str, &str)]) {
        let says = says.iter().map(|(k, v)| ((*k).to_owned(), Say::Text((*v).to_owned()))).collect();
        let draft = Draft { subject: about, grid: None, says, from: Day::ymd(2026, 1, 5).unwrap(), until: None };
        let (at, keys) = (self.app.app.clock.now(), self.app.app.keys.seal.clone());
        self.app.app.store.write_wait(move |tx| registers::create(tx, &keys, (Actor::System, at), table, &draft)).unwrap();
    }
}

fn relation(r: &Resident) -> String {
    format!("relation-{}", r.id)
}

/// Posts a deed that succeeds and opens the page that it leads to.
fn done(v: &Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = v.post(path, fields);
    let status = answer.status();
    assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {}", answer.text().unwrap());
    v.page(answer.headers()["location"].to_str().unwrap())
}

#[test]
fn a_split_with_the_head_leaving() {
    let w = World::new();
    let clerk = w.app.signed_in(Role::Clerk);
    let (home, m) = w.home(0, &[("张三", 2), ("李四", 10), ("张小明", 20), ("欧阳王氏", 52)]);
    let path = format!("/office/households/{}/splits", home.id);
    let page = clerk.page(&path);
    assert!(page.contains("分户后与户主关系") && page.contains("value=\"502\""), "{page}");
    let (zhang, li, son, mother) = (relation(&m[0]), relation(&m[1]), relation(&m[2]), relation(&m[3]));
    let (id0, id1) = (m[0].id.to_string(), m[1].id.to_string());
    let building = w.app.app.store.get(w.houses[1]).unwrap().building.to_string();
    let base = [
        ("leave", &*id0),
        ("leave", &*id1),
        (&*zhang, "2"),
        ("building", &*building),
        ("unit", "2单元"),
        ("room", "502"),
        ("day", "2026-11-01"),
        ("reason", "住房改善"),
    ];
    // The wife, the son and the mother were not said: each is asked beside the name, and what was typed stays.
    let (status, page) = post(&clerk, &path, &base);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("error-{li}")) && page.contains("住房改善"), "{page}");
    assert_eq!(page.matches("name=\"leave\"").count(), 4);
    assert_eq!(page.matches(" checked").count(), 2);
    let with_wife = [&base[..], &[(&*li, "10")]].concat();
    let (status, page) = post(&clerk, &path, &with_wife);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("error-{son}")) && page.contains(&format!("error-{mother}")), "{page}");
    assert!(!page.contains(&format!("error-{li}")));
    let numbered = [&with_wife[..], &[("reason", "身份证32021119600101112X")]].concat();
    assert_eq!(post(&clerk, &path, &numbered).0, StatusCode::UNPROCESSABLE_ENTITY);

    let all = [&with_wife[..], &[(&*son, "2"), (&*mother, "62")]].concat();
    let page = done(&clerk, &path, &all);
    let sentence = "2026-11-01 分户：张三（户主）、李四（配偶）迁入美湖花园20幢2单元502室，原因：住房改善；由张小明任户主";
    assert!(page.contains(sentence), "{page}");
    assert_eq!(w.living(home.id), [("张小明".to_owned(), 2), ("欧阳王氏".to_owned(), 62)]);
    let row = moves::history(&w.app.app.store, home.id).unwrap().pop().unwrap();
    let new = row.other.unwrap().household;
    assert_eq!(w.living(new), [("张三".to_owned(), 2), ("李四".to_owned(), 10)]);
    // Both households tell it, each from its side; the old one also how it stood before.
    let old = clerk.page(&format!("/office/households/{}", home.id));
    let words = sentence.split_once('：').unwrap().1;
    assert!(old.contains(words) && old.contains(">分户</a>"), "{old}");
    assert!(old.contains(">期初登记</a>") && old.contains("张三（户主）、李四（配偶）、张小明（子）、欧阳王氏（母亲）"), "{old}");
    assert!(clerk.page(&format!("/office/households/{new}")).contains("张三（户主）、李四（配偶）自美湖花园12幢2单元502室分出"));
    // A grid worker of the first grid sees the change there and not the household in the other grid.
    let worker = w.app.signed_in(Role::GridWorker);
    assert!(worker.page(&format!("/office/households/{}/changes/{}", home.id, row.id)).contains(sentence));
    let there = worker.get(&format!("/office/households/{new}/changes/{}", row.id)).status();
    assert_eq!(there, StatusCode::NOT_FOUND);
    // A change is found under its own households only.
    let (stranger, _) = w.home(0, &[("赵六", 2)]);
    let there = clerk.get(&format!("/office/households/{}/changes/{}", stranger.id, row.id)).status();
    assert_eq!(there, StatusCode::NOT_FOUND);
}

#[test]
fn a_head_dies_and_is_taken_back() {
    let w = World::new();
    let clerk = w.app.signed_in(Role::Clerk);
    let (home, m) = w.home(0, &[("张三", 2), ("李四", 10), ("张小明", 20)]);
    let about = Subject::Resident(m[0].id);
    w.entry(about, "unemployed", &[("kind", "登记失业")]);
    let path = format!("/office/households/{}/successions", home.id);
    let (li, son) = (relation(&m[1]), relation(&m[2]));
    let fields = [("why", "died"), ("cause", "疾病"), ("day", "2026-11-02"), ("enter", "1"), (&*li, "2")];
    let (status, page) = post(&clerk, &path, &fields);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("error-{son}")) && !page.contains(&relation(&m[0])), "the dead is asked nothing: {page}");
    let tomorrow = [&fields[..], &[(&*son, "20")]].concat();
    let tomorrow: Vec<_> = tomorrow.into_iter().map(|f| if f.0 == "day" { ("day", "2026-11-04") } else { f }).collect();
    assert!(post(&clerk, &path, &tomorrow).1.contains("error-day"));
    let page = done(&clerk, &path, &[&fields[..], &[(&*son, "20")]].concat());
    assert!(page.contains("户主死亡：张三（户主），原因：疾病；由李四任户主"), "{page}");
    // The register of deaths has it; the other register's entry stands, and is pointed at.
    let of = |table| registers::of_subject(&w.app.app.store, about, Some(table)).unwrap();
    assert_eq!(of("deaths").len(), 1);
    let other = &of("unemployed")[0];
    assert!(other.ended.is_none());
    assert!(
        page.contains("以下台账可能需要终止") && page.contains(&format!("/office/registers/entries/{}\"", other.id)),
        "{page}"
    );
    assert!(!page.contains(&format!("/office/registers/entries/{}\"", of("deaths")[0].id)));
    assert_eq!(w.living(home.id), [("李四".to_owned(), 2), ("张小明".to_owned(), 20)]);
    // It was somebody else: taken back, as what the new head says.
    let person = format!("/office/residents/{}", m[0].id);
    assert!(clerk.page(&person).contains("/returns"));
    let back = format!("{person}/returns");
    let (status, page) = post(&clerk, &back, &[("why", "back"), ("day", "2026-11-03"), ("relation", "11")]);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "nobody comes back from the dead: {page}");
    let (status, _) = post(&clerk, &back, &[("why", "wrong"), ("day", "2026-11-03")]);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = done(&clerk, &back, &[("why", "wrong"), ("day", "2026-11-03"), ("relation", "11")]);
    assert!(page.contains("恢复在户：张三（夫），原因：登记有误"), "{page}");
    assert!(of("deaths")[0].ended.is_some());
    assert_eq!(w.living(home.id).len(), 3);
    assert_eq!(clerk.get(&back).status(), StatusCode::CONFLICT);
}

#[test]
fn two_households_become_one_and_it_moves_out() {
    let w = World::new();
    let clerk = w.app.signed_in(Role::Clerk);
    let (home, m) = w.home(0, &[("张三", 2), ("李四", 10)]);
    let (into, head) = w.home(0, &[("张大", 2)]);
    let path = format!("/office/households/{}/merges", home.id);
    // The one at the same address is offered; another number is looked up, wrong ones are said so.
    assert!(clerk.page(&path).contains(&format!("?into={}", into.id)));
    let own = clerk.get(&format!("{path}?into={}", home.id));
    assert_eq!(own.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.text().unwrap().contains("这就是本户"));
    assert!(clerk.get(&format!("{path}?into=99999")).text().unwrap().contains("没有这个户号"));
    let page = clerk.page(&format!("{path}?into={}", into.id));
    assert!(page.contains("与张大的关系") && !page.contains(">户主</option>"), "{page}");
    let (number, zhang, li) = (into.id.to_string(), relation(&m[0]), relation(&m[1]));
    let fields = [("into", &*number), ("day", "2026-11-01"), (&*zhang, "73")];
    let (status, page) = post(&clerk, &path, &fields);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("error-{li}")));
    let page = done(&clerk, &path, &[&fields[..], &[(&*li, "74")]].concat());
    assert!(page.contains("并户：张三（弟）、李四（弟媳）并入张大户（美湖花园12幢2单元502室）"), "{page}");
    assert_eq!(w.living(into.id).len(), 3);
    // The emptied household says where they are, and is not changed any more.
    let page = clerk.page(&format!("/office/households/{}", home.id));
    assert!(page.contains("该户已于 2026-11-01 并入") && page.contains(&format!("/office/households/{}\"", into.id)), "{page}");
    assert_eq!(clerk.get(&path).status(), StatusCode::CONFLICT);

    // All of them move out: the form writes the register's entries too.
    let path = format!("/office/households/{}/departures", into.id);
    let ids: Vec<String> = [&head[0], &m[0], &m[1]].iter().map(|r| r.id.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("leave", id.as_str())).collect();
    fields.extend([("why", "moved"), ("kind", "省内迁出"), ("day", "2026-11-03"), ("enter", "1")]);
    let (status, page) = post(&clerk, &path, &fields);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("error-destination"));
    fields.push(("destination", "苏州市姑苏区"));
    let page = done(&clerk, &path, &fields);
    assert!(page.contains("整户迁出：") && page.contains("迁往苏州市姑苏区"), "{page}");
    assert!(w.living(into.id).is_empty());
    for r in [&head[0], &m[0], &m[1]] {
        let entries = registers::of_subject(&w.app.app.store, Subject::Resident(r.id), Some("move-out")).unwrap();
        assert_eq!(entries.len(), 1);
    }
    let deeds: Vec<_> = moves::history(&w.app.app.store, into.id).unwrap().iter().map(|c| c.deed).collect();
    assert_eq!(deeds, [Deed::Opened, Deed::Merged, Deed::MovedOut]);
    assert!(clerk.page(&format!("/office/households/{}/changes", into.id)).contains("期初登记"));
}

#[test]
fn the_short_forms_leave_their_rows_too() {
    let w = World::new();
    let clerk = w.app.signed_in(Role::Clerk);
    let building = w.app.app.store.get(w.houses[0]).unwrap().building.to_string();
    let place = [("building", &*building), ("unit", "2单元"), ("room", "601"), ("head", "孙七")];
    assert_eq!(clerk.post("/office/households/new", &place).status(), StatusCode::SEE_OTHER);
    let home: Household =
        w.app.app.store.list(&lianxin::store::Range::table(), lianxin::store::Dir::Backward, 1).unwrap().remove(0);
    let member = format!("/office/households/{}/members/new", home.id);
    let body = "32021120101010112";
    let number = format!("{body}{}", CitizenNumber::check_digit(body).unwrap());
    let fields = [("name", "孙小七"), ("relation", "20"), ("number", &*number), ("residence", "registered")];
    assert_eq!(clerk.post(&member, &fields).status(), StatusCode::SEE_OTHER);
    let son = people::members(&w.app.app.store, home.id).unwrap().pop().unwrap();
    let fields = [("name", "孙小七"), ("relation", "21"), ("residence", "registered")];
    assert_eq!(clerk.post(&format!("/office/residents/{}", son.id), &fields).status(), StatusCode::SEE_OTHER);
    let moved = [("building", &*building), ("unit", "2单元"), ("room", "602")];
    assert_eq!(clerk.post(&format!("/office/households/{}/edit", home.id), &moved).status(), StatusCode::SEE_OTHER);
    let (other, _) = w.home(1, &[("孙六", 2)]);
    let number = other.id.to_string();
    let to = [("household", &*number), ("relation", "93")];
    assert_eq!(clerk.post(&format!("/office/residents/{}/move", son.id), &to).status(), StatusCode::SEE_OTHER);
    let rows = moves::history(&w.app.app.store, home.id).unwrap();
    let deeds: Vec<_> = rows.iter().map(|c| c.deed).collect();
    assert_eq!(deeds, [Deed::Created, Deed::Joined, Deed::Corrected, Deed::Rehoused, Deed::Moved]);
    let page = clerk.page(&format!("/office/households/{}", home.id));
    let said = [
        "孙七（户主）",
        "孙小七（独生子）",
        "由美湖花园12幢2单元601室迁至美湖花园12幢2单元602室",
        "孙小七（侄子）迁入美湖花园20幢",
    ];
    for words in said {
        assert!(page.contains(&format!("<p>{words}")), "{words}: {page}");
    }
}
