use encoding_rs::{GB18030, UTF_8};

use super::{COLUMNS_MOST, Cell, Left, ROWS_MOST, Sheet};
use crate::base::{Failure, Reason};

/// Reads a CSV file: UTF-8 with or without its mark, else GB18030; commas, or semicolons or tabs where they are more.
pub fn read_csv(bytes: &[u8]) -> Result<Sheet, Failure> {
    let text = decode(bytes)?;
    if text.contains('\0') {
        return Err(Failure::refused("roster-unreadable"));
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let (mut rows, mut left) = (Vec::new(), Left::new());
    for record in reader.records() {
        let record = record.map_err(|e| {
            tracing::info!(%e, "a CSV roster could not be read");
            Failure::refused("roster-unreadable")
        })?;
        // The reader drops blank lines; the row that people see in their program is the line that it starts on.
        let line = record.position().map_or(0, |p| p.line()).saturating_sub(1);
        let line = usize::try_from(line).unwrap_or_default().max(rows.len());
        if line >= ROWS_MOST {
            return Err(Failure::Refused(Reason::new("roster-too-long").arg("most", ROWS_MOST)));
        }
        // Commas at the end are no cells.
        let width = record.iter().take(COLUMNS_MOST).enumerate().filter(|(_, s)| !s.is_empty()).last().map_or(0, |(i, _)| i + 1);
        let cells = record.iter().take(width);
        left.take(line + 1 - rows.len() + width, cells.clone().map(str::len).sum())?;
        rows.resize(line, Vec::new());
        rows.push(cells.map(|s| if s.is_empty() { Cell::Empty } else { Cell::Text(s.to_owned()) }).collect());
    }
    Ok(Sheet { name: String::new(), rows, merges: Vec::new() })
}

fn decode(bytes: &[u8]) -> Result<String, Failure> {
    let bare = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bare) {
        return Ok(text.into_owned());
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(Failure::refused("roster-encoding"))
}

/// Whichever of the three stands most often in the first lines.
fn delimiter(text: &str) -> u8 {
    let head: String = text.lines().take(10).collect();
    let count = |d: u8| head.bytes().filter(|b| *b == d).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|d| (count(*d), *d == b',')).unwrap_or(b',')
}
