//! Sheets as the black dots of a thermal receipt printer: 576 dots over 72 mm (203 dpi).
//!
//! Glyph outlines are filled here, by scan lines: with one bit per dot and a page of a few hundred glyphs a
//! rasteriser crate would bring more than it saves.

use super::error::PaperError;
use super::fonts::{Font, pick};
use super::qr::Qr;
use super::sheet::{Ink, Mark, Sheet};

/// Dots across the printable 72 mm of an 80 mm roll.
pub const DOTS: usize = 576;
const DOTS_PER_MM: f32 = 8.0;
/// Paper the print head does not reach, on each side.
const EDGE: f32 = 4.0;
/// Scan lines through each row of dots.
const FINE: usize = 4;
/// Part of a dot that must be covered for it to be black. Thermal dots spread, so thin strokes need no help.
const COVER: f32 = 0.45;

/// A picture of one bit per dot, black where set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    rows: Vec<[u8; DOTS / 8]>,
}

impl Raster {
    /// Rows from the top; the first dot is the highest bit of the first byte.
    #[must_use]
    pub fn rows(&self) -> &[[u8; DOTS / 8]] {
        &self.rows
    }

    /// Whether the dot is black; false outside.
    #[must_use]
    pub fn dot(&self, x: usize, y: usize) -> bool {
        let byte = self.rows.get(y).and_then(|row| row.get(x / 8));
        byte.is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    /// Draws a sheet 80 mm wide.
    pub(crate) fn draw(sheet: &Sheet) -> Result<Self, PaperError> {
        let mut raster = Self { rows: vec![[0; DOTS / 8]; whole(sheet.height * DOTS_PER_MM)] };
        for mark in &sheet.marks {
            raster.mark(mark)?;
        }
        Ok(raster)
    }

    fn set(&mut self, x: usize, y: usize, black: bool) {
        if let Some(byte) = self.rows.get_mut(y).and_then(|row| row.get_mut(x / 8)) {
            let bit = 0x80 >> (x % 8);
            *byte = if black { *byte | bit } else { *byte & !bit };
        }
    }

    fn mark(&mut self, mark: &Mark) -> Result<(), PaperError> {
        match mark {
            Mark::Text { x, y, font, spread, text, .. } => return self.text(*x, *y, *font, *spread, text),
            Mark::Line { from, to, width, dash, .. } => self.line(*from, *to, *width, *dash),
            Mark::Box { x, y, w, h, width, .. } => {
                let (right, low) = (x + w, y + h);
                self.line((*x, *y), (right, *y), *width, None);
                self.line((*x, low), (right, low), *width, None);
                self.line((*x, *y), (*x, low), *width, None);
                self.line((right, *y), (right, low), *width, None);
            }
            Mark::Fill { x, y, w, h, ink } => self.fill(*x, *y, *w, *h, *ink != Ink::White),
            Mark::Circle { x, y, r, width, .. } => self.circle(*x, *y, *r, *width),
            Mark::Qr { x, y, size, qr } => self.qr(*x, *y, *size, qr),
        }
        Ok(())
    }

    /// A rectangle in millimetres, at least one dot thick.
    fn fill(&mut self, x: f32, y: f32, w: f32, h: f32, black: bool) {
        let (left, top) = (whole((x - EDGE) * DOTS_PER_MM), whole(y * DOTS_PER_MM));
        let (wide, high) = (whole(w * DOTS_PER_MM).max(1), whole(h * DOTS_PER_MM).max(1));
        for row in top..top + high {
            for column in left..left + wide {
                self.set(column, row, black);
            }
        }
    }

    /// Upright and level lines only: slips have no others.
    fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, dash: Option<f32>) {
        let (w, h) = (to.0 - from.0, to.1 - from.1);
        let length = w.abs().max(h.abs());
        let step = dash.unwrap_or(length).max(0.25);
        let mut at = 0.0;
        while at < length {
            let part = step.min(length - at);
            let (x, y) = (from.0.min(to.0), from.1.min(to.1));
            match w.abs() >= h.abs() {
                true => self.fill(x + at, y - width / 2.0, part, width, true),
                false => self.fill(x - width / 2.0, y + at, width, part, true),
            }
            at += 2.0 * step;
        }
    }

    fn circle(&mut self, x: f32, y: f32, r: f32, width: f32) {
        const STEPS: u16 = 720;
        for step in 0..STEPS {
            let angle = f32::from(step) * std::f32::consts::TAU / f32::from(STEPS);
            self.fill(x + r * angle.cos(), y + r * angle.sin(), width, width, true);
        }
    }

    /// Modules of whole dots, centred where the symbol was meant to stand.
    #[allow(clippy::cast_precision_loss)]
    fn qr(&mut self, x: f32, y: f32, size: f32, qr: &Qr) {
        let module = whole(size * DOTS_PER_MM / qr.modules as f32).max(1);
        let side = (module * qr.modules) as f32;
        let left = whole((x - EDGE + size / 2.0) * DOTS_PER_MM - side / 2.0);
        let top = whole((y + size / 2.0) * DOTS_PER_MM - side / 2.0);
        for (row, column, length) in &qr.runs {
            for dy in 0..module {
                for dx in 0..length * module {
                    self.set(left + column * module + dx, top + row * module + dy, true);
                }
            }
        }
    }

