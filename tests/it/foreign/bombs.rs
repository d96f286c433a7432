//! Small files that cost their reader dear.
use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::mutate::zipped;

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// Each by what is in it.
pub(super) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let count = format!("<sst {MAIN} uniqueCount=\"40000000000000\"><si><t>a</t></si></sst>");
    let text = format!("<sst {MAIN}><si><t>{}</t></si></sst>", "长".repeat(10_000));
    let named = rows(40_000, |r| format!("<c r=\"A{r}\" t=\"s\"><v>0</v></c>"));
    let wide = rows(20_000, |r| format!("<c r=\"CB{r}\"><v>1</v></c>"));
    let joined = "<mergeCell ref=\"A1:CB65000\"/>".repeat(500);
    let joined = format!(
        "<c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c><row r=\"60000\"><c r=\"A60000\"><v>1</v></c></row>",
        joined.len()
    ) + &format!("</sheetData><mergeCells>{joined}</mergeCells>");
    let joined =
        sheet(&joined.replacen("<c r=\"A1\"", "<row r=\"1\"><c r=\"A1\"", 1).replacen("</c><row", "</c></row><row", 1), "");
    vec![
        (
            "a count of texts",
            workbook(1, &sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "</sheetData>"), Some(&count)),
        ),
        ("many sheets of one part", workbook(90, &wide, None)),
        ("more sheets than can be", workbook(5_000, &sheet("", "</sheetData>"), None)),
        ("one long text named again and again", workbook(1, &named, Some(&text))),
        ("everything joined with everything", workbook(1, &joined, None)),
        ("nothing, packed well", packed(300)),
        ("one endless line", "a,".repeat(5 << 20).into_bytes()),
        ("a quote that does not end", [b"\"".as_slice(), &vec![b'a'; 10 << 20]].concat()),
        ("lists in lists", vec![b'['; 4 << 20]),
        (
            "lists beside lists",
            format!("{{\"type\":\"FeatureCollection\",\"features\":[{}[0]]}}", "[0],".repeat(1 << 20)).into_bytes(),
        ),
        ("tables in tables", ["a = ".to_owned(), "[".repeat(11_000)].concat().into_bytes()),
        ("keys in keys", ["a.".repeat(5_000), "a = 1".to_owned()].concat().into_bytes()),
        ("two combs", combs(false)),
        ("two combs of one grid", combs(true)),
        ("a picture of four thousand million points", header(65_535, 65_535)),
        ("a picture without points", header(9_000, 5_000)),
        ("zeros", vec![0; 11 << 20]),
    ]
}

fn sheet(rows: &str, rest: &str) -> String {
    format!("<worksheet {MAIN}><sheetData>{rows}{rest}</worksheet>")
}

fn rows(n: u32, cell: impl Fn(u32) -> String) -> String {
    sheet(&(1..=n).map(|r| format!("<row r=\"{r}\">{}</row>", cell(r))).collect::<String>(), "</sheetData>")
}

/// A workbook whose sheets are all the same part.
fn workbook(sheets: usize, sheet: &str, strings: Option<&str>) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let listed: String = (1..=sheets).map(|n| format!("<sheet name=\"s{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>")).collect();
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut parts = vec![
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override \
                 PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        ("xl/workbook.xml", format!("<workbook {MAIN} xmlns:r=\"{office}\"><sheets>{listed}</sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    parts.extend(strings.map(|s| ("xl/sharedStrings.xml", s.to_owned())));
    zipped(&parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect::<Vec<_>>())
}

/// A part of so many MiB of blanks.
fn packed(mib: usize) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    let step = vec![b' '; 1 << 20];
    (0..mib).for_each(|_| out.write_all(&step).unwrap());
    out.finish().unwrap().into_inner()
}

/// Two combs across each other, of two grids or of one.
fn combs(one: bool) -> Vec<u8> {
    const TEETH: usize = 1_200;
    let tooth = |i: usize, part: f64| (i as f64 + part) * 0.02 / TEETH as f64;
    let mut ring: Vec<(f64, f64)> = vec![(0.0, 0.0)];
    for i in 0..TEETH {
        ring.extend([(0.02, tooth(i, 0.0)), (0.02, tooth(i, 0.5)), (0.001, tooth(i, 0.5)), (0.001, tooth(i + 1, 0.0))]);
    }
    ring.extend([(0.0, tooth(TEETH, 0.0)), (0.0, 0.0)]);
    ring.dedup();
    let drawn = |turned: bool| {
        let corner = |(x, y): (f64, f64)| if turned { (y, x) } else { (x, y) };
        let corners = ring.iter().copied().map(corner).map(|(x, y)| format!("[{:.7},{:.7}]", 120.26 + x, 31.52 + y));
        format!("[[{}]]", corners.collect::<Vec<_>>().join(","))
    };
    let feature = |n: usize, kind: &str, what: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"320211001001{n:03}\"}},\"geometry\":{{\"type\":\"{kind}\",\
             \"coordinates\":{what}}}}}"
        )
    };
    let features = if one {
        feature(1, "MultiPolygon", &format!("[{},{}]", drawn(false), drawn(true)))
    } else {
        [feature(1, "Polygon", &drawn(false)), feature(2, "Polygon", &drawn(true))].join(",")
    };
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}").into_bytes()
}

/// A PNG of some size that ends after its first chunk.
fn header(width: u32, height: u32) -> Vec<u8> {
    let chunk = [b"IHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let sum = crc32fast::hash(&chunk);
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d".as_slice(), &chunk, &sum.to_be_bytes()].concat()
}
