//! What plotters draws on: markup with attributes and classes alone, as the content security policy wants it. Its own SVG
//! backend knows neither links nor titles and writes colours and fonts of its own.
use std::convert::Infallible;

use maud::{Markup, html};
use plotters::prelude::*;
use plotters::{
    element::{Drawable, PointCollection},
    style::text_anchor::{HPos, VPos},
};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};

/// The size of a chart's texts in its own pixels.
pub(super) const TEXT: u32 = 13;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Markup that grows.
pub(super) struct Canvas<'a> {
    pub(super) size: (u32, u32),
    pub(super) out: &'a mut String,
}

impl Canvas<'_> {
    fn put(&mut self, m: &Markup) -> Drawn {
        self.out.push_str(&m.0);
        Ok(())
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;
    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }
    /// Rules of the scale: the only lines that plotters draws by itself, but for axes, which are made transparent.
    fn draw_line<S: BackendStyle>(&mut self, (x1, y1): BackendCoord, (x2, y2): BackendCoord, style: &S) -> Drawn {
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        self.put(&html! { line.rule x1=(x1) y1=(y1) x2=(x2) y2=(y2) {} })
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let path: Vec<_> = path.into_iter().collect();
        for (from, to) in path.iter().zip(path.iter().skip(1)) {
            self.draw_line(*from, *to, style)?;
        }
        Ok(())
    }
    /// Numbers of the scale.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = style.anchor();
        let at = match anchor.h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // The baseline, a little above the foot of the letters.
        let y = match anchor.v_pos {
            VPos::Top => y + 12,
            VPos::Center => y + 4,
            VPos::Bottom => y - 3,
        };
        self.put(&html! { text.tick x=(x) y=(y) text-anchor=(at) { (text) } })
    }
    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, _: &S) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((super::scale::width(text, TEXT), TEXT))
    }
}

/// Something placed by two points of the chart's own scale.
pub(super) struct Mark<X, Y> {
    /// Two corners.
    pub(super) at: [(X, Y); 2],
    /// What stands there.
    pub(super) what: What,
}

/// What is drawn.
pub(super) enum What {
    /// A figure: its class, where it leads, what it says.
    Bar { class: String, href: Option<String>, says: String },
    /// Words beside the first corner: their class, anchor, how far off.
    Words { class: &'static str, anchor: &'static str, off: (i32, i32), text: String, whole: String },
    /// A line between the corners.
    Base,
}

impl<'a, X, Y> PointCollection<'a, (X, Y)> for &'a Mark<X, Y> {
    type Point = &'a (X, Y);
    type IntoIter = std::slice::Iter<'a, (X, Y)>;
    fn point_iter(self) -> Self::IntoIter {
        self.at.iter()
    }
}

impl<X, Y> Drawable<Canvas<'_>> for Mark<X, Y> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, mut pos: I, to: &mut Canvas<'_>, _: (u32, u32)) -> Drawn {
        let (Some(a), Some(b)) = (pos.next(), pos.next()) else { return Ok(()) };
        let drawn = match &self.what {
            What::Bar { class, href, says } => {
                let (x, y) = (a.0.min(b.0), a.1.min(b.1));
                let (w, h) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
                let bar = html! { rect class=(class) x=(x) y=(y) width=(w) height=(h) { title { (says) } } };
                html! { @match href { Some(href) => a href=(href) aria-label=(says) tabindex="-1" { (bar) }, None => (bar) } }
            }
            What::Words { class, anchor, off, text, whole } => html! {
                text class=(class) x=(a.0 + off.0) y=(a.1 + off.1) text-anchor=(anchor) {
                    (text) @if text != whole { title { (whole) } }
                }
            },
            What::Base => html! { line.base x1=(a.0) y1=(a.1) x2=(b.0) y2=(b.1) {} },
        };
        to.put(&drawn)
    }
}

/// The frame around what was drawn. Its links are for the pointer; the table below has the same ones for the keyboard.
pub(super) fn svg(size: (u32, u32), told: &str, inside: String) -> Markup {
    html! {
        svg.chart viewBox={ "0 0 " (size.0) " " (size.1) } width=(size.0) height=(size.1) role="group" aria-label=(told) {
            (maud::PreEscaped(inside))
        }
    }
}
