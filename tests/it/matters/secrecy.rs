//! One member is not the household: what each class of service lets be seen and done, where, and by whom.
use lianxin::{
    base::{CitizenNumber, Name, Phone},
    domain::{
        household,
        insight::files::Bounds,
        matters::{
            catalog::{self, Secrecy, Service, ServiceVersion},
            items::{self, Action, Applicant, Asked, By, Item, New, Proof, Source, StateTag, receipt::verify_url},
        },
        office::{settings::Settings, who::Actor, who::Role},
        registry::{
            moves,
            people::{Household, Particulars, Relation, Resident},
        },
    },
    paperwork::Desk,
    store::Read,
};
use reqwest::StatusCode;

use crate::kit::{
    app::TestApp,
    desk::{act, given, grid},
    files::reader,
    lobby::{PHONE, Person, World, close, world},
    number, registers,
};

/// One service of each class.
const SERVICES: [(&str, Secrecy); 3] =
    [("ss-guandao", Secrecy::Household), ("ll-gaoling", Secrecy::Personal), ("tj-jiating", Secrecy::Confidential)];
const WIFE_PHONE: &str = "13700001234";

fn file(app: &TestApp, home: &Household, whose: &Resident, code: &str) -> Item {
    let offer = app.app.catalogue().by_code(code).unwrap().clone();
    let (at, no) = (app.app.clock.now(), app.app.store.rows::<Item>().unwrap());
    let mut form_key = [3; 16];
    form_key[..8].copy_from_slice(&no.to_be_bytes());
    let new = New {
        form_key,
        asked: Asked::of(&offer).unwrap(),
        applicant: Applicant {
            name: Some(whose.name.clone()),
            phone: whose.phone.clone(),
            resident: Some(whose.id),
            household: Some(home.id),
        },
        source: Source::Terminal,
        building: None,
        grid: Some(home.grid),
        place: "美湖花园12幢".into(),
        answers: Vec::new(),
        materials: Vec::new(),
        draft: None,
        query: None,
    };
    app.app.store.write_wait(move |tx| items::report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap()
}

/// A member with a number and a telephone of her own.
fn wife(app: &TestApp, home: &Household) -> (Resident, String) {
    let (keys, at, home) = (app.app.keys.seal.clone(), app.app.clock.now(), home.id);
    let n = number("32021119550505124");
    let sealed = CitizenNumber::parse(&n).unwrap();
    let made = app.app.store.write_wait(move |tx| {
        let mut who = Particulars::new(Name::parse("陈桂英").unwrap(), Relation(10));
        who.phone = Phone::parse(WIFE_PHONE);
        moves::add_member(tx, &keys, (Actor::System, at), home, who, Some(&sealed))
    });
    (made.unwrap(), n[14..].to_owned())
}

/// The ways to come to a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Nobody,
    Card,
    /// The card, and «I am the wife» by touch.
    CardAsWife,
    /// The husband's telephone and last four.
    Husband,
    HusbandAsWife,
    Wife,
    /// She, and then somebody holds the household's card to the scanner.
    WifeThenCard,
    /// The receipt.
    NumberAndCode,
}

const WAYS: [Way; 8] =
    [Way::Nobody, Way::Card, Way::CardAsWife, Way::Husband, Way::HusbandAsWife, Way::Wife, Way::WifeThenCard, Way::NumberAndCode];

/// The table: whether an item of the wife's is in the list and opens from it.
fn shown(way: Way, class: Secrecy) -> bool {
    match way {
        Way::Nobody | Way::NumberAndCode => false,
        Way::Wife => true,
        Way::Card | Way::CardAsWife | Way::Husband | Way::HusbandAsWife | Way::WifeThenCard => class == Secrecy::Household,
    }
}

fn come(w: &World, p: &Person, way: Way, wife: &Resident, last4: &str) {
    let card = || assert_eq!(p.post("/who/home/card", &[("card", w.card.as_str())]), "/who/home/member");
    let phone = |phone, last: &str| {
        assert_eq!(p.post("/who/home/phone", &[("phone", phone), ("last4", last)]), "/who/home/member");
    };
    let member = |r: &Resident| assert_eq!(p.post("/who/home/member", &[("v", &r.id.to_string())]), "/home");
    match way {
        Way::Nobody | Way::NumberAndCode => {}
        Way::Card => (card(), member(&w.head)).1,
        Way::CardAsWife => (card(), member(wife)).1,
        Way::Husband => (phone(PHONE, &w.last4), member(&w.head)).1,
        Way::HusbandAsWife => (phone(PHONE, &w.last4), member(wife)).1,
        Way::Wife => (phone(WIFE_PHONE, last4), member(wife)).1,
        Way::WifeThenCard => {
            phone(WIFE_PHONE, last4);
            member(wife);
            p.post("/scan", &[("code", w.card.as_str()), ("at", "/home")]);
        }
    }
}

