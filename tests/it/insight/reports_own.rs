//! Forms of the office's own: an upper level's workbook or a template in TOML is uploaded, checked, filled and given back.
use std::io::{Cursor, Read as _, Write};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use lianxin::{
    base::{CitizenNumber, Day, Id, Name},
    domain::{
        insight::reports::Report,
        office::{
            audit,
            who::{Actor, Role},
        },
        places::grids::{self, Grid},
        registry::{
            moves,
            people::{HouseholdForm, Particulars, Relation},
            registers::{self, Draft, Say, Subject},
        },
    },
    store::{Dir, Range, Read},
};
use reqwest::{
    StatusCode,
    blocking::{Response, multipart},
};
use rust_xlsxwriter::{Format, FormatBorder, Formula, Workbook};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::kit::{
    app::{TestApp, Visitor},
    desk, ground, number,
};

/// A few households on low income in a grid.
fn settle(app: &TestApp, grid: Id<Grid>, n: usize) {
    let (at, seal) = (app.app.clock.now(), app.app.keys.seal.clone());
    let who = (Actor::System, at);
    let made = app.app.store.write_wait(move |tx| {
        let building = ground::building(tx, grid, &format!("{grid}幢"), at)?;
        for i in 0..n {
            let house = grids::ensure_house(tx, building, "", &format!("{}01", i + 1))?.id;
            let no = CitizenNumber::parse(&number(&format!("3202111950010{}{grid}{i:02}", 1 + i % 9))).unwrap();
            let form = HouseholdForm { house, phone: None };
            let head = Particulars::new(Name::parse(["王秀英", "李建国"][i % 2]).unwrap(), Relation::HEAD);
            let (home, _) = moves::create_household(tx, &seal, who, form, head, Some(&no))?;
            let said = |f: &str, v: &str| (f.to_owned(), Say::Text(v.to_owned()));
            let says = vec![
                said("certificate", &format!("=SUM({i})")),
                said("people", "2"),
                said("class", if i % 2 == 0 { "全额保障" } else { "差额保障" }),
                said("amount", "1000.5"),
            ];
            let from = Day::ymd(2026, 10, 1).unwrap();
            let draft = Draft { subject: Subject::Household(home.id), grid: None, says, from, until: None };
            registers::create(tx, &seal, who, "low-income", &draft)?;
        }
        Ok::<_, lianxin::base::Failure>(())
    });
    made.unwrap();
}

/// What a sub-district sends: a title, a small table of figures with a sum, a list with a sum, names.
fn sent_down() -> Vec<u8> {
    let mut book = Workbook::new();
    let (title, line) = (Format::new().set_bold().set_font_size(18), Format::new().set_border(FormatBorder::Thin));
    let page = book.add_worksheet().set_name("低保月报").unwrap();
    page.merge_range(0, 0, 0, 5, "{{office}}低保月报（{{month}}）", &title).unwrap();
    page.set_column_width(3, 40).unwrap().set_landscape();
    page.write_with_format(2, 0, "户数", &line).unwrap();
    page.write_with_format(2, 1, "{{of=households}}", &line).unwrap();
    page.write_with_format(3, 0, "60岁以上", &line).unwrap();
    page.write_with_format(3, 1, "{{of=residents&age=60-}}", &line).unwrap();
    page.write_with_format(4, 0, "两项之和", &line).unwrap();
    page.write_formula_with_format(4, 1, Formula::new("SUM(B3:B4)").set_result("0"), &line).unwrap();
    page.write_with_format(6, 0, "{{rows:low-income no,name,number,address,certificate,amount}}", &line).unwrap();
    for c in 1..6 {
        page.write_blank(6, c, &line).unwrap();
    }
    page.write(7, 0, "合计").unwrap();
    page.write_formula(7, 5, Formula::new("SUM(F7:F7)").set_result("0")).unwrap();
    page.write(8, 0, "填报人：{{filler}}　日期：{{date}}").unwrap();
    page.write_blank(9, 1, &line).unwrap();
    let grids = book.add_worksheet().set_name("分网格").unwrap();
    grids.write(0, 0, "网格").unwrap().write(0, 1, "户数").unwrap();
    grids.write_with_format(1, 0, "{{rows:grids name,of=households,of=entries&table=low-income}}", &line).unwrap();
    book.define_name("LX_of.entries.table.low_income.by.class.全额保障", "=低保月报!$B$10").unwrap();
    book.save_to_buffer().unwrap()
}

