//! What the touched keys of the terminal are answered, the office's words in it, and that nobody sees what the person before
//! typed.
use lianxin::{
    base::{Day, Id},
    domain::{
        lobby::lexicon::{DAYS_LEAST, LEARNED_MOST, Learned, Word, WordKind, learn},
        office::{
            audit,
            who::{Actor, Role},
        },
        places::grids::{self, StaffForm},
    },
    store::{Dir, Range, Read},
};
use reqwest::StatusCode;
use serde_json::Value;

use crate::kit::{
    app::{TestApp, Visitor},
    desk::post,
    lobby::world,
};

fn get(v: &Visitor, path: &str, query: &[(&str, &str)]) -> (StatusCode, Vec<Value>) {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    let answer = v.get(&format!("{path}?{query}"));
    let status = answer.status();
    assert_eq!(answer.headers()["content-type"], "application/json", "{path}");
    let body: Value = serde_json::from_str(&answer.text().unwrap()).unwrap();
    (status, body["all"].as_array().unwrap().clone())
}

fn offers(v: &Visitor, q: &str, mode: &str) -> Vec<(String, u64)> {
    let (status, all) = get(v, "/input/pinyin", &[("q", q), ("mode", mode)]);
    assert_eq!(status, StatusCode::OK);
    all.iter().map(|o| (o["text"].as_str().unwrap().to_owned(), o["take"].as_u64().unwrap())).collect()
}

fn first(v: &Visitor, q: &str, mode: &str) -> String {
    offers(v, q, mode).first().map(|o| o.0.clone()).unwrap_or_default()
}

fn learned(app: &TestApp) -> Vec<Learned> {
    app.app.store.list(&Range::<Learned>::table(), Dir::Forward, 100).unwrap()
}

#[test]
fn letters_become_words() {
    let app = TestApp::new();
    let v = app.visitor();
    assert_eq!(offers(&v, "dibao", "text")[0], ("低保".to_owned(), 5));
    assert_eq!(offers(&v, "wangjianguo", "name")[0], ("王建国".to_owned(), 11));
    assert!(offers(&v, "", "text").is_empty());
    assert!(offers(&v, "shequ", "text").len() <= 8);
    let next = get(&v, "/input/next", &[("before", "我们社")]).1;
    assert!(next.contains(&Value::from("区")) && next.len() <= 8, "{next:?}");
    // Sounds: the office counts all of them as one until it says otherwise; the question may differ.
    let with = |fuzzy: &str| get(&v, "/input/pinyin", &[("q", "sequ"), ("fuzzy", fuzzy)]).1;
    let knows = |all: &[Value]| all.iter().any(|o| o["text"] == "社区");
    assert!(knows(&with("")) && knows(&with("1")) && !knows(&with("0")));
}

#[test]
fn what_is_no_question_is_refused_and_nothing_breaks() {
    let app = TestApp::new();
    let v = app.visitor();
    let long = "a".repeat(49);
    for (q, mode) in [("汉字", "text"), ("a1", "text"), ("a b", "text"), (long.as_str(), "text"), ("a", "what")] {
        assert_eq!(get(&v, "/input/pinyin", &[("q", q), ("mode", mode)]), (StatusCode::UNPROCESSABLE_ENTITY, vec![]), "{q}");
    }
    assert_eq!(get(&v, "/input/next", &[("before", "一二三四五六七八九")]).0, StatusCode::UNPROCESSABLE_ENTITY);
    // Without the token of this browser nothing is counted.
    let stranger = v.post_raw("/input/picked", &[("text", "低保"), ("q", "dibao"), ("mode", "text")]);
    assert_eq!(stranger.status(), StatusCode::CONFLICT);
    assert!(learned(&app).is_empty());
}

#[test]
fn questions_have_a_rate() {
    let app = TestApp::new();
    let v = app.visitor();
    let statuses: Vec<_> = (0..1_201).map(|_| v.get("/input/pinyin?q=a").status()).collect();
    assert!(statuses[..1_200].iter().all(|s| *s == StatusCode::OK));
    assert_eq!(statuses[1_200], StatusCode::TOO_MANY_REQUESTS);
}

