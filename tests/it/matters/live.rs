//! The live desk and the walls: what is told, to whom, when it ends; and that a wall knows nobody.
use std::{sync::Arc, time::Duration};

use lianxin::{
    domain::office::{
        accounts::{Session, WallKey},
        who::Role,
    },
    store::{Range, Read},
};
use reqwest::StatusCode;

use crate::kit::{
    app::TestApp,
    live::Heard,
    lobby::{PHONE, close, ring, world},
    until::until,
};

fn revision(page: &str) -> String {
    let at = page.find("data-revision=\"").unwrap() + 15;
    page[at..].chars().take_while(|c| *c != '"').collect()
}

#[test]
fn a_stream_tells_of_a_change_and_of_nothing_else() {
    let w = world();
    let v = w.office.signed_in(Role::Clerk);
    let stream = Heard::at(&v, "/office/live");
    let first = stream.next("changed");
    assert_eq!(revision(&v.page("/office")), first);
    // A session in use, somebody who signs in: written, but nothing that the desk shows.
    let other = w.office.signed_in(Role::Leader);
    // Somebody calls for help: what is told before it is told of what was written before it.
    assert_eq!(stream.next("calls"), "0");
    ring(&w.office.visitor(), "/home");
    assert_eq!(stream.up_to("calls").0, Vec::<String>::new(), "nothing happened that the desk shows");
    w.ask();
    let told = stream.next("changed");
    assert_ne!(told, first);
    let fragment = v.page("/office/live/desk");
    assert_eq!(revision(&fragment), told);
    assert!(fragment.starts_with("<div class=\"panel-live\"") && !fragment.contains("<html"), "only the panel");
    assert!(fragment.contains("待受理<b>1</b>"));
    // The page is drawn by the same hand.
    let whole = v.page("/office");
    let lists = |s: &str| s[s.find("<ul class=\"counters\">").unwrap()..s.rfind("<p class=\"hint as-of\">").unwrap()].to_owned();
    assert_eq!(lists(&whole), lists(&fragment));
    drop(other);
}

#[test]
fn a_stream_ends_with_the_session_or_the_account() {
    let w = world();
    let app = &w.office;
    let v = app.signed_in(Role::Clerk);
    let stream = Heard::at(&v, "/office/live");
    stream.next("changed");
    assert_eq!(v.post("/office/sign-out", &[]).status(), StatusCode::SEE_OTHER);
    stream.next("ended");
    stream.ends();
    assert_eq!(v.get("/office/live").status(), StatusCode::SEE_OTHER);
    assert_eq!(v.get("/office/live/desk").status(), StatusCode::SEE_OTHER);

    let v = app.signed_in(Role::Dispatcher);
    let stream = Heard::at(&v, "/office/live");
    let account = lianxin::domain::office::who::Account { disabled: true, ..app.account(Role::Dispatcher) };
    app.app.store.write_wait(move |tx| tx.put(&account)).unwrap();
    stream.next("ended");
    stream.ends();

    // Left alone: the next heartbeat sees it.
    let v = app.signed_in(Role::Leader);
    let stream = Heard::at(&v, "/office/live");
    app.app.clock.advance(i64::from(app.app.config.office.session_minutes) * 60 + 1);
    stream.next("ended");
    stream.ends();
}

#[test]
fn an_open_page_keeps_no_session_alive() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    let mine = app.account(Role::Clerk).id;
    let seen = || app.app.store.list(&Session::BY_ACCOUNT.under(mine), lianxin::store::Dir::Forward, 9).unwrap()[0].seen;
    let writes = || app.app.store.engine().last_seq().unwrap();
    let (signed_in, before) = (seen(), writes());
    app.app.clock.advance(600);
    for _ in 0..3 {
        v.page("/office/live/desk");
        v.page("/office/wall/desk");
    }
    let stream = Heard::at(&v, "/office/live");
    stream.next("changed");
    app.app.clock.advance(60);
    v.page("/office");
    until("opening a page keeps it alive", || seen() == app.app.clock.now());
    assert_eq!(writes(), before + 1, "and what stood open before had not: {signed_in:?}");
}

#[test]
fn streams_are_bounded_and_given_back() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    let streams: Vec<_> = (0..4).map(|_| Heard::at(&v, "/office/live")).collect();
    for s in &streams {
        s.next("changed");
    }
    let fifth = v.client.get(format!("{}/office/live", v.base)).send().unwrap();
    assert_eq!(fifth.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(fifth.text().unwrap().contains("请稍"), "in words");
    let other = app.signed_in(Role::Leader);
    let theirs = other.client.get(format!("{}/office/live", other.base)).send().unwrap();
    assert_eq!(theirs.status(), StatusCode::OK, "others are not held up");
    assert_eq!(app.app.pulse.watched(), 5);
    drop((theirs, other, streams));
    // The desk reloaded again and again: the old streams' places are free as soon as a new one asks.
    let v = app.signed_in(Role::Dispatcher);
    for n in 0..9 {
        let answer = v.client.get(format!("{}/office/live", v.base)).send().unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "opened for the {n}th time");
    }
}

