use std::collections::{BTreeMap, HashSet};

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{Cell, Sheet};
use crate::base::{Day, Failure};

/// An extra column: its heading at a row, a word for each row, and whether that row is to be marked as refused.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// The heading's row, from 0.
    pub header: usize,
    pub heading: String,
    /// Words by row.
    pub rows: BTreeMap<usize, (String, bool)>,
}

/// Writes sheets, every cell as it was, with an extra column in one of them. Long digit strings stay text.
pub fn write_xlsx(sheets: &[Sheet], notes: Option<(usize, &Notes)>) -> Result<Vec<u8>, Failure> {
    let mut book = Workbook::new();
    // A fixed date: the same content gives the same bytes.
    let made = ExcelDateTime::from_ymd(2020, 1, 1).map_err(Failure::broken)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    for (i, s) in sheets.iter().enumerate() {
        let page = book.add_worksheet();
        if !s.name.is_empty() {
            page.set_name(&s.name).map_err(Failure::broken)?;
        }
        fill(page, s).map_err(Failure::broken)?;
        if let Some((_, n)) = notes.filter(|(at, _)| *at == i) {
            annotate(page, s, n).map_err(Failure::broken)?;
        }
    }
    book.save_to_buffer().map_err(Failure::broken)
}

fn fill(page: &mut Worksheet, s: &Sheet) -> Result<(), XlsxError> {
    let centred = Format::new().set_align(FormatAlign::VerticalCenter).set_align(FormatAlign::Center);
    for m in s.merges.iter().filter(|m| m.bottom > m.top || m.right > m.left) {
        // Overlapping merges of a damaged file are left unmerged.
        drop(page.merge_range(m.top as u32, m.left as u16, m.bottom as u32, m.right as u16, "", &centred));
    }
    let covered: HashSet<(usize, usize)> = (s.merges.iter())
        .flat_map(|m| (m.top..=m.bottom).flat_map(|r| (m.left..=m.right).map(move |c| (r, c))).skip(1))
        .collect();
    for (r, row) in s.rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            if !matches!(cell, Cell::Empty) && !covered.contains(&(r, c)) {
                put(page, r as u32, c as u16, cell)?;
            }
        }
    }
    for c in 0..s.rows.iter().map(Vec::len).max().unwrap_or_default() {
        let wide = s.rows.iter().take(200).filter_map(|r| r.get(c)).map(|x| width(&x.text())).max().unwrap_or(8);
        page.set_column_width(c as u16, (wide.clamp(6, 30) + 2) as f64)?;
    }
    Ok(())
}

fn put(page: &mut Worksheet, r: u32, c: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => Ok(page),
        Cell::Text(s) | Cell::Error(s) => page.write_string(r, c, s),
        Cell::Number(n) => page.write_number(r, c, *n),
        Cell::Date(d) => date(page, r, c, *d),
    }
    .map(|_| ())
}

/// A date as a spreadsheet's date; before 1900 spreadsheets have none, and it is text.
fn date(page: &mut Worksheet, r: u32, c: u16, d: Day) -> Result<&mut Worksheet, XlsxError> {
    let civil = d.date();
    let made = u16::try_from(civil.year())
        .ok()
        .filter(|y| *y >= 1900)
        .and_then(|y| ExcelDateTime::from_ymd(y, civil.month().unsigned_abs(), civil.day().unsigned_abs()).ok());
    match made {
        Some(x) => page.write_datetime_with_format(r, c, &x, &Format::new().set_num_format("yyyy-mm-dd")),
        None => page.write_string(r, c, d.to_string()),
    }
}

fn annotate(page: &mut Worksheet, s: &Sheet, n: &Notes) -> Result<(), XlsxError> {
    let column = s.rows.iter().map(Vec::len).max().unwrap_or_default() as u16;
    let (bold, red) = (Format::new().set_bold(), Format::new().set_font_color(Color::RGB(0xB4_2318)));
    page.write_string_with_format(n.header as u32, column, &n.heading, &bold)?;
    for (row, (words, refused)) in &n.rows {
        match refused {
            true => page.write_string_with_format(*row as u32, column, words, &red)?,
            false => page.write_string(*row as u32, column, words)?,
        };
    }
    page.set_column_width(column, 60)?;
    Ok(())
}

/// Columns that a text takes: two for a Chinese character.
fn width(s: &str) -> usize {
    s.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
