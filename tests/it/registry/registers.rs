//! The registers' pages, as each role uses them.
use std::{collections::BTreeMap, sync::LazyLock};

use lianxin::{
    base::Id,
    domain::{
        office::who::Role,
        places::grids::Grid,
        registry::registers::{self, About, Entry, EntryChange, Filter},
    },
    sheets::{self, Cell},
    store::{Dir, Range, Read},
};
use proptest::prelude::*;
use reqwest::{
    StatusCode,
    blocking::{Response, multipart},
};

use crate::kit::{
    app::{TestApp, Visitor},
    desk, number,
    registers::{create, household, lines},
    until::until,
};

fn location(r: &Response) -> String {
    assert_eq!(r.status(), StatusCode::SEE_OTHER);
    r.headers()["location"].to_str().unwrap().to_owned()
}

#[test]
fn a_clerk_keeps_a_register() {
    let app = TestApp::new();
    let (clerk, dispatcher) = (app.signed_in(Role::Clerk), app.signed_in(Role::Dispatcher));
    let g = desk::grid(&app, 1);
    let no = number("32021119600101123");
    household(&app, g, "12", "502", "王建国", &no);
    assert!(clerk.page("/office/registers").contains("最低生活保障"));
    assert!(!dispatcher.page("/office/registers").contains("最低生活保障"));
    assert_eq!(dispatcher.get("/office/registers/low-income").status(), StatusCode::NOT_FOUND);
    // The household is found by its address; the form follows from the definition.
    let found = clerk.post("/office/registers/low-income/pick", &[("q", "12-502")]).text().unwrap();
    assert!(found.contains("/office/registers/low-income/new?subject=h1"), "{found}");
    let form = clerk.page("/office/registers/low-income/new?subject=h1");
    assert!(form.contains("低保证号") && form.contains("全额保障") && form.contains("王建国"));
    let fields = [
        ("subject", "h1"),
        ("from", "2026-01-01"),
        ("until", "2026-12-31"),
        ("v-certificate", "DB-2026-001"),
        ("v-people", "3"),
        ("v-class", "差额保障"),
        ("v-amount", "1860.50"),
        ("v-account", "6222020200112233"),
        ("v-note", ""),
    ];
    let mut wrong = fields.to_vec();
    wrong[4].1 = "99";
    wrong.push(("v-helper", no.as_str()));
    let answer = clerk.post("/office/registers/low-income/new", &wrong);
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text().unwrap();
    assert!(
        text.contains("应在 1 到 20 之间") && text.contains("这里不能填写身份证号") && text.contains("DB-2026-001"),
        "{text}"
    );
    let at = location(&clerk.post("/office/registers/low-income/new", &fields));
    let at = at.split('?').next().unwrap().to_owned();
    let shown = clerk.page(&at);
    assert!(shown.contains("1860.50") && shown.contains("******") && !shown.contains("6222020200112233"), "{shown}");
    let again = clerk.post("/office/registers/low-income/new", &fields);
    assert!(again.text().unwrap().contains("已有一条有效登记"));
    // A change: the sealed account that was left empty stays.
    let edit = clerk.page(&format!("{at}/edit"));
    assert!(edit.contains("value=\"DB-2026-001\"") && !edit.contains("6222020200112233"));
    let mut changed = fields.to_vec();
    changed[4].1 = "2";
    changed[7].1 = "";
    changed.push(("version", "1"));
    location(&clerk.post(&format!("{at}/edit"), &changed));
    let stale = clerk.post(&format!("{at}/edit"), &changed);
    assert!(stale.status() == StatusCode::UNPROCESSABLE_ENTITY && stale.text().unwrap().contains("刚才有人修改了"));
    assert!(clerk.page(&at).contains("保障人数：3 → 2"));
    // The account for a purpose, once, with its line.
    assert_eq!(clerk.post(&format!("{at}/reveal"), &[("field", "account")]).status(), StatusCode::UNPROCESSABLE_ENTITY);
    let revealed = clerk.post(&format!("{at}/reveal"), &[("field", "account"), ("purpose", "核对发放账号")]).text().unwrap();
    assert!(revealed.contains("6222020200112233"));
    assert_eq!(lines(&app, "register.reveal").len(), 1);
    // Lists: filtered, searched by the head's initials, ended.
    assert!(clerk.page("/office/registers/low-income?by=class:%E5%B7%AE%E9%A2%9D%E4%BF%9D%E9%9A%9C").contains("DB-2026-001"));
    assert!(!clerk.page("/office/registers/low-income?by=class:%E5%8D%95%E4%BA%BA%E4%BF%9D").contains("DB-2026-001"));
    assert!(clerk.post("/office/registers/low-income", &[("q", "wjg")]).text().unwrap().contains("DB-2026-001"));
    let ended = clerk.post(&format!("{at}/end"), &[("on", "2026-11-01"), ("reason", "收入超标"), ("version", "2")]);
    location(&ended);
    assert!(!clerk.page("/office/registers/low-income").contains("DB-2026-001"));
    assert!(clerk.page("/office/registers/low-income?ended=1").contains("DB-2026-001"));
    location(&clerk.post(&format!("{at}/reopen"), &[("version", "3")]));
    assert_eq!(app.app.store.list(&Range::<EntryChange>::table(), Dir::Forward, 9).unwrap().len(), 4);
}

