//! The fine look: each stroke of the ink is laid on a stroke of the model, in order. A hand that joins strokes lays one on
//! up to [`JOINED`] of the model's, one that stops midway lays up to [`BROKEN`] on one, and some are left over on either side.
use super::shape::{Line, POINTS, Point, apart, even, length, line, marks};

/// The most strokes of a model that one line of ink covers.
const JOINED: usize = 4;
/// The most lines of ink that make one stroke of a model.
const BROKEN: usize = 3;

// What each liberty costs, in the unit of `apart`. Tried out on writers of `synthetic` with other seeds than the tests and
// the bench use: half or twice JOIN and SPLIT, and DISORDER from 2 to 20, move the share of first guesses by two points at most;
// LEFT_OVER at some half of it, for missing strokes only, costs up to eight.

/// Each stroke more under one line.
const JOIN: f32 = 10.0;
/// Each line more on one stroke.
const SPLIT: f32 = 14.0;
/// A stroke that was not written, or a line too many, and as much again for each side of the square that it is long.
const LEFT_OVER: (f32, f32) = (60.0, 100.0);
/// All strokes out of their order.
const DISORDER: f32 = 12.0;
/// The weight of each stroke more that lies under one line, or line that lies on one stroke.
const MORE: f32 = 0.3;

/// Lines in order: each by itself, and joined with those after it.
pub(super) struct Strokes {
    /// `spans[k][i]`: strokes i to i + k as one line.
    spans: Vec<Vec<Line>>,
    /// What each costs if it finds no other.
    left_over: Vec<f32>,
}

impl Strokes {
    /// What was drawn.
    pub(super) fn of_ink(lines: &[Vec<Point>]) -> Self {
        Self::of(lines, BROKEN)
    }
    /// What should have been.
    pub(super) fn of_model(lines: &[Vec<Point>]) -> Self {
        Self::of(lines, JOINED)
    }
    fn of(lines: &[Vec<Point>], most: usize) -> Self {
        // Strokes one after the other are one line with the pen's way between them, of which each span is a part.
        let marks = marks(lines.iter().flatten());
        let mut ends = vec![0];
        ends.extend(lines.iter().scan(0, |end, l| {
            *end += l.len();
            Some(*end)
        }));
        let span = |(from, to): (&usize, &usize)| line(even(marks.get(*from..*to).unwrap_or_default(), POINTS));
        let spans = (1..=most).map(|k| ends.iter().zip(ends.iter().skip(k)).map(span).collect()).collect();
        let left_over = |l: &Vec<Point>| LEFT_OVER.0 + LEFT_OVER.1 * length(l);
        Strokes { spans, left_over: lines.iter().map(left_over).collect() }
    }
    fn count(&self) -> usize {
        self.left_over.len()
    }
    /// Strokes `end - k` to `end` as one line.
    fn ending(&self, end: usize, k: usize) -> Option<&Line> {
        self.spans.get(k.checked_sub(1)?)?.get(end.checked_sub(k)?)
    }
    /// The cost of leaving out the last of the first `end`.
    fn without(&self, end: usize) -> f32 {
        end.checked_sub(1).and_then(|i| self.left_over.get(i)).copied().unwrap_or(f32::INFINITY)
    }
}

/// A table that is filled again for each model.
#[derive(Default)]
pub(super) struct Table(Vec<f32>);

/// The least cost of laying the ink on the model, for each stroke on average. Cell (i, j) of the table is the least cost of
/// the first i lines on the first j strokes.
pub(super) fn cost(ink: &Strokes, model: &Strokes, table: &mut Table) -> f32 {
    let (m, n) = (ink.count(), model.count());
    let width = n + 1;
    table.0.clear();
    table.0.resize((m + 1) * width, f32::INFINITY);
    for i in 0..=m {
        for j in 0..=n {
            // Far from the diagonal: nobody leaves out half of a character and writes the rest twice.
            if (i * n).abs_diff(j * m) > m * n / 5 + 3 * m.max(n) {
                continue;
            }
            let before = |lines: usize, strokes: usize| {
                let cell = i.checked_sub(lines).zip(j.checked_sub(strokes)).map(|(i, j)| i * width + j);
                cell.and_then(|c| table.0.get(c)).copied().unwrap_or(f32::INFINITY)
            };
            let mut best = if i + j == 0 { 0.0 } else { f32::INFINITY };
            best = best.min(before(1, 0) + ink.without(i)).min(before(0, 1) + model.without(j));
            for k in 1..=JOINED {
                let (Some(a), Some(b)) = (ink.ending(i, 1), model.ending(j, k)) else { break };
                best = best.min(before(1, k) + several(a, b, k, JOIN));
            }
            for k in 2..=BROKEN {
                let (Some(a), Some(b)) = (ink.ending(i, k), model.ending(j, 1)) else { break };
                best = best.min(before(k, 1) + several(a, b, k, SPLIT));
            }
            if let Some(cell) = table.0.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    2.0 * table.0.last().copied().unwrap_or(f32::INFINITY) / (m + n).max(1) as f32
}

/// How far two lines are apart of which one stands for `k`.
fn several(a: &Line, b: &Line, k: usize, each: f32) -> f32 {
    let more = (k - 1) as f32;
    apart(a, b) * (1.0 + MORE * more) + each * more
}

/// The ink's strokes in the order of the model's, by where each lies best, and the price of it. `None` if they are in order.
pub(super) fn order(ink: &Strokes, model: &Strokes) -> Option<(Vec<usize>, f32)> {
    let mut places: Vec<(usize, usize)> = (0..ink.count()).map(|i| (nearest(ink, i, model), i)).collect();
    if places.is_sorted() {
        return None;
    }
    places.sort_unstable();
    let moved = places.iter().enumerate().filter(|(at, (_, i))| at != i).count();
    let price = DISORDER * moved as f32 / places.len() as f32;
    Some((places.into_iter().map(|(_, i)| i).collect(), price))
}

/// The first of the model's strokes that a line of ink lies on best.
fn nearest(ink: &Strokes, i: usize, model: &Strokes) -> usize {
    let Some(a) = ink.ending(i + 1, 1) else { return 0 };
    let spans = model.spans.iter().zip(1..);
    let all = spans.flat_map(|(lines, k)| lines.iter().enumerate().map(move |(j, b)| (several(a, b, k, JOIN), j)));
    all.min_by(|x, y| x.0.total_cmp(&y.0)).map_or(0, |best| best.1)
}
