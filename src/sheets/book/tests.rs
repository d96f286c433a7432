//! Workbooks filled in and read back: what is not touched stays as it was, what is hostile is refused.
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{Format, FormatBorder, Formula, Workbook};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    refs::{Gaps, letters, moved, rewritten},
    *,
};

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut out).unwrap();
    out
}

fn names(bytes: &[u8]) -> Vec<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len()).map(|i| zip.by_index(i).unwrap().name().unwrap().into_owned()).collect()
}

/// A workbook with some parts put in the place of others, or added.
fn with(bytes: &[u8], parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let part = zip.by_index_raw(i).unwrap();
        if !parts.iter().any(|(n, _)| *n == part.name().unwrap()) {
            out.raw_copy_file(part).unwrap();
        }
    }
    for (name, content) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// An upper level's form: a joined title, wide columns, a repeated row, blank rows below it, a sum, another sheet that
/// looks at it, a print area, names, a rule of colour, landscape A4.
fn form(blank: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let (title, line) = (Format::new().set_bold().set_font_size(16), Format::new().set_border(FormatBorder::Thin));
    let page = book.add_worksheet().set_name("表 1 & 附").unwrap();
    page.merge_range(0, 0, 0, 5, "低保对象名册（{{month}}）", &title).unwrap();
    page.set_column_width(1, 31.5).unwrap().set_row_height(0, 44).unwrap().set_landscape().set_paper_size(9);
    page.write_with_format(1, 0, "填报单位：{{office}}", &line).unwrap();
    page.merge_range(3, 2, 3, 3, "", &line).unwrap();
    page.write_with_format(3, 0, "{{rows:low-income no,name,address,amount}}", &line).unwrap();
    page.write_blank(3, 1, &line).unwrap().write_blank(3, 4, &line).unwrap();
    page.write_formula_with_format(3, 5, Formula::new("E4*12+LOG10(100)").set_result("999"), &line).unwrap();
    for r in 0..blank {
        page.merge_range(4 + r, 2, 4 + r, 3, "", &line).unwrap();
        for c in [0, 1, 4, 5] {
            page.write_blank(4 + r, c, &line).unwrap();
        }
    }
    let last = 4 + blank;
    page.write(last, 0, "合计").unwrap();
    page.write_formula(last, 4, Formula::new(format!("SUM(E4:E{last})&\" A1:A9\"")).set_result("777")).unwrap();
    page.write(last + 1, 1, "制表人").unwrap();
    page.merge_range(last + 1, 2, last + 1, 5, "{{filler}}", &line).unwrap();
    page.set_print_area(0, 0, last + 1, 5).unwrap().set_repeat_rows(2, 2).unwrap();
    let red = rust_xlsxwriter::ConditionalFormatCell::new()
        .set_rule(rust_xlsxwriter::ConditionalFormatCellRule::GreaterThan(9))
        .set_format(Format::new().set_bold());
    page.add_conditional_format(3, 4, last, 4, &red).unwrap();
    let other = book.add_worksheet().set_name("汇总").unwrap();
    other.write_formula(0, 0, Formula::new(format!("'表 1 & 附'!E{}+B9", last + 1)).set_result("5")).unwrap();
    other.write(1, 1, "不动").unwrap();
    book.define_name("LX_of.households", "=汇总!$C$3").unwrap();
    book.save_to_buffer().unwrap()
}

fn spot(sheet: usize, row: u32, column: u16) -> Spot {
    Spot { sheet, row, column }
}

fn people(n: usize) -> Vec<Vec<(u16, Said)>> {
    let row = |i: usize| {
        vec![
            (0, Said::Number((i + 1) as f64)),
            (1, Said::Text(format!("=cmd|' /C calc'!A{i}"))),
            (2, Said::Text("<美湖> & \"12幢\"".into())),
            (4, Said::Number(100.5)),
        ]
    };
    (0..n).map(row).collect()
}