#[test]
fn open_streams_end_when_the_house_closes() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    let stream = Heard::at(&v, "/office/live");
    stream.next("changed");
    app.app.pulse.close();
    stream.ends();
    let late = v.client.get(format!("{}/office/live", v.base)).send().unwrap();
    assert_eq!(late.status(), StatusCode::SERVICE_UNAVAILABLE, "and none is opened any more");
}

#[test]
fn one_picture_is_taken_for_all() {
    let app = TestApp::new();
    let picture = |app: &lianxin::app::App| {
        let app = app.clone();
        async move { app.picture().await.unwrap() }
    };
    let system = actix_web::rt::System::new();
    let first = system.block_on(picture(&app.app));
    let many = system.block_on(async { futures_util::future::join_all((0..20).map(|_| picture(&app.app))).await });
    assert!(many.iter().all(|p| Arc::ptr_eq(p, &first)), "nothing changed: the same picture");
    app.signed_in(Role::Clerk);
    until("a picture of what was written", || !Arc::ptr_eq(&system.block_on(picture(&app.app)), &first));
}

#[test]
fn a_wall_opens_for_whoever_has_the_address_until_it_is_revoked() {
    let w = world();
    let item = w.ask();
    close(&w, &item);
    w.ask();
    let admin = w.office.signed_in(Role::Administrator);
    let wrong = admin.post("/office/wall/key", &[("name", "")]);
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let made = admin.post("/office/wall/key", &[("name", "一楼大厅")]);
    assert_eq!(made.status(), StatusCode::OK);
    let page = made.text().unwrap();
    let at = page.find("192.168.1.20:8080/wall/").expect("the address that receipts name too") + 17;
    let path: String = page[at..].chars().take_while(|c| *c != '<').collect();
    assert!(page.contains("<svg class=\"qr\"") && path.len() == "/wall/".len() + 26, "{path}");
    assert!(!admin.page("/office/wall/key").contains(&path), "shown once");
    let keys: Vec<WallKey> = w.office.app.store.list(&Range::table(), lianxin::store::Dir::Forward, 9).unwrap();
    assert_eq!((keys.len(), keys[0].name.as_str()), (1, "一楼大厅"));
    let token = path.rsplit('/').next().unwrap();
    let stored = w.office.app.store.engine().scan(&[1], &[0xff; 8], lianxin::store::Dir::Forward, usize::MAX).unwrap();
    let holds = |b: &[u8]| b.windows(token.len()).any(|w| w == token.as_bytes());
    assert!(!stored.iter().any(|(k, v)| holds(k) || holds(v)), "the store has only its hash");

    // A stranger without any cookie.
    let stranger = reqwest::blocking::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let get = |path: &str| stranger.get(format!("{}{path}", w.office.base)).send().unwrap();
    until("the wall shows both", || get(&path).text().unwrap().contains("待受理<b>1</b>"));
    for path in [path.clone(), format!("{path}/desk")] {
        let text = get(&path).text().unwrap();
        for secret in [&item.no.to_string(), PHONE, "王建国", "王**", "李秀英", "138****", "1390000", &item.query.to_string()]
        {
            assert!(!text.contains(secret), "{path} shows {secret}");
        }
        assert!(text.contains("待受理<b>1</b>") && text.contains("累计办结<b>1</b>") && text.contains("第一网格"), "{text}");
        assert!(!text.contains("<a ") && !text.contains("/office"), "no way into the office");
        assert!(!text.contains("style="), "the policy of contents stays strict");
    }
    let ask = stranger.get(format!("{}{path}/live", w.office.base)).timeout(Duration::from_secs(600));
    let stream = Heard::of(ask.send().unwrap());
    let first = stream.next("changed");
    w.ask();
    assert_ne!(stream.next("changed"), first, "it is told of a report");
    let revoked = admin.post(&format!("/office/wall/key/{}/revoke", keys[0].id), &[]);
    assert_eq!(revoked.status(), StatusCode::SEE_OTHER);
    // Revoking ends it.
    stream.next("ended");
    stream.ends();
    for what in ["", "/desk", "/live"] {
        let answer = get(&format!("{path}{what}"));
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{what}");
        let text = answer.text().unwrap();
        assert!(text.contains("已停用") && !text.contains("href=\"/office") && !text.contains("<a "), "{text}");
    }
}
