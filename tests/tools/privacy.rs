//! Personal-information duties, as the roles carry them out.
use std::collections::BTreeSet;

use lianxin::{
    base::{CitizenNumber, Day, Id, Name, Stamp},
    domain::{
        insight::privacy::{Deletion, DeletionState, Purpose},
        matters::items::{self, Applicant, Asked, By, Custody, CustodyStep, FollowUp, Item, New, Passed, Rating, Source, Way},
        office::{
            audit,
            who::{Actor, Role},
        },
        places::grids::{self, Grid},
        registry::{
            cards, moves,
            people::{Household, HouseholdForm, Particulars, Relation, Resident},
            registers::{self, About, Draft, Entry, Field, Kind, Say, Subject},
        },
    },
    store::{Dir, Read, Tx},
};
use reqwest::StatusCode;

use crate::{
    kit::{app::TestApp, desk, ground, number, until::until},
    papers,
};

const CODES: [&str; 4] = ["32021119600101123", "32021119710202234", "32021119820303345", "32021119930404456"];

/// Two households whose heads have the same name.
fn namesakes(app: &TestApp, grid: Id<Grid>) -> [(Household, Resident, String); 2] {
    let (at, keys) = (app.app.clock.now(), app.app.keys.seal.clone());
    let made = app.app.store.write_wait(move |tx| {
        let b = ground::building(tx, grid, "12幢", at)?;
        let mut one = |i: usize, room: &str| {
            let n = number(CODES[i]);
            let house = grids::ensure_house(tx, b, "", room)?.id;
            let head = Particulars::new(Name::parse("王建国").unwrap(), Relation::HEAD);
            let form = HouseholdForm { house, phone: None };
            let parsed = CitizenNumber::parse(&n).unwrap();
            let (home, head) = moves::create_household(tx, &keys, (Actor::System, at), form, head, Some(&parsed))?;
            Ok((home, head, n))
        };
        Ok([one(0, "101")?, one(1, "202")?])
    });
    made.unwrap()
}

/// A text that a field takes and that `mark` makes the person's own, where it is a text.
fn sample(f: &Field, mark: &str) -> String {
    match f.kind {
        Kind::CitizenNumber => number(CODES[if mark == "甲" { 2 } else { 3 }]),
        Kind::Text | Kind::LongText if f.pattern.is_empty() => format!("{mark}{}", f.name).chars().take(f.longest()).collect(),
        Kind::Text | Kind::LongText => f.pattern.replace(['A', '?'], "1"),
        Kind::Number | Kind::Decimal | Kind::Money => f.min.unwrap_or(1).max(1).to_string(),
        Kind::Date => "2015-06-01".into(),
        Kind::Choice | Kind::Choices => f.options[0].clone(),
        Kind::Code => f.code_table().unwrap().all()[1].name.to_owned(),
        Kind::YesNo => "是".into(),
        Kind::Phone => "13812345678".into(),
        Kind::Person => "赵小明".into(),
    }
}

fn entry(app: &TestApp, code: &str, home: &Household, head: &Resident, mark: &str) -> Entry {
    let t = registers::table(&app.app.store, code).unwrap();
    let subject = match t.about {
        About::Resident => Subject::Resident(head.id),
        _ => Subject::Household(home.id),
    };
    let says = t.fields.iter().map(|f| (f.key.clone(), Say::Text(sample(f, mark)))).collect();
    let draft = Draft { subject, grid: None, says, from: Day::ymd(2015, 1, 5).unwrap(), until: None };
    let (keys, at, code) = (app.app.keys.seal.clone(), app.app.clock.now(), code.to_owned());
    app.app.store.write_wait(move |tx| registers::create(tx, &keys, (Actor::System, at), &code, &draft)).unwrap()
}

