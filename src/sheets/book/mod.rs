//! A workbook that somebody else made, filled in without losing anything of it: only the cells that change are written, rows
//! are put in where a row is repeated, all else is copied as it stands.
mod edits;
mod fill;
mod open;
mod refs;
mod sheet;
mod xml;

#[cfg(test)]
mod tests;

use std::io::{Cursor, Write};

use serde::{Deserialize, Serialize};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use self::{
    fill::{Plan, formula, plan, slice, write},
    refs::Gaps,
    xml::{Piece, escaped, local, retagged, unreadable, walk},
};
use crate::base::Failure;

pub use edits::{Edits, Repeat, Said, Seen, SeenSheet, Spot};

/// The most bytes of an uploaded workbook.
pub const BOOK_MOST: usize = 2 << 20;
/// The most bytes of all its parts once unpacked.
pub const UNPACKED_MOST: u64 = 32 << 20;

/// A workbook.
pub struct Book {
    bytes: Vec<u8>,
    /// The texts of the parts that are looked at, by their names.
    parts: Vec<(String, String)>,
    /// Each sheet's name and its part.
    sheets: Vec<(String, usize)>,
    strings: Vec<String>,
    /// Defined names and what they stand for.
    names: Vec<(String, String)>,
}

/// A filled workbook, and where what was written stands in it.
pub struct Written {
    pub bytes: Vec<u8>,
    /// Where each single cell stands, in the order of the edits.
    pub cells: Vec<Spot>,
    /// Where the first row of each repeated one stands, in the order of the edits.
    pub rows: Vec<u32>,
}

/// What is seen of an uploaded workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    pub sheets: Vec<SeenSheet>,
    /// Defined names that stand for one cell, and for which.
    pub names: Vec<(String, Option<Spot>)>,
}

/// Looks at an uploaded workbook, and fills it once for nobody: what cannot be written is told now and not to the clerk.
///
/// # Errors
/// `Refused` with what is wrong and what to do.
pub fn look(bytes: &[u8]) -> Result<Look, Failure> {
    let book = Book::open(bytes)?;
    let look = Look { sheets: book.sheets()?, names: book.names().map(|(name, spot)| (name.to_owned(), spot)).collect() };
    book.fill(&Edits::default())?;
    Ok(look)
}

impl Book {
    /// The sheets as people read them.
    ///
    /// # Errors
    /// `Refused` if one cannot be read.
    pub fn sheets(&self) -> Result<Vec<SeenSheet>, Failure> {
        self.sheets
            .iter()
            .map(|(name, part)| {
                let s = sheet::read(self.text(*part)?, &self.strings)?;
                let cells = s
                    .rows
                    .iter()
                    .flat_map(|r| r.cells.iter().filter_map(|c| c.seen.clone().map(|seen| ((r.no - 1, c.column), seen))));
                Ok(SeenSheet { name: name.clone(), cells: cells.collect(), merges: s.merges, tables: s.tables })
            })
            .collect()
    }

    /// Defined names that stand for one cell.
    pub fn names(&self) -> impl Iterator<Item = (&str, Option<Spot>)> {
        self.names.iter().map(|(name, target)| (name.as_str(), self.spot(target)))
    }

    fn spot(&self, target: &str) -> Option<Spot> {
        let (name, cell) = target.rsplit_once('!')?;
        let name = name.strip_prefix('\'').and_then(|n| n.strip_suffix('\'')).map_or(name.to_owned(), |n| n.replace("''", "'"));
        let sheet = self.sheets.iter().position(|(n, _)| *n == name)?;
        let (row, column) = refs::cell_of(cell)?;
        Some(Spot { sheet, row, column })
    }

    fn text(&self, part: usize) -> Result<&str, Failure> {
        self.parts.get(part).map(|(_, t)| t.as_str()).ok_or_else(|| unreadable("a part"))
    }

