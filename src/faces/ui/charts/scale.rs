//! Scales that begin at nothing and end at a round number, and texts that fit.

/// The step of a scale for the greatest figure: 1, 2 or 5 with noughts, so that at most five steps hold it.
pub(super) fn step(most: i64) -> i64 {
    let mut unit = 1_i64;
    loop {
        for m in [1, 2, 5] {
            let step = unit.saturating_mul(m);
            if step.saturating_mul(5) >= most {
                return step;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// The end of the scale: as many whole steps as hold the greatest figure, at least one.
pub(super) fn top(most: i64) -> i64 {
    let step = step(most);
    step.saturating_mul((most.max(1) - 1) / step + 1)
}

/// The width of a text in pixels at a size: a Chinese character is as wide as high, others little more than half.
pub(super) fn width(text: &str, size: u32) -> u32 {
    let tenths: u32 = text.chars().map(|c| if c.is_ascii() { 58 } else { 100 }).sum();
    tenths.saturating_mul(size) / 100
}

/// A text cut to a width, with an ellipsis if something is left out.
pub(super) fn fitted(text: &str, size: u32, most: u32) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if width(&out, size) + size > most {
            break;
        }
    }
    out.push('…');
    out
}
