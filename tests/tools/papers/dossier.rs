//! The household's file on paper, read back: every member, every event once and in order, contents that say where things are.
use lianxin::{
    domain::registry::people::birth_year,
    domain::{household, insight::files::Bounds, office::who::Role},
    paper::Pdf,
    paperwork::Desk,
};

use crate::{
    kit::{
        app::TestApp,
        files::{Family, family, reader},
    },
    papers::{run, saved, text_of},
};

pub(crate) fn printed(app: &TestApp, f: &Family, role: Role) -> Pdf {
    let (reader, now) = (reader(app, &app.account(role)).on_paper(), app.app.clock.now());
    let file = household::file(&app.app.store, &reader, f.home.id, &Bounds::PAPER).unwrap();
    let desk = Desk::of(&app.app.store, &app.app.zh, &app.app.keys, now).unwrap();
    desk.dossier(&file, "张敏", "入户核对低保申请材料", now).unwrap()
}

/// The pages of a file as a reader's program takes them out, cell by cell, without spaces and line ends.
pub(crate) fn pages(name: &str, pdf: &Pdf) -> Vec<String> {
    let path = saved(name, pdf);
    let all = run("pdftotext", &["-raw", path.to_str().unwrap(), "-"]);
    let mut pages: Vec<String> = all.split('\u{c}').map(|p| p.split_whitespace().collect()).collect();
    pages.truncate(pdf.pages());
    pages
}

/// Every chapter that the contents name stands on the page that they say, and on none before it.
pub(crate) fn contents_are_right(name: &str, pdf: &Pdf, first: usize, chapters: &[String]) {
    let path = saved(name, pdf);
    let last = (first - 1).to_string();
    let contents = run("pdftotext", &["-layout", "-f", "2", "-l", &last, path.to_str().unwrap(), "-"]);
    let pages = pages(name, pdf);
    let mut named = Vec::new();
    for line in contents.lines().filter(|l| !l.trim().is_empty()) {
        let (words, number) = line.trim().rsplit_once(' ').unwrap_or((line.trim(), ""));
        named.push((words.split_whitespace().collect::<String>(), number.to_owned()));
    }
    for chapter in chapters {
        let at = pages.iter().skip(first - 1).position(|p| p.contains(chapter.as_str())).map(|i| (i + first).to_string());
        let said: Vec<&String> = named.iter().filter(|(words, _)| words.starts_with(chapter.as_str())).map(|(_, n)| n).collect();
        assert_eq!(said, at.iter().collect::<Vec<_>>(), "{chapter}: {contents}");
    }
}

fn a_family_of_nine_on_paper() {
    let app = TestApp::new();
    let f = family(&app);
    let pdf = printed(&app, &f, Role::Clerk);
    insta::assert_snapshot!("dossier", text_of("dossier", &pdf));
    run("qpdf", &["--check", saved("dossier", &pdf).to_str().unwrap()]);
    let pages = pages("dossier", &pdf);
    assert!(
        pages[0].contains("居民家庭档案")
            && pages[0].contains("320211001001-000001")
            && pages[0].contains("入户核对低保申请材料")
    );
    for (i, page) in pages.iter().enumerate().skip(1) {
        assert!(page.contains(&format!("第{}页/共{}页", i + 1, pages.len())), "page {}", i + 1);
    }
    let parts = ["基本情况", "成员", "房屋", "台账类别", "办件", "走访", "补贴与缴费", "风险提示", "时间轴"];
    let numerals = "一二三四五六七八九";
    let chapters: Vec<String> = numerals.chars().zip(parts).map(|(n, p)| format!("{n}、{p}")).collect();
    contents_are_right("dossier", &pdf, 3, &chapters);
    let all = pages[2..].concat();
    for m in &f.members {
        assert!(all.contains(m.name.as_str()), "{}", m.name);
        assert!(m.number.as_ref().is_some_and(|n| all.contains(&n.mask)), "{}", m.name);
        let birth = m.birth.unwrap();
        assert!(all.contains(&birth_year(birth)) && !all.contains(&birth.to_string()), "the year stands beside it only");
    }
    let (before, timeline) = all.split_once("九、时间轴").unwrap();
    let once = |what: &str, n: usize| assert_eq!(timeline.matches(what).count(), n, "{what}");
    let mut last = 0;
    for n in 1..=f.visits {
        let note = format!("走访记录第{n:03}号");
        once(&note, 1);
        assert_eq!(before.matches(&note).count(), 1, "{note}");
        let at = timeline.find(&note).unwrap();
        assert!(at > last, "in the order of time");
        last = at;
    }
    for i in &f.items {
        once(&i.no.to_string(), 4);
    }
    once("建户", 1);
    once("添加成员", 8);
    once("台账登记", 10);
    once("台账修改", 12);
    once("台账终止", 1);
    once("发放连心卡", 2);
    once("作废连心卡", 1);
    for (action, n) in [("办件上报", 20), ("办件反馈", 20), ("办件核查结案", 20), ("办件评价", 20)] {
        once(action, n);
    }
    assert!(f.numbers.iter().all(|n| !all.contains(n.as_str())));
    assert_eq!(printed(&app, &f, Role::Clerk).bytes(), pdf.bytes(), "the same file gives the same bytes");
}

/// A stray sign in somebody's note does not keep the file from being printed; its place is marked.
fn a_sign_that_no_typeface_holds() {
    let app = TestApp::new();
    let g = crate::kit::desk::grid(&app, 1);
    let no = crate::kit::number("32021119600101123");
    let (home, _) = crate::kit::registers::household(&app, g, "12", "502", "王建国", &no);
    crate::kit::files::visit(&app, home.id, "已送药\u{e123}到家\u{7}。");
    let (reader, now) = (reader(&app, &app.account(Role::Clerk)).on_paper(), app.app.clock.now());
    let file = household::file(&app.app.store, &reader, home.id, &Bounds::PAPER).unwrap();
    let desk = Desk::of(&app.app.store, &app.app.zh, &app.app.keys, now).unwrap();
    let pdf = desk.dossier(&file, "张敏", "入户核对", now).unwrap();
    assert_eq!(pages("dossier-sign", &pdf).concat().matches("已送药〓到家。").count(), 2);
}

crate::tools::trials! {
    ["pdftotext", "qpdf"] => a_family_of_nine_on_paper;
    ["pdftotext"] => a_sign_that_no_typeface_holds;
}
