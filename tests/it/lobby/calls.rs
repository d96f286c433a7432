//! Calls for help: rung at a terminal, heard in the office, answered by one, taken back, closed by themselves.
use lianxin::{
    domain::{
        lobby::calls::{self, Call, Spot},
        office::{
            accounts::WallKey,
            audit,
            who::{Actor, Role},
        },
    },
    store::{Dir, Range, Read},
};
use reqwest::{StatusCode, header};

use crate::kit::{
    app::{TestApp, Visitor},
    desk,
    live::Heard,
    lobby::{ring, world},
};

fn state(v: &Visitor) -> (String, String, bool) {
    let s: serde_json::Value = v.get("/help/state").json().unwrap();
    (s["state"].as_str().unwrap().into(), s["by"].as_str().unwrap().into(), s["late"].as_bool().unwrap())
}

fn is(state: &str, by: &str, late: bool) -> (String, String, bool) {
    (state.into(), by.into(), late)
}

fn all(app: &TestApp) -> Vec<Call> {
    app.app.store.list(&Range::<Call>::table(), Dir::Forward, 100).unwrap()
}

fn answer(v: &Visitor, call: &Call) -> StatusCode {
    v.post(&format!("/office/calls/{}/answer", call.id), &[]).status()
}

#[test]
fn a_call_rings_in_the_office_and_whoever_goes_is_named_at_the_terminal() {
    let app = TestApp::new();
    let resident = app.visitor();
    assert_eq!(state(&resident), is("none", "", false), "nothing rings yet");
    let clerk = app.signed_in(Role::Clerk);
    assert!(!clerk.page("/office").contains("有居民请您帮忙"));

    assert_eq!(ring(&resident, "/apply"), "/help?back=%2Fapply");
    let page = resident.page("/help?back=%2Fapply");
    assert!(page.contains("已经通知工作人员，请稍等") && page.contains("href=\"/apply\"") && page.contains("不用了"), "{page}");
    assert_eq!(state(&resident), is("open", "", false));
    let call = all(&app).remove(0);
    assert_eq!((call.spot, call.terminal_name.as_str(), call.terminal), (Spot::Services, "", None));

    // Every page of whoever sits in the office shows it, and what the pages fetch.
    for role in [Role::Administrator, Role::Leader, Role::Clerk, Role::Dispatcher, Role::GridWorker, Role::Liaison] {
        let v = app.signed_in(role);
        for path in ["/office", "/office/help", "/office/calls/now"] {
            let page = v.page(path);
            assert!(page.contains("服务终端：有居民请您帮忙") && page.contains("在「选事项」页面"), "{role:?} {path}: {page}");
        }
    }
    // Neither an outside department nor the auditor.
    for role in [Role::Handler, Role::Auditor] {
        let v = app.signed_in(role);
        assert!(!v.page("/office/help").contains("有居民请您帮忙"), "{role:?}");
        assert_eq!(answer(&v, &call), StatusCode::FORBIDDEN, "{role:?}");
    }
    assert_eq!(state(&resident), is("open", "", false));

    app.app.clock.advance(75);
    assert_eq!(answer(&clerk, &call), StatusCode::SEE_OTHER);
    assert_eq!(state(&resident), is("answered", "张敏", false));
    let page = resident.page("/help?back=%2Fapply");
    assert!(page.contains("张敏已经看到") && !page.contains("分钟"), "who, and no time is promised: {page}");
    assert!(!clerk.page("/office").contains("有居民请您帮忙"), "it rings no more");
    let list = clerk.page("/office/calls");
    assert!(list.contains("张敏去了") && list.contains("1 分钟") && list.contains("选事项"), "{list}");
    let lines = app.app.store.list(&audit::Entry::BY_ACTION.under("call.answer".to_owned()), Dir::Forward, 9).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].actor, Actor::Account(app.account(Role::Clerk).id));
}

