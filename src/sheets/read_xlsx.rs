use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::{COLUMNS_MOST, Cell, Merge, ROWS_MOST, Sheet};
use crate::base::{Day, Failure, Reason};

/// The most bytes of one part of the file once unpacked: a small file may hold a huge sheet.
const UNPACKED_MOST: u64 = 256 << 20;

/// Reads every sheet of an XLSX file.
pub fn read_xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Failure> {
    if unpacked(bytes).is_none_or(|n| n > UNPACKED_MOST) {
        return Err(Failure::refused("roster-unreadable"));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = book.sheet_names();
    names.into_iter().map(|name| sheet(&mut book, name)).collect()
}

fn unreadable(e: impl std::fmt::Display) -> Failure {
    tracing::info!(%e, "a roster could not be read");
    Failure::refused("roster-unreadable")
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: String) -> Result<Sheet, Failure> {
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
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        let Some(line) = rows.get_mut(row) else { continue };
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
    Ok(Sheet { name, rows, merges })
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

/// The sum of the unpacked sizes in a zip's central directory; `None` if it is no plain zip.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let le = |at: usize, n: usize| -> Option<u64> {
        let field = bytes.get(at..at.checked_add(n)?)?;
        Some(field.iter().rev().fold(0, |v, b| v << 8 | u64::from(*b)))
    };
    let end = (0..bytes.len().saturating_sub(21)).rev().take(66_000).find(|i| le(*i, 4) == Some(0x0605_4b50))?;
    let (count, mut at) = (le(end + 10, 2)?, usize::try_from(le(end + 16, 4)?).ok()?);
    let mut sum = 0u64;
    for _ in 0..count {
        if le(at, 4)? != 0x0201_4b50 {
            return None;
        }
        sum = sum.saturating_add(le(at + 24, 4)?);
        at += 46 + usize::try_from(le(at + 28, 2)? + le(at + 30, 2)? + le(at + 32, 2)?).ok()?;
    }
    Some(sum)
}
