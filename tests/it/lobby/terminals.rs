//! Terminals: enrolled by a code that works once, the gate before everybody else, signs of life, out of service.
use lianxin::{
    domain::{
        lobby::{
            calls::Call,
            terminals::{self, StartView, Terminal},
        },
        office::{audit, who::Role},
    },
    store::{Dir, Range, Read},
};
use reqwest::{StatusCode, blocking::Response, header};

use crate::kit::app::{TestApp, Visitor};

/// The code on the page that shows it.
fn code_on(page: &str) -> String {
    let at = page.find("<code class=\"secret\">").expect("a code") + 21;
    page[at..].chars().take_while(|c| *c != '<').collect()
}

/// The administrator adds a terminal.
fn add(admin: &Visitor, name: &str) -> String {
    let made = admin.post("/office/terminals", &[("name", name), ("place", "服务大厅东侧")]);
    assert_eq!(made.status(), StatusCode::OK, "{name}");
    code_on(&made.text().unwrap())
}

fn enter(screen: &Visitor, code: &str) -> Response {
    screen.post("/enrol", &[("code", code)])
}

/// A screen with a terminal of this name.
fn enrolled(app: &TestApp, admin: &Visitor, name: &str) -> Visitor {
    let (screen, code) = (app.visitor(), add(admin, name));
    let led = enter(&screen, &code);
    assert_eq!((led.status(), &led.headers()[header::LOCATION]), (StatusCode::SEE_OTHER, &header::HeaderValue::from_static("/")));
    screen
}

fn named(app: &TestApp, name: &str) -> Terminal {
    terminals::living(&app.app.store).unwrap().into_iter().find(|t| t.name == name).unwrap()
}

fn actions(app: &TestApp) -> Vec<String> {
    let all = app.app.store.list(&audit::Entry::BY_TIME.all(), Dir::Forward, 200).unwrap();
    all.into_iter().map(|e| e.action).filter(|a| a.starts_with("terminal.")).collect()
}

/// Turned away at the gate.
fn turned_away(v: &Visitor, path: &str) -> bool {
    let answer = v.get(path);
    answer.status() == StatusCode::FORBIDDEN && answer.text().unwrap().contains("这台屏幕没有登记")
}