/// The own grids only, and only what grid staff keep; key persons for their few, with a line for every look.
#[test]
fn grids_and_key_persons() {
    let app = TestApp::new();
    let (mine, other) = (desk::grid(&app, 1), desk::grid(&app, 2));
    let (a, b) = (number("32021119600101123"), number("32021119620202124"));
    let here = household(&app, mine, "1", "101", "王建国", &a);
    let there = household(&app, other, "2", "101", "李秀英", &b);
    let table = |code: &str| registers::table(&app.app.store, code).unwrap();
    let near = create(&app, &table("hazards"), &here.0, &here.1, &a);
    let far = create(&app, &table("hazards"), &there.0, &there.1, &b);
    let worker = app.signed_in(Role::GridWorker);
    assert!(worker.page("/office/registers/hazards").contains(&format!("/entries/{}\"", near.id)));
    assert!(!worker.page("/office/registers/hazards").contains(&format!("/entries/{}\"", far.id)));
    for path in [
        format!("/office/registers/entries/{}", far.id),
        format!("/office/registers/entries/{}/edit", far.id),
        format!("/office/registers/hazards?grid={other}"),
        format!("/office/registers/tenancy/new?subject=d{}", there.0.house),
    ] {
        assert_eq!(worker.get(&path).status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(worker.get(&format!("/office/registers/tenancy/new?subject=d{}", here.0.house)).status(), StatusCode::OK);
    assert_eq!(worker.get(&format!("/office/registers/newborns/new?subject=r{}", here.1.id)).status(), StatusCode::FORBIDDEN);
    let fields = [
        ("subject", ""),
        ("from", "2026-11-01"),
        ("v-place", "12幢楼道"),
        ("v-kind", "燃气"),
        ("v-level", "一般"),
        ("v-story", "软管老化"),
        ("v-result", "未复查"),
    ];
    let in_grid =
        |g: Id<Grid>| worker.post("/office/registers/hazards/new", &[&fields[..], &[("grid", &g.to_string())]].concat());
    assert_eq!(in_grid(other).status(), StatusCode::UNPROCESSABLE_ENTITY);
    location(&in_grid(mine));
    // Key persons.
    let e = create(&app, &table("psychiatric"), &here.0, &here.1, &a);
    let path = format!("/office/registers/entries/{}", e.id);
    for role in [Role::Administrator, Role::Clerk, Role::GridWorker, Role::Dispatcher] {
        let v = app.signed_in(role);
        assert_eq!(v.get(&path).status(), StatusCode::NOT_FOUND, "{role:?}");
        assert!(!v.page("/office/registers").contains("严重精神障碍"), "{role:?}");
    }
    let leader = app.signed_in(Role::Leader);
    assert!(lines(&app, "register.view").is_empty());
    let page = leader.page(&path);
    assert!(page.contains("王建国") && !page.contains("精神分裂症"));
    leader.page("/office/registers/psychiatric");
    assert_eq!(lines(&app, "register.view").len(), 2);
    assert_eq!(leader.post("/office/registers/psychiatric/export", &[]).status(), StatusCode::CONFLICT);
}

/// An office's own table: made on a page, filled with 500 rows from a file, counted, searched, exported, filled again.
#[test]
fn an_own_table_from_a_file() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    let g = desk::grid(&app, 1);
    household(&app, g, "12", "502", "王建国", &number("32021119600101123"));
    let fields = [
        ("name", "宠物登记"),
        ("module", "public-security"),
        ("about", "none"),
        ("access", "everyone"),
        ("from", "登记日期"),
        ("ends", "注销\n登记有误"),
        ("retention", "3"),
        ("basis", "养犬管理条例"),
        ("field-name", "犬牌号"),
        ("kind", "text"),
        ("find", "1"),
        ("list", "1"),
        ("required", "1"),
    ];
    let mut wrong = fields;
    wrong[0].1 = "";
    assert_eq!(admin.post("/office/registers/tables/new", &wrong).status(), StatusCode::UNPROCESSABLE_ENTITY);
    let at = location(&admin.post("/office/registers/tables/new", &fields)).split('?').next().unwrap().to_owned();
    assert_eq!(at, "/office/registers/tables/own-1");
    let size = [("field-name", "犬型"), ("kind", "choice"), ("options", "小型犬\n大型犬"), ("count", "1"), ("list", "1")];
    location(&admin.post(&format!("{at}/fields/new"), &size));
    let fewer = [("field-name", "犬型"), ("options", "小型犬"), ("list", "1")];
    let refused = admin.post(&format!("{at}/fields/own-2"), &fewer).text().unwrap();
    assert!(refused.contains("已有的选项不能删除"), "{refused}");
    // 500 rows, two of them wrong.
    let mut csv = String::from("犬牌号,犬型,登记日期,网格\n");
    for n in 0..500 {
        let size = if n == 7 { "巨型犬" } else { ["小型犬", "大型犬"][n % 2] };
        let tag = if n == 9 { String::new() } else { format!("MH{n:04}") };
        csv += &format!("{tag},{size},2026-10-{:02},第1网格\n", 1 + n % 28);
    }
    let send = |file: Vec<u8>| {
        let form =
            multipart::Form::new().text("csrf", admin.csrf()).part("file", multipart::Part::bytes(file).file_name("犬.csv"));
        admin.client.post(format!("{}/office/registers/own-1/import", app.base)).multipart(form).send().unwrap()
    };
    assert!(send(b"a,b\n1,2\n".to_vec()).text().unwrap().contains("没有找到表头"));
    let apply = |file: Vec<u8>| {
        let at = location(&send(file));
        let looked = admin.page(&at);
        location(&admin.post(&format!("{at}/apply"), &[]));
        until("the import ends", || admin.page(&at).contains("已写入"));
        looked
    };
    let looked = apply(csv.into_bytes());
    assert!(looked.contains("写入 498 行"), "{looked}");
    let annotated = looked.split('"').find(|h| h.ends_with("annotated.xlsx")).unwrap();
    let sheets = sheets::read(&admin.get(annotated).bytes().unwrap()).unwrap();
    let said: Vec<String> = sheets[0].rows[8].iter().map(Cell::text).collect();
    assert!(said.last().unwrap().contains("犬型:应为其中一项"), "{said:?}");
    let blank = sheets::read(&admin.get("/office/registers/own-1/blank.xlsx").bytes().unwrap()).unwrap();
    let heads: Vec<String> = blank[0].rows[0].iter().map(Cell::text).collect();
    assert_eq!(heads, ["网格", "犬牌号", "犬型", "登记日期", "结束日期", "结束原因"]);
    assert!(blank[1].rows.iter().any(|r| r[0].text() == "犬型" && r[2].text().contains("小型犬、大型犬")));
    assert!(looked.contains("犬型：应为其中一项：小型犬、大型犬。") && looked.contains("犬牌号：请填写此项"), "{looked}");
    assert_eq!(registers::count(&app.app.store, "own-1", &Filter::default()).unwrap(), Some(498));
    let list = admin.page("/office/registers/own-1");
    assert!(list.contains("共 498 条") && list.contains("大型犬（248）") && list.contains("rel=\"next\""), "{list}");
    assert!(admin.post("/office/registers/own-1", &[("q", "mh0123")]).text().unwrap().contains("MH0123"));
    // Out and in again, in both forms: nothing changes.
    let before = app.app.store.rows::<EntryChange>().unwrap();
    for format in ["xlsx", "csv"] {
        let file = admin
            .post("/office/registers/own-1/export", &[("format", format), ("purpose", "上报街道名册")])
            .bytes()
            .unwrap()
            .to_vec();
        let at = location(&send(file));
        let looked = admin.page(&at);
        assert!(looked.contains("没有需要写入的内容") || looked.contains("<b>498</b>"), "{looked}");
        assert_eq!(app.app.store.rows::<EntryChange>().unwrap(), before);
    }
    assert_eq!((lines(&app, "register.import").len(), lines(&app, "register.export").len()), (1, 2));
}

/// Whether it is posted, where, and with what.
type Way = (bool, String, Vec<(&'static str, String)>);

struct Town {
    app: TestApp,
    visitors: BTreeMap<Role, Visitor>,
    paths: Vec<Way>,
    numbers: Vec<String>,
}

/// An office with an entry in every table, every strict text holding a full citizen number, and every page that shows them.
static TOWN: LazyLock<std::sync::Mutex<Town>> = LazyLock::new(|| {
    let app = TestApp::new();
    let g = desk::grid(&app, 1);
    let numbers: Vec<String> = (0..5).map(|n| number(&format!("320211196001{}12{n}", 11 + n))).collect();
    let homes: Vec<_> = (0..3).map(|n| household(&app, g, "1", &format!("{}01", n + 1), "王建国", &numbers[n])).collect();
    let mut paths = vec![(false, "/office/registers".to_owned(), Vec::new())];
    for t in registers::shipped().unwrap() {
        let e = create(&app, t, &homes[0].0, &homes[0].1, &numbers[3]);
        let base = format!("/office/registers/{}", t.code);
        let subject = ["r", "h", "d", ""][match t.about {
            About::Resident => 0,
            About::Household => 1,
            About::House => 2,
            About::None => 3,
        }];
        paths.extend([
            (false, base.clone(), Vec::new()),
            (false, format!("{base}/new?subject={subject}1"), Vec::new()),
            (false, format!("/office/registers/entries/{}", e.id), Vec::new()),
            (false, format!("/office/registers/entries/{}/edit", e.id), Vec::new()),
            (true, base.clone(), vec![("q", "王建国".to_owned())]),
            (true, format!("{base}/pick"), vec![("q", "王建国".to_owned())]),
            (true, format!("{base}/export"), vec![("format", "csv".to_owned()), ("purpose", "上报街道名册".to_owned())]),
            (true, format!("/office/registers/entries/{}/end", e.id), vec![("reason", "无".to_owned())]),
        ]);
    }
    let visitors = Role::ALL.into_iter().map(|r| (r, app.signed_in(r))).collect();
    std::sync::Mutex::new(Town { app, visitors, paths, numbers })
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    /// No page and no file of a role holds a full citizen number: nobody sees one without saying what for.
    #[test]
    fn no_body_holds_a_full_number(role in 0..Role::ALL.len(), path in any::<prop::sample::Index>()) {
        let town = TOWN.lock().unwrap();
        let (posted, path, fields) = &town.paths[path.index(town.paths.len())];
        let visitor = &town.visitors[&Role::ALL[role]];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let answer = if *posted { visitor.post(path, &fields) } else { visitor.get(path) };
        let status = answer.status();
        prop_assert!(!status.is_server_error(), "{} {}", path, status);
        let body = answer.text().unwrap();
        for n in &town.numbers {
            prop_assert!(!body.contains(n.as_str()), "{:?} {}", Role::ALL[role], path);
        }
        prop_assert_eq!(town.app.app.store.rows::<Entry>().unwrap(), 31);
    }
}
