//! What other civic software is refused, and how it is told; keys, limits and the page where keys are made.
use lianxin::{
    domain::{
        matters::open311::{ApiKey, revoke_key, set_reads},
        office::{
            settings::Settings,
            who::{Actor, Role},
        },
    },
    store::{Dir, Range, Read},
};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::kit::{
    app::TestApp,
    open311::{KEY, LAMP, Program, items, nothing_private, office, with},
};

#[test]
fn what_is_wrong_is_said_parameter_by_parameter() {
    let (app, ..) = office();
    let program = Program::of(&app);
    let long = "长".repeat(4_001);
    // What is changed in a good report, the status, and each error's words, in order.
    type Case<'a> = (Vec<(&'a str, &'a str)>, u16, Vec<&'a str>);
    let cases: Vec<Case<'_>> = vec![
        (vec![("api_key", "")], 403, vec!["api_key"]),
        (vec![("api_key", "wrong")], 403, vec!["api_key"]),
        (vec![("jurisdiction_id", "sfgov.org")], 404, vec!["jurisdiction_id"]),
        (vec![("service_code", "")], 400, vec!["service_code：缺少这个参数"]),
        (vec![("service_code", "001")], 404, vec!["service_code"]),
        (vec![("service_code", "mz-dibao")], 404, vec!["service_code"]),
        (vec![("lat", ""), ("long", ""), ("address_string", "")], 400, vec!["address_string：请说明地点"]),
        (vec![("lat", "")], 400, vec!["lat：lat 与 long 须一并填写"]),
        (vec![("lat", "99"), ("long", "abc")], 400, vec!["lat：纬度", "long：经度"]),
        (vec![("attribute[kind]", "")], 400, vec!["attribute[kind]：请选择"]),
        (
            vec![("attribute[kind]", "<灯>"), ("attribute[fault]", "")],
            400,
            vec!["attribute[kind]：请从", "attribute[fault]：请选择"],
        ),
        (vec![("attribute[pole]", &long)], 400, vec!["attribute[pole]：内容太长，最多 20 个字"]),
        (vec![("description", &long)], 400, vec!["description：内容太长，最多 4000 个字"]),
        (vec![("description", "a\u{0}b")], 400, vec!["description：含有"]),
        (vec![("address_string", &long)], 400, vec!["address_string：内容太长"]),
        (
            vec![("phone", "1"), ("email", "x"), ("media_url", "file:///etc/passwd")],
            400,
            vec!["phone：", "media_url：", "email："],
        ),
        (vec![("first_name", "<李>")], 400, vec!["first_name：请填写姓名"]),
    ];
    for (more, status, words) in &cases {
        let (got, errors) = program.post_both(&with(LAMP, more));
        assert_eq!(got.as_u16(), *status, "{errors}");
        let errors = errors.as_array().unwrap();
        assert_eq!(errors.len(), words.len(), "{errors:?}");
        for (error, word) in errors.iter().zip(words) {
            assert_eq!(error["code"], *status);
            assert!(error["description"].as_str().unwrap().contains(word), "{error} {word}");
        }
    }
    let dates = ["start_date", "end_date"];
    // What is asked with, the answer's status, and what is said of it.
    type Wrong<'a> = (Vec<(&'a str, &'a str)>, u16, Vec<&'a str>);
    let wrong: Vec<Wrong<'_>> = vec![
        (vec![("start_date", "yesterday"), ("end_date", "2026-11-03T00:00:00")], 400, dates.to_vec()),
        (vec![("start_date", "2026-11-02T00:00:00Z"), ("end_date", "2026-11-01T00:00:00Z")], 400, vec!["end_date：结束时间早于"]),
        (
            vec![("start_date", "2026-01-01T00:00:00Z"), ("end_date", "2026-11-01T00:00:00Z")],
            400,
            vec!["start_date：起止时间最多"],
        ),
        (vec![("status", "open,done")], 400, vec!["status"]),
        (vec![("page", "0"), ("page_size", "201")], 400, vec!["page_size", "page："]),
        (vec![("page", "6")], 400, vec!["page：请填写 1 到 5 之间的整数"]),
        (vec![("jurisdiction_id", "x")], 404, vec!["jurisdiction_id"]),
        (vec![("service_code", "ss-ludeng,001")], 404, vec!["service_code"]),
    ];
    for (params, status, words) in &wrong {
        let (got, errors) = program.both("requests", params);
        assert_eq!(got.as_u16(), *status, "{errors}");
        let errors = errors.as_array().unwrap();
        assert_eq!(errors.len(), words.len(), "{errors:?}");
        assert!(errors.iter().zip(words).all(|(e, w)| e["description"].as_str().unwrap().contains(w)), "{errors:?}");
    }
    for path in ["services/001", "services/mz-dibao", "requests/261103000011", "requests/x", "tokens/x", "nothing"] {
        let (status, errors) = program.both(path, &[]);
        assert_eq!((status, &errors[0]["code"]), (StatusCode::NOT_FOUND, &json!(404)), "{path}");
    }
    assert_eq!(items(&app).len(), 0, "nothing of it was filed");
    nothing_private(&program);
    assert!(!program.heard().contains("passwd") && !program.heard().contains("<灯"));
}

