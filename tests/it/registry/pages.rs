//! The registry's pages, as an administrator, a clerk and a grid worker use them.
use lianxin::{
    domain::{
        office::{audit, who::Role},
        places::grids::{self, Grid, Post, PostRole},
        registry::{
            cards,
            moves::Deed,
            people::{Household, Resident},
        },
    },
    store::{Dir, Range, Read},
};
use reqwest::{
    StatusCode,
    blocking::{Response, multipart},
};

use crate::kit::{
    app::{TestApp, Visitor},
    number,
    until::until,
};

fn location(r: &Response) -> String {
    assert_eq!(r.status(), StatusCode::SEE_OTHER);
    r.headers()["location"].to_str().unwrap().to_owned()
}

fn grid(v: &Visitor, tail: &str, name: &str) -> String {
    let code = format!("320211001001{tail}");
    let fields = [
        ("code", code.as_str()),
        ("name", name),
        ("kind", "basic"),
        ("level", "small"),
        ("households-least", "1"),
        ("households-most", "500"),
    ];
    let at = location(&v.post("/office/grids/new", &fields));
    at.trim_start_matches("/office/grids/").split('?').next().unwrap().to_owned()
}

fn upload(v: &Visitor, app: &TestApp, file: Vec<u8>, grid: &str) -> Response {
    let form = multipart::Form::new()
        .text("csrf", v.csrf())
        .text("grid", grid.to_owned())
        .text("estate", "美湖花园")
        .part("file", multipart::Part::bytes(file).file_name("花名册.csv"));
    v.client.post(format!("{}/office/imports", app.base)).multipart(form).send().unwrap()
}

#[test]
fn a_roster_is_looked_through_and_applied() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    assert!(admin.page("/office/imports").contains("请先建立网格"));
    let g = grid(&admin, "001", "第一网格");
    let (a, b) = (number("32021119600101123"), number("32021119620202124"));
    let csv = format!(
        "姓名,关系,身份证号,楼栋,房号,电话\n王建国,户主,{a},12,502,13812345678\n李秀英,妻,{b},12,502,\n赵老大,户主,{a},12,503,\n"
    );
    let refused = upload(&admin, &app, b"x,y\n1,2\n".to_vec(), &g);
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().unwrap().contains("没有找到表头"));
    let at = location(&upload(&admin, &app, csv.replace("赵老大,户主,", "赵老大,户主,1").into_bytes(), &g));
    let text = admin.page(&at);
    assert!(text.contains("写入 2 行") && text.contains("身份证号不正确"), "{text}");
    assert!(admin.page(&format!("{at}?show=refused")).contains("赵老大"));
    let file = admin.get(&format!("{at}/annotated.xlsx")).bytes().unwrap();
    let sheets = lianxin::sheets::read(&file).unwrap();
    assert!(sheets[0].rows.iter().flatten().any(|c| c.text().contains("拒绝")));
    // Another administrator's roster is nobody else's.
    assert_eq!(app.visitor().get(&at).status(), StatusCode::SEE_OTHER);
    location(&admin.post(&format!("{at}/apply"), &[]));
    until("the import ends", || admin.page(&at).contains("已写入"));
    let people = app.app.store.list(&Range::<Resident>::table(), Dir::Forward, 10).unwrap();
    assert_eq!(people.len(), 2);
    // What the import wrote is part of the household's history.
    let past = lianxin::domain::registry::moves::history(&app.app.store, people[0].household).unwrap();
    assert_eq!(past.iter().map(|c| (c.deed, c.steps.len())).collect::<Vec<_>>(), [(Deed::Imported, 2)]);
    // Exports: masked for the administrator, who may not ask for more.
    let asked = admin.post("/office/imports/export", &[]);
    assert_eq!(asked.status(), StatusCode::UNPROCESSABLE_ENTITY, "a purpose is needed");
    let answer = admin.post("/office/imports/export", &[("purpose", "上报街道名册")]);
    let sheets = lianxin::sheets::read(&answer.bytes().unwrap()).unwrap();
    let all: String = sheets[0].rows.iter().flatten().map(|c| c.text()).collect();
    assert!(all.contains("王建国") && !all.contains(&a));
    let plain = admin.post("/office/imports/export", &[("plain", "1"), ("purpose", "上报街道名册")]);
    assert_eq!(plain.status(), StatusCode::FORBIDDEN);
}

