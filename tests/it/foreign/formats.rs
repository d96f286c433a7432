//! Every format that is read of foreign files: what a sound file looks like, how it is spoilt, and who reads it.
use std::{fs, io::Cursor, path::Path};

use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use lianxin::{
    domain::places::grids::{Grid, GridKind, GridLevel, boundary::Boundary},
    mailroom::{AnyTask, Bounds, TASKS, work},
    store::engine::backup::verify,
};

use super::mutate::{self, pick};
use crate::kit::store::Dice;

/// A format.
pub(super) struct Format {
    pub(super) name: &'static str,
    /// The task that reads it; none for backups, which the command line reads.
    task: &'static str,
    pub(super) seeds: fn() -> Vec<Vec<u8>>,
    spoil: fn(&mut Dice, &[Vec<u8>]) -> Vec<u8>,
}

pub(super) const FORMATS: &[Format] = &[
    Format { name: "xlsx", task: "sheets", seeds: rosters, spoil: |dice, seeds| mutate::zip(dice, seeds, SHEET) },
    Format { name: "book", task: "book", seeds: rosters, spoil: |dice, seeds| mutate::zip(dice, seeds, SHEET) },
    Format { name: "csv", task: "sheets", seeds: tables, spoil: |dice, seeds| text(dice, seeds, CSV) },
    Format { name: "toml", task: "template", seeds: templates, spoil: |dice, seeds| text(dice, seeds, TOML) },
    Format { name: "geojson", task: "boundaries", seeds: boundaries, spoil: |dice, seeds| text(dice, seeds, JSON) },
    Format { name: "calendar", task: "calendar", seeds: calendars, spoil: |dice, seeds| text(dice, seeds, JSON) },
    Format { name: "jpeg", task: "photo", seeds: || vec![photo(ImageFormat::Jpeg)], spoil: |dice, seeds| text(dice, seeds, &[]) },
    Format { name: "backup", task: "", seeds: backups, spoil: backup },
    Format { name: "png", task: "photo", seeds: pngs, spoil: png },
];

const SHEET: &[&str] = &[
    "<c r=\"CB1\"><v>1</v></c>",
    "<c r=\"ZZZ9999999\"/>",
    "<row r=\"1048576\"/>",
    "<row>",
    "</row>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/>",
    "<si><t>a</t></si>",
    "<f t=\"shared\" ref=\"A1:Z9999\" si=\"0\">A1</f>",
    "<numFmt numFmtId=\"1\" formatCode=\"[$-804]yyyy\"/>",
    "<xf numFmtId=\"58\"/>",
    "t=\"s\"",
    "t=\"d\"",
    "&amp;",
    "&#x10FFFF;",
    "<![CDATA[",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
];
const CSV: &[&str] = &[",", "\"", "\r\n", ";", "\t", "=", "，", "\u{feff}"];
const TOML: &[&str] = &["[", "]", "{", "}", "[[column]]\n", "\"\"\"", "a.", "=", ",", "rows = \"entries:low-income\"\n", "#"];
const JSON: &[&str] = &["[", "]", "{", "}", "{\"type\":", ",", "\"", "null", "[[", "1e400", "\\u0000", "-", "[120.26,31.52],"];

impl Format {
    pub(super) fn of(name: &str) -> &'static Format {
        FORMATS.iter().find(|f| f.name == name).unwrap()
    }
    /// What a reader of it may use.
    pub(super) fn bounds(&self) -> Bounds {
        self.task().map_or(Bounds { mib: 256, seconds: 20 }, |task| task.bounds())
    }
    fn task(&self) -> Option<&'static dyn AnyTask> {
        TASKS.iter().find(|t| t.name() == self.task).copied()
    }
    /// Reads a file as the house does.
    pub(super) fn read(&self, file: &[u8]) -> Vec<u8> {
        if let Some(task) = self.task() {
            return work(task, &self.framed(file));
        }
        let path = std::env::temp_dir().join(format!("lianxin-foreign-{}.backup", std::process::id()));
        fs::write(&path, file).unwrap();
        let read = verify(&path, &|_| {});
        fs::remove_file(&path).unwrap();
        vec![u8::from(read.is_err())]
    }
    /// The n-th spoilt file, always the same.
    pub(super) fn case(&self, n: u64, seeds: &[Vec<u8>]) -> Vec<u8> {
        (self.spoil)(&mut Dice(n.wrapping_mul(0x9e37_79b9) ^ self.name.len() as u64), seeds)
    }
    /// A file with what stands beside it, as the process gets it.
    fn framed(&self, file: &[u8]) -> Vec<u8> {
        let beside = if self.task == "boundaries" { grids() } else { Vec::new() };
        [&(beside.len() as u32).to_le_bytes(), beside.as_slice(), file].concat()
    }
}

fn text(dice: &mut Dice, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let seed = pick(dice, seeds);
    mutate::bytes(dice, seed, seeds, words)
}

fn png(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let spoilt = text(dice, seeds, &[]);
    if dice.below(4) == 0 { spoilt } else { mutate::png(spoilt) }
}

fn backup(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let spoilt = text(dice, seeds, &[]);
    if dice.below(4) == 0 { spoilt } else { mutate::backup(spoilt) }
}

fn backups() -> Vec<Vec<u8>> {
    vec![data("tests/data/foreign/sample.lianxin-backup")]
}

fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn rosters() -> Vec<Vec<u8>> {
    ["sheets", "merged", "cells", "formulas"].map(|n| data(&format!("tests/data/foreign/roster-{n}.xlsx"))).into()
}

fn tables() -> Vec<Vec<u8>> {
    ["roster.csv", "roster-gbk.csv"].map(|n| data(&format!("tests/data/foreign/{n}"))).into()
}

fn templates() -> Vec<Vec<u8>> {
    ["01-population", "11-low-income", "05-items"].map(|n| data(&format!("assets/reports/{n}.toml"))).into()
}

fn boundaries() -> Vec<Vec<u8>> {
    vec![data("tests/data/foreign/boundaries.geojson")]
}

fn calendars() -> Vec<Vec<u8>> {
    vec![data("config/calendar/2026.json"), data("tests/data/foreign/calendar.json")]
}

fn photo(kind: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let noisy = |x: u32, y: u32| ((x * 7 + y * 13) % 251) as u8;
    RgbImage::from_fn(90, 60, |x, y| Rgb([noisy(x, y), noisy(y, x), 90])).write_to(&mut out, kind).unwrap();
    out.into_inner()
}

fn pngs() -> Vec<Vec<u8>> {
    let mut clear = Cursor::new(Vec::new());
    RgbaImage::from_fn(40, 30, |x, y| Rgba([x as u8, y as u8, 9, x as u8 * 5])).write_to(&mut clear, ImageFormat::Png).unwrap();
    vec![photo(ImageFormat::Png), clear.into_inner()]
}

/// Three grids and no boundary that stands.
fn grids() -> Vec<u8> {
    let grid = |n: u64| Grid {
        id: lianxin::base::Id::new(n),
        code: lianxin::base::GridCode::parse(&format!("320211001001{n:03}")).unwrap(),
        name: format!("第{n}网格"),
        kind: GridKind::ALL[0],
        level: GridLevel::Small,
        parent: None,
        households: (300, 500),
        note: String::new(),
    };
    let grids: Vec<Grid> = (1..=3).map(grid).collect();
    postcard::to_allocvec(&(grids, Vec::<Boundary>::new())).unwrap()
}
