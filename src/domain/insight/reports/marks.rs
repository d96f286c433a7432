//! A workbook's marks: `{{of=residents&age=60-69}}`, `{{month}}`, `{{rows:low-income no,name,address}}` in cells, and
//! defined names `LX_…` that stand for one cell. Reads and checks them.
use super::{
    check::{Fault, table, wrong},
    definition::{Rows, Uses},
    subject::Shown,
};
use crate::{
    base::{Failure, Reason},
    sheets::book::{Seen, SeenSheet, Spot},
    store::Read,
};

/// The most cells with marks.
const MARKS_MOST: usize = 5_000;
/// The most columns of a repeated row.
const COLUMNS_MOST: usize = 100;

/// Words that stand for themselves.
const WORDS: [&str; 9] = ["office", "filler", "day", "date", "year", "month", "month-number", "grid", "phone"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Word(String),
    Query(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Words and figures among a text.
    Cell(Vec<Piece>),
    /// A row for each: of the grids, or of a register's entries; with the columns from here to the right.
    Rows(Rows, Vec<(u16, String)>),
}

/// All marks of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holes(pub(super) Vec<(Spot, Mark)>);

impl Holes {
    /// What the workbook is filled from.
    pub fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        for (_, m) in &self.0 {
            match m {
                Mark::Cell(pieces) => {
                    for p in pieces {
                        match p {
                            Piece::Query(q) => uses.query(q),
                            Piece::Word(w) if w.starts_with("month") || w == "year" => uses.month = true,
                            Piece::Word(_) | Piece::Text(_) => {}
                        }
                    }
                }
                Mark::Rows(Rows::Entries(t), _) => uses.list(t),
                Mark::Rows(_, columns) => columns.iter().for_each(|(_, c)| uses.query(c)),
            }
        }
        uses
    }
}

/// Where a cell is, as people say it: `表1!B3`.
fn place(sheets: &[SeenSheet], s: Spot) -> String {
    let name = sheets.get(s.sheet).map(|s| s.name.as_str()).unwrap_or_default();
    let (mut n, mut column) = (u32::from(s.column) + 1, Vec::new());
    while n > 0 {
        column.push(char::from_u32(u32::from(b'A') + (n - 1) % 26).unwrap_or('?'));
        n = (n - 1) / 26;
    }
    format!("{name}!{}{}", column.into_iter().rev().collect::<String>(), s.row + 1)
}

/// Finds and checks the marks of a workbook; the inner error says each fault with its cell.
///
/// # Errors
/// The store's.
pub fn holes<'a>(
    read: &impl Read,
    sheets: &[SeenSheet],
    names: impl Iterator<Item = (&'a str, Option<Spot>)>,
) -> Result<Result<Holes, Vec<Fault>>, Failure> {
    let (mut out, mut faults) = (Vec::new(), Vec::<Fault>::new());
    for (no, sheet) in sheets.iter().enumerate() {
        for ((row, column), seen) in &sheet.cells {
            let Seen::Text(text) = seen else { continue };
            if text.contains("{{") {
                let spot = Spot { sheet: no, row: *row, column: *column };
                match mark(text, sheet, spot) {
                    Ok(m) => out.push((spot, m)),
                    Err(why) => faults.push((place(sheets, spot), why)),
                }
            }
        }
    }
    for (name, spot) in names {
        let Some(said) = name.strip_prefix("LX_") else { continue };
        match spot {
            Some(s) => out.push((s, Mark::Cell(vec![named(said)]))),
            None => faults.push((name.to_owned(), Reason::new("report-name-cell"))),
        }
    }
    if out.len() > MARKS_MOST {
        return Ok(Err(vec![(String::new(), Reason::new("report-marks-most").arg("most", MARKS_MOST))]));
    }
    if out.is_empty() && faults.is_empty() {
        return Ok(Err(vec![(String::new(), Reason::new("report-marks-none"))]));
    }
    for (i, (spot, m)) in out.iter().enumerate() {
        let at = place(sheets, *spot);
        let twice = |o: &&(Spot, Mark)| o.0.sheet == spot.sheet && o.0.row == spot.row;
        let before = out.iter().take(i);
        if matches!(m, Mark::Rows(..)) && before.clone().filter(twice).any(|(_, m)| matches!(m, Mark::Rows(..))) {
            faults.push((at.clone(), Reason::new("report-rows-twice")));
        }
        if before.clone().any(|(s, _)| s == spot) {
            faults.push((at.clone(), Reason::new("report-cell-twice")));
        }
        for why in faults_of(read, sheets, *spot, m)? {
            faults.push((at.clone(), why));
        }
    }
    Ok(if faults.is_empty() { Ok(Holes(out)) } else { Err(faults) })
}