#[test]
fn until_one_is_enrolled_anybody_is_served_and_then_only_those() {
    let app = TestApp::new();
    let (admin, passer, clerk) = (app.signed_in(Role::Administrator), app.visitor(), app.signed_in(Role::Clerk));
    assert!(passer.page("/").contains("登记这台屏幕") && passer.page("/home").contains("请问要办什么"));
    assert!(admin.page("/office").contains("服务终端还没有登记") && !clerk.page("/office").contains("终端还没有登记"));
    let code = add(&admin, "一楼大厅");
    assert!(!admin.page("/office/terminals").contains(&code), "shown once");
    assert!(admin.page("/office/terminals").contains("等待输入代码"));
    assert_eq!(passer.get("/home").status(), StatusCode::OK, "a code alone closes nothing");

    let screen = app.visitor();
    assert!(screen.page("/enrol").contains("data-key=\"7\""), "keys to touch");
    let led = enter(&screen, &code.to_lowercase().replace('-', " "));
    assert_eq!(led.status(), StatusCode::SEE_OTHER);
    let cookie =
        led.headers().get_all(header::SET_COOKIE).iter().map(|c| c.to_str().unwrap()).find(|c| c.starts_with("lx_terminal="));
    let cookie = cookie.expect("the terminal's cookie");
    assert!(["HttpOnly", "SameSite=Strict", "Max-Age=34560000"].iter().all(|w| cookie.contains(w)), "{cookie}");
    let token = cookie.trim_start_matches("lx_terminal=").split(';').next().unwrap();
    let stored = app.app.store.engine().scan(&[1], &[0xff; 8], Dir::Forward, usize::MAX).unwrap();
    let holds = |b: &[u8], s: &str| b.windows(s.len()).any(|w| w == s.as_bytes());
    for secret in [token, &code, &code.replace('-', "")] {
        assert!(!stored.iter().any(|(k, v)| holds(k, secret) || holds(v, secret)), "the store has only hashes");
    }

    assert!(screen.page("/home").contains("请问要办什么") && !screen.page("/").contains("登记这台屏幕"));
    assert!(admin.page("/office/terminals/now").contains("在线") && !admin.page("/office").contains("还没有登记"));
    // Every address of the terminal but those that phones and unenrolled screens need.
    for r in lianxin::faces::kiosk::routes() {
        let path = r.path.replace("{key}", "1").replace("{n}", "1").replace("{code}", "1").replace("{next}", "form");
        let answer = if r.method == "GET" { passer.get(&path) } else { passer.post(&path, &[]) };
        let open = path == "/enrol" || path.starts_with("/p/");
        assert_eq!(answer.status() == StatusCode::FORBIDDEN, !open, "{} {path}: {}", r.method, answer.status());
    }
    assert!(turned_away(&passer, "/") && turned_away(&passer, "/home"));
    assert_eq!(passer.get("/v/1").status(), StatusCode::NOT_FOUND, "receipts are checked by anybody");
    assert_eq!(passer.get("/assets/css/kiosk.css").status(), StatusCode::OK);
    // Nobody gets in by a cookie of their own making.
    let forged = passer.client.get(format!("{}/home", app.base)).header("cookie", "lx_terminal=abcdefghijklmnopqrstuvwxyz");
    assert_eq!(forged.send().unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(actions(&app), ["terminal.code", "terminal.enrol"]);
}

#[test]
fn a_code_works_once_in_a_quarter_of_an_hour_and_is_not_guessed() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    let (first, second) = (app.visitor(), app.visitor());
    let code = add(&admin, "一楼大厅");
    app.app.clock.advance(15 * 60 - 1);
    assert_eq!(enter(&first, &code).status(), StatusCode::SEE_OTHER);
    let again = enter(&second, &code);
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = again.text().unwrap();
    assert!(page.contains("已经用过") && page.contains(&format!("value=\"{code}\"")), "what was typed is kept: {page}");

    let late = add(&admin, "二楼");
    app.app.clock.advance(15 * 60);
    assert_eq!(enter(&second, &late).status(), StatusCode::UNPROCESSABLE_ENTITY, "run out");
    assert!(admin.page("/office/terminals").contains("代码已过期"));
    let id = named(&app, "二楼").id;
    let fresh = code_on(&admin.post(&format!("/office/terminals/{id}/code"), &[]).text().unwrap());
    assert_eq!(enter(&second, &late).status(), StatusCode::UNPROCESSABLE_ENTITY, "the old one stays run out");
    app.app.clock.advance(600);
    assert_eq!(enter(&second, &fresh).status(), StatusCode::SEE_OTHER);

    // Guessing: five an address in ten minutes, then not even the right one.
    let code = add(&admin, "三楼");
    let guesser = app.visitor();
    for _ in 0..5 {
        assert_eq!(enter(&guesser, "0000-0000").status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(enter(&guesser, &code).status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(named(&app, "三楼").enrolled.is_none());
    app.app.clock.advance(600);
    assert_eq!(enter(&guesser, &code).status(), StatusCode::SEE_OTHER);
    assert_eq!(enter(&guesser, "").status(), StatusCode::UNPROCESSABLE_ENTITY, "nothing entered is said, too");
}

#[test]
fn out_of_service_it_is_refused_at_its_next_request() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    let (one, two) = (enrolled(&app, &admin, "一号"), enrolled(&app, &admin, "二号"));
    let id = named(&app, "一号").id;
    let revoke = |id| admin.post(&format!("/office/terminals/{id}/revoke"), &[]).status();
    assert_eq!(revoke(id), StatusCode::SEE_OTHER);
    assert!(turned_away(&one, "/home"));
    assert_eq!(one.post("/heartbeat", &[]).status(), StatusCode::FORBIDDEN);
    assert_eq!(two.get("/home").status(), StatusCode::OK);
    let page = admin.page("/office/terminals");
    assert!(page.contains("已停用") && page.contains("一号"));
    assert_eq!(revoke(id), StatusCode::SEE_OTHER, "a second press is no error");
    assert_eq!(admin.get(&format!("/office/terminals/{id}")).status(), StatusCode::NOT_FOUND);
    assert_eq!(admin.post(&format!("/office/terminals/{id}/code"), &[]).status(), StatusCode::NOT_FOUND);
    // The last one too: the house does not open to anybody again.
    assert_eq!(revoke(named(&app, "二号").id), StatusCode::SEE_OTHER);
    assert!(turned_away(&two, "/home") && turned_away(&one, "/home"));
    assert!(turned_away(&app.visitor(), "/home"));
    // The name is free, and the screen may be enrolled anew.
    let code = add(&admin, "一号");
    assert_eq!(enter(&one, &code).status(), StatusCode::SEE_OTHER);
    assert_eq!(one.get("/home").status(), StatusCode::OK);
    // One that no screen ever was is forgotten.
    add(&admin, "错的");
    assert_eq!(revoke(named(&app, "错的").id), StatusCode::SEE_OTHER);
    assert_eq!(app.app.store.rows::<Terminal>().unwrap(), 3);
    assert_eq!(actions(&app).iter().filter(|a| *a == "terminal.revoke").count(), 3);
}

#[test]
fn another_screen_takes_its_place() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    let old = enrolled(&app, &admin, "一号");
    let id = named(&app, "一号").id;
    let code = code_on(&admin.post(&format!("/office/terminals/{id}/code"), &[]).text().unwrap());
    assert_eq!(old.get("/home").status(), StatusCode::OK, "until the new one is there");
    let new = app.visitor();
    assert_eq!(enter(&new, &code).status(), StatusCode::SEE_OTHER);
    assert!(new.get("/home").status() == StatusCode::OK && turned_away(&old, "/home"));
    assert_eq!(named(&app, "一号").id, id);
}

#[test]
fn it_is_named_and_set_up() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    let screen = enrolled(&app, &admin, "一号");
    enrolled(&app, &admin, "二号");
    let path = format!("/office/terminals/{}", named(&app, "一号").id);
    let save = |name: &str, diagonal: &str, view: &str| {
        let all = [("name", name), ("place", "门口"), ("diagonal", diagonal), ("view", view), ("aloud", "yes")];
        admin.post(&path, &all)
    };
    for (name, diagonal, view, words) in [
        ("", "21.5", "large", "请填写名称"),
        ("一二三四五六七八九十一二三四五六七", "21.5", "large", "最多 16 个字"),
        ("二号", "21.5", "large", "已经有一台终端叫这个名称"),
        ("一号", "2150", "large", "7 到 100"),
        ("一号", "21.5", "huge", "请选择一项"),
    ] {
        let wrong = save(name, diagonal, view);
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let page = wrong.text().unwrap();
        assert!(page.contains(words) && page.contains(&format!("value=\"{diagonal}\"")), "{words}: {page}");
    }
    assert!(screen.page("/home").contains("data-layout=\"normal\""));
    assert_eq!(save("大厅", "21.5", "large").status(), StatusCode::SEE_OTHER);
    assert_eq!(save("大厅", "21.5", "large").status(), StatusCode::SEE_OTHER, "nothing changed: nothing is noted");
    assert_eq!(save("大厅", "", "low").status(), StatusCode::SEE_OTHER);
    assert_eq!(save("大厅", "21.5", "large").status(), StatusCode::SEE_OTHER);
    let t = named(&app, "大厅");
    assert_eq!((t.place.as_str(), t.setup.diagonal, t.setup.view, t.setup.aloud), ("门口", Some(215), StartView::Large, true));
    assert_eq!(actions(&app)[4..], ["terminal.rename", "terminal.setup", "terminal.setup"]);
    // Whoever comes begins so, and may choose otherwise.
    let home = screen.page("/home");
    assert!(home.contains("data-layout=\"large\"") && home.contains("data-aloud"), "{home}");
    screen.post("/view", &[("v", "large")]);
    assert!(screen.page("/home").contains("data-layout=\"normal\""));
    // A call tells where it comes from.
    screen.post("/help", &[]);
    let call: Call = app.app.store.list(&Range::table(), Dir::Forward, 1).unwrap().remove(0);
    assert_eq!((call.terminal_name.as_str(), call.terminal), ("大厅", Some(t.id)));
    assert!(app.signed_in(Role::Clerk).page("/office").contains("大厅：有居民请您帮忙"));
}

