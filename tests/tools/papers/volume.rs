//! A register as a printed volume: a shipped one, an office's own, long words, none; and who may have it.
use lianxin::{
    base::{Day, Id},
    domain::{
        insight::files::{self, VOLUME_MOST},
        office::who::{Actor, Role},
        places::grids::Grid,
        registry::registers::{self, Draft, Entry, Filter, Say, Subject},
    },
    paper::Pdf,
    paperwork::Desk,
    store::{Read, Store},
};
use reqwest::StatusCode;

use crate::{
    kit::{
        app::TestApp,
        desk,
        files::reader,
        number,
        registers::{household, lines},
    },
    papers::{
        dossier::{contents_are_right, pages},
        run, saved, text_of,
    },
};

fn write(app: &TestApp, code: &str, draft: Vec<Draft>) -> Vec<Entry> {
    let (keys, at, code) = (app.app.keys.seal.clone(), app.app.clock.now(), code.to_owned());
    app.app
        .store
        .write_wait(move |tx| {
            draft.iter().map(|d| registers::create(tx, &keys, (Actor::System, at), &code, d)).collect::<Result<Vec<_>, _>>()
        })
        .unwrap()
}

fn draft(subject: Subject, grid: Option<Id<Grid>>, says: &[(&str, String)]) -> Draft {
    let says = says.iter().map(|(k, v)| ((*k).to_owned(), Say::Text(v.clone()))).collect();
    Draft { subject, grid, says, from: Day::ymd(2026, 1, 5).unwrap(), until: None }
}

fn printed(app: &TestApp, code: &str, f: &Filter, personal: bool) -> Pdf {
    let t = registers::table(&app.app.store, code).unwrap();
    let v = files::volume(&app.app.store, &reader(app, &app.account(Role::Leader)), &t, f).unwrap();
    let now = app.app.clock.now();
    let desk = Desk::of(&app.app.store, &app.app.zh, &app.app.keys, now).unwrap();
    desk.volume(&t, &v, f, personal, ("张敏", "年度台账归档", now)).unwrap()
}

fn check(name: &str, pdf: &Pdf) -> Vec<String> {
    insta::assert_snapshot!(name, text_of(name, pdf));
    run("qpdf", &["--check", saved(name, pdf).to_str().unwrap()]);
    pages(name, pdf)
}

/// Low incomes of three grids, some households with rare names, long notes among them.
fn town(app: &TestApp) -> Vec<Id<Grid>> {
    let grids: Vec<_> = (1..=3).map(|n| desk::grid(app, n)).collect();
    for (g, grid) in grids.iter().enumerate() {
        for n in 0..14 {
            let at = g * 20 + n;
            let no = number(&format!("3202111960{:02}{:02}12{}", 1 + at % 12, 1 + at % 28, g));
            let name = ["王建国", "𬱖㛃", "欧阳娜娜", "䶮𠅤𫖯"][n % 4];
            let (home, _) = household(app, *grid, &format!("{}", 10 + g), &format!("{}", 101 + n), name, &no);
            let note = if n == 5 { "家庭情况有变化，须每季度核查一次。".repeat(28) } else { String::new() };
            let helper = if n % 3 == 0 { String::new() } else { "李建国".to_owned() };
            write(
                app,
                "low-income",
                vec![draft(
                    Subject::Household(home.id),
                    None,
                    &[
                        ("certificate", format!("DB-2026-{at:03}")),
                        ("people", format!("{}", 1 + n % 5)),
                        ("class", ["差额保障", "全额保障", "单人保"][n % 3].to_owned()),
                        ("amount", format!("{}.5", 900 + at)),
                        ("account", "6222020200112233".to_owned()),
                        ("helper", helper),
                        ("note", note.chars().take(480).collect()),
                    ],
                )],
            );
        }
    }
    grids
}

fn a_shipped_register() {
    let app = TestApp::new();
    let grids = town(&app);
    let pdf = printed(&app, "low-income", &Filter::default(), true);
    let pages = check("volume", &pdf);
    assert!(pages[0].contains("《最低生活保障台账》") && pages[0].contains("42条") && pages[0].contains("全部网格；在册登记"));
    let chapters: Vec<String> = (1..=3).map(|n| format!("{n:03}第{n}网格")).collect();
    contents_are_right("volume", &pdf, 3, &chapters);
    let all = pages[2..].concat();
    for at in (0..14).chain(20..34).chain(40..54) {
        assert_eq!(all.matches(&format!("DB-2026-{at:03}")).count(), 1, "{at}");
    }
    assert!(!all.contains("6222020200112233") && all.contains("发放账号：******"), "{all}");
    assert!(all.contains("䶮𠅤𫖯") && all.contains("𬱖㛃"));
    assert_eq!(all.matches("须每季度核查一次").count(), 3 * 28);
    // One grid, one value.
    let f = Filter { grid: Some(grids[1]), value: Some(("class".into(), "差额保障".into())), ended: false };
    let pdf = printed(&app, "low-income", &f, true);
    let pages = check("volume-part", &pdf);
    assert!(pages[0].contains("第2网格；保障类别：差额保障；在册登记") && pages[0].contains("5条"), "{}", pages[0]);
    assert!(!pages.concat().contains("DB-2026-001"));
    let none = printed(&app, "temporary-relief", &Filter::default(), true);
    let pages = check("volume-none", &none);
    assert!(pages[2].contains("没有符合条件的登记"));
}