/// One resident types a name, an odd word and a sentence; the next one, at the same terminal, is offered what a stranger at
/// another office would be, and the store holds nothing of it.
#[test]
fn nobody_sees_what_the_person_before_typed() {
    let (one, other) = (TestApp::new(), TestApp::new());
    for app in [&one, &other] {
        app.app.reload_words().unwrap();
    }
    let before = one.visitor();
    for (text, q, mode) in [
        ("单幸翟", "shanxingzhai", "name"),
        ("建国", "jianguo", "name"),
        ("单幸翟", "shanxingzhai", "text"),
        ("王秀英", "wangxiuying", "text"),
        ("幸", "xing", "text"),
        ("我家漏水三天", "wojialoushuisantian", "text"),
        ("癌症", "aizheng", "text"),
        ("低保", "shebao", "text"),
        ("低保", "dibao", ""),
        ("低保", "<script>", "text"),
    ] {
        assert_eq!(before.post("/input/picked", &[("text", text), ("q", q), ("mode", mode)]).status(), StatusCode::NO_CONTENT);
    }
    // Only the word that everybody's dictionary has was counted: by the day, and for nobody.
    let rows = learned(&one);
    let only = rows.iter().map(|l| (l.text.as_str(), l.reading.as_str(), l.days)).collect::<Vec<_>>();
    assert_eq!(only, [("癌症", "ai zheng", 1)]);
    assert_eq!(rows[0].last, one.app.clock.today());
    let lines = one.app.store.list(&audit::Entry::BY_TIME.all(), Dir::Backward, 100).unwrap();
    assert!(lines.iter().all(|l| !l.action.contains("pick") && !l.action.contains("learn")));
    // Even when the office's words are read anew, and on the days after.
    one.app.reload_words().unwrap();
    let (next, stranger) = (one.visitor(), other.visitor());
    for q in ["shanxingzhai", "shan", "jianguo", "jian", "wangxiuying", "xing", "wojialoushuisantian", "aizheng", "ai", "dibao"] {
        for mode in ["text", "name", "place"] {
            assert_eq!(offers(&next, q, mode), offers(&stranger, q, mode), "{q} {mode}");
        }
    }
    for text in ["单", "我家", "王", "癌"] {
        assert_eq!(get(&next, "/input/next", &[("before", text)]), get(&stranger, "/input/next", &[("before", text)]));
    }
}

#[test]
fn what_is_picked_on_many_days_moves_up() {
    let app = TestApp::new();
    let today = app.app.clock.today();
    let v = app.visitor();
    app.app.reload_words().unwrap();
    let before = offers(&v, "xiujian", "text");
    assert_eq!((before[0].0.as_str(), before.iter().position(|o| o.0 == "修剪").is_some_and(|n| n > 0)), ("修建", true));
    let pick = |n: i32| {
        let count = move |tx: &mut lianxin::store::Tx<'_>| learn(tx, "修剪".into(), "xiu jian".into(), today.plus(n));
        app.app.store.write_wait(count).unwrap();
    };
    let days = i32::from(DAYS_LEAST);
    (1 - days..0).for_each(pick);
    // Twice on a day is once; and today's pick is not seen today.
    for _ in 0..2 {
        assert_eq!(
            v.post("/input/picked", &[("text", "修剪"), ("q", "xiujian"), ("mode", "text")]).status(),
            StatusCode::NO_CONTENT
        );
    }
    assert_eq!(learned(&app)[0].days, DAYS_LEAST);
    app.app.reload_words().unwrap();
    assert_eq!(offers(&v, "xiujian", "text"), before);
    // On so many days more that it is the office's habit.
    (1..=20).for_each(pick);
    let row = learned(&app).remove(0);
    assert_eq!((row.days, row.last), (DAYS_LEAST + 20, today.plus(20)));
    app.app.store.write_wait(move |tx| tx.put(&Learned { last: today.plus(-1), ..row })).unwrap();
    app.app.reload_words().unwrap();
    assert_eq!(first(&v, "xiujian", "text"), "修剪");
}

#[test]
fn what_is_learned_fades_and_has_a_bound() {
    let app = TestApp::new();
    let day = Day::ymd(2026, 1, 1).unwrap();
    let row =
        Learned {
            id: Learned::id_of("修剪", "xiu jian"), text: "修剪".into(), reading: "xiu jian".into(), days: 8, last: day
        };
    assert_eq!([1, 90, 180, 3_000, 30_000].map(|n| row.weight(day.plus(n))), [8, 4, 2, 0, 0]);
    assert_eq!(row.weight(day), 7, "today does not count");
    let fill = move |tx: &mut lianxin::store::Tx<'_>| {
        (0..LEARNED_MOST).try_for_each(|n| learn(tx, format!("词{n}"), "ci".into(), day.plus(i32::try_from(n % 50).unwrap())))?;
        learn(tx, "新词".into(), "xin ci".into(), day.plus(60))
    };
    app.app.store.write_wait(fill).unwrap();
    assert_eq!(app.app.store.rows::<Learned>().unwrap(), LEARNED_MOST);
    assert!(app.app.store.find(Learned::id_of("新词", "xin ci")).unwrap().is_some());
    let oldest = app.app.store.list(&Learned::BY_LAST.under(day), Dir::Forward, 200).unwrap();
    assert_eq!(oldest.len(), 99, "one of the hundred oldest is forgotten");
}

#[test]
fn names_in_the_store_are_words_within_a_minute() {
    let w = world();
    let app = &w.office;
    let v = app.visitor();
    app.app.refresh_words().unwrap();
    assert_eq!(first(&v, "lihujiayuan", "place"), "蠡湖家园");
    assert_eq!(first(&v, "wangxiuying", "text"), "王秀英", "who serves is no secret");
    let at = app.app.clock.now();
    let form = StaffForm {
        name: lianxin::base::Name::parse("仇翟旻").unwrap(),
        phone: None,
        title: String::new(),
        department: String::new(),
    };
    app.app.store.write_wait(move |tx| grids::create_staff(tx, Actor::System, at, form)).unwrap();
    let made = app.app.words();
    app.app.refresh_words().unwrap();
    assert!(!std::ptr::eq(&*made, &*app.app.words()), "something was changed");
    assert!(app.app.words().overlay.len() > made.overlay.len());
}