#[test]
fn what_is_no_question_at_all_is_answered_in_the_same_form() {
    let (app, ..) = office();
    let program = Program::of(&app);
    for path in ["services", "services.yaml", "services.xml.gz", "requests/1", "services/a/b.xml", "", "../v1/services.xml"] {
        let said = program.get(path, &[]);
        assert_eq!(said.status, StatusCode::NOT_FOUND, "{path}");
        assert!(said.body.contains("<errors><error><code>404</code><description>"), "{path}: {}", said.body);
    }
    for (method, path) in [(Method::PUT, "requests.json"), (Method::DELETE, "services.xml"), (Method::POST, "services.xml")] {
        let said = program.other(method.clone(), path);
        assert!(
            [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED].contains(&said.status),
            "{method} {path}: {}",
            said.status
        );
    }
    let kinds = ["application/json", "multipart/form-data; boundary=x", "text/plain"];
    for kind in kinds {
        let said = program.post_as("requests.json", LAMP, kind, None);
        assert_eq!((said.status, &said.json()[0]["code"]), (StatusCode::BAD_REQUEST, &json!(400)), "{kind}");
    }
    for size in [70_000, 300_000] {
        let said = program.post("requests.json", &with(LAMP, &[("unknown", &"x".repeat(size))]));
        assert_eq!((said.status, &said.json()[0]["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!(413)), "{size}");
    }
    assert_eq!(program.get("requests.xml", &[("service_code", &"x".repeat(9_000))]).status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(items(&app).len(), 0);
    let fresh = TestApp::fresh();
    let (status, _) = Program::of(&fresh).both("services", &[]);
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "an office that is not set up");
    fresh
        .app
        .store
        .write_wait(|tx| {
            lianxin::domain::office::audit::note::<Settings>(
                tx,
                Actor::System,
                lianxin::base::Stamp(0),
                lianxin::domain::office::settings::log::DEMO_LOAD,
                None,
                "",
            )
        })
        .unwrap();
}

#[test]
fn keys_open_and_close() {
    let (app, key, _) = office();
    let program = Program::of(&app);
    let store = &app.app.store;
    // The key may stand in the address, as some clients have it.
    let path = format!("requests.json?api_key={KEY}");
    assert!(program.client_post(&path, &LAMP[1..]).is_success());
    let used: ApiKey = store.get(key.id).unwrap();
    assert_eq!((used.filed_on(app.app.clock.today()), used.seen), (1, Some(app.app.clock.today())));

    // Reading may need one too; discovery never does.
    let at = app.app.clock.now();
    store.write_wait(move |tx| set_reads(tx, (Actor::System, at), true)).unwrap();
    app.app.clock.advance(86_400);
    for path in ["services", "services/ss-ludeng", "requests", "requests/261103000011", "tokens/x"] {
        assert_eq!(program.both(path, &[]).0, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(program.both("services", &[("api_key", KEY)]).0, StatusCode::OK);
    assert_eq!(program.both("discovery", &[]).0, StatusCode::OK);
    let today = app.app.clock.today();
    let seen = || store.get(key.id).unwrap().seen == Some(today);
    let begun = std::time::Instant::now();
    while !seen() && begun.elapsed().as_secs() < 10 {
        std::thread::yield_now();
    }
    assert!(seen(), "a day on which it was used for reading counts");

    // So many a day, and not for ever.
    let few = ApiKey { most: 1, ..store.get(key.id).unwrap() };
    store.write_wait(move |tx| tx.put(&few)).unwrap();
    assert_eq!(program.post("requests.json", LAMP).status, StatusCode::OK);
    let full = program.post("requests.json", &with(LAMP, &[("attribute[pole]", "2")]));
    assert_eq!((full.status, &full.json()[0]["code"]), (StatusCode::TOO_MANY_REQUESTS, &json!(429)));
    store.write_wait(move |tx| revoke_key(tx, (Actor::System, at), key.id).map(drop)).unwrap();
    assert_eq!(program.post_both(LAMP).0, StatusCode::FORBIDDEN);
    assert_eq!(program.both("services", &[("api_key", KEY)]).0, StatusCode::FORBIDDEN);

    // Guessing is slowed down, and told when to go on.
    let tries: Vec<_> = (0..25).map(|n| program.post("requests.json", &with(LAMP, &[("api_key", &n.to_string())]))).collect();
    let last = tries.last().unwrap();
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.again_in.as_ref().unwrap().parse::<u32>().unwrap() >= 60);
    assert_eq!(items(&app).len(), 2);
    nothing_private(&program);
}

#[test]
fn questions_have_a_limit_a_minute() {
    let (app, ..) = office();
    let program = Program::of(&app);
    let statuses: Vec<_> = (0..121).map(|_| program.get("requests.json", &[]).status).collect();
    assert!(statuses[..120].iter().all(|s| *s == StatusCode::OK));
    assert_eq!(statuses[120], StatusCode::TOO_MANY_REQUESTS);
    app.app.clock.advance(61);
    assert_eq!(program.get("requests.json", &[]).status, StatusCode::OK);
}

#[test]
fn the_administrator_makes_keys_and_takes_them_back() {
    let app = TestApp::new();
    let (v, program) = (app.signed_in(Role::Administrator), Program::of(&app));
    let page = v.page("/office/open311");
    assert!(page.contains("还没有密钥") && page.contains("http://192.168.1.20:8080/open311/v2") && page.contains("路灯报修"));
    for (name, most, said) in
        [("", "200", "请填写此项"), ("城管", "0", "1 到 5000"), ("城管", "x", "1 到 5000"), (&"长".repeat(41), "1", "内容太长")]
    {
        let answer = v.post("/office/open311", &[("name", name), ("most", most)]);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().unwrap();
        assert!(page.contains(said) && page.contains(&format!("value=\"{most}\"")), "{name} {most}");
    }
    assert_eq!(app.app.store.rows::<ApiKey>().unwrap(), 0);
    let answer = v.post("/office/open311", &[("name", "<市>城管"), ("most", "3")]);
    let page = answer.text().unwrap();
    let at = page.find("class=\"secret\">").unwrap() + 15;
    let secret: String = page[at..].chars().take_while(|c| *c != '<').collect();
    assert!(secret.len() >= 26 && page.contains("&lt;市&gt;城管"));
    assert!(!v.page("/office/open311").contains(&secret), "shown once");
    let bytes = app.app.store.engine().scan(&[1], &[0xff; 8], Dir::Forward, usize::MAX).unwrap();
    assert!(!bytes.iter().any(|(_, v)| v.windows(secret.len()).any(|w| w == secret.as_bytes())), "and not kept");

    let filed = program.post("requests.json", &with(LAMP, &[("api_key", &secret)]));
    assert_eq!(filed.status, StatusCode::OK);
    let page = v.page("/office/open311");
    assert!(page.contains("1 / 3") && page.contains("2026-11-03"));

    assert!(page.contains("value=\"open\" checked"));
    assert_eq!(v.post("/office/open311/reads", &[("reads", "key")]).status(), StatusCode::SEE_OTHER);
    assert!(v.page("/office/open311").contains("value=\"key\" checked"));
    assert_eq!(program.get("services.json", &[]).status, StatusCode::FORBIDDEN);
    assert_eq!(v.post("/office/open311/reads", &[("reads", "both")]).status(), StatusCode::UNPROCESSABLE_ENTITY);
    let key = app.app.store.list(&Range::<ApiKey>::table(), Dir::Forward, 2).unwrap().remove(0);
    let gone = format!("/office/open311/{}/revoke", key.id);
    assert_eq!(v.post(&gone, &[]).status(), StatusCode::SEE_OTHER);
    let page = v.page("/office/open311?done=open311-revoked");
    assert!(page.contains("密钥已停用") && page.contains("已停用") && !page.contains(&gone));
    assert_eq!(program.post("requests.json", &with(LAMP, &[("api_key", &secret)])).status, StatusCode::FORBIDDEN);
    assert_eq!(v.post("/office/open311/99/revoke", &[]).status(), StatusCode::NOT_FOUND);
    let log = app.signed_in(Role::Auditor).page("/office/audit");
    for words in ["发放接口密钥", "停用接口密钥", "更改接口查询权限", "其他软件上报"] {
        assert!(log.contains(words), "{words}");
    }
    assert!(!log.contains(&secret));
}