#[test]
fn a_call_is_heard_on_the_stream_and_so_is_its_end() {
    let app = TestApp::new();
    let (clerk, resident) = (app.signed_in(Role::Clerk), app.visitor());
    let stream = Heard::at(&clerk, "/office/live");
    assert_eq!(stream.next("calls"), "0", "nothing rings");
    ring(&resident, "/home");
    let call = all(&app).remove(0);
    assert_eq!(stream.next("calls"), call.id.to_string());
    // Whoever opens the desk while it rings hears it at once.
    let late = Heard::at(&clerk, "/office/live");
    assert_eq!(late.next("calls"), call.id.to_string());
    assert_eq!(answer(&clerk, &call), StatusCode::SEE_OTHER);
    assert_eq!(stream.next("calls"), "0");
    // A wall is told of none.
    let admin = app.signed_in(Role::Administrator);
    let made = admin.post("/office/wall/key", &[("name", "大厅")]).text().unwrap();
    let at = made.find(":8080/wall/").unwrap() + 5;
    let path: String = made[at..].chars().take_while(|c| *c != '<').collect();
    let wall = Heard::at(&app.visitor(), &format!("{path}/live"));
    wall.next("changed");
    app.app.clock.advance(120);
    ring(&resident, "/home");
    assert_eq!(stream.next("calls"), all(&app)[1].id.to_string());
    // What comes later reaches the wall; the call has not.
    desk::report(&app, 1, None);
    assert_eq!(wall.up_to("changed").0, Vec::<String>::new());
    let keys: Vec<WallKey> = app.app.store.list(&Range::table(), Dir::Forward, 9).unwrap();
    admin.post(&format!("/office/wall/key/{}/revoke", keys[0].id), &[]);
    assert_eq!(wall.up_to("ended").0, Vec::<String>::new());
}

#[test]
fn one_goes_and_another_is_told_so() {
    let app = TestApp::new();
    let resident = app.visitor();
    ring(&resident, "/home");
    let call = all(&app).remove(0);
    let (clerk, leader) = (app.signed_in(Role::Clerk), app.signed_in(Role::Leader));
    assert_eq!(answer(&leader, &call), StatusCode::SEE_OTHER);
    assert_eq!(answer(&leader, &call), StatusCode::SEE_OTHER, "a second press is the same");
    let refused = clerk.post(&format!("/office/calls/{}/answer", call.id), &[]);
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert!(refused.text().unwrap().contains("已经有同事去了"));
    assert_eq!(state(&resident).1, "李建国", "who went first goes");
    assert_eq!(clerk.post("/office/calls/99/answer", &[]).status(), StatusCode::NOT_FOUND);
}

/// A screen with another address.
fn elsewhere(app: &TestApp) -> Visitor {
    let here = Some("127.0.0.2".parse().unwrap());
    let client = reqwest::blocking::Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none());
    Visitor { client: client.local_address(here).build().unwrap(), ..app.visitor() }
}

#[test]
fn nobody_fills_the_desk_with_bells() {
    let app = TestApp::new();
    for _ in 0..12 {
        // A fresh browser each time, one address: one place that rings.
        ring(&app.visitor(), "/home");
    }
    assert_eq!(all(&app).len(), 1);
    ring(&elsewhere(&app), "/home");
    assert_eq!(all(&app).len(), 2);
}

#[test]
fn a_second_touch_is_the_same_call_and_a_later_one_is_another() {
    let app = TestApp::new();
    let (resident, other, clerk) = (app.visitor(), elsewhere(&app), app.signed_in(Role::Clerk));
    ring(&resident, "/home");
    ring(&resident, "/track");
    app.app.clock.advance(50);
    ring(&resident, "/home");
    assert_eq!(all(&app).len(), 1, "it rings already");
    ring(&other, "/home");
    assert_eq!(all(&app).len(), 2, "another terminal rings for itself");
    assert_eq!(answer(&clerk, &all(&app)[0]), StatusCode::SEE_OTHER);
    ring(&resident, "/home");
    assert_eq!(all(&app).len(), 2, "somebody is on the way");
    app.app.clock.advance(60);
    ring(&resident, "/home");
    assert_eq!(all(&app).len(), 3, "nobody came: rung anew");
    assert_eq!(state(&resident).0, "open");
}