#[test]
fn signs_of_life_are_kept_and_silence_is_seen() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    // Before any is enrolled a heartbeat is answered and kept nowhere.
    let anybody: serde_json::Value = app.visitor().post("/heartbeat", &[]).json().unwrap();
    let version = anybody["version"].as_str().unwrap().to_owned();
    assert!(anybody["open"] == true && version.len() == 12);
    let screen = enrolled(&app, &admin, "一号");
    assert!(!admin.page("/office").contains("离线"), "just enrolled");
    let beat = |version: &str, size: &str| {
        let answer = screen.post("/heartbeat", &[("version", version), ("size", size)]);
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(answer.headers().get_all(header::SET_COOKIE).iter().any(|c| c.to_str().unwrap().starts_with("lx_terminal=")));
    };
    let seq = || app.app.store.engine().last_seq().unwrap();
    let report = || named(&app, "一号").report.unwrap();
    beat(&version, "1920x1080");
    let (first, written) = (report(), seq());
    assert_eq!((first.version.as_str(), first.size), (version.as_str(), Some((1920, 1080))));
    app.app.clock.advance(30);
    beat(&version, "1920x1080");
    assert_eq!((seq(), report()), (written, first.clone()), "nothing new: nothing is written");
    app.app.clock.advance(30);
    beat(&version, "1920x1080");
    assert_eq!((report().at, report().since), (app.app.clock.now(), first.at), "once a minute it is");
    app.app.clock.advance(1);
    beat("<script>old", "1080x1920");
    assert_eq!((report().version.as_str(), report().size), ("scriptold", Some((1080, 1920))), "at once, when it is new");
    let page = admin.page("/office/terminals/now");
    assert!(page.contains("1080 × 1920 竖屏") && page.contains("旧版") && page.contains("在线"), "{page}");
    beat(&version, "nonsense");
    assert!(admin.page("/office/terminals/now").contains("最新"));
    // Silence.
    app.app.clock.advance(120);
    assert!(!admin.page("/office/terminals/notice").contains("离线"));
    app.app.clock.advance(1);
    for path in ["/office", "/office/terminals/notice"] {
        assert!(admin.page(path).contains("服务终端离线：一号（2 分钟）"), "{path}");
    }
    assert!(admin.page("/office/terminals").contains("最后在线"));
    assert!(!app.signed_in(Role::Clerk).page("/office").contains("离线"), "for who looks after them");
    beat(&version, "1920x1080");
    assert_eq!(report().since, app.app.clock.now(), "online anew");
    assert!(!admin.page("/office/terminals/notice").contains("离线"));
}

