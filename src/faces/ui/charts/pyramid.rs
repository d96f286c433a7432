//! The age pyramid: two series back to back, the oldest at the top, ages in the middle.
use maud::Markup;
use plotters::prelude::*;

use super::{
    Chart,
    bars::ticks,
    canvas::{Canvas, Mark, TEXT, What, svg},
    scale::{top, width},
};

/// The height of a band.
const ROW: u32 = 20;

/// The first two series of the lines, youngest first, to the left and to the right of the bands' names.
pub fn pyramid(chart: &Chart, wide: u32) -> Markup {
    let rows = u32::try_from(chart.lines.len()).unwrap_or_default();
    let size = (wide, ROW * rows + 50);
    let middle = chart.lines.iter().map(|l| width(&l.label, TEXT)).max().unwrap_or_default() + 20;
    let most = chart.lines.iter().flat_map(|l| &l.parts).map(|p| p.n).max().unwrap_or_default();
    let mut out = String::new();
    // Drawing into markup cannot fail.
    drop(draw(chart, size, middle, most, &mut out));
    svg(size, &chart.title, out)
}

fn draw(chart: &Chart, size: (u32, u32), middle: u32, most: i64, out: &mut String) -> Result<(), Box<dyn std::error::Error>> {
    let area = Canvas { size, out }.into_drawing_area();
    let rows = i32::try_from(chart.lines.len())?;
    let (end, sums) = (top(most), width(&most.to_string(), TEXT) + 10);
    let half = i32::try_from((size.0 - middle) / 2)?;
    let (left, rest) = area.split_horizontally(half);
    let (names, right) = rest.split_horizontally(i32::try_from(middle)?);
    for (s, half) in [(0, &left), (1, &right)] {
        // The left half runs from right to left.
        let scale = if s == 0 { end..0 } else { 0..end };
        let (from_left, from_right) = if s == 0 { (sums, 0) } else { (0, sums) };
        let mut c = ChartBuilder::on(half)
            .margin_left(from_left)
            .margin_right(from_right)
            .margin_top(20)
            .x_label_area_size(26)
            .build_cartesian_2d(scale.with_key_points(ticks(end)), (0..rows * 10).with_key_points(Vec::new()))?;
        c.configure_mesh().disable_y_mesh().axis_style(TRANSPARENT).max_light_lines(0).draw()?;
        c.draw_series(marks(chart, s, rows))?;
        c.draw_series([Mark { at: [(0, 0), (0, rows * 10)], what: What::Base }])?;
    }
    let c = ChartBuilder::on(&names).margin_top(20).margin_bottom(26).build_cartesian_2d(0..2, 0..rows * 10);
    let mut c = c?;
    c.draw_series((0..).step_by(10).zip(&chart.lines).map(|(y, line)| {
        let text = line.label.clone();
        let what = What::Words { class: "name", anchor: "middle", off: (0, 4), whole: text.clone(), text };
        Mark { at: [(1, y + 5), (1, y + 5)], what }
    }))?;
    Ok(())
}

fn marks(chart: &Chart, s: usize, rows: i32) -> Vec<Mark<i64, i32>> {
    let mut out = Vec::new();
    let (anchor, away) = if s == 0 { ("end", -1) } else { ("start", 1) };
    for (y, line) in (0..).step_by(10).zip(&chart.lines) {
        let Some(part) = line.parts.get(s) else { continue };
        let n = part.n.max(0);
        if n > 0 {
            let what = What::Bar { class: format!("s{s}"), href: part.href.clone(), says: chart.says(line, s) };
            out.push(Mark { at: [(0, y + 1), (n, y + 9)], what });
        }
        let text = n.to_string();
        let class = if n > 0 { "n" } else { "n none" };
        let what = What::Words { class, anchor, off: (5 * away, 4), whole: text.clone(), text };
        out.push(Mark { at: [(n, y + 5), (n, y + 5)], what });
    }
    if let Some(word) = chart.series.get(s) {
        let what = What::Words { class: "name strong", anchor, off: (2 * away, -6), whole: word.clone(), text: word.clone() };
        out.push(Mark { at: [(0, rows * 10), (0, rows * 10)], what });
    }
    out
}
