//! Rosters as offices have them, into the registry and out again.
use lianxin::{
    base::{CitizenNumber, Day, Failure, Id, Keys, Name},
    domain::{
        places::grids::{Grid, list_grids},
        registry::{
            dry_run::{Applied, Counts},
            people::{
                self, Household, Resident,
                import::{self, Options, Plan, Verdict},
            },
        },
    },
    sheets::{self, Cell, Sheet},
    store::{Dir, Range, Read},
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::{
    kit::number,
    registry::people::{BY, Registry, clerk, registry},
};

impl Registry {
    fn plan(&self, bytes: &[u8]) -> Plan {
        let grid = list_grids(&self.store).unwrap().first().map(|g| g.id);
        self.plan_with(bytes, Options { grid, estate: String::new() })
    }
    fn plan_with(&self, bytes: &[u8], options: Options) -> Plan {
        import::plan(&self.store, &self.keys, &sheets::read(bytes).unwrap(), options).unwrap()
    }
    fn apply(&self, plan: &Plan) -> Applied {
        import::apply(&self.store, &Keys::new(&[7; 64], &[9; 32]), (BY, self.at), plan, |_, _, _| Ok(()), |_| {}).unwrap()
    }
    fn dump(&self) -> (Vec<Household>, Vec<Resident>) {
        let homes = self.store.list(&Range::<Household>::table(), Dir::Forward, 1000).unwrap();
        (homes, self.store.list(&Range::<Resident>::table(), Dir::Forward, 1000).unwrap())
    }
}

fn verdicts(p: &Plan) -> Vec<(usize, &str, String)> {
    let word = |v: &Verdict| match v {
        Verdict::Added => "added".to_owned(),
        Verdict::Same => "same".to_owned(),
        Verdict::Changed(f) => format!("changed {}", f.join(" ")),
        Verdict::Refused(w) => w.iter().map(|r| r.key).collect::<Vec<_>>().join(" "),
    };
    p.rows.iter().map(|r| (r.row + 1, r.name.as_str(), word(&r.verdict))).collect()
}

fn csv(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// Two title rows above, a household's cells merged over its members, headers out of order and starred.
fn merged_roster() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "请勿修改表头").unwrap();
    let s = book.add_worksheet().set_name("花名册").unwrap();
    let f = Format::new();
    s.merge_range(0, 0, 0, 7, "美湖社区居民花名册", &f).unwrap();
    s.merge_range(1, 0, 1, 7, "填报时间：2026年11月", &f).unwrap();
    let heads = ["序号", "小区", "幢", "室", "*姓 名", "与户主\n关系", "公民身份号码（必填）", "联系电话"];
    for (c, h) in heads.iter().enumerate() {
        s.write_string(2, c as u16, *h).unwrap();
    }
    for c in [0, 3] {
        s.merge_range(3, c, 5, c, "", &f).unwrap();
    }
    s.merge_range(3, 1, 6, 1, "", &f).unwrap();
    s.merge_range(3, 2, 6, 2, "", &f).unwrap();
    s.write_number(3, 0, 1).unwrap().write_string(3, 1, "美湖花园").unwrap();
    s.write_string(3, 2, "12幢").unwrap().write_number(3, 3, 502).unwrap().write_number(6, 3, 503).unwrap();
    let people = [
        ("王建国", "户主", number("32021119600101123"), "13812345678"),
        ("李秀英", "妻", number("32021119620202124"), ""),
        ("王小明", "儿子", number("32021119900303123"), "１３９００００１１１１"),
        ("张三丰", "户主", number("32021119500404123"), "0510-85551234"),
    ];
    for (i, (name, relation, n, phone)) in people.iter().enumerate() {
        let r = 3 + i as u32;
        s.write_string(r, 4, *name).unwrap().write_string(r, 5, *relation).unwrap();
        s.write_string(r, 6, n).unwrap().write_string(r, 7, *phone).unwrap();
    }
    s.write_string(8, 0, "填表人：陈静").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn merged_titles_and_merged_households() {
    let r = registry();
    r.grid(1, "第一网格");
    let plan = r.plan(&merged_roster());
    assert_eq!((plan.sheet, plan.header), (1, 2));
    assert!(plan.rows.iter().all(|x| x.verdict == Verdict::Added), "{:?}", verdicts(&plan));
    assert_eq!(plan.rows.len(), 4);
    let before = r.dump();
    assert_eq!(before.0.len(), 0, "a dry run changes nothing");
    assert_eq!(r.apply(&plan).counts, Counts { added: 4, ..Counts::default() });
    let (homes, people) = r.dump();
    assert_eq!(homes.iter().map(|h| h.address.as_str()).collect::<Vec<_>>(), ["美湖花园12幢502室", "美湖花园12幢503室"]);
    assert_eq!(people[2].phone.as_ref().unwrap().as_str(), "13900001111");
    assert_eq!(people[1].household, homes[0].id);
    // The same file again changes nothing: not a byte of any row.
    let again = r.plan(&merged_roster());
    assert_eq!(again.counts(), Counts { same: 4, ..Counts::default() });
    r.apply(&again);
    assert_eq!(r.dump(), (homes, people));
}

#[test]
fn gb18030_csv_with_lost_merges() {
    let r = registry();
    r.grid(1, "第一网格");
    let text = format!(
        "美湖社区居民名册,,,,\r\n\r\n户主,住址,姓名,与户主关系,身份证号,民族,文化程度\r\n\
         王建国,美湖花园12-2-502,王建国,户主,{},汉,大专\r\n,,李秀英,配偶,{},回族,初中\r\n,,𠅤㛃,儿媳,,,\r\n\
         赵䶮,12幢503,赵䶮,本人,{},,\r\n",
        number("32021119600101123"),
        number("32021119620202124"),
        number("32021119500404123"),
    );
    let (bytes, _, failed) = encoding_rs::GB18030.encode(&text);
    assert!(!failed && std::str::from_utf8(&bytes).is_err());
    let plan = r.plan(&bytes);
    assert_eq!(plan.counts(), Counts { added: 4, ..Counts::default() }, "{:?}", verdicts(&plan));
    r.apply(&plan);
    let (homes, people) = r.dump();
    assert_eq!(homes.len(), 2);
    assert_eq!(homes[0].address, "美湖花园12幢2单元502室");
    assert_eq!(people[2].name.as_str(), "𠅤㛃");
    assert_eq!((people[1].ethnicity, people[1].education), (Some(3), Some(71)));
    for form in [csv(&text), [b"\xEF\xBB\xBF", text.as_bytes()].concat()] {
        assert_eq!(r.plan(&form).counts(), Counts { same: 4, ..Counts::default() });
    }
}

#[test]
fn excel_dates_and_numbers_that_lost_their_digits() {
    let r = registry();
    r.grid(1, "第一网格");
    let mut book = Workbook::new();
    let s = book.add_worksheet();
    for (c, h) in ["姓名", "关系", "身份证号码", "出生日期", "楼栋", "房号", "手机"].iter().enumerate() {
        s.write_string(0, c as u16, *h).unwrap();
    }
    let date = |y, m, d| ExcelDateTime::from_ymd(y, m, d).unwrap();
    let as_date = Format::new().set_num_format("yyyy/m/d");
    for (row, name) in (1..).zip(["王一", "王二", "王三", "王四", "王五", "王六", "王七"]) {
        s.write_string(row, 0, name).unwrap().write_string(row, 1, "户主").unwrap();
        s.write_number(row, 4, 12).unwrap().write_number(row, 5, f64::from(500 + row)).unwrap();
    }
    s.write_string(1, 2, number("32021119600101123")).unwrap();
    s.write_datetime_with_format(1, 3, date(1960, 1, 1), &as_date).unwrap().write_number(1, 6, 13812345678.0).unwrap();
    // Typed as a number: the last digits are zeros now.
    s.write_number(2, 2, 320211196202021244_f64).unwrap();
    s.write_string(3, 2, "3.20211E+17").unwrap();
    s.write_string(4, 2, number("32021119600102123")).unwrap();
    s.write_datetime_with_format(4, 3, date(1960, 1, 3), &as_date).unwrap();
    s.write_string(5, 2, "320211600101123").unwrap();
    s.write_datetime_with_format(6, 5, date(2026, 1, 2), &as_date).unwrap();
    s.write_number(7, 3, 21916).unwrap(); // 1960-01-01 without its format
    let bytes = book.save_to_buffer().unwrap();
    let plan = r.plan(&bytes);
    let want = [
        "added",
        "import-number-lost-digits",
        "import-number-lost-digits",
        "number-birth-differs",
        "import-number-15-digits",
        "import-room-became-date",
        "added",
    ];
    assert_eq!(verdicts(&plan).iter().map(|v| v.2.as_str()).collect::<Vec<_>>(), want);
    r.apply(&plan);
    let (_, people) = r.dump();
    assert_eq!(people.len(), 2);
    assert_eq!(people[0].phone.as_ref().unwrap().as_str(), "13812345678");
    assert_eq!(people[1].birth, Day::ymd(1960, 1, 1));
}

#[test]
fn what_is_refused_row_by_row() {
    let r = registry();
    let g = r.grid(1, "第一网格");
    let taken = number("32021119700101123");
    r.household(g, "1幢101", "赵老大", Some(&taken), "");
    let good = number("32021119600101123");
    let twice = number("32021119810101123");
    let mut bad = good.clone();
    bad.replace_range(17.., if good.ends_with('1') { "2" } else { "1" });
    let text = format!(
        "姓名,关系,身份证号,性别,出生日期,楼栋,单元,房号,网格,电话\n\
         甲一,户主,{bad},,,2,1,101,,\n\
         乙一,户主,,,,2,1,102,,\n乙二,户主,,,,2,1,102,,\n乙三,妻,,,,2,1,102,,\n\
         丙一,妻,,,,2,1,103,,\n\
         丁一,户主,,,,2,1,104,,\n丁二,邻居的猫,,,,2,1,104,,\n\
         戊一,户主,{twice},,,2,1,105,,\n戊二,户主,{twice},,,2,1,106,,\n\
         己一,户主,{taken},,,2,1,107,,\n\
         庚一,户主,{good},女,,2,1,108,,\n\
         辛一,户主,,,,,,,,\n\
         壬一,户主,,,,2,1,109,第九网格,\n\
         癸一,户主,,,,2,1,110,,12345\n\
         ,户主,,,,2,1,111,,\n"
    );
    let plan = r.plan(&csv(&text));
    let want = [
        "import-number-check-digit",
        "import-two-heads",
        "import-two-heads",
        "import-two-heads",
        "import-no-head",
        "added",
        "import-relation-unknown",
        "import-number-twice",
        "import-number-twice",
        "import-number-other-person",
        "number-sex-differs",
        "import-address-missing",
        "import-grid-unknown",
        "import-phone-wrong",
        "import-name-missing",
    ];
    assert_eq!(verdicts(&plan).iter().map(|v| v.2.as_str()).collect::<Vec<_>>(), want);
    let done = r.apply(&plan);
    assert_eq!(done.counts, plan.counts());
    assert_eq!(done.surprises, 0);
    assert_eq!(r.dump().1.len(), 2);
    // Without a grid for new buildings nothing of them is taken.
    let bare = r.plan_with(&csv("姓名,关系,房号\n王一,户主,7-101\n"), Options::default());
    assert_eq!(verdicts(&bare)[0].2, "import-building-unknown");
}

#[test]
fn changes_moves_and_what_an_empty_cell_leaves() {
    let r = registry();
    r.grid(1, "第一网格");
    let (a, b) = (number("32021119600101123"), number("32021119900303123"));
    let head = "姓名,关系,身份证号,地址,电话,婚姻状况\n";
    let first = format!("{head}王建国,户主,{a},1幢101,13812345678,已婚\n王小明,儿子,{b},1幢101,,未婚\n");
    let plan = r.plan(&csv(&first));
    r.apply(&plan);
    // Married, and in a household of his own now; the father's empty telephone cell takes nothing away.
    let second = format!("{head}王建国,户主,{a},1幢101,,\n王小明,户主,{b},1幢102,13900001111,已婚\n");
    let plan = r.plan(&csv(&second));
    assert_eq!(verdicts(&plan)[0].2, "same");
    assert_eq!(verdicts(&plan)[1].2, "changed household phone marital");
    r.apply(&plan);
    let (homes, people) = r.dump();
    assert_eq!(homes[1].head, Some(people[1].id));
    assert_eq!(people.iter().filter(|p| p.household == homes[0].id).count(), 1);
    assert_eq!(people[0].phone.as_ref().unwrap().as_str(), "13812345678");
    // The whole household moves house.
    let third = format!("{head}王建国,户主,{a},3幢303,,\n");
    let plan = r.plan(&csv(&third));
    assert_eq!(verdicts(&plan)[0].2, "changed address");
    r.apply(&plan);
    assert_eq!(r.dump().0[0].address, "3幢303室");
    assert_eq!(r.plan(&csv(&third)).counts().same, 1);
    // A roster that names another head is for a person to decide.
    let text = format!("{head}王小明,妻,{b},3幢303,,\n王建国,户主,{a},3幢303,,\n");
    assert_eq!(verdicts(&r.plan(&csv(&text)))[0].2, "changed household");
    let heads = format!("{head}李四,户主,,1幢102,,\n王小明,儿子,{b},1幢102,,\n");
    let plan = r.plan(&csv(&heads));
    assert_eq!(verdicts(&plan)[0].2, "added");
}

#[test]
fn an_export_reads_back_as_nothing_changed() {
    let r = registry();
    let g: Id<Grid> = r.grid(1, "第一网格");
    r.apply(&r.plan(&merged_roster()));
    let before = r.dump();
    let plain = people::export(&r.store, &[g], &people::Numbers::Plain(&r.keys)).unwrap();
    let bytes = sheets::write_xlsx(std::slice::from_ref(&plain), None).unwrap();
    let plan = r.plan(&bytes);
    assert_eq!(plan.counts(), Counts { same: 4, ..Counts::default() }, "{:?}", verdicts(&plan));
    let masked = people::export(&r.store, &[g], &people::Numbers::Masked).unwrap();
    let all: String = masked.rows.iter().flatten().map(Cell::text).collect();
    assert!(!all.contains(&number("32021119600101123")) && all.contains("3****************") && !all.contains("1960-01-01"));
    let bytes = sheets::write_xlsx(std::slice::from_ref(&masked), None).unwrap();
    let plan = r.plan(&bytes);
    assert_eq!(plan.counts(), Counts { same: 4, ..Counts::default() }, "{:?}", verdicts(&plan));
    r.apply(&plan);
    assert_eq!(r.dump(), before);
    // Into an empty registry a masked number cannot go.
    let empty = registry();
    empty.grid(1, "第一网格");
    let plan = empty.plan(&bytes);
    assert_eq!(plan.counts().refused, 4);
    empty.apply(&plan);
    assert_eq!(empty.dump().1.len(), 0);
}

#[test]
fn the_annotated_file_keeps_every_cell() {
    let sheets = sheets::read(&merged_roster()).unwrap();
    let notes = sheets::Notes {
        header: 2,
        heading: "核对结果".into(),
        rows: [(3, ("拒绝：校验码不对".to_owned(), true)), (4, ("新增".to_owned(), false))].into(),
    };
    let bytes = sheets::write_xlsx(&sheets, Some((1, &notes))).unwrap();
    let mut back = sheets::read(&bytes).unwrap();
    assert_eq!(back[1].cell(3, 8), &Cell::Text("拒绝：校验码不对".into()));
    assert_eq!(back[1].cell(2, 8), &Cell::Text("核对结果".into()));
    for row in &mut back[1].rows {
        row.truncate(8);
    }
    let cells = |s: &Sheet| -> Vec<Cell> { (0..9).flat_map(|r| (0..8).map(move |c| s.cell(r, c).clone())).collect() };
    assert_eq!(cells(&back[1]), cells(&sheets[1]));
    assert_eq!(back[1].merges, sheets[1].merges);
}

#[test]
fn files_that_are_no_rosters() {
    let refused = |b: &[u8]| match sheets::read(b) {
        Err(Failure::Refused(r)) => r.key,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 1, 2]), "roster-old-xls");
    assert_eq!(refused(b"PK\x03\x04 not a zip"), "roster-unreadable");
    assert_eq!(refused(b"  \r\n"), "roster-empty");
    assert_eq!(refused(&[0x89, b'P', b'N', b'G', 0xFF, 0xFF, 0xFF, 0x00]), "roster-encoding");
    let r = registry();
    let sheets = sheets::read("甲,乙,丙\n1,2,3\n".as_bytes()).unwrap();
    let plan = import::plan(&r.store, &r.keys, &sheets, Options::default());
    assert!(matches!(plan, Err(Failure::Refused(x)) if x.key == "import-no-header"));
}