#[test]
fn the_terminal_shows_a_members_matters_to_that_member() {
    for way in WAYS {
        let w = world();
        let app = &w.office;
        let (wife, last4) = wife(app, &w.household);
        let open = SERVICES.map(|(code, class)| (file(app, &w.household, &wife, code), class));
        let closed = SERVICES.map(|(code, class)| (file(app, &w.household, &wife, code), class));
        closed.iter().for_each(|(item, _)| close(&w, item));
        let p = w.person();
        come(&w, &p, way, &wife, &last4);
        let list = p.v.get("/track/mine");
        assert_eq!(list.status() == StatusCode::OK, !matches!(way, Way::Nobody | Way::NumberAndCode), "{way:?}");
        let list = list.text().unwrap();
        let rates = p.v.get("/rate").text().unwrap();
        for (item, class) in &open {
            let shown = shown(way, *class);
            let id = item.id.to_string();
            assert_eq!(list.contains(&item.title), shown, "{way:?} {class:?} is listed");
            let answer = p.v.post("/track/mine", &[("v", &id)]);
            assert_eq!(answer.status() == StatusCode::SEE_OTHER, shown, "{way:?} {class:?} opens from the list");
            let by_code = way == Way::NumberAndCode;
            if by_code {
                let fields = [("no", item.no.to_string()), ("code", item.query.to_string())];
                let to = p.post("/track", &[("no", &fields[0].1), ("code", &fields[1].1)]);
                assert_eq!(to, "/track/item");
            }
            let page = p.v.get("/track/item").text().unwrap();
            assert_eq!(page.contains(&item.title), shown || by_code, "{way:?} {class:?} is seen");
            assert_ne!(p.v.get("/receipt").status(), StatusCode::OK, "no receipt of a matter filed by another");
            p.v.post("/track/withdraw", &[]);
            let now = app.app.store.get(item.id).unwrap();
            let speaks = by_code || shown && matches!(way, Way::Husband | Way::HusbandAsWife | Way::Wife);
            assert_eq!(now.state.tag == StateTag::Withdrawn, speaks, "{way:?} {class:?} is withdrawn");
        }
        for (item, class) in closed.iter().filter(|(_, class)| !shown(way, *class)) {
            assert!(!rates.contains(&item.title) || *class == Secrecy::Household, "{way:?} {class:?} is not listed to be rated");
            assert_eq!(
                p.v.post("/rate/open", &[("v", &item.id.to_string())]).status(),
                StatusCode::NOT_FOUND,
                "{way:?} {class:?}"
            );
            let now = app.app.store.get(item.id).unwrap();
            assert_eq!(now.rating, None);
        }
    }
}

#[test]
fn what_a_member_opened_is_closed_to_the_next() {
    let w = world();
    let (wife, last4) = wife(&w.office, &w.household);
    let item = file(&w.office, &w.household, &wife, "tj-jiating");
    for next in [Way::Card, Way::Husband] {
        let p = w.person();
        come(&w, &p, Way::Wife, &wife, &last4);
        assert_eq!(p.post("/track/mine", &[("v", &item.id.to_string())]), "/track/item");
        assert!(p.page("/track/item").contains(&item.title));
        match next {
            Way::Card => drop(p.post("/scan", &[("code", w.card.as_str()), ("at", "/track/item")])),
            way => come(&w, &p, way, &wife, &last4),
        }
        assert_eq!(p.led("/track/item"), "/track", "{next:?}");
        assert!(!p.page("/track/mine").contains(&item.title), "{next:?}");
    }
}

#[test]
fn the_office_sees_by_role_and_papers_name_no_members_own() {
    let app = TestApp::new();
    let g = grid(&app, 1);
    let (home, head) = registers::household(&app, g, "12", "502", "王建国", &number("32021119600101201"));
    let all = SERVICES.map(|(code, class)| (file(&app, &home, &head, code), class));
    let everything = [Role::Leader, Role::Principal, Role::Liaison, Role::Clerk, Role::Dispatcher];
    let check = |given: bool| {
        for role in Role::ALL {
            let v = app.signed_in(role);
            let file = v.get(&format!("/office/households/{}", home.id));
            let file = if file.status() == StatusCode::OK { file.text().unwrap() } else { String::new() };
            let list = v.get("/office/items");
            let list = if list.status() == StatusCode::OK { list.text().unwrap() } else { String::new() };
            for (item, class) in &all {
                let sees = everything.contains(&role) || role == Role::GridWorker && (*class < Secrecy::Confidential || given);
                let page = v.get(&format!("/office/items/{}", item.id));
                assert_eq!(page.status() == StatusCode::OK, sees, "{role:?} {class:?}: the page");
                let no = item.no.to_string();
                assert!(sees || !list.contains(&no), "{role:?} {class:?}: the list");
                assert!(sees || !file.contains(&no) && !file.contains(&item.title), "{role:?} {class:?}: the household's file");
                let paper =
                    household::file(&app.app.store, &reader(&app, &app.account(role)).on_paper(), home.id, &Bounds::PAPER);
                let said = paper.map(|f| format!("{:?} {:?} {:?}", f.items, f.timeline, f.risks)).unwrap_or_default();
                let printed = said.contains(&item.title);
                assert!(!printed || *class == Secrecy::Household && sees, "{role:?} {class:?}: the dossier");
                if *class == Secrecy::Household && role == Role::Leader {
                    assert!(printed && file.contains(&no), "the household's own stands in its file");
                }
            }
        }
    };
    check(false);
    // What is given to a grid's worker is seen.
    let (secret, _) = &all[2];
    act(&app, Role::Clerk, secret, Action::Accept, items::Details::default());
    act(&app, Role::Dispatcher, secret, Action::Dispatch, given(&app, Role::GridWorker));
    check(true);
}