/// An office's own table with a field of its own prints as a built-in one does; personal values are masked for who may not
/// see them; texts longer than a column stand beneath their row.
fn an_own_register() {
    let app = TestApp::new();
    let (admin, g) = (app.signed_in(Role::Administrator), desk::grid(&app, 1));
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
    assert_eq!(admin.post("/office/registers/tables/new", &fields).status(), StatusCode::SEE_OTHER);
    for more in [
        [("field-name", "主人姓名"), ("kind", "person"), ("class", "personal"), ("list", "1")],
        [("field-name", "外貌特征"), ("kind", "text"), ("class", "open"), ("list", "1")],
    ] {
        assert_eq!(admin.post("/office/registers/tables/own-1/fields/new", &more).status(), StatusCode::SEE_OTHER);
    }
    let rows = (0..60).map(|n| {
        let looks = if n % 10 == 3 {
            "黄白相间短毛，左耳有缺口".repeat(8).chars().take(96).collect()
        } else {
            "黄色短毛".to_owned()
        };
        let says = [("own-1", format!("MH{n:04}")), ("own-2", "𫖯晓明".to_owned()), ("own-3", looks)];
        draft(Subject::None, (n % 5 != 4).then_some(g), &says)
    });
    let keys: Vec<String> = registers::table(&app.app.store, "own-1").unwrap().fields.iter().map(|f| f.key.clone()).collect();
    let rows: Vec<Draft> =
        rows.map(|d| Draft { says: keys.iter().cloned().zip(d.says.into_iter().map(|(_, s)| s)).collect(), ..d }).collect();
    write(&app, "own-1", rows);
    let pdf = printed(&app, "own-1", &Filter::default(), false);
    let pages = check("volume-own", &pdf);
    contents_are_right("volume-own", &pdf, 3, &["001第1网格".to_owned(), "全社区".to_owned()]);
    let all = pages[2..].concat();
    for n in 0..60 {
        assert_eq!(all.matches(&format!("MH{n:04}")).count(), 1);
    }
    assert!(!all.contains("𫖯晓明") && all.contains("见下行") && all.contains("外貌特征：黄白相间短毛"), "{all}");
}

/// Who may have it is who may have the export, for a purpose, with a line in the log; key persons are for nobody.
fn who_may_have_a_volume() {
    let app = TestApp::new();
    town(&app);
    let path = "/office/registers/low-income/volume.pdf";
    let clerk = app.signed_in(Role::Clerk);
    assert!(clerk.page("/office/registers/low-income").contains(path));
    let missing = clerk.post(path, &[("volume-purpose", "归档")]);
    assert_eq!(missing.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.text().unwrap().contains("请写明用途"));
    assert!(lines(&app, "register.print").is_empty());
    let made = clerk.post(path, &[("volume-purpose", "年度台账归档"), ("by", "class:差额保障")]);
    assert_eq!((made.status(), made.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, "application/pdf"));
    let log = lines(&app, "register.print");
    assert_eq!((log.len(), log[0].detail.as_str()), (1, "low-income 年度台账归档"));
    for (role, code, status) in [
        (Role::Administrator, "low-income", StatusCode::OK),
        (Role::Leader, "low-income", StatusCode::OK),
        (Role::Leader, "psychiatric", StatusCode::CONFLICT),
        (Role::Principal, "correction", StatusCode::CONFLICT),
        (Role::Clerk, "psychiatric", StatusCode::NOT_FOUND),
        (Role::Dispatcher, "low-income", StatusCode::FORBIDDEN),
        (Role::GridWorker, "floating", StatusCode::FORBIDDEN),
        (Role::Auditor, "floating", StatusCode::FORBIDDEN),
    ] {
        let answer = app.signed_in(role).post(&format!("/office/registers/{code}/volume.pdf"), &[("volume-purpose", "年度归档")]);
        assert_eq!(answer.status(), status, "{role:?} {code}");
    }
}

fn many(store: &Store, grid: Id<Grid>, n: usize) {
    let t = registers::table(store, "hazards").unwrap();
    let at = lianxin::base::Stamp(1_790_000_000_000);
    for from in (0..n).step_by(500) {
        let code = t.code.clone();
        store
            .write_wait(move |tx| {
                for i in from..(from + 500).min(n) {
                    let entry = Entry {
                        id: tx.next_id()?,
                        table: code.clone(),
                        subject: Subject::None,
                        grid: Some(grid),
                        values: vec![("place".into(), registers::Value::Text(format!("{i}幢楼道")))],
                        from: Day::ymd(2026, 1, 5).unwrap(),
                        until: None,
                        ended: None,
                        found: Default::default(),
                        created: (Actor::System, at),
                        changed: (Actor::System, at),
                        version: 1,
                    };
                    tx.put(&entry)?;
                }
                Ok(())
            })
            .unwrap();
    }
}