/// A file may say one number on every row: what is told of it must not grow with the square of the rows.
#[test]
fn a_number_that_stands_everywhere_is_told_briefly() {
    let r = registry();
    r.grid(1, "第一网格");
    let (no, mut text) = (number("32021119900303123"), "姓名,与户主关系,身份证号,小区,楼栋,单元,室\n".to_owned());
    (1..=2_000).for_each(|n| text += &format!("王小明,户主,{no},美湖花园,1,1,{n}\n"));
    let plan = r.plan(text.as_bytes());
    assert_eq!(plan.counts().refused, 2_000);
    let words = |v: &Verdict| match v {
        Verdict::Refused(why) => why.iter().flat_map(|w| &w.args).map(|(_, said)| said.len()).sum::<usize>(),
        other => panic!("{other:?}"),
    };
    assert!(plan.rows.iter().all(|row| words(&row.verdict) < 80), "{:?}", plan.rows[1_000].verdict);
}

#[test]
fn found_after_import() {
    let r = registry();
    r.grid(1, "第一网格");
    r.apply(&r.plan(&merged_roster()));
    let n = CitizenNumber::parse(&number("32021119900303123")).unwrap();
    let who = people::find_by_number(&r.store, &r.keys, &n).unwrap().unwrap();
    assert_eq!(who.name, Name::parse("王小明").unwrap());
    assert_eq!(people::search(&r.store, &r.keys, &clerk(), "wxm").unwrap().hits.len(), 1);
}