#[test]
fn what_others_read_does_not_name_what_is_confidential() {
    let app = TestApp::new();
    let g = grid(&app, 1);
    let (home, head) = registers::household(&app, g, "12", "502", "王建国", &number("32021119600101201"));
    let office = Settings::load(&app.app.store).unwrap().unwrap();
    for (code, class) in SERVICES {
        let item = file(&app, &home, &head, code);
        let url = verify_url(&app.app.store, &item, &office.division, &office.public_host, &app.app.keys).unwrap();
        let page = app.visitor().page(&format!("/v/{}", url.rsplit('/').next().unwrap()));
        let named = class < Secrecy::Confidential;
        assert_eq!(page.contains(&item.title), named, "{class:?}: the page behind a receipt");
        let desk = Desk::of(&app.app.store, &app.app.zh, &app.app.keys, app.app.clock.now()).unwrap();
        assert_eq!(desk.receipt_facts(&item).unwrap().service == item.title, named, "{class:?}: the receipt");
        let listed = app.visitor().get("/open311/v2/services.json").text().unwrap();
        assert!(class == Secrecy::Household || !listed.contains(code), "{class:?}: other software");
    }
    let offers = app.app.catalogue();
    let offers = offers.offers();
    let open = lianxin::domain::matters::open311::offered(&app.app.catalogue()).map(|o| o.spec.code.clone()).collect::<Vec<_>>();
    for o in offers.iter().filter(|o| o.spec.secrecy != Secrecy::Household) {
        assert!(!open.contains(&o.spec.code), "{}", o.spec.code);
    }
}

#[test]
fn every_service_says_who_may_know() {
    let files = std::fs::read_dir("assets/catalogue").unwrap().map(|f| std::fs::read_to_string(f.unwrap().path()).unwrap());
    let all: String = files.collect();
    let lines = |start: &str| all.lines().filter(|l| l.starts_with(start)).count();
    assert_eq!(lines("secrecy = "), lines("[[service]]"), "the default is for what offices stored before");
    let shipped = catalog::shipped().unwrap().services;
    let class = |code: &str| shipped.iter().find(|s| s.code == code).unwrap().secrecy;
    for code in ["tj-jiating", "tj-qianxin", "tj-dengji", "jz-jiedu", "xf-xinfang", "sf-yuanzhu", "mz-ertong"] {
        assert_eq!(class(code), Secrecy::Confidential, "{code}");
    }
    // Who gives a citizen number asks for oneself.
    let own = shipped.iter().filter(|s| s.field("citizen-number").is_some_and(|f| f.required) && s.code != "zh-chuzufang");
    for s in own {
        assert!(s.secrecy > Secrecy::Household, "{}", s.code);
    }
}

#[test]
fn what_an_earlier_program_stored_is_one_persons_own_or_what_ships() {
    let app = TestApp::new();
    let store = &app.app.store;
    let bare = |code: &str| {
        let service = store.by(&Service::BY_CODE, &code.to_owned()).unwrap().unwrap();
        let version: ServiceVersion = store.get(service.current).unwrap();
        let mut json: serde_json::Value = serde_json::from_str(&version.spec).unwrap();
        json.as_object_mut().unwrap().remove("secrecy").unwrap();
        json["name"] = "办公室自己改的名".into();
        (service, ServiceVersion { spec: json.to_string(), by: Actor::Account(app.account(Role::Administrator).id), ..version })
    };
    for (code, class) in SERVICES {
        let (service, version) = bare(code);
        let id = version.id;
        store.write_wait(move |tx| tx.put(&version)).unwrap();
        assert_eq!(catalog::secrecy(store, id, code).unwrap(), Secrecy::Personal, "{code} before the start");
        let (shipped, at) = (catalog::shipped().unwrap().services, app.app.clock.now());
        store.write_wait(move |tx| catalog::seed(tx, &shipped, at)).unwrap();
        let now = catalog::offer(store, code).unwrap();
        assert_eq!((now.spec.secrecy, now.spec.name.as_str()), (class, "办公室自己改的名"), "the office's words stay");
        assert_eq!(catalog::secrecy(store, id, code).unwrap(), class, "of what was asked for before, too");
        assert_ne!(now.version, service.current);
    }
}
