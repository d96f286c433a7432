//! Tables with joined cells that run over pages and repeat their heading rows.

use super::breaks::{self, Line};
use super::error::PaperError;
use super::flow::{Flow, set};
use super::fonts::{Font, bold, regular};
use super::sheet::{Ink, Mark, Sheet, Style, slot, style};

const PAD_X: f32 = 1.8;
const PAD_Y: f32 = 1.3;
const LEADING: f32 = 1.4;
/// Least height of a row.
const ROW: f32 = 8.0;
const HAIR: f32 = 0.2;
const FRAME: f32 = 0.4;
/// A split row leaves and brings at least this much.
const LEAST_PART: f32 = 14.0;

/// One cell, which may cover several columns and rows.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    style: Style,
    middle: bool,
    cols: usize,
    rows: usize,
    least: f32,
    /// Lines at the bottom: signature, date.
    foot: Vec<String>,
    seal: Option<String>,
}

/// A cell of running text, from the left.
pub(crate) fn cell(text: impl Into<String>) -> Cell {
    Cell {
        text: text.into(),
        style: style(regular(10.5)),
        middle: true,
        cols: 1,
        rows: 1,
        least: ROW,
        foot: Vec::new(),
        seal: None,
    }
}

/// A cell that names the one beside it.
pub(crate) fn label(text: impl Into<String>) -> Cell {
    let cell = cell(text);
    Cell { style: cell.style.centred(), ..cell }
}

/// A cell of a heading row.
pub(crate) fn heading(text: impl Into<String>) -> Cell {
    Cell { style: style(bold(10.5)).centred(), ..cell(text) }
}

impl Cell {
    pub(crate) fn over(self, cols: usize, rows: usize) -> Self {
        Self { cols, rows, ..self }
    }

    pub(crate) fn centred(self) -> Self {
        Self { style: self.style.centred(), ..self }
    }

    pub(crate) fn cols(&self) -> usize {
        self.cols
    }

    pub(crate) fn regular(self) -> Self {
        let font = regular(self.style.font.size);
        Self { style: Style { font, ..self.style }, ..self }
    }

    pub(crate) fn bold(self) -> Self {
        let font = bold(self.style.font.size);
        Self { style: Style { font, ..self.style }, ..self }
    }

    pub(crate) fn ink(self, ink: Ink) -> Self {
        Self { style: self.style.ink(ink), ..self }
    }

    /// The same text in another size, in points.
    pub(crate) fn sized(self, size: f32) -> Self {
        let font = Font { size, ..self.style.font };
        Self { style: Style { font, ..self.style }, ..self }
    }

    /// A number: against the right edge.
    pub(crate) fn number(self) -> Self {
        Self { style: self.style.to_right(), ..self }
    }

    pub(crate) fn least(self, least: f32) -> Self {
        Self { least, ..self }
    }

    pub(crate) fn foot(mut self, line: impl Into<String>) -> Self {
        self.foot.push(line.into());
        self
    }

    /// Marks the place of the seal above the foot, with this word in it.
    pub(crate) fn seal(self, word: impl Into<String>) -> Self {
        Self { seal: Some(word.into()), ..self }
    }

    fn line_height(&self) -> f32 {
        self.style.font.em() * LEADING
    }
}

/// A table; the first `heads` rows are repeated on every page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) widths: Vec<f32>,
    pub(crate) heads: usize,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell at its place in the grid, with its lines.
#[derive(Debug, Clone)]
struct Placed {
    row: usize,
    x: f32,
    w: f32,
    lines: Vec<Line>,
    cell: Cell,
}

impl Placed {
    fn need(&self) -> f32 {
        let line = self.cell.line_height();
        let count = self.lines.len() + self.cell.foot.len();
        #[allow(clippy::cast_precision_loss)]
        let text = count as f32 * line + 2.0 * PAD_Y;
        text.max(self.cell.least)
    }
}

