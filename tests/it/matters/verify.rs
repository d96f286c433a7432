//! The receipt check over HTTP: genuine, forged, altered, of another office, in any case; nothing personal; bounded.
use lianxin::{
    base::{Keys, Name, Phone},
    domain::{
        matters::{
            catalog,
            items::{self, Applicant, Asked, By, Item, New, Proof, QueryCode, Source, receipt::ReceiptFacts},
        },
        office::settings::Settings,
    },
};
use reqwest::StatusCode;

use crate::kit::app::TestApp;

fn filed(app: &TestApp, n: u8) -> Item {
    let at = app.app.clock.now();
    app.app
        .store
        .write_wait(move |tx| {
            let asked = Asked::of(&catalog::offer(tx, "mz-dibao")?)?;
            let applicant =
                Applicant { name: Name::parse("王建国"), phone: Phone::parse("13800138000"), ..Applicant::default() };
            let new = New {
                form_key: [n; 16],
                asked,
                applicant,
                source: Source::Terminal,
                building: None,
                grid: None,
                place: "美湖花园12幢2单元502室".into(),
                answers: Vec::new(),
                materials: Vec::new(),
                draft: None,
                query: Some(QueryCode::new(654_321)),
            };
            items::report(tx, &By::Terminal(Proof::Nothing), new, at)
        })
        .unwrap()
}

fn facts(app: &TestApp, item: &Item) -> ReceiptFacts {
    let office = Settings::load(&app.app.store).unwrap().unwrap();
    ReceiptFacts::of(&app.app.store, item, &office.division).unwrap()
}

#[test]
fn a_genuine_receipt_says_where_the_item_stands_and_nothing_personal() {
    let app = TestApp::new();
    let item = filed(&app, 1);
    let url = facts(&app, &item).verify_url("192.168.1.20:8080", &app.app.keys);
    assert!(url.starts_with("HTTP://192.168.1.20:8080/V/"), "{url}");
    let path = url.strip_prefix("HTTP://192.168.1.20:8080").unwrap();
    for path in [path.to_owned(), path.to_lowercase(), path.replace("/V/", "/v/")] {
        let page = app.visitor().page(&path);
        for said in ["这是真的回执", "美湖社区居民委员会", "最低生活保障申请", "已上报", &item.no.to_string(), "2026-11-03"]
        {
            assert!(page.contains(said), "{said}");
        }
        for kept in ["王建国", "13800138000", "502", "654321"] {
            assert!(!page.contains(kept), "{kept}");
        }
    }
    let answer = app.visitor().get(path);
    assert_eq!(answer.headers()["cache-control"], "no-store");
}

#[test]
fn forged_and_altered_receipts_are_refused_with_what_to_do() {
    let app = TestApp::new();
    let (one, two) = (filed(&app, 1), filed(&app, 2));
    let genuine = facts(&app, &one).token(&app.app.keys);
    let (no, signature) = genuine.split_once('.').unwrap();
    let elsewhere = facts(&app, &one).token(&Keys::new(&[7; 64], &[8; 32]));
    let turned: String = signature.chars().rev().collect();
    for token in [
        format!("{}.{signature}", two.no),
        format!("{no}.{turned}"),
        format!("{no}.{}", &signature[1..]),
        format!("261103999997.{signature}"),
        elsewhere,
        no.to_owned(),
        "x".to_owned(),
    ] {
        let answer = app.visitor().get(&format!("/v/{token}"));
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{token}");
        let page = answer.text().unwrap();
        for said in ["这份回执没有通过验证", "0510-85160000"] {
            assert!(page.contains(said), "{said}");
        }
        assert!(!page.contains("最低生活保障申请") && !page.contains("这是真的回执"));
    }
}

#[test]
fn tries_are_bounded() {
    let app = TestApp::new();
    let visitor = app.visitor();
    for _ in 0..30 {
        assert_eq!(visitor.get("/v/1.a").status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(visitor.get("/v/1.a").status(), StatusCode::TOO_MANY_REQUESTS);
    app.app.clock.advance(61);
    assert_eq!(visitor.get("/v/1.a").status(), StatusCode::NOT_FOUND);
}

#[test]
fn an_office_that_is_not_set_up_vouches_for_nothing() {
    let app = TestApp::fresh();
    assert_eq!(app.visitor().get("/v/261103000017.aa").status(), StatusCode::CONFLICT);
}

#[test]
fn english_for_those_who_chose_it() {
    let app = TestApp::new();
    let item = filed(&app, 1);
    let url = format!("{}/v/{}", app.base, facts(&app, &item).token(&app.app.keys));
    let page = app.visitor().client.get(url).header("cookie", "lx_lang=en").send().unwrap().text().unwrap();
    assert!(page.contains("This receipt is genuine"));
}
