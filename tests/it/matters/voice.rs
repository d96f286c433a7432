//! Nobody speaks for the resident: what a rating, an urge and a withdrawal need, from where they are taken, and what the history
//! says of how they came.
use lianxin::{
    domain::{
        lobby::terminals,
        matters::items::{self, Action, Asked, By, Item, New, Proof, Rating, Source, StateTag},
        office::who::Role,
    },
    store::Read,
};

use crate::kit::{
    app::Visitor,
    lobby::{PHONE, Person, World, close, world},
};

/// What somebody shows at the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Nothing,
    /// The household's card, which anybody at the office may print.
    Card,
    /// The card, and «I am the head» by touch.
    CardAsHead,
    /// The card of somebody who has opened the item by it, and is asked for more.
    Person,
    Receipt,
}

const ALL: [Shows; 5] = [Shows::Nothing, Shows::Card, Shows::CardAsHead, Shows::Person, Shows::Receipt];

/// Where the screen stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// In the lobby.
    Lobby,
    /// At an address that somebody of the office is signed in from.
    OfficeComputer,
    /// The same, and they are signed in on it.
    OfficeBrowser,
    /// A registered terminal at such an address.
    Terminal,
    /// A registered terminal on which somebody of the office is signed in.
    TerminalSignedIn,
}

const PLACES: [Stands; 5] =
    [Stands::Lobby, Stands::OfficeComputer, Stands::OfficeBrowser, Stands::Terminal, Stands::TerminalSignedIn];