/// A matter of somebody's.
fn matter(app: &TestApp, code: &str, r: &Resident, key: u8) -> Item {
    let catalogue = app.app.catalogue();
    let offer = catalogue.offers().iter().find(|o| o.spec.code == code).unwrap();
    let applicant = Applicant { name: Some(r.name.clone()), phone: None, resident: Some(r.id), household: Some(r.household) };
    let new = New {
        form_key: [key; 16],
        asked: Asked::of(offer).unwrap(),
        applicant,
        source: Source::Window,
        building: None,
        grid: None,
        place: format!("美湖花园{key}"),
        answers: Vec::new(),
        materials: Vec::new(),
        draft: None,
        query: None,
    };
    let (clerk, at) = (app.account(Role::Clerk), app.app.clock.now());
    app.app.store.write_wait(move |tx| items::report(tx, &By::Account(&clerk), new, at)).unwrap()
}

/// What hangs on a matter and on a household: a card lost and replaced, an original carried, a follow-up.
fn hang(app: &TestApp, item: &Item, home: &Household, mark: &str) {
    let (id, home, at, clerk) = (item.id, home.id, app.app.clock.now(), app.account(Role::Clerk));
    let (by, mark) = (Actor::Account(clerk.id), mark.to_owned());
    let write = move |tx: &mut Tx<'_>| {
        cards::issue(tx, (by, at), home, "首次发卡")?;
        cards::issue(tx, (by, at.plus_seconds(cards::TWICE)), home, "旧卡遗失")?;
        let passed = |step, note: &str| Passed { step, by, at, note: format!("{mark}{note}") };
        let steps = vec![passed(CustodyStep::Taken, "本人交来"), passed(CustodyStep::Returned, "本人签收")];
        let paper = Custody { id: tx.next_id()?, item: id, name: format!("{mark}户口簿原件"), steps };
        tx.put(&paper)?;
        let (told, basis) = (format!("{mark}已告知结果"), format!("{mark}办事指南"));
        let asked = FollowUp { id: tx.next_id()?, item: id, by, at, way: Way::Phone, told, basis, verdict: Some(Rating::Fair) };
        tx.put(&asked)
    };
    app.app.store.write_wait(write).unwrap();
}

/// The text of a paper, as a program reads it; the paper stays beside the tests' others.
fn paper_text(name: &str, bytes: &[u8]) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("privacy");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.pdf"));
    std::fs::write(&path, bytes).unwrap();
    papers::run("pdftotext", &["-layout", path.to_str().unwrap(), "-"])
}

fn lines(app: &TestApp, action: &str) -> Vec<audit::Entry> {
    app.app.store.list(&audit::Entry::BY_ACTION.under(action.to_owned()), Dir::Forward, 99).unwrap()
}