    fn text(&mut self, x: f32, y: f32, font: Font, spread: f32, text: &str) -> Result<(), PaperError> {
        let em = font.em() * DOTS_PER_MM;
        let mut pen = (x - EDGE) * DOTS_PER_MM;
        let baseline = y * DOTS_PER_MM;
        for c in text.chars() {
            let glyph = pick(c, font.weight)?;
            let face = &glyph.face.face()?.outlines;
            let scale = em / f32::from(face.units_per_em());
            let mut outline = Outline { scale, x: pen, y: baseline, ..Outline::default() };
            face.outline_glyph(ttf_parser::GlyphId(glyph.id), &mut outline);
            self.ink(&outline.edges);
            pen += glyph.advance * em + spread * DOTS_PER_MM;
        }
        Ok(())
    }

    /// Fills closed outlines, non-zero winding.
    #[allow(clippy::cast_precision_loss)]
    fn ink(&mut self, edges: &[Edge]) {
        let top = edges.iter().map(|edge| edge.top).fold(f32::INFINITY, f32::min);
        let low = edges.iter().map(|edge| edge.low).fold(f32::NEG_INFINITY, f32::max);
        if !top.is_finite() || !low.is_finite() {
            return;
        }
        let mut covered = [0.0_f32; DOTS];
        for row in down(top)..down(low) + 1 {
            covered.fill(0.0);
            for fine in 0..FINE {
                let y = row as f32 + (fine as f32 + 0.5) / FINE as f32;
                spans(edges, y, &mut covered);
            }
            for (column, part) in covered.iter().enumerate() {
                if *part >= COVER * FINE as f32 {
                    self.set(column, row, true);
                }
            }
        }
    }
}

/// Adds what the outline covers of each dot on the scan line at `y`.
fn spans(edges: &[Edge], y: f32, covered: &mut [f32; DOTS]) {
    let crossing = |edge: &Edge| (edge.top <= y && y < edge.low).then(|| (edge.x_at(y), edge.turn));
    let mut crossings: Vec<(f32, i32)> = edges.iter().filter_map(crossing).collect();
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut winding = 0;
    let mut from = 0.0;
    for (x, turn) in crossings {
        if winding == 0 {
            from = x;
        }
        winding += turn;
        if winding == 0 {
            cover(from, x, covered);
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn cover(from: f32, to: f32, covered: &mut [f32; DOTS]) {
    let first = down(from);
    for (at, part) in covered.iter_mut().enumerate().skip(first).take(down(to) + 1 - first) {
        let left = at as f32;
        *part += (to.min(left + 1.0) - from.max(left)).max(0.0);
    }
}

/// The dot that holds this place; nothing is left of 0 or above it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn down(place: f32) -> usize {
    place.max(0.0).floor() as usize
}

/// The nearest whole number of dots.
fn whole(dots: f32) -> usize {
    down(dots + 0.5)
}

/// A straight piece of outline that goes up or down.
#[derive(Debug, Clone, Copy)]
struct Edge {
    top: f32,
    low: f32,
    x_top: f32,
    slope: f32,
    turn: i32,
}

impl Edge {
    fn x_at(&self, y: f32) -> f32 {
        self.x_top + (y - self.top) * self.slope
    }
}

/// Takes a glyph's outline, scaled and placed, curves cut into short straight pieces.
#[derive(Default)]
struct Outline {
    scale: f32,
    x: f32,
    y: f32,
    start: (f32, f32),
    at: (f32, f32),
    edges: Vec<Edge>,
}

impl Outline {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }

    fn to(&mut self, to: (f32, f32)) {
        let from = std::mem::replace(&mut self.at, to);
        let (high, low, turn) = if from.1 < to.1 { (from, to, 1) } else { (to, from, -1) };
        if low.1 - high.1 > 1e-4 {
            let slope = (low.0 - high.0) / (low.1 - high.1);
            self.edges.push(Edge { top: high.1, low: low.1, x_top: high.0, slope, turn });
        }
    }
}

const PIECES: u8 = 6;

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.to(self.place(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (a, b, c) = (self.at, self.place(x1, y1), self.place(x, y));
        for piece in 1..=PIECES {
            let t = f32::from(piece) / f32::from(PIECES);
            let at = |a: f32, b: f32, c: f32| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
            self.to((at(a.0, b.0, c.0), at(a.1, b.1, c.1)));
        }
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, c, d) = (self.at, self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        for piece in 1..=PIECES {
            let t = f32::from(piece) / f32::from(PIECES);
            let u = 1.0 - t;
            let at = |a: f32, b: f32, c: f32, d: f32| u * u * u * a + 3.0 * t * u * u * b + 3.0 * t * t * u * c + t * t * t * d;
            self.to((at(a.0, b.0, c.0, d.0), at(a.1, b.1, c.1, d.1)));
        }
    }

    fn close(&mut self) {
        self.to(self.start);
    }
}
