//! Two weeks as two lines, drawn here: no script, no library.
use maud::{Markup, html};

use crate::{domain::matters::items::Daily, i18n::Texts};

/// The drawing's size and its margins: left for the scale, below for the days.
const WIDTH: i64 = 600;
const HEIGHT: i64 = 430;
const LEFT: i64 = 70;
const TOP: i64 = 20;
const BOTTOM: i64 = 390;

/// The top of the scale: the next of 4, 8, 20, 40, 80, 200 … so that its quarters are whole.
fn scale(most: i64) -> i64 {
    let mut top = 4_i64;
    for factor in [2.0_f64, 2.5, 2.0].into_iter().cycle().take(50) {
        if top >= most {
            break;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // exact: small whole numbers
        {
            top = (top as f64 * factor) as i64;
        }
    }
    top
}

/// Reported and closed by day; the lines differ in their dashes too, not in colour alone.
pub(super) fn trend(t: &Texts, days: &[Daily]) -> Markup {
    let top = scale(days.iter().map(|d| d.reported.max(d.closed)).max().unwrap_or_default());
    let last = i64::try_from(days.len()).unwrap_or(1).saturating_sub(1).max(1);
    let x = |i: i64| LEFT + (WIDTH - LEFT - 24) * i / last;
    let y = |n: i64| BOTTOM - (BOTTOM - TOP) * n / top;
    let line =
        |of: fn(&Daily) -> i64| (0..).zip(days).map(|(i, d)| format!("{},{}", x(i), y(of(d)))).collect::<Vec<_>>().join(" ");
    let words = |d: &Daily| format!("{}: {} / {}", d.day, d.reported, d.closed);
    let told = days.iter().map(words).collect::<Vec<_>>().join("; ");
    html! {
        svg.trend viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label={ (t.get("wall-trend")) " " (told) } {
            @for quarter in 0..=4 {
                @let n = top * quarter / 4;
                line.rule x1=(LEFT) x2=(WIDTH - 24) y1=(y(n)) y2=(y(n)) {}
                text.scale x=(LEFT - 14) y=(y(n) + 9) text-anchor="end" { (n) }
            }
            @for (i, d) in (0..).zip(days) {
                @if (last - i) % 4 == 0 {
                    @let date = d.day.date();
                    text.scale x=(x(i)) y=(BOTTOM + 36) text-anchor=(if i == last { "end" } else { "middle" }) {
                        @if i == last { (t.get("wall-today")) } @else { (date.month()) "-" (date.day()) }
                    }
                }
            }
            polyline.reported points=(line(|d| d.reported)) {}
            polyline.closed points=(line(|d| d.closed)) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn the_scale_holds_the_greatest_in_whole_quarters() {
        for most in 0..5_000 {
            let top = scale(most);
            assert!(top >= most && top % 4 == 0 && (top <= 4 || top <= most * 5 / 2), "{most}: {top}");
        }
    }
}
