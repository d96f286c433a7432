//! Other civic software at the door: every method of GeoReport v2 in both its forms, and that a report filed here is an item
//! like any other whose people nobody is told of.
use lianxin::{
    domain::{
        matters::items::{Item, Source, StateTag},
        office::{settings::Settings, who::Role},
    },
    store::Read,
};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::kit::{
    app::Visitor,
    open311::{LAMP, Program, Said, items, nothing_private, office, with},
};

fn act(v: &Visitor, item: &Item, action: &str, note: &str) {
    let answer = v.post(&format!("/office/items/{}/do/{action}", item.id), &[(&format!("{action}-note"), note)]);
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{action}");
}

#[test]
fn the_endpoint_says_what_it_is_and_what_it_offers() {
    let (app, ..) = office();
    let program = Program::of(&app);
    let (status, found) = program.both("discovery", &[]);
    assert_eq!(status, StatusCode::OK);
    assert_eq!(found["endpoints"][0]["specification"], "http://wiki.open311.org/GeoReport_v2");
    assert_eq!(found["endpoints"][0]["url"], "http://192.168.1.20:8080/open311/v2");
    assert_eq!(found["endpoints"][0]["formats"], json!(["text/xml", "application/json"]));
    assert_eq!(found["endpoints"][0]["type"], "production");
    assert_eq!(found["changeset"], "2026-11-03T09:30:00+08:00");
    assert!(found["contact"].as_str().unwrap().contains("0510-85160000"));

    let (status, services) = program.both("services", &[("jurisdiction_id", "320211001001"), ("unknown", "x")]);
    assert_eq!(status, StatusCode::OK);
    let codes: Vec<&str> = services.as_array().unwrap().iter().map(|s| s["service_code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"ss-ludeng") && codes.contains(&"zh-yinhuan"));
    for private in ["mz-dibao", "tj-minjian", "jz-waichu", "mz-liulang", "zh-xunluo"] {
        assert!(!codes.contains(&private), "{private}");
    }
    let lamp = services.as_array().unwrap().iter().find(|s| s["service_code"] == "ss-ludeng").unwrap();
    assert_eq!((&lamp["service_name"], &lamp["metadata"], &lamp["type"]), (&json!("路灯报修"), &json!(true), &json!("realtime")));
    assert_eq!(lamp["group"], "行政事务");
    assert!(lamp["keywords"].as_str().unwrap().starts_with("公共设施管理, 路灯, "));
    assert!(lamp["description"].as_str().unwrap().contains("2 个工作日"));

    for code in codes {
        let (status, definition) = program.both(&format!("services/{code}"), &[]);
        assert_eq!((status, &definition["service_code"]), (StatusCode::OK, &json!(code)));
        for (i, a) in definition["attributes"].as_array().unwrap().iter().enumerate() {
            assert_eq!((&a["variable"], &a["order"]), (&json!(true), &json!(i + 1)), "{code}");
            let list = ["singlevaluelist", "multivaluelist"].contains(&a["datatype"].as_str().unwrap());
            assert!(list == a["values"].as_array().is_some_and(|v| v.len() > 1), "{code}: {a}");
        }
    }
    let (_, lamp) = program.both("services/ss-ludeng", &[]);
    let kind = &lamp["attributes"][0];
    assert_eq!((&kind["code"], &kind["datatype"], &kind["required"]), (&json!("kind"), &json!("singlevaluelist"), &json!(true)));
    assert_eq!(kind["values"][0], json!({"key": "道路路灯", "name": "道路路灯"}));
    assert_eq!(kind["description"], "是哪一种灯？");
    let pole = &lamp["attributes"][2];
    assert_eq!((&pole["code"], &pole["datatype"], &pole["required"]), (&json!("pole"), &json!("string"), &json!(false)));
    assert_eq!(pole["datatype_description"], "看得到就填；最多 20 个字");
}

#[test]
fn a_report_is_the_same_item_that_the_office_handles() {
    let (app, _, building) = office();
    let (program, clerk) = (Program::of(&app), app.signed_in(Role::Clerk));
    let id = building.id.to_string();
    let (status, filed) = program.post_both(&with(LAMP, &[("address_id", &id)]));
    assert_eq!(status, StatusCode::OK);
    let all = items(&app);
    assert_eq!(all.len(), 1, "said twice, in two forms, filed once");
    let item = &all[0];
    let no = item.no.to_string();
    assert_eq!(filed[0]["service_request_id"], no.as_str());
    assert!(filed[0]["service_notice"].as_str().unwrap().contains("2 个工作日"));
    assert_eq!(filed[0].as_object().unwrap().len(), 2, "a number, so no token");
    assert_eq!((item.source, item.grid, item.building), (Source::Open311, Some(building.grid), Some(building.id)));
    assert_eq!(item.place, "美湖路 9 号 <北门> & 车库 (WGS84 31.491234, 120.312345)");

    // The office sees all of it, escaped, with its labels.
    assert!(clerk.page("/office/items").contains(&no));
    let page = clerk.page(&format!("/office/items/{}", item.id));
    for words in [
        "其他政务软件（Open311）",
        "李四",
        "13987654321",
        "美湖路 9 号 &lt;北门&gt; &amp; 车库",
        "情况说明",
        "&lt;b&gt;全黑&lt;/b&gt;",
        "图片网址（未核实）",
        "http://example.cn/li-si.jpg?a=1&amp;b=2",
        "li.si@example.cn",
        "L-17&lt;",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("4711") && !page.contains("4712"), "what nobody needs was not kept");

    // Everybody sees where it stands and no more.
    let one = |program: &Program| {
        let (status, found) = program.both(&format!("requests/{no}"), &[]);
        assert_eq!(status, StatusCode::OK);
        assert_eq!(program.both("requests", &[("service_request_id", &no)]).1, found);
        assert_eq!(program.both("requests", &[("service_code", "ss-ludeng")]).1, found);
        found[0].clone()
    };
    let right = json!({
        "service_request_id": no, "status": "open", "status_notes": "已上报", "service_name": "路灯报修",
        "service_code": "ss-ludeng", "description": null, "agency_responsible": "美湖社区居民委员会",
        "service_notice": "受理后 2 个工作日内办结。", "requested_datetime": "2026-11-03T09:30:00+08:00",
        "updated_datetime": "2026-11-03T09:30:00+08:00", "expected_datetime": null,
        "address": "第七网格，美湖社区居民委员会", "address_id": null, "zipcode": null, "lat": null, "long": null, "media_url": null,
    });
    assert_eq!(one(&program), right);
    assert_eq!(program.both(&format!("tokens/{no}"), &[]).1, json!([{"service_request_id": no, "token": no}]));

    // The office acts; the program follows.
    app.app.clock.advance(1_200);
    act(&clerk, item, "accept", "李四家附近");
    let now = one(&program);
    assert_eq!((&now["status"], &now["status_notes"]), (&json!("open"), &json!("已受理")));
    assert_eq!(now["updated_datetime"], "2026-11-03T09:50:00+08:00");
    assert_eq!(now["expected_datetime"], "2026-11-05T17:30:00+08:00", "two working days after the day of acceptance");
    let page = clerk.page(&format!("/office/items/{}", item.id));
    assert!(page.contains("李四家附近"));
    nothing_private(&program);
}

#[test]
fn a_request_that_was_declined_is_closed_and_its_reason_is_not_told() {
    let (app, ..) = office();
    let (program, clerk) = (Program::of(&app), app.signed_in(Role::Clerk));
    program.post("requests.xml", LAMP);
    let item = items(&app).remove(0);
    app.app.clock.advance(60);
    act(&clerk, &item, "decline", "李四重复反映");
    assert_eq!(items(&app)[0].state.tag, StateTag::Declined);
    let (_, found) = program.both(&format!("requests/{}", item.no), &[]);
    assert_eq!((&found[0]["status"], &found[0]["status_notes"]), (&json!("closed"), &json!("不予受理")));
    assert_eq!(found[0]["updated_datetime"], "2026-11-03T09:31:00+08:00");
    assert_eq!(program.both("requests", &[("status", "open")]).1, json!([]));
    assert_eq!(program.both("requests", &[("status", "closed")]).1, found);
    assert_eq!(program.both("requests", &[("status", "Open,closed")]).1, found);
    nothing_private(&program);
}

#[test]
fn other_peoples_matters_are_not_there() {
    let (app, ..) = office();
    let (program, clerk) = (Program::of(&app), app.signed_in(Role::Clerk));
    // A matter of somebody's own, and a lamp that a resident told the window of.
    let window = |code: &str, more: &[(&str, &str)]| {
        let fields = with(&[("do", "file"), ("a-phone", "13987654321"), ("source", "window"), ("place", "美湖路 9 号")], more);
        assert_eq!(clerk.post(&format!("/office/intake/{code}"), &fields).status(), StatusCode::SEE_OTHER, "{code}");
    };
    window("tj-jiating", &[("a-danger", "no"), ("a-address", "12幢"), ("a-relation", "孩子"), ("a-detail", "李四")]);
    window("ss-ludeng", &[("a-kind", "楼道灯"), ("a-place", "12幢 2 单元"), ("a-fault", "闪烁")]);
    let all = items(&app);
    let (theirs, lamp) = (all[0].no.to_string(), all[1].no.to_string());
    let both = format!("{theirs},{lamp},{lamp}, 999,x");
    for params in [vec![], vec![("service_request_id", both.as_str())]] {
        let (status, found) = program.both("requests", &params);
        assert_eq!(status, StatusCode::OK);
        assert_eq!(found.as_array().unwrap().len(), 1);
        assert_eq!(found[0]["service_request_id"], lamp.as_str());
        assert_eq!(found[0]["description"], Value::Null);
    }
    assert_eq!(program.both(&format!("requests/{theirs}"), &[]).0, StatusCode::NOT_FOUND);
    assert_eq!(program.both(&format!("tokens/{theirs}"), &[]).0, StatusCode::NOT_FOUND);
    assert_eq!(program.both("requests", &[("service_code", "tj-jiating")]).0, StatusCode::NOT_FOUND);
    nothing_private(&program);
}

#[test]
fn lists_go_by_day_status_and_page() {
    let (app, ..) = office();
    let program = Program::of(&app);
    for n in 0..30u32 {
        let more = [("attribute[pole]", n.to_string())];
        let more: Vec<_> = more.iter().map(|(k, v)| (*k, v.as_str())).collect();
        assert_eq!(program.post("requests.json", &with(LAMP, &more)).status, StatusCode::OK);
        app.app.clock.advance(4 * 3_600);
    }
    let newest: Vec<String> = items(&app).iter().rev().map(|i| i.no.to_string()).collect();
    let numbers = |params: &[(&str, &str)]| -> Vec<String> {
        let found = program.both("requests", params).1;
        found.as_array().unwrap().iter().map(|r| r["service_request_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(numbers(&[]), newest);
    assert_eq!(numbers(&[("page_size", "7")]), newest[..7]);
    assert_eq!(numbers(&[("page_size", "7"), ("page", "5")]), newest[28..]);
    assert_eq!(numbers(&[("page_size", "7"), ("page", "6")]), Vec::<String>::new());
    // Filed on 3 November from 9:30, six a day: the first four hours apart.
    assert_eq!(numbers(&[("start_date", "2026-11-03"), ("end_date", "2026-11-03")]), newest[26..]);
    let exactly = [("start_date", "2026-11-03T09:30:00+08:00"), ("end_date", "2026-11-03T05:30:00Z")];
    assert_eq!(numbers(&exactly), newest[28..], "both ends belong to it");
    assert_eq!(numbers(&[("end_date", "2026-11-03T01:30:00Z")]), newest[29..]);
    assert_eq!(numbers(&[("start_date", "2026-11-09")]), Vec::<String>::new());
    assert_eq!(numbers(&[("service_code", "ss-jinggai, sc-laji")]), Vec::<String>::new());
    app.app.clock.advance(90 * 86_400);
    assert_eq!(numbers(&[]).len(), 0, "the last ninety days");
    assert_eq!(numbers(&[("start_date", "2026-11-03")]), newest, "ninety days from then");
}

#[test]
fn a_report_sent_again_finds_the_first() {
    let (app, ..) = office();
    let program = Program::of(&app);
    let form = "application/x-www-form-urlencoded";
    let number = |said: Said| said.json()[0]["service_request_id"].as_str().unwrap().to_owned();
    let first = number(program.post("requests.json", LAMP));
    app.app.clock.advance(590);
    let turned: Vec<_> = LAMP.iter().rev().copied().collect();
    assert_eq!(number(program.post("requests.json", &turned)), first);
    app.app.clock.advance(10);
    let second = number(program.post("requests.json", LAMP));
    assert_ne!(second, first, "ten minutes later the lamp is out again");
    let own = |key: &str| number(program.post_as("requests.json", LAMP, form, Some(key)));
    let third = own("5f2e");
    app.app.clock.advance(86_400);
    assert_eq!(own("5f2e"), third);
    assert_ne!(own("5f2f"), third);
    let said = program.post_as("requests.json", LAMP, form, Some(&"k".repeat(256)));
    assert_eq!(said.status, StatusCode::BAD_REQUEST);
    assert_eq!(items(&app).len(), 4);
}

#[test]
fn markup_in_the_offices_own_words_is_text() {
    let (app, _, building) = office();
    let odd = "<美湖> & \"社区\" ']]>\u{1}";
    app.app
        .store
        .write_wait(move |tx| {
            let settings = Settings::load(tx)?.unwrap();
            Settings { community: odd.into(), ..settings }.save(tx)?;
            let grid = tx.get(building.grid)?;
            tx.put(&lianxin::domain::places::grids::Grid { name: odd.into(), ..grid })
        })
        .unwrap();
    let program = Program::of(&app);
    let id = building.id.to_string();
    program.post("requests.xml", &with(LAMP, &[("address_id", &id)]));
    let said = program.get("requests.xml", &[]);
    let document = roxmltree::Document::parse(&said.body).unwrap();
    let text = |name: &str| document.descendants().find(|n| n.has_tag_name(name)).unwrap().text().unwrap();
    let held = odd.replace('\u{1}', "\u{fffd}");
    assert_eq!(text("agency_responsible"), held);
    assert_eq!(text("address"), format!("{held}，{held}"));
    assert_eq!(program.get("requests.json", &[]).json()[0]["agency_responsible"], odd);
    program.get("discovery.xml", &[]);
}