fn faults_of(read: &impl Read, sheets: &[SeenSheet], spot: Spot, m: &Mark) -> Result<Vec<Reason>, Failure> {
    let mut out = Vec::new();
    match m {
        Mark::Cell(pieces) => {
            for p in pieces {
                match p {
                    Piece::Query(q) => out.extend(wrong(read, q)?),
                    Piece::Word(w) if !WORDS.contains(&w.as_str()) => {
                        out.push(Reason::new("report-word").arg("word", w).arg("known", WORDS.join("、")));
                    }
                    Piece::Word(_) | Piece::Text(_) => {}
                }
            }
        }
        Mark::Rows(rows, columns) => {
            if sheets.get(spot.sheet).is_some_and(|s| s.tables) {
                out.push(Reason::new("report-rows-table"));
            }
            match rows {
                Rows::Entries(code) => match table(read, code)? {
                    Err(why) => out.push(why),
                    Ok(t) => {
                        let unknown = columns.iter().find(|(_, c)| c != "-" && Shown::parse(&t, c).is_none());
                        let fields = || t.fields.iter().map(|f| f.key.as_str()).collect::<Vec<_>>().join("、");
                        out.extend(unknown.map(|(_, c)| {
                            let known = format!("{}；{}", super::LIST_WORDS.join("、"), fields());
                            Reason::new("report-rows-column").arg("column", c).arg("known", known)
                        }));
                    }
                },
                _ => {
                    for (_, c) in columns.iter().filter(|(_, c)| !matches!(c.as_str(), "-" | "no" | "name" | "code")) {
                        out.extend(wrong(read, c)?);
                    }
                }
            }
        }
    }
    Ok(out)
}

/// Reads a cell's text.
fn mark(text: &str, sheet: &SeenSheet, spot: Spot) -> Result<Mark, Reason> {
    let open = || Reason::new("report-mark-open");
    if let Some(rest) = text.trim().strip_prefix("{{rows:") {
        let inner = rest.strip_suffix("}}").filter(|s| !s.contains("}}")).ok_or(Reason::new("report-rows-alone"))?;
        let (source, columns) = inner.trim().split_once(char::is_whitespace).ok_or(Reason::new("report-rows-columns"))?;
        let columns: Vec<&str> = columns.split([',', '，']).map(str::trim).collect();
        if columns.len() > COLUMNS_MOST || columns.iter().any(|c| c.is_empty()) {
            return Err(Reason::new("report-rows-columns"));
        }
        let rows = if source == "grids" { Rows::Grids } else { Rows::Entries(source.to_owned()) };
        let places = places(sheet, spot);
        return Ok(Mark::Rows(rows, places.zip(columns.into_iter().map(str::to_owned)).collect()));
    }
    let (mut pieces, mut left) = (Vec::new(), text);
    while let Some((before, rest)) = left.split_once("{{") {
        let (inside, after) = rest.split_once("}}").ok_or_else(open)?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let inside = inside.trim();
        if inside.contains("{{") || inside.is_empty() {
            return Err(open());
        }
        if inside.starts_with("rows:") {
            return Err(Reason::new("report-rows-alone"));
        }
        let query = inside.contains('=');
        pieces.push(if query { Piece::Query(inside.to_owned()) } else { Piece::Word(inside.to_owned()) });
        left = after;
    }
    if !left.is_empty() {
        pieces.push(Piece::Text(left.to_owned()));
    }
    Ok(Mark::Cell(pieces))
}

/// The columns from a cell to the right; joined cells are one.
fn places(sheet: &SeenSheet, spot: Spot) -> impl Iterator<Item = u16> {
    let covered: Vec<(u16, u16)> =
        (sheet.merges.iter()).filter(|m| (m[0].0..=m[1].0).contains(&spot.row)).map(|m| (m[0].1, m[1].1)).collect();
    (spot.column..16_384).filter(move |c| !covered.iter().any(|(left, right)| left < c && c <= right))
}

/// What a defined name says after `LX_`: a word, or a query whose signs are written as dots and dashes as `_`:
/// `of.residents.age.60_69`, `of.entries.table.low_income.by.class.全额保障`.
fn named(said: &str) -> Piece {
    let parts: Vec<&str> = said.split('.').collect();
    if parts.len() < 2 {
        return Piece::Word(said.replace('_', "-"));
    }
    let (mut q, mut parts) = (form_urlencoded::Serializer::new(String::new()), parts.into_iter());
    while let Some(key) = parts.next() {
        let mut value = parts.next().unwrap_or_default().to_owned();
        if matches!(key, "by" | "trait") {
            value = format!("{value}:{}", parts.next().unwrap_or_default());
        }
        let plain = key == "by";
        q.append_pair(key, &if plain { value } else { value.replace('_', "-") });
    }
    Piece::Query(q.finish())
}