fn who_looked_is_found_by_the_person() {
    let app = TestApp::new();
    let [(home, r, _), _] = namesakes(&app, desk::grid(&app, 1));
    let low = entry(&app, "low-income", &home, &r, "甲");
    let (clerk, leader, auditor) = (app.signed_in(Role::Clerk), app.signed_in(Role::Leader), app.signed_in(Role::Auditor));
    for _ in 0..3 {
        clerk.page(&format!("/office/residents/{}", r.id));
        clerk.page(&format!("/office/households/{}", home.id));
        clerk.page(&format!("/office/registers/entries/{}", low.id));
    }
    leader.page(&format!("/office/residents/{}", r.id));
    assert_eq!(lines(&app, "resident.view").len(), 2, "one a day and account");
    assert_eq!((lines(&app, "household.view").len(), lines(&app, "register.view").len()), (1, 1));
    let reveal = clerk.post(&format!("/office/residents/{}/reveal", r.id), &[("purpose", "核对低保材料")]);
    assert_eq!(reveal.status(), StatusCode::OK);
    // The auditor finds the way from the log, and sees nobody's name.
    assert!(auditor.page("/office/audit").contains(&format!("/office/residents/{}/looks", r.id)));
    let page = auditor.page(&format!("/office/residents/{}/looks", r.id));
    for word in ["查看居民", "查看住户", "台账：最低生活保障", "查看完整号码", "核对低保材料", "张敏（窗口人员）", "李建国"]
    {
        assert!(page.contains(word), "{word}: {page}");
    }
    assert!(!page.contains("王建国") && page.contains("王"), "{page}");
    assert!(leader.page(&format!("/office/residents/{}/looks", r.id)).contains("王建国"));
    let paper = leader.post(&format!("/office/residents/{}/looks.pdf", r.id), &[]);
    assert_eq!(paper.headers()["content-type"], "application/pdf");
    let said = paper_text("looks", &paper.bytes().unwrap());
    for word in ["个人信息查看和使用记录", "王建国", "张敏（窗口人", "核对低保材料", "打印查看记录"]
    {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert_eq!(lines(&app, "resident.looks").len(), 1);
    // The next day is another look.
    app.app.clock.advance(86_400);
    app.signed_in(Role::Clerk).page(&format!("/office/residents/{}", r.id));
    assert_eq!(lines(&app, "resident.view").len(), 4, "the auditor's and the next day's");
}

fn a_person_is_given_everything_of_theirs_and_nothing_of_anothers() {
    let app = TestApp::new();
    let [(home, r, no), (other_home, other, other_no)] = namesakes(&app, desk::grid(&app, 1));
    for (h, p, mark) in [(&home, &r, "甲"), (&other_home, &other, "乙")] {
        for code in ["disability", "low-income", "correction", "birth-registration"] {
            entry(&app, code, h, p, mark);
        }
    }
    let (mine, theirs) = (matter(&app, "gr-chayue", &r, 1), matter(&app, "gr-chayue", &other, 2));
    let unrelated = matter(&app, "mz-dibao", &r, 3);
    hang(&app, &mine, &home, "甲");
    hang(&app, &theirs, &other_home, "乙");
    let (clerk, leader) = (app.signed_in(Role::Clerk), app.signed_in(Role::Leader));
    let item_page = clerk.page(&format!("/office/items/{}", mine.id));
    let way = format!("/office/residents/{}/privacy?item={}", r.id, mine.no);
    assert!(item_page.contains(&way), "{item_page}");
    assert!(clerk.page(&way).contains(&format!("value=\"{}\"", mine.no)));
    let path = format!("/office/residents/{}/export", r.id);
    let (mine_no, theirs_no, unrelated_no) = (mine.no.to_string(), theirs.no.to_string(), unrelated.no.to_string());
    let ask = |item: &str, checked: &str, format: &str| {
        clerk.post(&path, &[("item", item), ("stated", "本人申请查阅"), ("checked", checked), ("format", format)])
    };
    for (item, checked) in [("", "1"), (theirs_no.as_str(), "1"), (unrelated_no.as_str(), "1"), (mine_no.as_str(), "")] {
        let answer = ask(item, checked, "json");
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{item} {checked}");
        assert!(!answer.text().unwrap().contains(&no));
    }
    assert!(lines(&app, "resident.export").is_empty());
    let answer = ask(&mine_no, "1", "json");
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers()["content-disposition"].to_str().unwrap().contains("attachment"));
    let text = answer.text().unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let parts: BTreeSet<&str> = json["sections"].as_array().unwrap().iter().map(|s| s["key"].as_str().unwrap()).collect();
    for part in
        ["resident", "register.disability", "register.low-income", "register.birth-registration", "items", "visits", "looks"]
    {
        assert!(parts.contains(part), "{part}: {parts:?}");
    }
    // Contact cards, carried papers and follow-ups: the person's own, with every step.
    let of = |key: &str| json["sections"].as_array().unwrap().iter().find(|s| s["key"] == key).unwrap().clone();
    for (key, records, words) in [
        ("cards", 2, &["发放时间", "作废时间"][..]),
        ("papers", 1, &["甲户口簿原件", "已代收", "甲本人交来", "已归还签收", "甲本人签收", "张敏（窗口人员）", &mine_no]),
        ("follow-ups", 1, &["甲已告知结果", "甲办事指南", "电话回访", "基本满意", &mine_no]),
    ] {
        let part = of(key);
        assert_eq!(part["records"].as_array().unwrap().len(), records, "{part}");
        words.iter().for_each(|word| assert!(part.to_string().contains(word), "{word}: {part}"));
    }
    // Full values: the own number, and what is sealed in the registers.
    assert!(text.contains(&no) && text.contains("甲残疾证号") && text.contains("甲发放账号"));
    // A spouse's number is the spouse's.
    assert!(!text.contains(&number(CODES[2])) && text.contains("3202") && text.contains("****"), "{text}");
    assert!(text.contains(&unrelated_no) && text.contains(&mine_no), "every matter of the person's");
    // Nothing of the namesake's; the clerk may not know of key persons, and so neither does the clerk's file.
    for foreign in [other_no.as_str(), "乙", &number(CODES[3]), &theirs_no, "12幢202"] {
        assert!(!text.contains(foreign), "{foreign}: {text}");
    }
    assert!(!text.contains("甲罪名") && !parts.contains("register.correction") && text.contains("第三十五条"));
    let leaders = leader
        .post(&path, &[("item", &mine_no), ("stated", "本人申请查阅"), ("checked", "1"), ("format", "json")])
        .text()
        .unwrap();
    assert!(leaders.contains("甲罪名") && !leaders.contains("乙"));
    assert!(leaders.contains("提供本人信息（完整）"), "who took the first copy stands in the second");
    let paper = ask(&mine_no, "1", "pdf");
    assert_eq!(paper.headers()["content-type"], "application/pdf");
    let said = paper_text("personal", &paper.bytes().unwrap());
    for word in
        ["个人信息查阅复制件", no.as_str(), "甲残疾证号", &mine_no, "连心卡（2）", "代收材料（1）", "回访（1）", "甲户口簿原件"]
    {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains(&other_no) && !said.contains("乙"), "{said}");
    let noted = lines(&app, "resident.export");
    assert_eq!(noted.len(), 3);
    assert!(noted.iter().all(|l| l.subject == Some(("resident".into(), r.id.raw())) && l.detail.contains(&mine_no)));
}