    /// Writes into the workbook. Formulas forget the results that were true before; whoever opens it reckons them anew.
    ///
    /// # Errors
    /// `Refused` if the workbook cannot be read.
    pub fn fill(&self, edits: &Edits) -> Result<Written, Failure> {
        let sheets: Vec<sheet::Sheet> =
            (self.sheets.iter()).map(|(_, part)| sheet::read(self.text(*part)?, &self.strings)).collect::<Result<_, _>>()?;
        let plans: Vec<Plan> = sheets.iter().enumerate().map(|(i, s)| plan(i, s, edits)).collect();
        let moves: Vec<(&str, &Gaps)> = self.sheets.iter().zip(&plans).map(|((name, _), p)| (name.as_str(), &p.gaps)).collect();
        let moved = plans.iter().any(|p| !p.gaps.0.is_empty());
        let mut changed: Vec<(&str, String)> = Vec::new();
        for (i, ((_, part), (s, p))) in self.sheets.iter().zip(sheets.iter().zip(&plans)).enumerate() {
            let xml = self.text(*part)?;
            let new = write(xml, s, p, &moves, i)?;
            if new != xml {
                changed.push((self.parts.get(*part).map_or("", |(n, _)| n), new));
            }
        }
        for (name, text) in &self.parts {
            let new = match name.as_str() {
                open::WORKBOOK => workbook(text, &moves)?,
                // The order of reckoning names cells; without it the program that opens the file makes a new one.
                open::WORKBOOK_RELS | open::TYPES if moved => without(text, "calcChain.xml")?,
                _ => continue,
            };
            if new != *text {
                changed.push((name, new));
            }
        }
        let bytes = self.packed(&changed, moved)?;
        let cells = edits.cells.iter().map(|(s, _)| {
            let row = plans.get(s.sheet).map_or(s.row, |p| p.place(s.row));
            Spot { row, ..*s }
        });
        let rows = edits.repeats.iter().map(|r| plans.get(r.sheet).map_or(r.row, |p| p.repeated(r.row, 0)));
        Ok(Written { bytes, cells: cells.collect(), rows: rows.collect() })
    }

    fn packed(&self, changed: &[(&str, String)], moved: bool) -> Result<Vec<u8>, Failure> {
        let mut old = ZipArchive::new(Cursor::new(&self.bytes)).map_err(unreadable)?;
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        for i in 0..old.len() {
            let part = old.by_index_raw(i).map_err(unreadable)?;
            let name = part.name().map_err(unreadable)?.into_owned();
            if moved && name == open::CALC_CHAIN {
                continue;
            }
            match changed.iter().find(|(n, _)| *n == name) {
                None => out.raw_copy_file(part).map_err(Failure::broken)?,
                Some((_, text)) => {
                    out.start_file(name, SimpleFileOptions::default()).map_err(Failure::broken)?;
                    out.write_all(text.as_bytes()).map_err(Failure::broken)?;
                }
            }
        }
        out.finish().map(Cursor::into_inner).map_err(Failure::broken)
    }
}

/// The workbook's own part: names follow what moved, and everything is reckoned when it is opened.
fn workbook(xml: &str, moves: &fill::Moves<'_>) -> Result<String, Failure> {
    const BEFORE: [&str; 4] = ["sheets", "functionGroups", "externalReferences", "definedNames"];
    let has = |word: &str| xml.contains(word);
    let last = BEFORE.iter().rev().find(|w| has(&format!("{w}>"))).copied().unwrap_or("sheets");
    let add = !has("calcPr");
    let (mut out, mut inside, mut said) = (String::with_capacity(xml.len() + 64), false, String::new());
    let moved = moves.iter().any(|(_, g)| !g.0.is_empty());
    walk(xml, |piece, span| {
        let raw = slice(xml, span)?;
        match piece {
            Piece::Open(e, closed) => {
                inside = moved && !closed && local(&e) == "definedName";
                match local(&e) {
                    "calcPr" => out.push_str(&retagged(&e, closed, &[("fullCalcOnLoad", Some("1"))])?),
                    _ => out.push_str(raw),
                }
            }
            Piece::Text(t) if inside => said.push_str(&t),
            Piece::Close(name) => {
                if inside {
                    out.push_str(&escaped(&formula(moves, usize::MAX, &std::mem::take(&mut said), None)));
                    inside = false;
                }
                out.push_str(raw);
                if add && name == last {
                    let prefix = raw.trim_start_matches("</").strip_suffix(&format!("{name}>")).unwrap_or_default();
                    out.push_str(&format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>"));
                }
            }
            Piece::Text(_) | Piece::Other => out.push_str(raw),
        }
        Ok(())
    })?;
    Ok(out)
}

/// A list of parts without the one whose name ends so.
fn without(xml: &str, part: &str) -> Result<String, Failure> {
    let mut out = String::with_capacity(xml.len());
    walk(xml, |piece, span| {
        let raw = slice(xml, span)?;
        let named = matches!(&piece, Piece::Open(_, true)) && raw.contains(part);
        if !named {
            out.push_str(raw);
        }
        Ok(())
    })?;
    Ok(out)
}