fn send(v: &Visitor, to: &str, name: &str, file: &str, bytes: Vec<u8>) -> Response {
    let part = multipart::Part::bytes(bytes).file_name(file.to_owned());
    let form = multipart::Form::new().text("csrf", v.csrf()).text("name", name.to_owned()).part("file", part);
    let answer = v.client.post(format!("{}{to}", v.base)).multipart(form).send().unwrap();
    assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    answer
}

fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    let (mut zip, mut out) = (ZipArchive::new(Cursor::new(bytes)).unwrap(), Vec::new());
    zip.by_name(name).unwrap().read_to_end(&mut out).unwrap();
    out
}

fn with(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let part = zip.by_index_raw(i).unwrap();
        if part.name().unwrap() != name {
            out.raw_copy_file(part).unwrap();
        }
    }
    out.start_file(name, SimpleFileOptions::default()).unwrap();
    out.write_all(content).unwrap();
    out.finish().unwrap().into_inner()
}

#[test]
fn an_upper_levels_workbook_is_filled_and_stays_itself() {
    let app = TestApp::new();
    let grids = [desk::grid(&app, 1), desk::grid(&app, 2)];
    settle(&app, grids[0], 4);
    settle(&app, grids[1], 3);
    let (admin, clerk, worker) =
        (app.signed_in(Role::Administrator), app.signed_in(Role::Clerk), app.signed_in(Role::GridWorker));
    let original = sent_down();
    let kept = send(&admin, "/office/reports/new", "", "街道低保月报.xlsx", original.clone());
    assert_eq!(kept.status(), StatusCode::SEE_OTHER, "{}", kept.text().unwrap());
    assert_eq!(kept.headers()["location"], "/office/reports/own-1?done=report-kept");
    // On the page every figure leads to its rows, every name to its entry.
    let page = clerk.page("/office/reports/own-1");
    assert!(page.contains("街道低保月报") && page.contains("<a href=\"/office/figures?of=households\">7</a>"), "{page}");
    assert!(page.contains("href=\"/office/registers/entries/1\"") && page.contains("美湖社区居民委员会低保月报（2026年11月）"));
    assert!(page.contains(&format!("of=households&amp;grid={}\">4</a>", grids[0])), "{page}");
    assert!(page.contains("********") && !page.contains("{{"), "{page}");
    // Who does not see the register does not see the form.
    assert_eq!(worker.get("/office/reports/own-1").status(), StatusCode::NOT_FOUND);
    assert!(!worker.page("/office/reports").contains("街道低保月报"));
    // The file.
    assert_eq!(clerk.post("/office/reports/own-1/export", &[]).status(), StatusCode::CONFLICT, "a purpose is needed");
    let bytes = clerk.post("/office/reports/own-1/export", &[("purpose", "上报街道民政科")]).bytes().unwrap();
    let mut x: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let cells = x.worksheet_range("低保月报").unwrap();
    let at = |r, c| cells.get_value((r, c)).cloned().unwrap_or(Data::Empty);
    assert_eq!((at(2, 1), at(3, 1)), (Data::Float(7.0), Data::Float(7.0)));
    for i in 0..7u32 {
        assert_eq!(at(6 + i, 0), Data::Float(f64::from(i) + 1.0));
        assert!(matches!(at(6 + i, 4), Data::String(s) if s.starts_with("=SUM(")), "a text, not a formula");
        assert_eq!(at(6 + i, 5), Data::Float(1000.5));
    }
    assert_eq!(at(13, 0), Data::String("合计".into()));
    assert!(matches!(at(14, 0), Data::String(s) if s == "填报人：张敏　日期：2026年11月3日"));
    assert_eq!(at(15, 1), Data::Float(4.0), "the defined name's cell");
    let formulas = x.worksheet_formula("低保月报").unwrap();
    let formulas: Vec<_> = formulas.used_cells().map(|(_, _, f)| f.clone()).filter(|f| !f.is_empty()).collect();
    assert_eq!(formulas, ["SUM(B3:B4)", "SUM(F7:F13)"]);
    let by_grid = x.worksheet_range("分网格").unwrap();
    let row: Vec<_> = by_grid.rows().nth(2).unwrap().to_vec();
    assert_eq!(row, [Data::String("第2网格".into()), Data::Float(3.0), Data::Float(3.0)]);
    for same in ["xl/styles.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml", "[Content_Types].xml"] {
        assert_eq!(part(&original, same), part(&bytes, same), "{same}");
    }
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        roxmltree::Document::parse(std::str::from_utf8(&part(&bytes, name)).unwrap()).unwrap();
    }
    // The template comes back as it was; another takes its place; it is taken out of use.
    assert_eq!(admin.get("/office/reports/own-1/template").bytes().unwrap().to_vec(), original);
    let again = send(&admin, "/office/reports/own-1/edit", "低保月报（新）", "x.xlsx", original.clone());
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    assert!(clerk.page("/office/reports").contains("低保月报（新）"));
    admin.post("/office/reports/own-1/retire", &[("retired", "1")]);
    assert!(!clerk.page("/office/reports").contains("低保月报（新）") && admin.page("/office/reports").contains("已停用"));
    let actions: Vec<_> = (app.app.store.list(&Range::<audit::Entry>::table(), Dir::Forward, 200).unwrap().into_iter())
        .map(|l| l.action)
        .filter(|a| a.starts_with("report."))
        .collect();
    assert_eq!(actions, ["report.create", "report.export", "report.edit", "report.retire"]);
    // The sweep leaves the file, because a row names it.
    for _ in 0..3 {
        app.app.store.sweep(&app.app.blobs).unwrap();
    }
    assert_eq!(admin.get("/office/reports/own-1/template").bytes().unwrap().to_vec(), original);
}