/// An item of the household's own class, of the head's.
fn ask(w: &World) -> Item {
    let offer = w.office.app.catalogue().by_code("ss-guandao").unwrap().clone();
    let (like, at, no) = (w.ask(), w.office.app.clock.now(), w.office.app.store.rows::<Item>().unwrap());
    let mut form_key = [5; 16];
    form_key[..8].copy_from_slice(&no.to_be_bytes());
    let new = New {
        form_key,
        asked: Asked::of(&offer).unwrap(),
        applicant: like.applicant.clone(),
        source: Source::Terminal,
        building: None,
        grid: like.grid,
        place: "美湖花园12幢".into(),
        answers: Vec::new(),
        materials: Vec::new(),
        draft: None,
        query: None,
    };
    w.office.app.store.write_wait(move |tx| items::report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap()
}

fn sign_in(v: &Visitor) {
    let password = crate::kit::app::PASSWORD;
    let answer = v.post("/office/sign-in", &[("login", Role::Handler.key()), ("password", password)]);
    assert_eq!(answer.status(), 303);
}

/// A screen at its place.
fn screen(w: &World, at: Stands) -> Person {
    let office = [127, 0, 0, 9];
    let v = match at {
        Stands::Lobby => w.office.visitor_from([127, 0, 0, 2]),
        _ => w.office.visitor_from(office),
    };
    if matches!(at, Stands::Terminal | Stands::TerminalSignedIn) {
        let (by, now) = (w.office.account(Role::Administrator).id, w.office.app.clock.now());
        let code = terminals::fresh_code().unwrap();
        let shown = code.clone();
        w.office.app.store.write_wait(move |tx| terminals::add(tx, (by, now), "一楼大厅", "", &code).map(drop)).unwrap();
        let code = shown;
        assert_eq!(v.post("/enrol", &[("code", &code)]).status(), 303);
    }
    match at {
        Stands::Lobby => {}
        Stands::OfficeComputer | Stands::Terminal => sign_in(&w.office.visitor_from(office)),
        Stands::OfficeBrowser | Stands::TerminalSignedIn => sign_in(&v),
    }
    let p = Person { v };
    assert_eq!(p.post("/start", &[]), "/home");
    p
}

fn show(w: &World, p: &Person, shows: Shows, item: &Item) {
    match shows {
        Shows::Nothing => return,
        Shows::Card | Shows::CardAsHead => {
            assert_eq!(p.post("/who/home/card", &[("card", w.card.as_str())]), "/who/home/member");
            let me = if shows == Shows::Card { String::new() } else { w.head.id.to_string() };
            assert_eq!(p.post("/who/home/member", &[("v", &me)]), "/home");
        }
        Shows::Person => {
            assert_eq!(p.post("/who/home/phone", &[("phone", PHONE), ("last4", &w.last4)]), "/who/home/member");
            assert_eq!(p.post("/who/home/member", &[("v", &w.head.id.to_string())]), "/home");
        }
        Shows::Receipt => {
            let (no, code) = (item.no.to_string(), item.query.to_string());
            assert_eq!(p.post("/track", &[("no", &no), ("code", &code)]), "/track/item");
            return;
        }
    }
    assert_eq!(p.post("/track/mine", &[("v", &item.id.to_string())]), "/track/item", "whoever holds the card may look");
    assert!(p.page("/track/item").contains(&item.title));
}

#[test]
fn a_resident_speaks_with_what_the_office_does_not_hold_and_where_it_does_not_work() {
    for at in PLACES {
        for shows in ALL {
            let w = world();
            let p = screen(&w, at);
            let place = matches!(at, Stands::Lobby | Stands::Terminal);
            let may = place && matches!(shows, Shows::Person | Shows::Receipt);
            let now = |item: &Item| -> Item { w.office.app.store.get(item.id).unwrap() };
            // What is open is urged and withdrawn.
            let item = ask(&w);
            show(&w, &p, shows, &item);
            let page = p.v.get("/track/item").text().unwrap();
            let offers = matches!(shows, Shows::Person | Shows::Receipt);
            assert_eq!(page.contains("action=\"/track/urge\""), offers, "{at:?} {shows:?}: the button");
            let asks = matches!(shows, Shows::Card | Shows::CardAsHead);
            assert_eq!(page.contains("href=\"/who/track\""), asks, "{at:?} {shows:?}: a card is asked for more");
            let refused = |path: &str, fields: &[(&str, &str)]| {
                let answer = p.v.post(path, fields);
                if !place {
                    assert_eq!(answer.status(), 409, "{at:?} {shows:?} {path}");
                    assert!(answer.text().unwrap().contains("工作人员办公用的"), "{at:?} {shows:?} {path}");
                }
            };
            refused("/track/urge", &[]);
            assert_eq!(now(&item).urges, u16::from(may), "{at:?} {shows:?} urges");
            refused("/track/withdraw", &[]);
            assert_eq!(now(&item).state.tag == StateTag::Withdrawn, may, "{at:?} {shows:?} withdraws");
            // What is closed is rated; the history says how.
            let item = ask(&w);
            close(&w, &item);
            show(&w, &p, shows, &item);
            let opened = p.v.get("/rate").text().unwrap();
            assert_eq!(opened.contains("非常满意"), may, "{at:?} {shows:?} is asked");
            refused("/rate", &[("v", "satisfied")]);
            let rated = now(&item);
            assert_eq!(rated.rating.is_some(), may, "{at:?} {shows:?} rates");
            if let Some((rating, way)) = rated.rating {
                assert_eq!(rating, Rating::Satisfied);
                let by = if shows == Shows::Receipt { "凭回执" } else { "凭手机号和证件号码后四位" };
                let terminal = if at == Stands::Terminal { "一楼大厅" } else { "自助终端" };
                assert!(way.contains(by) && way.contains(terminal), "{way}");
                let last = items::history(&w.office.app.store, item.id).unwrap().pop().unwrap();
                assert_eq!((last.action, last.note), (Action::Rate, way));
            }
        }
    }
}

#[test]
fn a_card_at_the_rating_screen_is_told_what_it_lacks_and_goes_on_from_there() {
    let w = world();
    let item = ask(&w);
    close(&w, &item);
    let p = w.person();
    assert_eq!(p.led("/rate"), "/who/rate");
    let asked = p.page("/who/rate");
    assert!(asked.contains("连心卡全家共用") && !asked.contains("/who/rate/card"));
    // The scanner works on any screen: the card leads back, not in a circle through the members.
    assert_eq!(p.post("/scan", &[("code", w.card.as_str()), ("at", "/who/rate")]), "/who/rate");
    assert!(p.page("/who/rate").contains("连心卡全家共用"));
    assert_eq!(p.post("/rate/open", &[("v", &item.id.to_string())]), "/rate");
    assert_eq!(p.led("/rate"), "/who/rate", "opened, and still a card");
    assert_eq!(p.post("/who/rate/phone", &[("phone", PHONE), ("last4", &w.last4)]), "/rate");
    assert!(p.page("/rate").contains("非常满意"), "the item that was opened");
    assert_eq!(p.post("/rate", &[("v", "satisfied")]), "/rate/thanks");
}