/// Rows that stay together because a cell joins them.
#[derive(Debug, Clone)]
struct Group {
    cells: Vec<Placed>,
    /// Height of each row.
    heights: Vec<f32>,
}

impl Group {
    fn height(&self) -> f32 {
        self.heights.iter().sum()
    }
}

impl Table {
    /// A table of these column widths in millimetres.
    pub(crate) fn new(widths: &[f32]) -> Self {
        Self { widths: widths.to_vec(), ..Self::default() }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The row's cells with their columns, given how many more rows each column is taken for.
    fn place(&self, row: usize, cells: &[Cell], taken: &mut [usize]) -> Result<Vec<Placed>, PaperError> {
        let mut placed = Vec::new();
        let mut column = 0;
        for cell in cells {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let x: f32 = self.widths.iter().take(column).sum();
            let w: f32 = self.widths.iter().skip(column).take(cell.cols).sum();
            let lines = match cell.text.is_empty() {
                true => Vec::new(),
                false => breaks::lines(&cell.text, cell.style.font, w - 2.0 * PAD_X, 0.0)?,
            };
            for rows in taken.iter_mut().skip(column).take(cell.cols) {
                *rows = cell.rows;
            }
            column += cell.cols;
            placed.push(Placed { row, x, w, lines, cell: cell.clone() });
        }
        for rows in taken.iter_mut() {
            *rows = rows.saturating_sub(1);
        }
        Ok(placed)
    }

    fn groups(&self, rows: &[Vec<Cell>]) -> Result<Vec<Group>, PaperError> {
        let mut groups = Vec::new();
        let mut taken = vec![0; self.widths.len()];
        let mut group = Group { cells: Vec::new(), heights: Vec::new() };
        for cells in rows {
            let row = group.heights.len();
            let placed = self.place(row, cells, &mut taken)?;
            let single = placed.iter().filter(|placed| placed.cell.rows == 1);
            group.heights.push(single.map(Placed::need).fold(ROW, f32::max));
            group.cells.extend(placed);
            if taken.iter().all(|rows| *rows == 0) {
                groups.push(std::mem::replace(&mut group, Group { cells: Vec::new(), heights: Vec::new() }));
            }
        }
        if !group.heights.is_empty() {
            groups.push(group);
        }
        for group in &mut groups {
            for placed in group.cells.iter().filter(|placed| placed.cell.rows > 1) {
                let has: f32 = group.heights.iter().skip(placed.row).take(placed.cell.rows).sum();
                #[allow(clippy::cast_precision_loss)]
                let more = (placed.need() - has).max(0.0) / placed.cell.rows as f32;
                for height in group.heights.iter_mut().skip(placed.row).take(placed.cell.rows) {
                    *height += more;
                }
            }
        }
        Ok(groups)
    }
}

impl Flow {
    /// Sets a table from here on, turning pages as needed.
    pub(crate) fn table(&mut self, table: &Table) -> Result<(), PaperError> {
        let (heads, rows) = table.rows.split_at_checked(table.heads).unwrap_or((&[], &table.rows));
        let heads = table.groups(heads)?;
        let mut pending: std::collections::VecDeque<Group> = table.groups(rows)?.into();
        let head_height: f32 = heads.iter().map(Group::height).sum();
        let mut begun = None;
        while let Some(group) = pending.pop_front() {
            let top = match begun {
                Some(top) => top,
                None => {
                    self.keep(head_height + group.height().min(self.whole() - head_height));
                    let top = self.y;
                    for head in &heads {
                        self.group(head)?;
                    }
                    begun = Some(top);
                    top
                }
            };
            if group.height() <= self.room() + 0.01 {
                self.group(&group)?;
                continue;
            }
            let fits_next = group.height() <= self.whole() - head_height;
            let fresh = self.y <= top + head_height + 0.01 && (top - self.page.top).abs() < 0.01;
            let split = if fits_next && !fresh { None } else { group.split(self.room()) };
            match split {
                Some((first, second)) => {
                    self.group(&first)?;
                    pending.push_front(second);
                }
                None if fresh => return Err(PaperError::TooTall("a table row that cannot be cut")),
                None => pending.push_front(group),
            }
            self.frame(table, top);
            self.turn();
            begun = None;
        }
        if let Some(top) = begun {
            self.frame(table, top);
        }
        Ok(())
    }