#[test]
fn a_clerk_finds_reveals_edits_and_prints() {
    let app = TestApp::new();
    let (admin, clerk) = (app.signed_in(Role::Administrator), app.signed_in(Role::Clerk));
    let g = grid(&admin, "001", "第一网格");
    location(&clerk.post("/office/buildings/new", &[("grid", &g), ("estate", "美湖花园"), ("name", "12")]));
    let twice = clerk.post("/office/buildings/new", &[("grid", &g), ("estate", "美湖花园"), ("name", "12号楼")]);
    assert_eq!(twice.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let made = clerk.post("/office/households/new", &[("building", "1"), ("unit", "2"), ("room", "502"), ("head", "欧阳娜娜")]);
    let person = location(&made).split('?').next().unwrap().to_owned();
    let n = number("32021119600101124");
    let fields = [("name", "欧阳娜娜"), ("relation", "2"), ("number", n.as_str()), ("residence", "registered")];
    let wrong = clerk.post(&person, &[&fields[..], &[("birth", "1961-01-01")]].concat());
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().unwrap().contains("与公民身份号码中的出生日期不一致"));
    location(&clerk.post(&person, &fields));
    // Found by initials; the number is masked everywhere.
    let found = clerk.post("/office/residents", &[("q", "oynn")]).text().unwrap();
    assert!(found.contains("欧阳娜娜") && found.contains("3****************") && !found.contains(&n), "{found}");
    let reveal = format!("{person}/reveal");
    assert_eq!(clerk.post(&reveal, &[("purpose", "看")]).status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(clerk.post(&reveal, &[("purpose", "核对低保申请")]).text().unwrap().contains(&n));
    assert_eq!(admin.post(&reveal, &[("purpose", "核对低保申请")]).status(), StatusCode::FORBIDDEN);
    let lines = app.app.store.list(&audit::Entry::BY_ACTION.under("resident.reveal".to_owned()), Dir::Forward, 9).unwrap();
    assert_eq!(lines.len(), 1);
    let home = app.app.store.list(&Range::<Household>::table(), Dir::Forward, 9).unwrap().remove(0);
    let print = format!("/office/households/{}/card.pdf", home.id);
    let refused = clerk.post(&print, &[]);
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "a card is printed for a purpose");
    assert!(cards::valid_card(&app.app.store, home.id).unwrap().is_none());
    let card = clerk.post(&print, &[("card-purpose", "首次发卡")]);
    assert_eq!(card.headers()["content-type"], "application/pdf");
    let first = cards::valid_card(&app.app.store, home.id).unwrap().unwrap();
    // A grid's cards: those who have one keep it, unless all are made anew.
    let all = format!("/office/grids/{g}/cards.pdf");
    let ask = |whose, purpose| clerk.post(&all, &[("whose", whose), ("purpose", purpose)]);
    assert_eq!(ask("lacking", "").status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ask("everybody", "首次发卡").status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ask("lacking", "首次发卡").status(), StatusCode::CONFLICT, "nobody lacks one");
    assert_eq!(cards::valid_card(&app.app.store, home.id).unwrap().unwrap(), first);
    app.app.clock.advance(cards::TWICE);
    assert_eq!(ask("all", "卡片改版").headers()["content-type"], "application/pdf");
    let second = cards::valid_card(&app.app.store, home.id).unwrap().unwrap();
    assert_ne!(second.token, first.token);
    assert!(app.app.store.get(first.id).unwrap().revoked.is_some());
    let printed = app.app.store.list(&audit::Entry::BY_ACTION.under("card.print".to_owned()), Dir::Forward, 9).unwrap();
    assert_eq!(printed.iter().map(|l| l.detail.as_str()).collect::<Vec<_>>(), ["首次发卡", "卡片改版"]);
    assert!(clerk.page(&format!("/office/households/{}", home.id)).contains("当前卡发放于"));
}

#[test]
fn a_worker_sees_the_own_grids_only() {
    let app = TestApp::new();
    let (admin, clerk) = (app.signed_in(Role::Administrator), app.signed_in(Role::Clerk));
    let (g1, g2) = (grid(&admin, "001", "第一网格"), grid(&admin, "002", "第二网格"));
    for (g, name, head) in [(&g1, "1", "王建国"), (&g2, "2", "王建军")] {
        location(&clerk.post("/office/buildings/new", &[("grid", g), ("name", name)]));
        location(&clerk.post("/office/households/new", &[("building", name), ("room", "101"), ("head", head)]));
    }
    let worker = app.account(Role::GridWorker);
    let staff = worker.staff.to_string();
    let today = app.app.clock.today().to_string();
    let fields = [("staff", staff.as_str()), ("role", "full-time"), ("from", today.as_str())];
    location(&admin.post(&format!("/office/grids/{g2}/posts"), &fields));
    assert_eq!(clerk.post(&format!("/office/grids/{g2}/posts"), &fields).status(), StatusCode::FORBIDDEN);
    let w = app.signed_in(Role::GridWorker);
    let found = w.post("/office/residents", &[("q", "王建")]).text().unwrap();
    assert!(found.contains("王建军") && !found.contains("王建国"));
    assert_eq!(w.get(&format!("/office/grids/{g1}")).status(), StatusCode::NOT_FOUND);
    assert_eq!(w.get("/office/households/1").status(), StatusCode::NOT_FOUND);
    assert_eq!(w.get("/office/households/2").status(), StatusCode::OK);
    assert_eq!(w.get("/office/residents/1").status(), StatusCode::NOT_FOUND);
    assert_eq!(w.post("/office/households/1/card.pdf", &[("card-purpose", "首次发卡")]).status(), StatusCode::NOT_FOUND);
    assert!(!w.page("/office/households").contains("第一网格"));
    let id: lianxin::base::Id<Grid> = g2.parse().unwrap();
    let people = grids::people_of_grid(&app.app.store, id, app.app.clock.today()).unwrap();
    assert_eq!(people.worker().unwrap().role, PostRole::FullTime);
    let post = app.app.store.list(&Range::<Post>::table(), Dir::Forward, 9).unwrap().remove(0);
    let gone = admin.post(&format!("/office/posts/{}/end", post.id), &[("to", "2020-01-01")]);
    assert_eq!(gone.status(), StatusCode::CONFLICT);
}