#[test]
fn taken_back_it_rings_no_more() {
    let app = TestApp::new();
    let (resident, clerk) = (app.visitor(), app.signed_in(Role::Clerk));
    ring(&resident, "/track");
    let call = all(&app).remove(0);
    // Another screen takes nothing back.
    elsewhere(&app).post("/help/withdraw", &[]);
    assert_eq!(state(&resident).0, "open");
    let led = resident.post("/help/withdraw", &[("back", "/track")]);
    assert_eq!(led.headers()[header::LOCATION], "/track", "back to where they were");
    assert_eq!(state(&resident), is("none", "", false));
    assert!(!clerk.page("/office").contains("有居民请您帮忙"));
    let refused = clerk.post(&format!("/office/calls/{}/answer", call.id), &[]);
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert!(refused.text().unwrap().contains("说不用了"));
    assert!(clerk.page("/office/calls").contains("居民说不用了"));
    ring(&resident, "/track");
    assert_eq!((all(&app).len(), state(&resident).0.as_str()), (2, "open"), "and may be rung again at once");
    // Answered, it is not taken back: whoever is on the way is.
    assert_eq!(answer(&clerk, &all(&app)[1]), StatusCode::SEE_OTHER);
    resident.post("/help/withdraw", &[]);
    assert_eq!(state(&resident).0, "answered");
}

#[test]
fn unanswered_it_says_where_else_there_is_help_and_closes_by_itself() {
    let app = TestApp::new();
    let (resident, clerk) = (app.visitor(), app.signed_in(Role::Clerk));
    ring(&resident, "/home");
    app.app.clock.advance(179);
    assert!(!resident.page("/help").contains("0510-85160000") && state(&resident) == is("open", "", false));
    app.app.clock.advance(1);
    assert_eq!(state(&resident), is("open", "", true));
    let page = resident.page("/help");
    assert!(page.contains("0510-85160000") && page.contains("窗口"), "{page}");
    app.app.clock.advance(30 * 60 - 181);
    assert!(clerk.page("/office/calls/now").contains("已等 29 分钟"));
    app.app.clock.advance(1);
    assert_eq!(state(&resident), is("none", "", true));
    assert!(resident.page("/help").contains("一直没有人应答"));
    assert_eq!(clerk.page("/office/calls/now"), "", "it rings no more");
    assert!(clerk.page("/office/calls").contains("没有人应答"));
    let call = all(&app).remove(0);
    let refused = clerk.post(&format!("/office/calls/{}/answer", call.id), &[]);
    assert!(refused.status() == StatusCode::CONFLICT && refused.text().unwrap().contains("自动结束"));
    // Kept for a year.
    let (year, now) = (app.app.clock.now(), app.app.clock.now().plus_seconds(1));
    let forget = |before| app.app.store.write_wait(move |tx| calls::forget_old(tx, before, 20)).unwrap();
    assert_eq!(forget(call.at), 0);
    assert_eq!((forget(year.max(now)), all(&app).len()), (1, 0));
}

#[test]
fn nothing_that_was_entered_is_lost_and_waiting_keeps_it_alive() {
    let w = world();
    let p = w.person();
    p.post("/s/ll-gaoling", &[]);
    let form = p.led("/form");
    let back = ring(&p.v, &form);
    let t = &w.office.app.config.terminal;
    let life = i64::from(t.idle_form_seconds.max(t.idle_seconds)) + i64::from(t.countdown_seconds);
    for _ in 0..4 {
        w.office.app.clock.advance(life);
        assert!(p.page(&back).contains(&format!("href=\"{form}\"")), "the way back");
    }
    assert_eq!(p.led("/form"), form, "the form is where it was");
}

#[test]
fn nobody_rings_without_end() {
    let app = TestApp::new();
    let resident = app.visitor();
    let mut last = StatusCode::SEE_OTHER;
    for _ in 0..21 {
        last = resident.post("/help", &[]).status();
        resident.post("/help/withdraw", &[]);
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(all(&app).len(), 20);
    app.app.clock.advance(600);
    assert_eq!(resident.post("/help", &[]).status(), StatusCode::SEE_OTHER);
}
