//! What stands on a sheet of paper: marks at places in millimetres from the top left corner.

use std::rc::Rc;

use super::error::PaperError;
use super::fonts::{self, Font};
use super::qr::Qr;

/// Horizontal place of a text in its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

/// What a mark is drawn with. Thermal paper knows black only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    Grey,
    /// Hairlines and places to be filled by hand.
    Pale,
    /// The product's blue.
    Blue,
    White,
}

/// One thing drawn.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    /// `y` is the baseline; `spread` is added after each character.
    Text {
        x: f32,
        y: f32,
        font: Font,
        ink: Ink,
        spread: f32,
        text: Rc<str>,
    },
    Line {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        dash: Option<f32>,
        ink: Ink,
    },
    Box {
        x: f32,
        y: f32,
        w: f32,
        h: f32,
        width: f32,
        ink: Ink,
    },
    Fill {
        x: f32,
        y: f32,
        w: f32,
        h: f32,
        ink: Ink,
    },
    Circle {
        x: f32,
        y: f32,
        r: f32,
        width: f32,
        dash: Option<f32>,
        ink: Ink,
    },
    /// The symbol without its quiet zone.
    Qr {
        x: f32,
        y: f32,
        size: f32,
        qr: Rc<Qr>,
    },
}

/// A rectangle to put something in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Slot {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) w: f32,
    pub(crate) h: f32,
}

/// The rectangle at `x`, `y`, `w` wide and `h` high.
pub(crate) const fn slot(x: f32, y: f32, w: f32, h: f32) -> Slot {
    Slot { x, y, w, h }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub(crate) font: Font,
    pub(crate) align: Align,
    pub(crate) ink: Ink,
}

/// Black text from the left.
pub(crate) const fn style(font: Font) -> Style {
    Style { font, align: Align::Left, ink: Ink::Black }
}

impl Style {
    pub(crate) const fn centred(self) -> Self {
        Self { align: Align::Centre, ..self }
    }

    pub(crate) const fn to_right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    pub(crate) const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

/// One side of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) marks: Vec<Mark>,
}

/// From the top of a line of this height to its baseline, so that Chinese characters stand centred.
pub(crate) fn baseline(line: f32, font: Font) -> f32 {
    // A full-width glyph of Noto spans -0.12..0.88 em about the baseline.
    (line - font.em()) / 2.0 + 0.88 * font.em()
}

impl Sheet {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self { width, height, marks: Vec::new() }
    }

    /// One line of text, centred in the height of its slot.
    pub(crate) fn text(&mut self, slot: Slot, style: Style, text: &str) -> Result<(), PaperError> {
        if text.is_empty() {
            return Ok(());
        }
        let used = style.font.width(text)?;
        self.text_of_width(slot, style, used, text);
        Ok(())
    }

    fn text_of_width(&mut self, slot: Slot, style: Style, used: f32, text: &str) {
        let x = match style.align {
            Align::Left => slot.x,
            Align::Centre => slot.x + (slot.w - used) / 2.0,
            Align::Right => slot.x + slot.w - used,
        };
        let y = slot.y + baseline(slot.h, style.font);
        self.marks.push(Mark::Text { x, y, font: style.font, ink: style.ink, spread: 0.0, text: Rc::from(text) });
    }

    /// A text on one line, set smaller when it is too wide for its slot, but never under `least` points:
    /// then it is cut and ends in an ellipsis.
    pub(crate) fn fitted(&mut self, slot: Slot, style: Style, least: f32, text: &str) -> Result<(), PaperError> {
        let used = style.font.width(text)?;
        if used <= slot.w {
            self.text_of_width(slot, style, used, text);
            return Ok(());
        }
        let scaled = (style.font.size * slot.w / used * 100.0).floor() / 100.0;
        let style = Style { font: Font { size: scaled.max(least), ..style.font }, ..style };
        if scaled >= least {
            return self.text(slot, style, text);
        }
        let room = slot.w - style.font.width("…")?;
        let mut cut = String::new();
        let mut used = 0.0;
        for c in text.chars() {
            used += fonts::pick(c, style.font.weight)?.advance * style.font.em();
            if used > room {
                break;
            }
            cut.push(c);
        }
        cut.push('…');
        self.text(slot, style, &cut)
    }

    /// A solid line.
    pub(crate) fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        self.marks.push(Mark::Line { from, to, width, dash: None, ink: Ink::Black });
    }

    /// A line to tear or cut along.
    pub(crate) fn dotted(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.marks.push(Mark::Line { from, to, width: 0.25, dash: Some(1.0), ink: Ink::Grey });
    }

    /// Everything of `other`, moved.
    pub(crate) fn place(&mut self, other: &Sheet, dx: f32, dy: f32) {
        self.marks.extend(other.marks.iter().map(|mark| mark.moved(dx, dy)));
    }
}

impl Mark {
    /// The same mark elsewhere.
    pub(crate) fn moved(&self, dx: f32, dy: f32) -> Self {
        let mut mark = self.clone();
        match &mut mark {
            Self::Text { x, y, .. }
            | Self::Box { x, y, .. }
            | Self::Fill { x, y, .. }
            | Self::Circle { x, y, .. }
            | Self::Qr { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Line { from, to, .. } => {
                for end in [from, to] {
                    end.0 += dx;
                    end.1 += dy;
                }
            }
        }
        mark
    }
}
