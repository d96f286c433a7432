//! Columns that stand: one beside the other, the series of a line side by side.
use maud::Markup;
use plotters::prelude::*;

use super::{
    Chart,
    bars::ticks,
    canvas::{Canvas, Mark, TEXT, What, svg},
    scale::{top, width},
};

/// The drawing's height.
const HIGH: u32 = 250;
/// Units of the scale from one line to the next.
const STEP: i32 = 100;

/// Columns from left to right, grouped by series: for months.
pub fn columns(chart: &Chart, wide: u32) -> Markup {
    let most = chart.lines.iter().flat_map(|l| &l.parts).map(|p| p.n).max().unwrap_or_default();
    let mut out = String::new();
    // Drawing into markup cannot fail.
    drop(draw(chart, (wide, HIGH), &mut out, most));
    svg((wide, HIGH), &chart.title, out)
}

fn draw(chart: &Chart, size: (u32, u32), out: &mut String, most: i64) -> Result<(), Box<dyn std::error::Error>> {
    let area = Canvas { size, out }.into_drawing_area();
    let (end, lines) = (top(most), i32::try_from(chart.lines.len().max(1))?);
    let left = width(&end.to_string(), TEXT) + 16;
    let mut c = ChartBuilder::on(&area)
        .margin_top(18)
        .margin_right(4)
        .x_label_area_size(26)
        .y_label_area_size(left)
        .build_cartesian_2d((0..lines * STEP).with_key_points(Vec::new()), (0..end).with_key_points(ticks(end)))?;
    c.configure_mesh().disable_x_mesh().axis_style(TRANSPARENT).max_light_lines(0).draw()?;
    // Room for a line, in pixels: figures stand over their columns where they fit.
    let room = (size.0 - left) / lines.unsigned_abs() * 8 / 10 / u32::try_from(chart.series.len().max(1))?;
    c.draw_series(marks(chart, width(&most.to_string(), TEXT - 2) <= room))?;
    c.draw_series([Mark { at: [(0, 0), (lines * STEP, 0)], what: What::Base }])?;
    Ok(())
}

fn marks(chart: &Chart, numbers: bool) -> Vec<Mark<i32, i64>> {
    let mut out = Vec::new();
    let series = i32::try_from(chart.series.len().max(1)).unwrap_or(1);
    let each = STEP * 8 / 10 / series;
    for (x, line) in (0..).step_by(100).zip(&chart.lines) {
        let text = line.label.clone();
        let name = What::Words { class: "name", anchor: "middle", off: (0, 18), whole: text.clone(), text };
        out.push(Mark { at: [(x + STEP / 2, 0), (x + STEP / 2, 0)], what: name });
        for ((s, part), i) in line.parts.iter().enumerate().zip(0..) {
            let from = x + STEP / 10 + each * i;
            let n = part.n.max(0);
            if n > 0 {
                let what = What::Bar { class: format!("s{s}"), href: part.href.clone(), says: chart.says(line, s) };
                out.push(Mark { at: [(from, 0), (from + each, n)], what });
            }
            if numbers {
                let (text, middle) = (n.to_string(), from + each / 2);
                let class = if n > 0 { "n small" } else { "n small none" };
                let sum = What::Words { class, anchor: "middle", off: (0, -4), whole: text.clone(), text };
                out.push(Mark { at: [(middle, n), (middle, n)], what: sum });
            }
        }
    }
    out
}
