//! A sheet's rows and cells, each with where it stands in the file.
use std::ops::Range;

use super::{
    edits::Seen,
    refs::{area_of, cell_of},
    xml::{Piece, attribute, local, unreadable, walk},
};
use crate::base::{Failure, Reason};

/// The most cells of a sheet that are looked at.
const CELLS_MOST: usize = 400_000;

/// A cell's formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    pub(super) text: String,
    /// The number of a formula that several cells share.
    pub(super) shared: Option<String>,
    /// The element, and the range that it is for.
    pub(super) span: Range<usize>,
    pub(super) area: Option<String>,
}

/// A cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) column: u16,
    pub(super) span: Range<usize>,
    pub(super) style: Option<String>,
    pub(super) seen: Option<Seen>,
    pub(super) formula: Option<Formula>,
    /// The result that was kept with a formula.
    pub(super) value: Option<Range<usize>>,
}

/// A row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// From 1.
    pub(super) no: u32,
    /// The whole element, and its opening tag.
    pub(super) span: Range<usize>,
    pub(super) tag: Range<usize>,
    pub(super) cells: Vec<Cell>,
}

/// A sheet.
pub(super) struct Sheet {
    /// The rows' element from its opening tag on.
    pub(super) data: Range<usize>,
    /// The prefix of names: `x:`, mostly nothing.
    pub(super) prefix: String,
    pub(super) rows: Vec<Row>,
    pub(super) merges: Vec<[(u32, u16); 2]>,
    pub(super) tables: bool,
}

impl Sheet {
    /// The row with a number, from 1. Rows are in order.
    pub(super) fn row(&self, no: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&no, |r| r.no).ok().and_then(|at| self.rows.get(at))
    }
}

#[derive(Default)]
struct Open {
    kind: String,
    text: String,
    raw: String,
    inside: &'static str,
    from: usize,
    phonetic: bool,
}

/// Reads a sheet; `strings` are the workbook's shared texts.
pub(super) fn read(xml: &str, strings: &[String]) -> Result<Sheet, Failure> {
    let mut s = Sheet { data: 0..0, prefix: String::new(), rows: Vec::new(), merges: Vec::new(), tables: false };
    let (mut in_data, mut count, mut open) = (false, 0usize, Open::default());
    walk(xml, |piece, span| {
        match piece {
            Piece::Open(e, closed) => match (local(&e), in_data) {
                ("sheetData", _) => {
                    s.prefix = e.name().into_inner().strip_suffix("sheetData").unwrap_or_default().to_owned();
                    s.data = span.clone();
                    in_data = !closed;
                }
                ("row", true) => {
                    let last = s.rows.last().map_or(0, |r| r.no);
                    let no = attribute(&e, "r")?.map_or(Ok(last + 1), |r| r.parse()).map_err(unreadable)?;
                    if no <= last || no > 1_048_576 {
                        return Err(unreadable("rows are not in order"));
                    }
                    s.rows.push(Row { no, span: span.clone(), tag: span, cells: Vec::new() });
                }
                ("c", true) => {
                    count += 1;
                    if count > CELLS_MOST {
                        return Err(Failure::Refused(Reason::new("book-cells-most").arg("most", CELLS_MOST)));
                    }
                    let row = s.rows.last_mut().ok_or_else(|| unreadable("a cell outside a row"))?;
                    let next = row.cells.last().map_or(0, |c| c.column + 1);
                    let column = match attribute(&e, "r")? {
                        Some(r) => cell_of(&r).ok_or_else(|| unreadable("a cell's place"))?.1,
                        None => next,
                    };
                    if column < next {
                        return Err(unreadable("cells are not in order"));
                    }
                    let style = attribute(&e, "s")?;
                    open = Open { kind: attribute(&e, "t")?.unwrap_or_default(), ..Open::default() };
                    row.cells.push(Cell { column, span, style, seen: None, formula: None, value: None });
                }
                ("f", true) => {
                    let shared = attribute(&e, "t")?.filter(|t| t == "shared").and(attribute(&e, "si")?);
                    let area = attribute(&e, "ref")?;
                    let formula = Formula { text: String::new(), shared, span: span.clone(), area };
                    cell(&mut s)?.formula = Some(formula);
                    open.inside = if closed { "" } else { "f" };
                }
                ("v", true) => {
                    (open.inside, open.from) = (if closed { "" } else { "v" }, span.start);
                    if closed {
                        cell(&mut s)?.value = Some(span);
                    }
                }
                ("rPh", true) => open.phonetic = !closed,
                ("t", true) => open.inside = if closed || open.phonetic { "" } else { "t" },
                ("mergeCell", false) => {
                    let area = attribute(&e, "ref")?.and_then(|r| area_of(&r)).ok_or_else(|| unreadable("joined cells"))?;
                    s.merges.push(area);
                }
                ("tablePart", false) => s.tables = true,
                _ => {}
            },
            Piece::Text(t) => match open.inside {
                "f" => {
                    if let Some(f) = &mut cell(&mut s)?.formula {
                        f.text.push_str(&t);
                    }
                }
                "v" => open.raw.push_str(&t),
                "t" => open.text.push_str(&t),
                _ => {}
            },
            Piece::Close(name) if in_data => match name.as_str() {
                "sheetData" => {
                    s.data.end = span.end;
                    in_data = false;
                }
                "row" => {
                    if let Some(r) = s.rows.last_mut() {
                        r.span.end = span.end;
                    }
                }
                "f" => {
                    open.inside = "";
                    if let Some(f) = &mut cell(&mut s)?.formula {
                        f.span.end = span.end;
                    }
                }
                "v" => {
                    open.inside = "";
                    cell(&mut s)?.value = Some(open.from..span.end);
                }
                "t" => open.inside = "",
                "rPh" => open.phonetic = false,
                "c" => {
                    let seen = seen(&open, strings);
                    let c = cell(&mut s)?;
                    c.span.end = span.end;
                    c.seen = if c.formula.is_some() { Some(Seen::Formula) } else { seen };
                }
                _ => {}
            },
            Piece::Close(_) | Piece::Other => {}
        }
        Ok(())
    })?;
    if s.data.end == 0 {
        return Err(unreadable("a sheet without rows"));
    }
    Ok(s)
}

fn cell(s: &mut Sheet) -> Result<&mut Cell, Failure> {
    s.rows.last_mut().and_then(|r| r.cells.last_mut()).ok_or_else(|| unreadable("a value outside a cell"))
}

fn seen(open: &Open, strings: &[String]) -> Option<Seen> {
    let text = match open.kind.as_str() {
        "s" => strings.get(open.raw.trim().parse::<usize>().ok()?)?.clone(),
        "inlineStr" => open.text.clone(),
        "" | "n" => return (!open.raw.is_empty()).then(|| Seen::Number(open.raw.clone())),
        _ => open.raw.clone(),
    };
    (!text.is_empty()).then_some(Seen::Text(text))
}

/// The workbook's shared texts, without their readings.
pub(super) fn strings(xml: &str) -> Result<Vec<String>, Failure> {
    let (mut out, mut inside, mut phonetic) = (Vec::<String>::new(), false, false);
    walk(xml, |piece, _| {
        match piece {
            Piece::Open(e, closed) => match local(&e) {
                "si" => out.push(String::new()),
                "rPh" => phonetic = !closed,
                "t" => inside = !closed && !phonetic,
                _ => {}
            },
            Piece::Close(name) if name == "t" => inside = false,
            Piece::Close(name) if name == "rPh" => phonetic = false,
            Piece::Text(t) if inside => {
                if let Some(last) = out.last_mut() {
                    last.push_str(&t);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}