#[test]
fn the_office_keeps_its_words() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    let v = app.visitor();
    assert!(admin.page("/office/lexicon").contains("还没有添加词语"));
    // A word with its usual reading, then corrected.
    let (status, _) = post(&admin, "/office/lexicon", &[("text", "单家巷"), ("reading", ""), ("kind", "street")]);
    assert_eq!(status, StatusCode::SEE_OTHER);
    let word = app.app.store.list(&Range::<Word>::table(), Dir::Forward, 9).unwrap().remove(0);
    assert_eq!((word.reading.as_str(), word.kind), ("dan jia xiang", WordKind::Street));
    assert!(admin.page(&format!("/office/lexicon?new={}", word.id)).contains("已添加“单家巷”，读音：dan jia xiang"));
    assert_eq!(first(&v, "danjiaxiang", "place"), "单家巷");
    let path = format!("/office/lexicon/{}", word.id);
    let (status, page) = post(&admin, &path, &[("text", "单家巷"), ("reading", "shan jia qqq"), ("kind", "street")]);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("shan jia qqq") && page.contains("读音应为拼音"));
    let (status, _) = post(&admin, &path, &[("text", "单家巷"), ("reading", " Shan'jia  xiang"), ("kind", "street")]);
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(first(&v, "shanjiaxiang", "text"), "单家巷");
    assert_eq!(first(&v, "sjx", "text"), "单家巷", "first letters");
    // The same again is refused, wrong texts too, with what was typed.
    for (text, reading, words) in [
        ("单家巷", "shan jia xiang", "词库中已有"),
        ("巷", "", "2 到 20 个字"),
        ("hello", "", "2 到 20 个字"),
        ("<b>路", "", "&lt;b&gt;路"),
    ] {
        let (status, page) = post(&admin, "/office/lexicon", &[("text", text), ("reading", reading), ("kind", "street")]);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(page.contains(words), "{text}");
    }
    // Many at once: all or, with a line that cannot be read, none.
    let (status, page) =
        post(&admin, "/office/lexicon/import", &[("kinds", "other"), ("lines", "东门菜场\n!!!\n\n仇家弄，qiu jia long")]);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("第 2 行看不懂") && page.contains("仇家弄，qiu jia long"));
    let (status, _) = post(
        &admin,
        "/office/lexicon/import",
        &[("kinds", "other"), ("lines", "东门菜场\r\n仇家弄，qiu jia long\r\n单家巷 shan jia xiang")],
    );
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(app.app.store.rows::<Word>().unwrap(), 3);
    assert_eq!(first(&v, "qiujialong", "text"), "仇家弄");
    let found = admin.page("/office/lexicon?q=%E4%BB%87");
    assert!(found.contains(">仇家弄</a>") && !found.contains(">东门菜场</a>"));
    // Taken out, it is offered no more.
    assert_eq!(post(&admin, &format!("{path}/delete"), &[]).0, StatusCode::SEE_OTHER);
    assert!(offers(&v, "shanjiaxiang", "text").iter().all(|o| o.0 != "单家巷"));
    // Sounds.
    assert_eq!(post(&admin, "/office/lexicon/sounds", &[("n-l", "1")]).0, StatusCode::SEE_OTHER);
    assert!(offers(&v, "sequ", "text").iter().all(|o| o.0 != "社区"));
    assert!(offers(&v, "lanjing", "text").iter().any(|o| o.0 == "南京"));
    let said = app.app.store.list(&audit::Entry::BY_TIME.all(), Dir::Backward, 5).unwrap();
    let actions: Vec<_> = said.iter().map(|l| l.action.as_str()).collect();
    assert_eq!(actions, ["lexicon.sounds", "lexicon.delete", "lexicon.import", "lexicon.edit", "lexicon.add"]);
    assert_eq!(admin.get("/office/lexicon/999").status(), StatusCode::NOT_FOUND);
    assert!(app.app.store.find(Id::<Word>::new(1)).unwrap().is_none());
}

/// What a public screen never offers, first or last, and does not learn.
#[test]
fn a_public_screen_does_not_swear() {
    let app = TestApp::new();
    let v = app.visitor();
    for (q, never) in
        [("biaozi", "婊子"), ("wangbadan", "王八蛋"), ("falungong", "法轮功"), ("taidu", "台独"), ("tamade", "他妈的")]
    {
        assert!(offers(&v, q, "text").iter().all(|(text, _)| text != never), "{q}");
        let picked = post(&v, "/input/picked", &[("text", never), ("q", q), ("mode", "text")]);
        assert_eq!(picked.0, StatusCode::NO_CONTENT);
    }
    assert!(learned(&app).is_empty());
    assert_eq!(first(&v, "biaozhi", "text"), "标志", "innocent words stay");
}
