//! Bars that lie: one line under the other, the parts of a line in a row.
use maud::Markup;
use plotters::prelude::*;

use super::{
    Chart,
    canvas::{Canvas, Mark, TEXT, What, svg},
    scale::{fitted, step, top, width},
};

/// The height of a line and of its bar, and of many.
const ROW: u32 = 26;
const ROW_OF_MANY: u32 = 20;
/// From how many lines on they are many.
const MANY: usize = 40;
/// The most room for the names of lines.
const NAMES_MOST: u32 = 190;

/// Bars from left to right, stacked by series, with the sum behind each.
pub fn bars(chart: &Chart, wide: u32) -> Markup {
    let row = if chart.lines.len() >= MANY { ROW_OF_MANY } else { ROW };
    let rows = i32::try_from(chart.lines.len()).unwrap_or(i32::MAX);
    let most = chart.lines.iter().map(super::Line::sum).max().unwrap_or_default();
    let names = chart.lines.iter().map(|l| width(&l.label, TEXT)).max().unwrap_or_default().min(NAMES_MOST) + 14;
    let sums = width(&most.to_string(), TEXT) + 14;
    let size = (wide, row * u32::try_from(chart.lines.len()).unwrap_or_default() + 28);
    let mut out = String::new();
    // Drawing into markup cannot fail.
    drop(draw(chart, &mut Canvas { size, out: &mut out }, (names, sums), rows, most));
    svg(size, &chart.title, out)
}

type Marks = Vec<Mark<i64, i32>>;

fn draw(
    chart: &Chart,
    canvas: &mut Canvas<'_>,
    (names, sums): (u32, u32),
    rows: i32,
    most: i64,
) -> Result<(), Box<dyn std::error::Error>> {
    let area = Canvas { size: canvas.size, out: canvas.out }.into_drawing_area();
    let end = top(most);
    // Ten to a row; rows run downwards.
    let mut c = ChartBuilder::on(&area)
        .margin_right(sums)
        .margin_top(2)
        .x_label_area_size(26)
        .y_label_area_size(names)
        .build_cartesian_2d((0..end).with_key_points(ticks(end)), (rows * 10..0).with_key_points(Vec::new()))?;
    c.configure_mesh().disable_y_mesh().axis_style(TRANSPARENT).max_light_lines(0).draw()?;
    c.draw_series(marks(chart))?;
    c.draw_series([Mark { at: [(0, 0), (0, rows * 10)], what: What::Base }])?;
    Ok(())
}

/// Whole numbers from nothing to the end of the scale.
pub(super) fn ticks(end: i64) -> Vec<i64> {
    let step = step(end);
    (0..=end / step).map(|i| i * step).collect()
}

fn marks(chart: &Chart) -> Marks {
    let mut out = Marks::new();
    for (y, line) in (0..).step_by(10).zip(&chart.lines) {
        let text = fitted(&line.label, TEXT, NAMES_MOST);
        let name = What::Words { class: "name", anchor: "end", off: (-7, 4), text, whole: line.label.clone() };
        out.push(Mark { at: [(0, y + 5), (0, y + 5)], what: name });
        let mut from = 0_i64;
        for (s, part) in line.parts.iter().enumerate().filter(|(_, p)| p.n > 0) {
            let to = from.saturating_add(part.n);
            let what = What::Bar { class: format!("s{s}"), href: part.href.clone(), says: chart.says(line, s) };
            out.push(Mark { at: [(from, y + 2), (to, y + 8)], what });
            from = to;
        }
        let text = from.to_string();
        let sum =
            What::Words { class: if from > 0 { "n" } else { "n none" }, anchor: "start", off: (6, 4), whole: text.clone(), text };
        out.push(Mark { at: [(from, y + 5), (from, y + 5)], what: sum });
    }
    out
}
