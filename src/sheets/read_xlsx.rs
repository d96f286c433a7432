use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::{COLUMNS_MOST, Cell, Left, Merge, ROWS_MOST, SHEETS_MOST, Sheet, too_large};
use crate::base::{Day, Failure, Reason};

/// The most bytes of all parts once unpacked: a small file may hold a huge sheet.
const UNPACKED_MOST: u64 = 256 << 20;
/// The most parts: sheets, and pictures of stamps.
const PARTS_MOST: usize = 2_000;

/// Reads every sheet of an XLSX file.
pub fn read_xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Failure> {
    weigh(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = book.sheet_names();
    if names.len() > SHEETS_MOST {
        return Err(too_large());
    }
    let mut left = Left::new();
    names.into_iter().map(|name| sheet(&mut book, name, &mut left)).collect()
}

fn unreadable(e: impl std::fmt::Display) -> Failure {
    tracing::info!(%e, "a roster could not be read");
    Failure::refused("roster-unreadable")
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: String, left: &mut Left) -> Result<Sheet, Failure> {
    let merges = book.merge_cells_by_sheet_name(&name).map_err(unreadable)?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut reader = book.worksheet_cells_reader(&name).map_err(unreadable)?;
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let value = cell_of(cell.get_value());
        if value == Cell::Empty || column >= COLUMNS_MOST {
            continue;
        }
        if row >= ROWS_MOST {
            return Err(Failure::Refused(Reason::new("roster-too-long").arg("most", ROWS_MOST)));
        }
        left.take((row + 1).saturating_sub(rows.len()), value.weight())?;
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        let Some(line) = rows.get_mut(row) else { continue };
        left.take((column + 1).saturating_sub(line.len()), 0)?;
        if line.len() <= column {
            line.resize(column + 1, Cell::Empty);
        }
        if let Some(c) = line.get_mut(column) {
            *c = value;
        }
    }
    let merges = merges.into_iter().map(|d| Merge {
        top: d.start.0 as usize,
        left: d.start.1 as usize,
        bottom: (d.end.0 as usize).min(rows.len().saturating_sub(1)),
        right: (d.end.1 as usize).min(COLUMNS_MOST - 1),
    });
    let merges = merges.filter(|m| m.top <= m.bottom && m.left <= m.right).collect();
    let sheet = Sheet { name, rows, merges };
    // Joined cells are filled from their first one.
    for m in &sheet.merges {
        let (high, weight) = (m.bottom + 1 - m.top, sheet.cell(m.top, m.left).weight());
        left.take(high.saturating_mul(m.right + 1), high.saturating_mul(m.right + 1 - m.left).saturating_mul(weight))?;
    }
    Ok(sheet)
}

fn cell_of(v: &DataRef<'_>) -> Cell {
    match v {
        DataRef::Empty => Cell::Empty,
        DataRef::String(s) => text(s),
        DataRef::SharedString(s) => text(s),
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) => Cell::Number(*n),
        DataRef::Bool(b) => Cell::Text(if *b { "是" } else { "否" }.into()),
        DataRef::DateTime(d) => {
            let (y, m, day, ..) = d.to_ymd_hms_milli();
            let day = i16::try_from(y).ok().and_then(|y| Day::ymd(y, i8::try_from(m).ok()?, i8::try_from(day).ok()?));
            day.map_or_else(|| Cell::Number(d.as_f64()), Cell::Date)
        }
        DataRef::DateTimeIso(s) => s.get(..10).and_then(Day::parse).map_or_else(|| text(s), Cell::Date),
        DataRef::DurationIso(s) => text(s),
        DataRef::Error(e) => Cell::Error(e.to_string()),
    }
}

fn text(s: &str) -> Cell {
    if s.is_empty() { Cell::Empty } else { Cell::Text(s.to_owned()) }
}

/// Unpacks every part once and keeps nothing of it. What a file says of its own sizes proves nothing; and a count of texts
/// that no part of this size can hold is refused, for the reader would make room for it.
fn weigh(bytes: &[u8]) -> Result<(), Failure> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    if zip.len() > PARTS_MOST {
        return Err(too_large());
    }
    let (mut total, mut step) = (0u64, vec![0; 64 << 10]);
    for i in 0..zip.len() {
        // What cannot be unpacked is not what the reader needs, or it says so itself.
        let Ok(mut part) = zip.by_index(i) else { continue };
        let texts = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let (before, mut said, mut tail) = (total, 0, Vec::new());
        while let Ok(n @ 1..) = part.read(&mut step) {
            total += n as u64;
            if total > UNPACKED_MOST {
                return Err(too_large());
            }
            if texts {
                tail.extend_from_slice(step.get(..n).unwrap_or_default());
                said = said.max(counts(&tail));
                // A count may lie across two steps.
                tail.drain(..tail.len().saturating_sub(COUNT.len() + 40));
            }
        }
        if said > total - before {
            return Err(unreadable("more texts than there can be"));
        }
    }
    Ok(())
}

/// The attribute by which a part says how many texts it has.
const COUNT: &[u8] = b"uniqueCount";

/// The largest count that some bytes name.
fn counts(bytes: &[u8]) -> u64 {
    let found = bytes.windows(COUNT.len()).enumerate().filter(|(_, w)| *w == COUNT).map(|(i, _)| i + COUNT.len());
    let digits = |at: usize| {
        let value = bytes.iter().skip(at).skip_while(|b| !b.is_ascii_digit() && **b != b'>').take_while(|b| b.is_ascii_digit());
        value.take(40).fold(0u64, |n, b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')))
    };
    found.map(digits).max().unwrap_or(0)
}