    fn frame(&mut self, table: &Table, top: f32) {
        let w = table.widths.iter().sum();
        let (x, h) = (self.left(), self.y - top);
        if h > 0.0 {
            self.sheet.marks.push(Mark::Box { x, y: top, w, h, width: FRAME, ink: Ink::Black });
        }
    }

    fn group(&mut self, group: &Group) -> Result<(), PaperError> {
        for placed in &group.cells {
            let y = self.y + group.heights.iter().take(placed.row).sum::<f32>();
            let h: f32 = group.heights.iter().skip(placed.row).take(placed.cell.rows).sum();
            draw(&mut self.sheet, placed, self.page.side + placed.x, y, h)?;
        }
        self.y += group.height();
        Ok(())
    }
}

impl Group {
    /// A single row cut at a line so that its first part is at most `room` high.
    fn split(&self, room: f32) -> Option<(Self, Self)> {
        let plain = self.heights.len() == 1 && self.cells.iter().all(|c| c.cell.foot.is_empty() && c.cell.rows == 1);
        if !plain || room < LEAST_PART {
            return None;
        }
        let mut first = self.clone();
        let mut second = self.clone();
        for (a, b) in first.cells.iter_mut().zip(&mut second.cells) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let fit = ((room - 2.0 * PAD_Y) / a.cell.line_height()).floor() as usize;
            b.lines = a.lines.split_off(fit.min(a.lines.len()));
            b.cell.least = ROW;
            a.cell.least = ROW;
        }
        second.heights = vec![second.cells.iter().map(Placed::need).fold(ROW, f32::max)];
        first.heights = vec![room];
        Some((first, second))
    }
}

fn draw(sheet: &mut Sheet, placed: &Placed, x: f32, y: f32, h: f32) -> Result<(), PaperError> {
    let cell = &placed.cell;
    sheet.marks.push(Mark::Box { x, y, w: placed.w, h, width: HAIR, ink: Ink::Black });
    let line = cell.line_height();
    #[allow(clippy::cast_precision_loss)]
    let (body, foot) = (placed.lines.len() as f32 * line, cell.foot.len() as f32 * line);
    let inner = placed.w - 2.0 * PAD_X;
    let mut at = if cell.middle && cell.foot.is_empty() { y + (h - body) / 2.0 } else { y + PAD_Y };
    for text in &placed.lines {
        sheet.marks.extend(set(text, slot(x + PAD_X, at, inner, line), cell.style, false));
        at += line;
    }
    let mut at = y + h - PAD_Y - foot;
    if let Some(word) = &cell.seal {
        seal(sheet, x + placed.w - 22.0, y + h - 15.5, 14.0, word)?;
    }
    for text in &cell.foot {
        sheet.text(slot(x + PAD_X, at, inner, line), cell.style.to_right(), text)?;
        at += line;
    }
    Ok(())
}

/// The place for a round seal: a pale dashed circle with a word in it, under the text that the seal will cover.
pub(crate) fn seal(sheet: &mut Sheet, x: f32, y: f32, r: f32, word: &str) -> Result<(), PaperError> {
    sheet.marks.push(Mark::Circle { x, y, r, width: 0.2, dash: Some(1.2), ink: Ink::Pale });
    let look = style(regular(8.0)).centred().ink(Ink::Pale);
    sheet.text(slot(x - r, y - r * 0.72, 2.0 * r, 4.0), look, word)
}
