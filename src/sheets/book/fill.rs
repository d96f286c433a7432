//! A sheet written anew: what is not touched is copied as it stands, rows are put in where a row is repeated.
use std::{collections::BTreeMap, ops::Range};

use super::{
    edits::{Edits, Said},
    refs::{Gaps, letters, moved},
    sheet::{Cell, Formula, Row, Sheet},
    xml::{Piece, escaped, local, retagged, unreadable, walk},
};
use crate::base::Failure;

/// The most bytes of a sheet as it is written.
const WRITTEN_MOST: usize = 64 << 20;

/// The cells of a row by column.
type RowCells = BTreeMap<u16, Said>;

/// What one sheet gets.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Cells by row and column of the file as it was.
    cells: BTreeMap<u32, RowCells>,
    /// Rows that are put in: behind which row (from 1), the row they are copies of, and their cells.
    copies: Vec<(u32, u32, Vec<RowCells>)>,
    pub(super) gaps: Gaps,
}

/// What is to be done to a sheet. Empty rows below a repeated one that look like it are used up before rows are put in.
pub(super) fn plan(no: usize, s: &Sheet, edits: &Edits) -> Plan {
    let mut plan = Plan::default();
    for (spot, said) in edits.cells.iter().filter(|(spot, _)| spot.sheet == no) {
        plan.cells.entry(spot.row + 1).or_default().insert(spot.column, said.clone());
    }
    for r in edits.repeats.iter().filter(|r| r.sheet == no) {
        let own = r.row + 1;
        let wanted = r.rows.len().saturating_sub(1);
        let taken = |row: u32| plan.cells.contains_key(&row) || edits.repeats.iter().any(|o| o.sheet == no && o.row + 1 == row);
        let spare = (1u32..).take(wanted).take_while(|i| !taken(own + i) && alike(s, own, own + i)).count();
        let last = own + u32::try_from(spare).unwrap_or(0);
        for (row, cells) in (own..).zip(r.rows.iter().take(spare + 1)) {
            plan.cells.entry(row).or_default().extend(cells.iter().cloned());
        }
        let more: Vec<_> = r.rows.iter().skip(spare + 1).map(|c| c.iter().cloned().collect()).collect();
        if !more.is_empty() {
            plan.gaps.0.push((last, u32::try_from(more.len()).unwrap_or(0)));
            plan.copies.push((last, own, more));
        }
    }
    plan
}

/// Whether a row is empty and has the looks of another.
fn alike(s: &Sheet, own: u32, other: u32) -> bool {
    let (Some(a), Some(b)) = (s.row(own), s.row(other)) else { return false };
    let styles = |r: &Row| r.cells.iter().map(|c| (c.column, c.style.clone())).collect::<Vec<_>>();
    let merges = |no: u32| {
        let of = s.merges.iter().filter(move |m| (m[0].0..=m[1].0).contains(&(no - 1)));
        of.map(|m| (m[0].1, m[1].1, m[0].0 == m[1].0)).collect::<Vec<_>>()
    };
    b.cells.iter().all(|c| c.seen.is_none() && c.formula.is_none()) && styles(a) == styles(b) && merges(own) == merges(other)
}

impl Plan {
    /// Where a cell of the file as it was stands afterwards, from 0.
    pub(super) fn place(&self, row: u32) -> u32 {
        self.gaps.row(row + 1) - 1
    }
    /// Where the n-th row of a repeated one stands, from 0.
    pub(super) fn repeated(&self, row: u32, n: usize) -> u32 {
        self.place(row) + u32::try_from(n).unwrap_or(0)
    }
}

/// The formulas' view of what moves in the workbook: each sheet's name and its gaps.
pub(super) type Moves<'a> = [(&'a str, &'a Gaps)];

/// A formula of a sheet after all that moved.
pub(super) fn formula(moves: &Moves<'_>, here: usize, text: &str, own: Option<(u32, u32)>) -> String {
    let mut text = text.to_owned();
    for (i, (name, gaps)) in moves.iter().enumerate().filter(|(_, (_, g))| !g.0.is_empty()) {
        text = gaps.formula(&text, i == here, name, own.filter(|_| i == here));
    }
    text
}