/// A register too long for one volume says so, and how to print it.
fn too_long_for_one_volume() {
    let app = TestApp::new();
    let (a, b) = (desk::grid(&app, 1), desk::grid(&app, 2));
    many(&app.app.store, a, VOLUME_MOST - 10);
    many(&app.app.store, b, 11);
    let leader = app.signed_in(Role::Leader);
    let path = "/office/registers/hazards/volume.pdf";
    let answer = leader.post(path, &[("volume-purpose", "年度归档")]);
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let text = answer.text().unwrap();
    assert!(text.contains("共 5001 条，一册最多打印 5000 条") && text.contains("按网格分册打印"), "{text}");
    let one = leader.post(path, &[("volume-purpose", "年度归档"), ("grid", &b.to_string())]);
    assert_eq!(one.status(), StatusCode::OK);
    assert_eq!(app.app.store.rows::<Entry>().unwrap(), 5_001);
}

/// Words as long as a field takes, in every table at once: nothing is cut, nothing is too tall for a page.
fn the_longest_words_of_every_register() {
    let app = TestApp::new();
    let g = desk::grid(&app, 1);
    let (home, head) = household(&app, g, "12", "502", "王建国", &number("32021119600101123"));
    for t in registers::shipped().unwrap() {
        use registers::{About, Kind as K};
        let say = |f: &registers::Field| {
            let long = || "甲乙丙丁戊己庚辛壬癸".chars().cycle().take(f.longest()).collect::<String>();
            match f.kind {
                K::Text | K::LongText if f.pattern.is_empty() => long(),
                K::Text | K::LongText => f.pattern.replace(['A', '?'], "1"),
                K::Number | K::Decimal | K::Money => f.max.unwrap_or(999_999).to_string(),
                K::Date => "2025-06-01".into(),
                K::Choice => f.options.iter().max_by_key(|o| o.chars().count()).unwrap().clone(),
                K::Choices => f.options.join("、"),
                K::Code => f.code_table().unwrap().all()[1].name.to_owned(),
                K::YesNo => "是".into(),
                K::Phone => "13812345678".into(),
                K::Person => "欧阳娜娜".into(),
                K::CitizenNumber => number("32021119600101123"),
            }
        };
        let subject = match t.about {
            About::Resident => Subject::Resident(head.id),
            About::Household => Subject::Household(home.id),
            About::House => Subject::House(home.house),
            About::None => Subject::None,
        };
        let says: Vec<(&str, String)> = t.fields.iter().map(|f| (f.key.as_str(), say(f))).collect();
        write(&app, &t.code, vec![draft(subject, (t.about == About::None).then_some(g), &says)]);
        let pdf = printed(&app, &t.code, &Filter::default(), true);
        let all = pages("volume-longest", &pdf).concat();
        for f in t.fields.iter().filter(|f| !f.sealed()) {
            let words: String = say(f).split_whitespace().collect();
            let shown = match f.kind {
                K::Money => format!("{words}.00"),
                _ => words,
            };
            assert!(all.contains(&shown), "{} {}: {shown}", t.code, f.key);
        }
    }
}

/// Contents of several pages know their own length: a hundred grids.
fn contents_of_many_pages() {
    use lianxin::paper::{VolumeChapter, VolumeColumn, VolumeFacts, VolumeRow, volume};
    let row = |n: usize| VolumeRow { cells: vec![format!("值{n}")], rest: String::new() };
    let facts = VolumeFacts {
        office: crate::papers::office(),
        title: "《测试台账》".into(),
        module: "治安".into(),
        facts: vec![("登记条数".into(), "1,200 条".into())],
        columns: vec![VolumeColumn { head: "内容".into(), wide: 60, number: false }],
        chapters: (1..=100)
            .map(|n| VolumeChapter { title: format!("网格甲{n:03}"), note: "12 条".into(), rows: (0..12).map(row).collect() })
            .collect(),
    };
    let pdf = volume(&crate::papers::texts(), &facts).unwrap();
    let first = 1 + pages("volume-many", &pdf).iter().position(|p| p.contains("序号内容")).unwrap();
    assert_eq!(first, 8, "a cover and six pages of contents");
    contents_are_right("volume-many", &pdf, first, &(1..=100).map(|n| format!("网格甲{n:03}")).collect::<Vec<_>>());
}

crate::tools::trials! {
    ["pdftotext", "qpdf"] => a_shipped_register, an_own_register;
    ["pdftotext"] => the_longest_words_of_every_register, contents_of_many_pages;
    [] => who_may_have_a_volume, too_long_for_one_volume;
}
