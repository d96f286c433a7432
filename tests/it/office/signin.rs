//! The way into the office: the first visit, signing in, lockout, expiry, passwords, the recovery code.
use lianxin::{
    base::Failure,
    domain::office::{
        accounts::{password, verify_password},
        audit::{self, Filter},
        settings::Settings,
        who::{Account, Role, Staff},
    },
    store::{Dir, Range, Read},
};
use reqwest::StatusCode;

use crate::kit::app::{PASSWORD, TestApp, Visitor};

const SETUP: &[(&str, &str)] = &[
    ("community", "美湖社区居民委员会"),
    ("division", "320211001001"),
    ("address", "美湖路1号"),
    ("phone", "0510-85160000"),
    ("hours", "周一至周日"),
    ("day-ends", "17:30"),
    ("public-host", "192.168.1.20:8080"),
    ("name", "王秀英"),
    ("login", "Wang.Xiuying"),
    ("password", "Lianxin-meihu-26"),
    ("password-again", "Lianxin-meihu-26"),
];

fn changed<'a>(fields: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(k, v)| if *k == name { (name, value) } else { (*k, *v) }).collect()
}

/// Posts as this browser; the answer's status and page.
fn post(v: &Visitor, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
    let answer = v.post(path, fields);
    (answer.status(), answer.text().unwrap())
}

fn actions(app: &TestApp) -> Vec<String> {
    let (lines, _) = audit::lines(&app.app.store, &Filter::default(), None, 200).unwrap();
    lines.into_iter().map(|l| l.action).collect()
}

fn secret(page: &str) -> String {
    let at = page.find("class=\"secret\">").expect("a secret") + 15;
    page[at..].chars().take_while(|c| *c != '<').collect()
}

#[test]
fn the_first_visit_sets_the_office_up_once() {
    let app = TestApp::fresh();
    let v = app.visitor();
    for path in ["/office", "/office/sign-in", "/office/recover"] {
        assert_eq!(v.get(path).headers()["location"], "/office/setup", "{path}");
    }
    let wrong = [
        ("division", "32021100100", "区划代码应为 12 位数字"),
        ("password", "short", "密码太简单"),
        ("password", "Password123", "两次"),
        ("login", "a b", "用户名为"),
        ("community", "", "请填写此项"),
        ("public-host", "http://a b", "请填写主机名"),
    ];
    for (name, value, said) in wrong {
        let (status, page) = post(&v, "/office/setup", &changed(SETUP, name, value));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        assert!(page.contains(said) || name == "password", "{name}={value}: {said}");
        assert!(page.contains("美湖路1号"), "what was typed is kept");
        assert!(!page.contains("Lianxin-meihu-26"), "but no password");
    }
    assert_eq!(Settings::load(&app.app.store).unwrap(), None);
    assert_eq!(app.app.store.rows::<Account>().unwrap(), 0);

    let (status, page) = post(&v, "/office/setup", SETUP);
    assert_eq!(status, StatusCode::OK);
    let code = secret(&page);
    let settings = Settings::load(&app.app.store).unwrap().expect("settings");
    assert!(!settings.recovery.contains(&code) && verify_password(&password::folded_secret(&code), &settings.recovery));
    assert!(v.page("/office").contains("王秀英"), "signed in at once");

    // The sheet needs the code; a wrong one gives none.
    let token = v.csrf();
    let sheet = v.post_raw("/office/recovery-sheet.pdf", &[("csrf", &token), ("code", &code)]);
    assert_eq!(sheet.headers()["content-type"], "application/pdf");
    assert_eq!(v.post_raw("/office/recovery-sheet.pdf", &[("csrf", &token), ("code", "aaaaa")]).status(), StatusCode::CONFLICT);

    // A second visitor, even one who had the page open, changes nothing.
    let late = app.visitor();
    assert_eq!(late.get("/office/setup").status(), StatusCode::SEE_OTHER);
    let (status, _) = post(&late, "/office/setup", &changed(SETUP, "community", "别的社区"));
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(Settings::load(&app.app.store).unwrap().unwrap().community, "美湖社区居民委员会");
    assert_eq!(app.app.store.rows::<Account>().unwrap(), 1);
    assert!(actions(&app).contains(&"office.set-up".to_owned()));
}

/// Somebody's try to sign in, and the page without the name that was typed.
fn tried(v: &Visitor, login: &str, password: &str) -> (StatusCode, String) {
    let (status, page) = post(v, "/office/sign-in", &[("login", login), ("password", password)]);
    (status, page.replace(login, "…"))
}

const WRONG: &str = "Wrong-password-1";