fn consent_is_given_and_taken_back_at_the_same_form() {
    let app = TestApp::new();
    let [(home, r, _), _] = namesakes(&app, desk::grid(&app, 1));
    let low = entry(&app, "low-income", &home, &r, "甲");
    let (clerk, worker) = (app.signed_in(Role::Clerk), app.signed_in(Role::GridWorker));
    let p = app.app.store.by(&Purpose::BY_CODE, &"minzheng-jiuzhu".to_owned()).unwrap().unwrap();
    let purpose = p.id.to_string();
    let path = format!("/office/residents/{}/privacy", r.id);
    let page = clerk.page(&path);
    assert!(page.contains("没有有效同意") && page.contains(&format!("/office/registers/entries/{}", low.id)), "{page}");
    // The grid worker may not know of relief.
    let seen = worker.page(&path);
    assert!(seen.contains("民政救助办理") && !seen.contains(&format!("/office/registers/entries/{}", low.id)));
    let say = |said: &str, on: &str| {
        let fields =
            [("purpose", purpose.as_str()), ("said", said), ("on", on), ("how", "paper"), ("guardian", ""), ("note", "柜 3")];
        desk::post(&worker, &format!("/office/residents/{}/consents", r.id), &fields)
    };
    assert_eq!(say("given", "2026-11-03").0, StatusCode::SEE_OTHER);
    assert!(!clerk.page(&path).contains("没有有效同意"));
    let (status, text) = say("given", "2027-01-01");
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && text.contains("value=\"2027-01-01\""), "{text}");
    assert_eq!(say("withdrawn", "2026-11-03").0, StatusCode::SEE_OTHER);
    let page = clerk.page(&path);
    assert!(page.contains("没有有效同意") && page.contains("历次记录（2）") && page.contains("柜 3"));
    let notice = clerk.get(&format!("/office/residents/{}/consents/{purpose}/notice.pdf", r.id));
    assert_eq!(notice.headers()["content-type"], "application/pdf");
    let said = paper_text("notice", &notice.bytes().unwrap());
    for word in ["个人信息处理告知同意书", "王建国", "民政救助办理", "本人（签名）"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    // A request, its decision and its trace.
    let ask = [("kind", "correct"), ("ask-item", ""), ("words", "电话应为新号")];
    assert_eq!(clerk.post(&format!("/office/residents/{}/asks", r.id), &ask).status(), StatusCode::SEE_OTHER);
    assert!(clerk.page("/office/privacy/asks").contains("电话应为新号"));
    assert_eq!(clerk.post("/office/privacy/asks/1", &[("granted", "0"), ("reason", "")]).status(), StatusCode::CONFLICT);
    assert_eq!(clerk.post("/office/privacy/asks/1", &[("granted", "1"), ("reason", "")]).status(), StatusCode::SEE_OTHER);
    assert!(clerk.page(&path).contains("去修改登记"));
    // The administrator changes a notice: what was agreed to is the old one.
    let admin = app.signed_in(Role::Administrator);
    let edit = format!("/office/privacy/purposes/{purpose}");
    let wrong = [("name", "民政救助办理"), ("ground", "separate"), ("notice", "太短"), ("retention", "十年"), ("version", "1")];
    assert_eq!(admin.post(&edit, &wrong).status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(say("given", "2026-11-03").0, StatusCode::SEE_OTHER);
    let mut right = wrong;
    right[2].1 = "本居委会为办理救助收集您的家庭收入、财产和健康状况，请您单独同意。";
    assert_eq!(admin.post(&edit, &right).status(), StatusCode::SEE_OTHER);
    assert!(clerk.page(&path).contains("告知书已更新"));
    assert_eq!(clerk.get(&format!("/office/privacy/purposes/{purpose}/notice.pdf?version=1")).status(), StatusCode::OK);
}

fn what_is_due_goes_with_two_people_and_leaves_a_proof() {
    let app = TestApp::new();
    let [(home, r, _), _] = namesakes(&app, desk::grid(&app, 1));
    let old = entry(&app, "low-income", &home, &r, "甲");
    let kept = entry(&app, "disability", &home, &r, "甲");
    let (id, at) = (old.id, Stamp::at(Day::ymd(2016, 3, 1).unwrap(), 9, 0));
    let ends = registers::table(&app.app.store, "low-income").unwrap().ends[0].clone();
    let ended = move |tx: &mut lianxin::store::Tx<'_>| registers::end(tx, (Actor::System, at), (id, None), at.day(), &ends);
    app.app.store.write_wait(ended).unwrap();
    let (clerk, leader) = (app.signed_in(Role::Clerk), app.signed_in(Role::Leader));
    assert!(clerk.page("/office/privacy/retention").contains("/office/privacy/retention/low-income"));
    let due = clerk.page("/office/privacy/retention/low-income");
    assert!(due.contains(&format!("/office/registers/entries/{}", old.id)) && due.contains("共 1 条"), "{due}");
    assert_eq!(clerk.post("/office/privacy/retention/disability", &[]).status(), StatusCode::CONFLICT);
    assert_eq!(clerk.post("/office/privacy/retention/low-income", &[]).status(), StatusCode::SEE_OTHER);
    assert_eq!(clerk.post("/office/privacy/deletions/1", &[("decision", "approve")]).status(), StatusCode::FORBIDDEN);
    assert_eq!(clerk.get("/office/privacy/deletions/1/proof.pdf").status(), StatusCode::CONFLICT);
    assert_eq!(leader.post("/office/privacy/deletions/1", &[("decision", "approve")]).status(), StatusCode::SEE_OTHER);
    let state = || app.app.store.get(Id::<Deletion>::new(1)).unwrap().state;
    until("the deletion is done", || state() == DeletionState::Done);
    assert_eq!(clerk.get(&format!("/office/registers/entries/{}", old.id)).status(), StatusCode::NOT_FOUND);
    assert_eq!(clerk.get(&format!("/office/registers/entries/{}", kept.id)).status(), StatusCode::OK);
    for page in [
        "/office/registers/low-income?ended=1",
        "/office/privacy/retention/low-income",
        "/office/privacy/deletions/1",
        "/office/audit",
    ] {
        let v = if page == "/office/audit" { &leader } else { &clerk };
        assert!(!v.page(page).contains("甲"), "{page}");
    }
    let proof = clerk.get("/office/privacy/deletions/1/proof.pdf");
    assert_eq!(proof.headers()["content-type"], "application/pdf");
    let chain = data_encoding::HEXLOWER.encode(&app.app.store.get(Id::<Deletion>::new(1)).unwrap().chain[..4]);
    let said = paper_text("deletion", &proof.bytes().unwrap());
    for word in ["个人信息销毁证明", "最低生活保障", "张敏", "李建国", chain.as_str(), "2016年3月1日"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains("王建国") && !said.contains('甲'), "{said}");
}

fn a_file_of_key_persons_takes_a_second_person() {
    let app = TestApp::new();
    let [(home, r, _), _] = namesakes(&app, desk::grid(&app, 1));
    entry(&app, "correction", &home, &r, "甲");
    let (leader, principal, clerk) = (app.signed_in(Role::Leader), app.signed_in(Role::Principal), app.signed_in(Role::Clerk));
    let take = || leader.post("/office/registers/correction/export", &[("format", "csv"), ("purpose", "上报司法所")]);
    assert_eq!(take().status(), StatusCode::CONFLICT);
    assert_eq!(
        clerk.post("/office/registers/correction/export", &[("format", "csv"), ("purpose", "上报司法所")]).status(),
        StatusCode::NOT_FOUND
    );
    assert!(leader.page("/office/registers/correction").contains("/office/privacy/exports?table=correction"));
    let ask = [("table", "correction"), ("purpose", "报送司法所"), ("recipient", "")];
    assert_eq!(leader.post("/office/privacy/exports", &ask).status(), StatusCode::UNPROCESSABLE_ENTITY);
    let ask = [("table", "correction"), ("purpose", "报送司法所"), ("recipient", "区司法局")];
    assert_eq!(leader.post("/office/privacy/exports", &ask).status(), StatusCode::SEE_OTHER);
    assert!(principal.page("/office/privacy/exports").contains("有 1 项申请等您决定"));
    let own = leader.post("/office/privacy/exports/1", &[("decision", "approve")]);
    assert!(own.status() == StatusCode::CONFLICT && own.text().unwrap().contains("不能批准自己的申请"));
    assert_eq!(take().status(), StatusCode::CONFLICT);
    assert_eq!(principal.post("/office/privacy/exports/1", &[("decision", "approve")]).status(), StatusCode::SEE_OTHER);
    assert!(leader.page("/office/registers/correction").contains("/office/registers/correction/export"));
    let file = take();
    assert_eq!(file.status(), StatusCode::OK);
    let text = file.text().unwrap();
    assert!(text.contains("王建国") && !text.contains("甲罪名"), "strict values stay masked: {text}");
    assert_eq!(take().status(), StatusCode::CONFLICT, "once");
    // The printed volume takes an approval of its own.
    let volume = || leader.post("/office/registers/correction/volume.pdf", &[("volume-purpose", "报送司法所")]);
    assert_eq!(volume().status(), StatusCode::CONFLICT);
    assert_eq!(leader.post("/office/privacy/exports", &ask).status(), StatusCode::SEE_OTHER);
    assert_eq!(principal.post("/office/privacy/exports/2", &[("decision", "approve")]).status(), StatusCode::SEE_OTHER);
    assert_eq!(volume().status(), StatusCode::OK);
    assert_eq!(volume().status(), StatusCode::CONFLICT, "once");
    for (action, n) in
        [("export.ask", 2), ("export.approve", 2), ("export.use", 2), ("register.export", 1), ("register.print", 1)]
    {
        assert_eq!(lines(&app, action).len(), n, "{action}");
    }
}

crate::tools::trials! {
    ["pdftotext"] =>
        who_looked_is_found_by_the_person,
        a_person_is_given_everything_of_theirs_and_nothing_of_anothers,
        consent_is_given_and_taken_back_at_the_same_form,
        what_is_due_goes_with_two_people_and_leaves_a_proof;
    [] => a_file_of_key_persons_takes_a_second_person;
}
