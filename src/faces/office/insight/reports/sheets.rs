//! A filled workbook as it is shown on a page: its cells, joined as they are, with what is behind them.
use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::figures::href;
use crate::{
    base::Failure,
    domain::insight::reports::{Drawn, Link},
    faces::office::Office,
    sheets::book::{Book, Seen, Spot},
};

/// The most rows and columns of a sheet that are drawn.
const ROWS_MOST: u32 = 1_000;
const COLUMNS_MOST: u16 = 60;

#[derive(Default)]
struct Cell {
    seen: Option<Seen>,
    link: Option<Link>,
    span: (u32, u16),
    /// Under a joined cell.
    covered: bool,
}

/// A sheet.
pub(super) struct SheetView {
    name: String,
    size: (u32, u16),
    cells: BTreeMap<(u32, u16), Cell>,
    cut: bool,
}

impl SheetView {
    /// The sheets of a filled workbook.
    pub(super) fn of(book: &Book, drawn: &Drawn, cells: &[Spot], rows: &[u32]) -> Result<Vec<SheetView>, Failure> {
        let mut links: BTreeMap<Spot, Link> = BTreeMap::new();
        for (spot, link) in cells.iter().zip(&drawn.cells) {
            links.extend(link.clone().map(|l| (*spot, l)));
        }
        for ((repeat, first), of) in drawn.edits.repeats.iter().zip(rows).zip(&drawn.rows) {
            for (row, found) in (*first..).zip(of) {
                links.extend(found.iter().map(|(column, l)| (Spot { sheet: repeat.sheet, row, column: *column }, l.clone())));
            }
        }
        let mut out = Vec::new();
        for (no, s) in book.sheets()?.into_iter().enumerate() {
            let (rows, columns) = s.cells.iter().fold((0, 0), |(r, c), ((row, column), _)| (r.max(row + 1), c.max(column + 1)));
            let size = (rows.min(ROWS_MOST), columns.min(COLUMNS_MOST));
            let cut = rows > ROWS_MOST || columns > COLUMNS_MOST;
            let mut cells: BTreeMap<(u32, u16), Cell> = BTreeMap::new();
            for m in &s.merges {
                let (bottom, right) = (m[1].0.min(size.0.saturating_sub(1)), m[1].1.min(size.1.saturating_sub(1)));
                for r in m[0].0..=bottom {
                    for c in m[0].1..=right {
                        cells.entry((r, c)).or_default().covered = (r, c) != m[0];
                    }
                }
                if bottom >= m[0].0 && right >= m[0].1 {
                    cells.entry(m[0]).or_default().span = (bottom - m[0].0 + 1, right - m[0].1 + 1);
                }
            }
            for ((row, column), seen) in s.cells {
                let cell = cells.entry((row, column)).or_default();
                cell.seen = Some(seen);
                cell.link = links.remove(&Spot { sheet: no, row, column });
            }
            out.push(SheetView { name: s.name, size, cells, cut });
        }
        Ok(out)
    }

    /// As a table.
    pub(super) fn table(&self, office: &Office, several: bool) -> Markup {
        let t = &office.t;
        html! {
            @if several { h2 { (self.name) } }
            div.wide {
                table.report.sheet {
                    tbody { @for row in 0..self.size.0 { tr {
                        @for column in 0..self.size.1 {
                            @match self.cells.get(&(row, column)) {
                                Some(c) if c.covered => {}
                                Some(c) => {
                                    td.num[matches!(c.seen, Some(Seen::Number(_)))] rowspan=[(c.span.0 > 1).then_some(c.span.0)]
                                        colspan=[(c.span.1 > 1).then_some(c.span.1)] {
                                        (self.cell(office, c))
                                    }
                                }
                                None => td {}
                            }
                        }
                    } } }
                }
            }
            @if self.cut { p.warning { (t.get("report-sheet-cut")) } }
        }
    }

    fn cell(&self, office: &Office, c: &Cell) -> Markup {
        let words = match &c.seen {
            Some(Seen::Text(s) | Seen::Number(s)) => s.as_str(),
            Some(Seen::Formula) => {
                return html! { span.soft title=(office.t.get("report-formula-hint")) { (office.t.get("report-formula")) } };
            }
            None => "",
        };
        html! {
            @match &c.link {
                Some(Link::Figure(f)) => a href=(href(f)) { (words) },
                Some(Link::Entry(id)) => a href={ "/office/registers/entries/" (id) } { (words) },
                None => (words),
            }
        }
    }
}