/// A piece of the file.
pub(super) fn slice(xml: &str, span: Range<usize>) -> Result<&str, Failure> {
    xml.get(span).ok_or_else(|| unreadable("a place in a part"))
}

struct Writer<'a> {
    xml: &'a str,
    sheet: &'a Sheet,
    plan: &'a Plan,
    moves: &'a Moves<'a>,
    here: usize,
    masters: BTreeMap<String, (u32, u16, String)>,
    out: String,
}

/// The sheet anew.
pub(super) fn write(xml: &str, sheet: &Sheet, plan: &Plan, moves: &Moves<'_>, here: usize) -> Result<String, Failure> {
    let mut masters = BTreeMap::new();
    for row in &sheet.rows {
        for c in &row.cells {
            if let Some(Formula { text, shared: Some(si), .. }) = c.formula.as_ref().filter(|f| !f.text.is_empty()) {
                masters.insert(si.clone(), (row.no, c.column, text.clone()));
            }
        }
    }
    let mut w = Writer { xml, sheet, plan, moves, here, masters, out: String::with_capacity(xml.len() + 4_096) };
    w.around(0..sheet.data.start)?;
    w.rows()?;
    w.around(sheet.data.end..xml.len())?;
    Ok(w.out)
}

impl Writer<'_> {
    fn rows(&mut self) -> Result<(), Failure> {
        let p = self.sheet.prefix.clone();
        self.out.push_str(&format!("<{p}sheetData>"));
        let mut left = self.plan.cells.clone();
        for row in &self.sheet.rows {
            // Rows that the file does not have yet.
            while let Some((no, cells)) = left.first_key_value().filter(|(no, _)| **no < row.no) {
                let (no, cells) = (*no, cells.clone());
                self.bare(no, &cells);
                left.remove(&no);
            }
            let cells = left.remove(&row.no).unwrap_or_default();
            self.row(row, self.plan.gaps.row(row.no), &cells)?;
            self.copies(row.no)?;
        }
        for (no, cells) in left {
            self.bare(no, &cells);
            self.copies(no)?;
        }
        self.out.push_str(&format!("</{p}sheetData>"));
        Ok(())
    }

    fn copies(&mut self, after: u32) -> Result<(), Failure> {
        for (at, own, rows) in &self.plan.copies {
            if *at == after {
                let first = self.plan.gaps.row(*at) + 1;
                for (to, cells) in (first..).zip(rows) {
                    match self.sheet.row(*own) {
                        Some(row) => self.row(row, to, cells)?,
                        None => self.bare(to, cells),
                    }
                }
            }
        }
        Ok(())
    }

    /// A row that has no element in the file.
    fn bare(&mut self, no: u32, cells: &BTreeMap<u16, Said>) {
        let (p, to) = (self.sheet.prefix.clone(), self.plan.gaps.row(no));
        self.out.push_str(&format!("<{p}row r=\"{to}\">"));
        for (column, said) in cells {
            self.said(*column, to, None, said);
        }
        self.out.push_str(&format!("</{p}row>"));
    }

    fn row(&mut self, row: &Row, to: u32, cells: &BTreeMap<u16, Said>) -> Result<(), Failure> {
        // A long row that is repeated for everybody would become a huge sheet.
        if self.out.len() > WRITTEN_MOST {
            return Err(Failure::refused("book-bomb"));
        }
        if to == row.no && cells.is_empty() && row.cells.iter().all(|c| c.formula.is_none()) {
            self.out.push_str(slice(self.xml, row.span.clone())?);
            return Ok(());
        }
        let p = self.sheet.prefix.clone();
        let to_text = to.to_string();
        let tag = first_tag(slice(self.xml, row.tag.clone())?, &[("r", Some(&to_text)), ("spans", None)], false)?;
        self.out.push_str(&tag);
        let mut left: BTreeMap<u16, &Said> = cells.iter().map(|(c, s)| (*c, s)).collect();
        for c in &row.cells {
            while let Some((column, said)) = left.first_key_value().filter(|(k, _)| **k < c.column).map(|(k, v)| (*k, *v)) {
                self.said(column, to, None, said);
                left.remove(&column);
            }
            match left.remove(&c.column) {
                Some(said) => self.said(c.column, to, c.style.as_deref(), said),
                None => self.cell(row, c, to)?,
            }
        }
        for (column, said) in left {
            self.said(column, to, None, said);
        }
        self.out.push_str(&format!("</{p}row>"));
        Ok(())
    }

    /// A cell with something new in its old looks.
    fn said(&mut self, column: u16, row: u32, style: Option<&str>, said: &Said) {
        let p = &self.sheet.prefix;
        let style = style.map(|s| format!(" s=\"{}\"", escaped(s))).unwrap_or_default();
        let open = format!("<{p}c r=\"{}{row}\"{style}", letters(column));
        let cell = match said {
            Said::Empty => format!("{open}/>"),
            Said::Number(n) => format!("{open}><{p}v>{n}</{p}v></{p}c>"),
            Said::Text(t) => {
                let text = escaped(t);
                format!("{open} t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{text}</{p}t></{p}is></{p}c>")
            }
        };
        self.out.push_str(&cell);
    }

    /// A cell as it is, at its row; a formula without the result that was true before.
    fn cell(&mut self, row: &Row, c: &Cell, to: u32) -> Result<(), Failure> {
        if to == row.no && c.formula.is_none() {
            self.out.push_str(slice(self.xml, c.span.clone())?);
            return Ok(());
        }
        let raw = slice(self.xml, c.span.clone())?;
        let place = format!("{}{to}", letters(c.column));
        let tag = first_tag(raw, &[("r", Some(&place))], true)?;
        self.out.push_str(&tag);
        if tag.ends_with("/>") {
            return Ok(());
        }
        let open = first_tag_len(raw)?;
        let mut from = c.span.start + open;
        if let Some(f) = &c.formula {
            self.out.push_str(slice(self.xml, from..f.span.start)?);
            self.formula(row, c, f, to)?;
            from = f.span.end;
            if let Some(v) = c.value.clone().filter(|v| v.start >= from) {
                self.out.push_str(slice(self.xml, from..v.start)?);
                from = v.end;
            }
        }
        self.out.push_str(slice(self.xml, from..c.span.end)?);
        Ok(())
    }

    fn formula(&mut self, row: &Row, c: &Cell, f: &Formula, to: u32) -> Result<(), Failure> {
        let raw = slice(self.xml, f.span.clone())?;
        if self.moves.iter().all(|(_, g)| g.0.is_empty()) {
            self.out.push_str(raw);
            return Ok(());
        }
        let p = &self.sheet.prefix;
        // A shared formula is written out: rows that are put in would tear its cells apart.
        let shared = f.shared.as_ref().and_then(|si| self.masters.get(si));
        let (text, sets): (String, &[(&str, Option<&str>)]) = match shared {
            Some((r, col, master)) => {
                let text = moved(master, i64::from(row.no) - i64::from(*r), i32::from(c.column) - i32::from(*col));
                (text, &[("t", None), ("si", None), ("ref", None)])
            }
            None => (f.text.clone(), &[]),
        };
        let text = formula(self.moves, self.here, &text, Some((row.no, to)));
        let area = f.area.as_ref().filter(|_| shared.is_none()).map(|a| self.plan.gaps.areas(a));
        let sets: Vec<_> = sets.iter().copied().chain(area.as_deref().map(|a| ("ref", Some(a)))).collect();
        let tag = first_tag(raw, &sets, false)?;
        self.out.push_str(&format!("{tag}{}</{p}f>", escaped(&text)));
        Ok(())
    }

    /// What stands before and behind the rows: references move, the joined cells of a repeated row are joined in its copies.
    fn around(&mut self, part: Range<usize>) -> Result<(), Failure> {
        if self.moves.iter().all(|(_, g)| g.0.is_empty()) {
            self.out.push_str(slice(self.xml, part)?);
            return Ok(());
        }
        let (gaps, merges) = (&self.plan.gaps, self.merges());
        let (mut out, mut inside, mut breaks, mut said) = (String::new(), false, false, String::new());
        // The whole part is walked, because a half of it is not well-formed; the other half is passed over.
        walk(self.xml, |piece, span| {
            if span.start < part.start || span.end > part.end || span.is_empty() {
                return Ok(());
            }
            let raw = slice(self.xml, span)?;
            match piece {
                Piece::Open(e, closed) => {
                    let name = local(&e).to_owned();
                    inside = !closed && matches!(name.as_str(), "formula" | "formula1" | "formula2");
                    breaks = if name == "rowBreaks" { true } else { breaks };
                    let mut sets = Vec::new();
                    for key in ["ref", "sqref"] {
                        if let Some(v) = super::xml::attribute(&e, key)? {
                            sets.push((key, Some(gaps.areas(&v))));
                        }
                    }
                    if name == "brk" && breaks {
                        let id = super::xml::attribute(&e, "id")?.and_then(|v| v.parse().ok()).unwrap_or(0);
                        sets.push(("id", Some(gaps.row(id).to_string())));
                    }
                    if name == "mergeCells" {
                        sets.push(("count", Some((self.sheet.merges.len() + merges.len()).to_string())));
                    }
                    let sets: Vec<_> = sets.iter().map(|(k, v)| (*k, v.as_deref())).collect();
                    if sets.is_empty() { out.push_str(raw) } else { out.push_str(&retagged(&e, closed, &sets)?) }
                }
                Piece::Close(name) => {
                    if inside {
                        // Gathered first: an entity may stand in the middle of a name or a text.
                        out.push_str(&escaped(&formula(self.moves, self.here, &std::mem::take(&mut said), None)));
                        inside = false;
                    }
                    if name == "mergeCells" {
                        let p = &self.sheet.prefix;
                        out.extend(merges.iter().map(|m| format!("<{p}mergeCell ref=\"{m}\"/>")));
                    }
                    breaks = breaks && name != "rowBreaks";
                    out.push_str(raw);
                }
                Piece::Text(t) if inside => said.push_str(&t),
                Piece::Text(_) | Piece::Other => out.push_str(raw),
            }
            Ok(())
        })?;
        self.out.push_str(&out);
        Ok(())
    }

    /// The joined cells of the copies.
    fn merges(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (at, own, rows) in &self.plan.copies {
            let first = self.plan.gaps.row(*at) + 1;
            for m in self.sheet.merges.iter().filter(|m| m[0].0 + 1 == *own && m[1].0 + 1 == *own) {
                let area = |to: u32| format!("{}{to}:{}{to}", letters(m[0].1), letters(m[1].1));
                out.extend((first..).take(rows.len()).map(area));
            }
        }
        out
    }
}

/// The first tag of a piece, set anew; one that was empty stays so only if it may.
fn first_tag(raw: &str, sets: &[(&str, Option<&str>)], may_close: bool) -> Result<String, Failure> {
    let tag = slice(raw, 0..first_tag_len(raw)?)?;
    let closed = tag.ends_with("/>");
    let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let name = inner.split(|c: char| c.is_whitespace()).next().unwrap_or_default().len();
    let e = quick_xml::events::BytesStart::from_content(inner, name);
    retagged(&e, closed && may_close, sets)
}

/// The length of the first tag; `>` may stand in a quoted value.
fn first_tag_len(raw: &str) -> Result<usize, Failure> {
    let mut quote = None;
    for (i, c) in raw.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, '>') => return Ok(i + 1),
            _ => {}
        }
    }
    Err(unreadable("a tag does not end"))
}
