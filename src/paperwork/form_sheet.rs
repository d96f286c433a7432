//! A filled form as a spreadsheet: joined headings, lines around every cell, landscape A4 as wide as one page, headings on
//! every page.
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::{
    base::Failure,
    domain::insight::reports::{Cell, Filled},
};

/// What stands around a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    pub title: String,
    /// Number of the form, who made it, the document that asks for it: at the right above the form.
    pub corner: Vec<String>,
    /// Who fills it in, for when, in what unit: in one line above the form.
    pub line: [String; 3],
    /// Below the form: who is missing in it.
    pub notes: Vec<String>,
    /// Who is answerable.
    pub foot: String,
}

/// Points of a row of headings.
const HEAD_HEIGHT: f64 = 22.0;

/// Writes a filled form. What begins like a formula is a text.
///
/// # Errors
/// `Broken` when it cannot be written.
pub fn write_form(filled: &Filled, around: &Around) -> Result<Vec<u8>, Failure> {
    let mut book = Workbook::new();
    // A fixed date: the same content gives the same bytes.
    let made = ExcelDateTime::from_ymd(2020, 1, 1).map_err(Failure::broken)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let page = book.add_worksheet();
    fill(page, filled, around).map_err(Failure::broken)?;
    book.save_to_buffer().map_err(Failure::broken)
}

fn fill(page: &mut Worksheet, f: &Filled, around: &Around) -> Result<(), XlsxError> {
    let name: String = around.title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(30).collect();
    page.set_name(if name.is_empty() { "报表" } else { &name })?;
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    page.set_footer("&C第 &P 页，共 &N 页");
    let columns = f.widths.len().max(1);
    let last = last(columns);
    for (i, w) in f.widths.iter().enumerate() {
        page.set_column_width(column(i), *w as f64 + 1.5)?;
    }
    let mut row = 0u32;
    let title = Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    across(page, row, (0, last), &around.title, &title)?;
    page.set_row_height(row, 34)?;
    row += 1;
    let right = Format::new().set_align(FormatAlign::Right).set_font_size(10);
    for line in &around.corner {
        across(page, row, (0, last), line, &right)?;
        row += 1;
    }
    let [left, middle, end] = &around.line;
    let small = Format::new().set_font_size(10);
    let third = last / 3;
    if last >= 2 {
        across(page, row, (0, third), left, &small.clone().set_align(FormatAlign::Left))?;
        across(page, row, (third + 1, last - third - 1), middle, &small.clone().set_align(FormatAlign::Center))?;
        across(page, row, (last - third, last), end, &right)?;
    } else {
        across(page, row, (0, last), &[left.as_str(), middle, end].join("　"), &small)?;
    }
    row += 1;
    let top = row;
    let lined =
        Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter).set_font_size(10).set_text_wrap();
    let head = lined.clone().set_bold().set_align(FormatAlign::Center);
    for h in &f.head {
        let (r, c) = (top + h.at.0 as u32, column(h.at.1));
        block(page, (r, c), h.span, &h.text, &head)?;
    }
    for r in 0..f.depth as u32 {
        page.set_row_height(top + r, HEAD_HEIGHT)?;
    }
    row += f.depth as u32;
    page.set_repeat_rows(top, row - 1)?.set_freeze_panes(row, column(f.stub))?;
    let first = row;
    let words = lined.clone().set_align(FormatAlign::Left);
    let figures = lined.clone().set_align(FormatAlign::Right);
    for line in f.rows.iter().chain(&f.total) {
        for (i, cell) in line.iter().enumerate() {
            let numeric = f.numeric.get(i).copied().unwrap_or_default();
            put(page, (row, column(i)), cell, if numeric { &figures } else { &words })?;
        }
        row += 1;
    }
    for (at, c, n) in &f.joined {
        if let Some(Cell::Text(s)) = f.rows.get(*at).and_then(|r| r.get(*c)) {
            block(page, (first + *at as u32, column(*c)), (*n, 1), s, &words)?;
        }
    }
    let note = small.clone().set_text_wrap();
    for n in around.notes.iter().chain([&around.foot]).filter(|n| !n.is_empty()) {
        across(page, row, (0, last), n, &note)?;
        row += 1;
    }
    page.set_print_area(0, 0, row.saturating_sub(1), last)?;
    Ok(())
}

fn column(i: usize) -> u16 {
    u16::try_from(i).unwrap_or(u16::MAX)
}

fn last(columns: usize) -> u16 {
    column(columns - 1)
}

fn across(page: &mut Worksheet, row: u32, (from, to): (u16, u16), text: &str, format: &Format) -> Result<(), XlsxError> {
    block(page, (row, from), (1, usize::from(to.saturating_sub(from)) + 1), text, format)
}

/// A cell, or several joined.
fn block(
    page: &mut Worksheet,
    (row, at): (u32, u16),
    (down, across): (usize, usize),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if down * across > 1 {
        page.merge_range(row, at, row + down as u32 - 1, at + column(across) - 1, text, format)?;
    } else {
        page.write_string_with_format(row, at, text, format)?;
    }
    Ok(())
}

fn put(page: &mut Worksheet, (row, at): (u32, u16), cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty | Cell::Hidden => page.write_blank(row, at, format),
        Cell::Text(s) | Cell::Entry(s, _) => page.write_string_with_format(row, at, s, format),
        Cell::Count(n, _) => page.write_number_with_format(row, at, *n as f64, format),
        Cell::Number(s) => match s.parse::<f64>() {
            Ok(n) => page.write_number_with_format(row, at, n, format),
            Err(_not_one) => page.write_string_with_format(row, at, s, format),
        },
        Cell::Permille(None) => page.write_string_with_format(row, at, "—", format),
        Cell::Permille(Some(n)) => {
            page.write_number_with_format(row, at, *n as f64 / 10.0, &format.clone().set_num_format("0.0"))
        }
    }
    .map(|_| ())
}