#[test]
fn a_printer_without_paper_is_seen() {
    use lianxin::{domain::office::settings::Settings, jobs::printer_watch};
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    enrolled(&app, &admin, "一号");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let printer = std::thread::spawn(move || {
        use std::io::{Read, Write};
        for answer in [[0x12u8, 0x72], [0x12, 0x12]] {
            let (mut stream, _) = listener.accept().unwrap();
            stream.read_exact(&mut [0; 6]).unwrap();
            stream.write_all(&answer).unwrap();
        }
    });
    app.app.store.write_wait(move |tx| Settings { receipt_printer: address, ..Settings::load(tx)?.unwrap() }.save(tx)).unwrap();
    assert!(app.app.printers.health().is_empty(), "not asked yet");
    printer_watch::look(&app.app).unwrap();
    let words = app.app.zh.get("printer-no-paper");
    for path in ["/office", "/office/terminals", "/office/terminals/notice"] {
        assert!(admin.page(path).contains(&words), "{path}");
    }
    printer_watch::look(&app.app).unwrap();
    assert!(!admin.page("/office").contains(&words) && admin.page("/office/terminals").contains("回执打印机"));
    printer.join().unwrap();
}

#[test]
fn there_are_not_more_than_there_may_be() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    for n in 1..=32 {
        add(&admin, &format!("{n}号"));
    }
    let one_more = admin.post("/office/terminals", &[("name", "33号")]);
    assert_eq!(one_more.status(), StatusCode::CONFLICT);
    assert!(one_more.text().unwrap().contains("已经有 32 台"));
    assert_eq!(admin.post("/office/terminals", &[("name", "")]).status(), StatusCode::UNPROCESSABLE_ENTITY);
}
