//! Running text down a page and on to the next.

use std::rc::Rc;

use super::breaks::{self, Line};
use super::error::PaperError;
use super::fonts::Font;
use super::sheet::{Align, Ink, Mark, Sheet, Slot, Style, baseline, slot, style};

/// A kind of page with its margins, in millimetres.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Geometry {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    pub(crate) side: f32,
}

/// A4 with the margins of an office form.
pub(crate) const A4: Geometry = Geometry { width: 210.0, height: 297.0, top: 24.0, bottom: 22.0, side: 24.0 };
/// A4 with the narrower margins of a table that must hold much.
pub(crate) const A4_TABLE: Geometry = Geometry { width: 210.0, height: 297.0, top: 18.0, bottom: 18.0, side: 18.0 };
/// A4 lying, for the many columns of a register.
pub(crate) const A4_WIDE: Geometry = Geometry { width: 297.0, height: 210.0, top: 16.0, bottom: 18.0, side: 15.0 };
/// A5 upright.
pub(crate) const A5: Geometry = Geometry { width: 148.0, height: 210.0, top: 10.0, bottom: 9.0, side: 13.0 };
/// An 80 mm roll, of which 72 mm take print; its length follows from the text.
pub(crate) const ROLL: Geometry = Geometry { width: 80.0, height: 3_000.0, top: 4.0, bottom: 6.0, side: 5.0 };

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Para {
    pub(crate) style: Style,
    /// Line height in ems.
    pub(crate) leading: f32,
    /// First line's indent in ems.
    pub(crate) indent: f32,
    /// Whether inner lines are stretched to both margins.
    pub(crate) justify: bool,
}

/// Plain lines from the left.
pub(crate) const fn plain(font: Font) -> Para {
    Para { style: style(font), leading: 1.5, indent: 0.0, justify: false }
}

/// Running text of a notice: two characters in, both margins straight.
pub(crate) const fn body(font: Font) -> Para {
    Para { style: style(font), leading: 1.75, indent: 2.0, justify: true }
}

/// Pages being filled from top to bottom.
#[derive(Debug)]
pub(crate) struct Flow {
    pub(crate) page: Geometry,
    done: Vec<Sheet>,
    pub(crate) sheet: Sheet,
    /// Where the next thing goes, from the top of the page.
    pub(crate) y: f32,
}

impl Flow {
    pub(crate) fn new(page: Geometry) -> Self {
        Self { page, done: Vec::new(), sheet: Sheet::new(page.width, page.height), y: page.top }
    }

    /// Left edge of the text.
    pub(crate) fn left(&self) -> f32 {
        self.page.side
    }

    /// Width of the text.
    pub(crate) fn width(&self) -> f32 {
        self.page.width - 2.0 * self.page.side
    }

    /// What is left of this page.
    pub(crate) fn room(&self) -> f32 {
        self.page.height - self.page.bottom - self.y
    }

    /// What an empty page holds.
    pub(crate) fn whole(&self) -> f32 {
        self.page.height - self.page.bottom - self.page.top
    }

    /// Leaves a space, unless the page has just begun.
    pub(crate) fn gap(&mut self, mm: f32) {
        if self.y > self.page.top {
            self.y += mm;
        }
    }

    /// Goes on to a new page.
    pub(crate) fn turn(&mut self) {
        let next = Sheet::new(self.page.width, self.page.height);
        self.done.push(std::mem::replace(&mut self.sheet, next));
        self.y = self.page.top;
    }

    /// Which page is being filled: 1, 2, …
    pub(crate) fn number(&self) -> usize {
        self.done.len() + 1
    }

    /// The pages as they are, without feet.
    pub(crate) fn sheets(mut self) -> Vec<Sheet> {
        self.done.push(self.sheet);
        self.done
    }

    /// Turns the page unless this much is left.
    pub(crate) fn keep(&mut self, mm: f32) {
        if self.room() < mm && self.y > self.page.top {
            self.turn();
        }
    }

    /// The full-width slot of this height, taken.
    pub(crate) fn take(&mut self, h: f32) -> Slot {
        self.keep(h);
        let taken = slot(self.left(), self.y, self.width(), h);
        self.y += h;
        taken
    }

    /// A paragraph over the full width.
    pub(crate) fn para(&mut self, para: Para, text: &str) -> Result<(), PaperError> {
        self.para_in(para, 0.0, self.width(), text)
    }

    /// A paragraph in a column that begins `dx` from the left edge.
    pub(crate) fn para_in(&mut self, para: Para, dx: f32, width: f32, text: &str) -> Result<(), PaperError> {
        let em = para.style.font.em();
        let height = em * para.leading;
        let mut indent = para.indent * em;
        for line in breaks::lines(text, para.style.font, width, indent)? {
            self.keep(height);
            let place = slot(self.left() + dx + indent, self.y, width - indent, height);
            self.sheet.marks.extend(set(&line, place, para.style, para.justify));
            self.y += height;
            indent = if line.last { para.indent * em } else { 0.0 };
        }
        Ok(())
    }

    /// Finished sheets, each with the foot that `foot` gives for its number and their count.
    pub(crate) fn finish(mut self, foot: impl Fn(usize, usize) -> Option<String>) -> Result<Vec<Sheet>, PaperError> {
        self.done.push(self.sheet);
        let count = self.done.len();
        for (at, sheet) in self.done.iter_mut().enumerate() {
            if let Some(text) = foot(at + 1, count) {
                let place = slot(self.page.side, self.page.height - 14.0, self.page.width - 2.0 * self.page.side, 5.0);
                sheet.text(place, style(super::fonts::regular(9.0)).centred().ink(Ink::Grey), &text)?;
            }
        }
        Ok(self.done)
    }

    /// The one long sheet of a roll, cut after the last line.
    pub(crate) fn cut(mut self) -> Sheet {
        self.sheet.height = self.y + self.page.bottom;
        self.sheet
    }
}

/// A set line as a mark.
pub(crate) fn set(line: &Line, place: Slot, style: Style, justify: bool) -> Option<Mark> {
    let gaps = line.text.chars().count().checked_sub(1)?;
    let slack = place.w - line.width;
    let x = match style.align {
        Align::Left => place.x,
        Align::Centre => place.x + slack / 2.0,
        Align::Right => place.x + slack,
    };
    let stretch = justify && !line.last && gaps > 0 && slack > 0.0;
    #[allow(clippy::cast_precision_loss)]
    let spread = if stretch { slack / gaps as f32 } else { 0.0 };
    // A line cut far too short (before a long code) looks worse stretched than ragged.
    let spread = if spread > 0.3 * style.font.em() { 0.0 } else { spread };
    let y = place.y + baseline(place.h, style.font);
    Some(Mark::Text { x, y, font: style.font, ink: style.ink, spread, text: Rc::from(line.text.as_str()) })
}