#[test]
fn wrong_marks_are_told_cell_by_cell() {
    let app = TestApp::new();
    desk::grid(&app, 1);
    let admin = app.signed_in(Role::Administrator);
    let book = |cells: &[(u32, u16, &str)]| {
        let mut book = Workbook::new();
        let page = book.add_worksheet().set_name("表一").unwrap();
        for (r, c, text) in cells {
            page.write(*r, *c, *text).unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    let told = |cells: &[(u32, u16, &str)]| {
        let answer = send(&admin, "/office/reports/new", "表", "表.xlsx", book(cells));
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{cells:?}");
        answer.text().unwrap()
    };
    let all = told(&[
        (0, 0, "{{of=residents&agee=60}}"),
        (1, 1, "{{of=residents&age=69-60}}"),
        (2, 2, "{{of=entries&table=nobody}}"),
        (3, 3, "{{of=entries&table=low-income&by=class:没有}}"),
        (4, 4, "{{of=entries&table=low-income&by=people:1}}"),
        (5, 5, "{{of=entries&table=psychiatric}}"),
        (6, 6, "{{rows:petitioners no,name}}"),
        (7, 7, "{{rows:low-income no,nickname}}"),
        (8, 8, "{{weather}}"),
        (9, 9, "{{office"),
        (10, 10, "{{of=visits&month=202613}}"),
        (11, 0, "{{rows:grids name}}"),
        (11, 5, "{{rows:grids name}}"),
        (12, 0, "一共 {{rows:grids name}}"),
        (13, 0, "{{of=households&grid=99}}"),
        (14, 0, "{{of=weather}}"),
    ]);
    for (cell, why) in [
        ("表一!A1", "这里不能用“agee”"),
        ("表一!B2", "看不懂"),
        ("表一!C3", "没有代码为“nobody”的台账"),
        ("表一!D4", "全额保障、差额保障"),
        ("表一!E5", "字段“people”不存在，或不是可以统计的字段"),
        ("表一!F6", "重点人群台账"),
        ("表一!G7", "重点人群台账"),
        ("表一!H8", "没有“nickname”这一栏"),
        ("表一!I9", "不认识“weather”"),
        ("表一!J10", "标记没有写完整"),
        ("表一!K11", "看不懂"),
        ("表一!F12", "同一行只能有一个"),
        ("表一!A13", "单独占一个单元格"),
        ("表一!A14", "没有这个网格"),
        ("表一!A15", "不认识“of=weather”"),
    ] {
        let at = all.find(&format!("<b>{cell}</b>")).unwrap_or_else(|| panic!("{cell}: {all}"));
        assert!(all[at..].split("</li>").next().unwrap().contains(why), "{cell} {why}: {all}");
    }
    assert!(told(&[(0, 0, "没有标记")]).contains("没有找到填写标记"));
    let many: Vec<_> = (0..5_001u32).map(|n| (n, 0, "{{of=households}}")).collect();
    assert!(told(&many).contains("最多 5000 个单元格"));
    // Hostile files, and what is no workbook at all.
    let good = sent_down();
    let bomb = with(&good, "xl/media/a.png", &vec![0; 60 << 20]);
    let sheet = String::from_utf8(part(&good, "xl/worksheets/sheet1.xml")).unwrap();
    let entities = sheet.replacen("<worksheet", "<!DOCTYPE a [<!ENTITY a \"aaaa\">]><worksheet", 1);
    for (bytes, why) in [
        (bomb, "展开后太大"),
        (with(&good, "xl/worksheets/sheet1.xml", entities.as_bytes()), "文档类型声明"),
        (with(&good, "../../etc/cron.d/a.xml", b"<a/>"), "不是完好的 XLSX"),
        (with(&good, "xl/vbaProject.bin", b"x"), "含有宏"),
        (with(&good, "xl/externalLinks/externalLink1.xml", b"<a/>"), "外部数据"),
        (vec![0xD0, 0xCF, 0x11, 0xE0], "旧格式"),
        (b"PK\x03\x04 nothing".to_vec(), "不是完好的 XLSX"),
        (vec![0xFF, 0xFE, 0x00], "只能上传"),
        (Vec::new(), "请选择文件"),
        ([good.clone(), vec![0; 2 << 20]].concat(), "文件太大"),
    ] {
        let answer = send(&admin, "/office/reports/new", "表", "表.xlsx", bytes);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        let text = answer.text().unwrap();
        assert!(text.contains(why), "{why}: {text}");
    }
    assert!(app.app.store.list(&Range::<Report>::table(), Dir::Forward, 9).unwrap().is_empty());
    // Only who keeps the catalogue uploads.
    let clerk = app.signed_in(Role::Clerk);
    assert_eq!(send(&clerk, "/office/reports/new", "表", "表.xlsx", good).status(), StatusCode::FORBIDDEN);
}

#[test]
fn a_template_in_toml() {
    let app = TestApp::new();
    let g = desk::grid(&app, 1);
    settle(&app, g, 5);
    let admin = app.signed_in(Role::Administrator);
    let clerk = app.signed_in(Role::Clerk);
    let toml = r#"
name = "低保分类统计表"
number = "民统3表"
issuer = "某某街道民政科"
document = "某民发〔2026〕3号"
unit = "户"
rows = "values:low-income:class"
stub = ["保障类别"]
total = "合计"
column = [
  { head = ["现有户数"], key = "n", query = "of=entries" },
  { head = ["本月新增"], query = "of=begun&table=low-income" },
]
"#;
    let refused = send(&admin, "/office/reports/new", "", "a.toml", toml.into()).text().unwrap();
    assert!(refused.is_empty(), "{refused}");
    let page = clerk.page("/office/reports/own-1");
    for words in ["低保分类统计表", "某某街道民政科", "某民发〔2026〕3号", "民统3表", "全额保障", "差额保障"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    // The sum leads to the register, because it has as many rows.
    assert!(page.contains("<a href=\"/office/registers/low-income?\">5</a>"), "{page}");
    assert!(page.contains("by=class%3A%E5%85%A8%E9%A2%9D%E4%BF%9D%E9%9A%9C\">3</a>"), "{page}");
    let told = |text: &str| {
        let answer = send(&admin, "/office/reports/new", "", "a.toml", text.into());
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        answer.text().unwrap()
    };
    assert!(told(&toml.replace("unit = \"户\"", "unit = ")).contains("<b>第 6 行</b>"));
    assert!(told(&toml.replace("class\"", "people\"")).contains("不是可以统计的字段"));
    assert!(told(&toml.replace("low-income:class", "psychiatric:kind")).contains("重点人群"));
    assert!(told(&toml.replace("stub = [\"保障类别\"]", "")).contains("stub 应有 1 个"));
    assert!(told(&toml.replace("key = \"n\", query = \"of=entries\"", "percent = [\"a\", \"b\"]")).contains("没有 key 为“a”"));
    assert!(told(&toml.replace("key = \"n\", query", "show = \"no\", query")).contains("只写 query、show"));
    assert!(told(&"x".repeat(20_000)).contains("模板太长"));
    // A shipped template is where one begins.
    let shipped = admin.get("/office/reports/population/template").text().unwrap();
    assert!(shipped.contains("rows = \"grids\""));
    assert_eq!(send(&admin, "/office/reports/new", "", "b.toml", shipped.into_bytes()).status(), StatusCode::SEE_OTHER);
    let guide = admin.page("/office/reports/new");
    assert!(guide.contains("{{of=residents&amp;age=60-69&amp;sex=2}}") && !guide.contains("psychiatric"), "{guide}");
}