fn read(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

/// Every part is well-formed, as another reader says.
fn sound(bytes: &[u8]) {
    for name in names(bytes).iter().filter(|n| n.ends_with(".xml") || n.ends_with(".rels")) {
        roxmltree::Document::parse(&part(bytes, name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}

#[test]
fn a_repeated_row_is_put_in_and_all_else_stays() {
    let original = form(0);
    let book = Book::open(&original).unwrap();
    let edits = Edits {
        cells: vec![
            (spot(0, 0, 0), Said::Text("低保对象名册（2026年11月）".into())),
            (spot(0, 5, 2), Said::Text("+86 王".into())),
            (spot(1, 2, 2), Said::Number(3193.0)),
        ],
        repeats: vec![Repeat { sheet: 0, row: 3, rows: people(7) }],
    };
    let written = book.fill(&edits).unwrap();
    sound(&written.bytes);
    assert_eq!(written.cells, [spot(0, 0, 0), spot(0, 11, 2), spot(1, 2, 2)]);
    assert_eq!(written.rows, [3]);
    // The looks, the texts and what is not a sheet are the same bytes.
    for same in ["xl/styles.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml", "[Content_Types].xml", "docProps/app.xml"] {
        assert_eq!(part(&original, same), part(&written.bytes, same), "{same}");
    }
    let mut x = read(&written.bytes);
    let cells = x.worksheet_range("表 1 & 附").unwrap();
    let at = |r, c| cells.get_value((r, c)).cloned().unwrap_or(Data::Empty);
    assert_eq!(at(0, 0), Data::String("低保对象名册（2026年11月）".into()));
    for i in 0..7u32 {
        assert_eq!(at(3 + i, 0), Data::Float(f64::from(i) + 1.0));
        assert_eq!(at(3 + i, 1), Data::String(format!("=cmd|' /C calc'!A{i}")), "a text, not a formula");
        assert_eq!(at(3 + i, 2), Data::String("<美湖> & \"12幢\"".into()));
    }
    assert_eq!(at(10, 0), Data::String("合计".into()));
    assert_eq!(at(11, 2), Data::String("+86 王".into()));
    let f = x.worksheet_formula("表 1 & 附").unwrap();
    let formulas: Vec<_> =
        f.used_cells().map(|(r, c, s)| (r + f.start().unwrap().0 as usize, c, s.as_str())).filter(|f| !f.2.is_empty()).collect();
    assert_eq!(formulas.len(), 8, "{formulas:?}");
    assert_eq!(formulas[2].2, "E6*12+LOG10(100)");
    assert_eq!(formulas[7], (10, formulas[7].1, "SUM(E4:E10)&\" A1:A9\""));
    assert_eq!(x.worksheet_formula("汇总").unwrap().get_value((0, 0)).unwrap(), "'表 1 & 附'!E11+B9");
    let merges = x.merge_cells_by_sheet_name("表 1 & 附").unwrap();
    let mut merges: Vec<_> = merges.iter().map(|m| (m.start, m.end)).collect();
    merges.sort_unstable();
    let mut wanted: Vec<_> = (3..10).map(|r| ((r, 2), (r, 3))).chain([((0, 0), (0, 5)), ((11, 2), (11, 5))]).collect();
    wanted.sort_unstable();
    assert_eq!(merges, wanted);
    let (old, new) = (part(&original, "xl/worksheets/sheet1.xml"), part(&written.bytes, "xl/worksheets/sheet1.xml"));
    for same in ["<cols>", "<pageSetup", "<pageMargins", "<sheetViews>", "<sheetFormatPr"] {
        let piece = |s: &str| s.split_once(same).unwrap().1.split_inclusive('>').take(3).collect::<String>();
        assert_eq!(piece(&old), piece(&new), "{same}");
    }
    assert!(new.contains("sqref=\"E4:E11\"") && new.contains("customHeight=\"1\""), "{new}");
    assert!(!new.contains("<v>999</v>") && !new.contains("<v>777</v>"), "results that were true before are gone");
    let workbook = part(&written.bytes, "xl/workbook.xml");
    assert!(workbook.contains("'表 1 &amp; 附'!$A$1:$F$12") && workbook.contains("'表 1 &amp; 附'!$3:$3"), "{workbook}");
    assert!(workbook.contains("LX_of.households\">汇总!$C$3<") && workbook.contains("fullCalcOnLoad=\"1\""));
    // Styles of the repeated row are those of its copies.
    let styles = |r: u32| {
        let row = new.split(&format!("<row r=\"{r}\"")).nth(1).unwrap().split("</row>").next().unwrap();
        row.split(" s=\"").skip(1).map(|s| s.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(styles(4), styles(9));
    assert_eq!(styles(4).len(), 6);
}

#[test]
fn blank_rows_are_used_up_before_rows_are_put_in() {
    let original = form(5);
    let book = Book::open(&original).unwrap();
    let fill = |n| {
        book.fill(&Edits {
            cells: vec![(spot(0, 10, 2), Said::Text("王".into()))],
            repeats: vec![Repeat { sheet: 0, row: 3, rows: people(n) }],
        })
        .unwrap()
    };
    let few = fill(4);
    sound(&few.bytes);
    assert_eq!(few.cells, [spot(0, 10, 2)], "nothing moved");
    assert_eq!(read(&few.bytes).merge_cells_by_sheet_name("表 1 & 附").unwrap().len(), 8);
    let many = fill(9);
    sound(&many.bytes);
    assert_eq!(many.cells, [spot(0, 13, 2)], "three rows were put in");
    let mut x = read(&many.bytes);
    assert_eq!(x.merge_cells_by_sheet_name("表 1 & 附").unwrap().len(), 11);
    let f = x.worksheet_formula("表 1 & 附").unwrap();
    assert!(f.used_cells().any(|(_, _, s)| s == "SUM(E4:E12)&\" A1:A9\""));
    let none = fill(0);
    sound(&none.bytes);
}

#[test]
fn what_is_read_is_what_people_see() {
    let book = Book::open(&form(0)).unwrap();
    let sheets = book.sheets().unwrap();
    assert_eq!(sheets[0].name, "表 1 & 附");
    let seen = |r, c| sheets[0].cells.iter().find(|(at, _)| *at == (r, c)).map(|(_, s)| s.clone());
    assert_eq!(seen(1, 0), Some(Seen::Text("填报单位：{{office}}".into())));
    assert_eq!(seen(3, 5), Some(Seen::Formula));
    assert_eq!(seen(3, 4), None);
    let names: Vec<_> = book.names().filter(|(n, _)| n.starts_with("LX_")).collect();
    assert_eq!(names, [("LX_of.households", Some(spot(1, 2, 2)))]);
    // Nothing to write: the sheets are as they were but for results of formulas.
    let same = book.fill(&Edits::default()).unwrap();
    sound(&same.bytes);
    assert_eq!(names_sorted(&same.bytes), names_sorted(&form(0)));
}

fn names_sorted(bytes: &[u8]) -> Vec<String> {
    let mut n = names(bytes);
    n.sort();
    n
}

fn refused(bytes: &[u8]) -> &'static str {
    match Book::open(bytes) {
        Err(Failure::Refused(why)) => why.key,
        Err(e) => panic!("{e}"),
        Ok(_) => panic!("opened"),
    }
}

#[test]
fn hostile_files_are_refused() {
    let good = form(0);
    assert_eq!(refused(b"not a workbook"), "book-unreadable");
    assert_eq!(refused(&[]), "book-unreadable");
    assert_eq!(refused(b"\xD0\xCF\x11\xE0 old"), "book-old");
    assert_eq!(refused(&vec![0; BOOK_MOST + 1]), "book-too-large");
    assert_eq!(refused(&good[..good.len() / 2]), "book-unreadable");
    assert_eq!(refused(&with(&good, &[("xl/vbaProject.bin", b"x")])), "book-macros");
    assert_eq!(refused(&with(&good, &[("xl/externalLinks/externalLink1.xml", b"<a/>")])), "book-external");
    assert_eq!(refused(&with(&good, &[("xl/connections.xml", b"<a/>")])), "book-external");
    let types = part(&good, "[Content_Types].xml").replace("spreadsheetml.sheet.main", "sheet.macroEnabled.main");
    assert_eq!(refused(&with(&good, &[("[Content_Types].xml", types.as_bytes())])), "book-macros");
    let link =
        br#"<Relationships><Relationship Id="r" Type="x/image" Target="http://evil/" TargetMode="External"/></Relationships>"#;
    assert_eq!(refused(&with(&good, &[("xl/worksheets/_rels/sheet1.xml.rels", link)])), "book-external");
    for name in ["../evil.xml", "/etc/passwd.xml", "xl\\a.xml", "C:evil.xml", "xl/../../a.xml"] {
        assert_eq!(refused(&with(&good, &[(name, b"<a/>")])), "book-unreadable", "{name}");
    }
    // Eighty megabytes of blanks in a few kilobytes.
    let bomb = vec![b' '; 80 << 20];
    let bomb = with(&good, &[("xl/media/image1.png", &bomb)]);
    assert!(bomb.len() < 200_000);
    assert_eq!(refused(&bomb), "book-bomb");
    // Entities that multiply.
    let sheet = part(&good, "xl/worksheets/sheet1.xml");
    let lol = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>";
    let (before, after) = sheet.split_once("<worksheet").unwrap();
    let entities = format!("{before}{lol}<worksheet{after}");
    assert_eq!(refused(&with(&good, &[("xl/worksheets/sheet1.xml", entities.as_bytes())])), "book-doctype");
    assert_eq!(refused(&with(&good, &[("xl/other.xml", entities.as_bytes())])), "book-doctype");
    let unknown = sheet.replacen("<sheetData>", "<sheetData>&lol;", 1);
    assert_eq!(refused(&with(&good, &[("xl/worksheets/sheet1.xml", unknown.as_bytes())])), "book-unreadable");
    let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
    assert_eq!(refused(&with(&good, &[("xl/deep.xml", deep.as_bytes())])), "book-unreadable");
    assert_eq!(refused(&with(&good, &[("xl/half.xml", b"<a><b></b>")])), "book-unreadable");
    assert_eq!(refused(&with(&good, &[("xl/utf.xml", b"\xFF\xFE<\0a\0")])), "book-unreadable");
}

#[test]
fn references_move_and_texts_do_not() {
    let gaps = Gaps(vec![(5, 3)]);
    for (was, is) in [
        ("SUM(B5:B5)", "SUM(B5:B8)"),
        ("SUM($B$2:$B$9)+B6", "SUM($B$2:$B$12)+B9"),
        ("SUM(B1:B4)", "SUM(B1:B4)"),
        ("\"B9\"&B9&LOG10(B9)", "\"B9\"&B12&LOG10(B12)"),
        ("其他!B9+'表 1'!B9+表!B9", "其他!B9+'表 1'!B9+表!B12"),
        ("SUM(6:9)+SUM(B:B)+A1B9+x_B9", "SUM(9:12)+SUM(B:B)+A1B9+x_B9"),
        ("表!$A$1:$F$5", "表!$A$1:$F$8"),
        ("IF(B7>1.5E3,\"a\"\"B7\",-B7%)", "IF(B10>1.5E3,\"a\"\"B7\",-B10%)"),
    ] {
        assert_eq!(gaps.formula(was, true, "表", None), is);
    }
    assert_eq!(gaps.formula("SUM(B5:D5)*E$2+F9", true, "表", Some((5, 7))), "SUM(B7:D7)*E$2+F12");
    assert_eq!(moved("A1+$A1+A$1+$A$1", 2, 1), "B3+$A3+B$1+$A$1");
    assert_eq!(gaps.areas("A1:B5 C5:D5 E9"), "A1:B8 C5:D5 E12");
    assert_eq!((letters(0), letters(25), letters(26), letters(16_383)), ("A".into(), "Z".into(), "AA".into(), "XFD".into()));
    for odd in ["", "'", "\"", "$", "A", "1", "A1:", "'a'!", "=+", "王!", "[1]表!A1", "#REF!", "A1048577", "XFE1"] {
        assert_eq!(rewritten(odd, |_, _, _| {}), odd);
    }
}