#[test]
fn wrong_names_and_wrong_passwords_are_the_same_answer() {
    let app = TestApp::new();
    let v = app.visitor();
    let unknown = tried(&v, "nobody", WRONG);
    assert_eq!(unknown.0, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..5 {
        assert_eq!(tried(&v, "clerk", WRONG), unknown);
    }
    // Closed to this place now: the right password is the same answer too, until the time is over.
    assert_eq!(tried(&v, "clerk", PASSWORD), unknown);
    app.app.clock.advance(i64::from(app.app.config.office.lockout_minutes) * 60 + 1);
    assert_eq!(tried(&v, "CLERK ", PASSWORD).0, StatusCode::SEE_OTHER);
    let log = app.app.store.list(&audit::Entry::BY_TIME.all(), Dir::Forward, 100).unwrap();
    assert!(log.iter().all(|l| !l.detail.contains("Wrong") && !l.detail.contains("nobody")), "what was typed is not logged");
}

/// Who guesses somewhere shuts nobody out elsewhere; who guesses everywhere shuts strange devices out, and somebody sees it.
#[test]
fn locks_cannot_be_turned_against_people() {
    let app = TestApp::new();
    let (own, guesser) = (app.visitor_from([127, 0, 0, 9]), |n| app.visitor_from([127, 0, 1, n]));
    assert_eq!(tried(&own, "clerk", PASSWORD).0, StatusCode::SEE_OTHER, "this device is known from now on");
    let desk = app.signed_in(Role::Administrator);
    let guess = |n: u8, times: usize| {
        let v = guesser(n);
        for _ in 0..times {
            assert_eq!(tried(&v, "clerk", WRONG).0, StatusCode::UNPROCESSABLE_ENTITY);
        }
        v
    };
    // Five at one place close the account to that place, and only to it.
    let first = guess(1, 5);
    assert_eq!(tried(&first, "clerk", PASSWORD).0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(tried(&guesser(2), "clerk", PASSWORD).0, StatusCode::SEE_OTHER);
    assert!(app.account(Role::Clerk).locked_until.is_none() && !desk.page("/office").contains("连续输错密码"));
    // Thirty from six places close it to every strange device.
    for n in 11..17 {
        guess(n, 5);
    }
    assert!(app.account(Role::Clerk).locked_until.is_some());
    assert_eq!(tried(&guesser(3), "clerk", PASSWORD).0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(desk.page("/office").contains("账号“clerk”被连续输错密码"), "the desk of who looks after accounts says so");
    assert!(!app.signed_in(Role::Leader).page("/office").contains("被连续输错密码"));
    assert!(actions(&app).contains(&"account.locked".to_owned()));
    // The clerk's own computer goes on, after a mistake too, and its right password opens the account again.
    assert_eq!(tried(&own, "clerk", WRONG).0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(tried(&own, "clerk", PASSWORD).0, StatusCode::SEE_OTHER);
    assert!(!desk.page("/office").contains("连续输错密码"));
    assert_eq!(tried(&guesser(3), "clerk", PASSWORD).0, StatusCode::SEE_OTHER);
    // A known device that guesses is closed like any other place.
    for _ in 0..5 {
        tried(&own, "clerk", WRONG);
    }
    assert_eq!(tried(&own, "clerk", PASSWORD).0, StatusCode::UNPROCESSABLE_ENTITY);
}

/// A changed password makes every device strange.
#[test]
fn a_known_device_is_known_by_the_password_of_now() {
    let app = TestApp::new();
    let own = app.visitor_from([127, 0, 0, 9]);
    assert_eq!(tried(&own, "clerk", PASSWORD).0, StatusCode::SEE_OTHER);
    let new = lianxin::domain::office::accounts::hash_password("Another-one-77").unwrap();
    let mut account = app.account(Role::Clerk);
    (account.password, account.locked_until) = (new, Some(app.app.clock.now().plus_seconds(600)));
    app.app.store.write_wait(move |tx| tx.put(&account)).unwrap();
    assert_eq!(tried(&own, "clerk", "Another-one-77").0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn one_address_has_so_many_wrong_tries_and_as_many_right_ones_as_it_likes() {
    let app = TestApp::new();
    for _ in 0..61 {
        app.signed_in(Role::Clerk);
    }
    let v = app.visitor();
    let token = v.csrf();
    let mut last = StatusCode::OK;
    for _ in 0..61 {
        last = v.post_raw("/office/sign-in", &[("csrf", &token), ("login", ""), ("password", "")]).status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[test]
fn a_session_ends_with_idle_time_and_with_signing_out() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    assert_eq!(v.get("/office").status(), StatusCode::OK);
    app.app.clock.advance(29 * 60);
    assert_eq!(v.get("/office").status(), StatusCode::OK);
    app.app.clock.advance(31 * 60);
    assert_eq!(v.get("/office").headers()["location"], "/office/sign-in");
    let v = app.signed_in(Role::Clerk);
    let token = v.csrf();
    assert_eq!(v.post_raw("/office/sign-out", &[("csrf", &token)]).status(), StatusCode::SEE_OTHER);
    assert_eq!(v.get("/office").headers()["location"], "/office/sign-in");
}

#[test]
fn an_initial_password_opens_nothing_but_its_change() {
    let app = TestApp::new();
    let mut account = app.account(Role::Clerk);
    account.must_change = true;
    app.app.store.write_wait(move |tx| tx.put(&account)).unwrap();
    let v = app.visitor();
    let answer = v.post("/office/sign-in", &[("login", "clerk"), ("password", PASSWORD)]);
    assert_eq!(answer.headers()["location"], "/office/password");
    for path in ["/office", "/office/items", "/office/help"] {
        assert_eq!(v.get(path).status(), StatusCode::CONFLICT, "{path}");
    }
    let change =
        |old: &str, new: &str, again: &str| post(&v, "/office/password", &[("old", old), ("new", new), ("new-again", again)]);
    assert!(change("Wrong-one-123", "Another-one-77", "Another-one-77").1.contains("现在的密码不正确"));
    assert!(change(PASSWORD, "Another-one-77", "Another-one-78").1.contains("两次输入的新密码不一样"));
    assert!(change(PASSWORD, "my-Clerk-2026", "my-Clerk-2026").1.contains("不能含用户名"));
    assert_eq!(change(PASSWORD, "Another-one-77", "Another-one-77").0, StatusCode::SEE_OTHER);
    assert_eq!(v.get("/office").status(), StatusCode::OK);
    assert!(verify_password("Another-one-77", &app.account(Role::Clerk).password));
}

#[test]
fn the_recovery_code_resets_an_administrator_once() {
    let app = TestApp::fresh();
    let v = app.visitor();
    let code = secret(&post(&v, "/office/setup", SETUP).1);
    let lost = app.visitor();
    let recover = |code: &str, login: &str, new: &str| {
        let fields = [("login", login), ("code", code), ("new", new), ("new-again", new)];
        post(&lost, "/office/recover", &fields)
    };
    let (status, page) = recover("aaaaa-bbbbb-ccccc-ddddd-eeeee", "wang.xiuying", "Brand-new-2026");
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("恢复码不正确"));
    assert!(recover(&code, "somebody", "Brand-new-2026").1.contains("没有这个管理员"));
    let (status, page) = recover(&code.to_uppercase().replace('-', " "), "wang.xiuying", "Brand-new-2026");
    assert_eq!(status, StatusCode::OK);
    let next = secret(&page);
    assert_ne!(next, code);
    assert_eq!(lost.get("/office").status(), StatusCode::OK, "signed in with the new password");
    assert_eq!(v.get("/office").headers()["location"], "/office/sign-in", "the old session has ended");
    assert!(recover(&code, "wang.xiuying", "Third-one-2026").1.contains("恢复码不正确"), "the code worked once");
    let done = actions(&app);
    assert!(done.contains(&"account.recover".to_owned()) && done.contains(&"office.recovery-failed".to_owned()));
    assert_eq!(recover(&next, "wang.xiuying", "Third-one-2026").0, StatusCode::OK);
    // The sixth try within the hour.
    assert_eq!(recover(&next, "wang.xiuying", "Third-one-2026").0, StatusCode::TOO_MANY_REQUESTS);
}

#[test]
fn people_and_accounts_are_made_changed_and_closed() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Administrator);
    let form = |fields: &[(&str, &str)]| post(&v, "/office/users/new", fields);
    let (status, page) = form(&[("name", "赵铁柱"), ("with-account", "1"), ("login", "clerk"), ("role", "grid-worker")]);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("已有人使用") && page.contains("赵铁柱"));
    assert_eq!(app.app.store.rows::<Staff>().unwrap(), Role::ALL.len() as i64, "no half of it was written");
    let (_, page) = form(&[("name", "赵铁柱"), ("with-account", "1"), ("login", "zhao"), ("role", "grid-worker")]);
    let initial = secret(&page);
    assert_eq!(post(&app.visitor(), "/office/sign-in", &[("login", "zhao"), ("password", &initial)]).0, StatusCode::SEE_OTHER);
    let made = app.app.store.by(&Account::BY_LOGIN, &"zhao".to_owned()).unwrap().unwrap();
    assert!(made.must_change && !made.password.contains(&initial));
    assert!(!v.page(&format!("/office/users/{}", made.staff)).contains(&initial), "the initial password is shown once");

    let act =
        |staff: &str, what: &str, fields: &[(&str, &str)]| post(&v, &format!("/office/users/{staff}/account/{what}"), fields);
    let own = app.account(Role::Administrator).staff.to_string();
    for what in ["disable", "reset"] {
        assert_eq!(act(&own, what, &[]).0, StatusCode::CONFLICT, "one's own account: {what}");
    }
    assert_eq!(act(&own, "roles", &[("role", "clerk")]).0, StatusCode::CONFLICT);
    let zhao = made.staff.to_string();
    assert_eq!(act(&zhao, "roles", &[("role", "clerk"), ("role", "dispatcher")]).0, StatusCode::SEE_OTHER);
    assert_eq!(act(&zhao, "roles", &[]).0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(act(&zhao, "disable", &[]).0, StatusCode::SEE_OTHER);
    let now = app.app.store.get(made.id).unwrap();
    assert!(now.disabled && now.roles == [Role::Clerk, Role::Dispatcher]);
    assert!(act(&zhao, "reset", &[]).1.contains("class=\"secret\""));
    let log = actions(&app);
    for action in ["staff.create", "account.create", "account.roles", "account.disable", "account.reset"] {
        assert!(log.contains(&action.to_owned()), "{action} is in the log");
    }
}

#[test]
fn the_last_administrator_stays() {
    use lianxin::domain::office::accounts;
    let app = TestApp::new();
    // Another account that may manage nobody tries it through the domain: even so one administrator is left.
    let (other, id, at) = (app.account(Role::Leader), app.account(Role::Administrator).id, app.app.clock.now());
    let by = other.clone();
    let closed = app.app.store.write_wait(move |tx| accounts::set_disabled(tx, &by, id, true, at));
    assert!(matches!(closed, Err(Failure::Refused(r)) if r.key == "account-last-administrator"));
    let stripped = app.app.store.write_wait(move |tx| accounts::set_roles(tx, &other, id, vec![Role::Clerk], at));
    assert!(matches!(stripped, Err(Failure::Refused(r)) if r.key == "account-last-administrator"));
    assert_eq!(
        app.app.store.list(&Range::<Account>::table(), Dir::Forward, 100).unwrap().iter().filter(|a| a.disabled).count(),
        0
    );
}

/// One administrator who makes two leaders does not get a register of key persons out alone.
#[test]
fn one_hand_does_not_approve_for_itself() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    let made = |name: &str, login: &str| {
        let fields = [("name", name), ("with-account", "1"), ("login", login), ("role", "leader")];
        let initial = secret(&post(&admin, "/office/users/new", &fields).1);
        let v = app.visitor();
        assert_eq!(tried(&v, login, &initial).0, StatusCode::SEE_OTHER);
        let new = "Of-one-hand-2026";
        let change = [("old", initial.as_str()), ("new", new), ("new-again", new)];
        assert_eq!(post(&v, "/office/password", &change).0, StatusCode::SEE_OTHER);
        v
    };
    let (one, two) = (made("赵一", "zhao-yi"), made("赵二", "zhao-er"));
    let ask = [("table", "psychiatric"), ("purpose", "报送区卫健委"), ("recipient", "区卫健委")];
    assert_eq!(post(&one, "/office/privacy/exports", &ask).0, StatusCode::SEE_OTHER);
    let approve = |v: &Visitor| post(v, "/office/privacy/exports/1", &[("decision", "approve")]);
    // Everybody who leads is told of both, and that something waits.
    let leader = app.signed_in(Role::Leader);
    let desk = leader.page("/office");
    assert!(desk.contains("赵一（社区领导）：新建账号，王秀英") && desk.contains("赵二（社区领导）：新建账号"), "{desk}");
    assert!(desk.contains("有 1 份重点人群材料等您审批"));
    assert!(!app.signed_in(Role::Clerk).page("/office").contains("账号变动"));
    let sign_in_again = || {
        let v = app.visitor();
        assert_eq!(tried(&v, "zhao-er", "Of-one-hand-2026").0, StatusCode::SEE_OTHER);
        v
    };
    let (status, page) = approve(&two);
    assert!(status == StatusCode::CONFLICT && page.contains("暂时不能审批"), "{page}");
    app.app.clock.advance(25 * 3_600);
    let (status, page) = approve(&sign_in_again());
    assert!(status == StatusCode::CONFLICT && page.contains("由同一个人开设或重设"), "{page}");
    let leader = app.signed_in(Role::Leader);
    assert_eq!(approve(&leader).0, StatusCode::SEE_OTHER, "a person of their own");
    assert!(!leader.page("/office").contains("等您审批"));
}
