//! Lines: their lengths, even points on them, and one size for all writing.

/// Points that a stroke is compared by.
pub(super) const POINTS: usize = 8;

/// A point of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    pub(super) fn to(self, other: Point) -> Point {
        Point { x: other.x - self.x, y: other.y - self.y }
    }
    pub(super) fn length(self) -> f32 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
    /// The point `t` (0 to 1) of the way to another.
    pub(super) fn toward(self, other: Point, t: f32) -> Point {
        Point { x: self.x + (other.x - self.x) * t, y: self.y + (other.y - self.y) * t }
    }
}

/// The length of a line.
pub(super) fn length(line: &[Point]) -> f32 {
    line.windows(2).map(|w| if let [a, b] = w { a.to(*b).length() } else { 0.0 }).sum()
}

/// A point of a line, and how far along the line it lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    at: Point,
    along: f32,
}

/// The points of a line with their distances along it.
pub(super) fn marks<'a>(line: impl IntoIterator<Item = &'a Point>) -> Vec<Mark> {
    let (mut along, mut before) = (0.0, None::<Point>);
    let mark = |p: &Point| {
        along += before.replace(*p).map_or(0.0, |b| b.to(*p).length());
        Mark { at: *p, along }
    };
    line.into_iter().map(mark).collect()
}

/// `count` points at even distances on a line (or a part of one), its ends among them.
pub(super) fn even(line: &[Mark], count: usize) -> impl Iterator<Item = Point> + '_ {
    let ends = line.first().zip(line.last()).map_or((0.0, 0.0), |(a, b)| (a.along, b.along));
    let step = (ends.1 - ends.0) / (count.max(2) - 1) as f32;
    let mut rest = line;
    (0..count).map(move |i| {
        let want = ends.0 + step * i as f32;
        loop {
            match rest {
                [_, on @ ..] if on.len() > 1 && on.first().is_some_and(|b| b.along < want) => rest = on,
                [a, b, ..] if b.along > a.along => {
                    break a.at.toward(b.at, ((want - a.along) / (b.along - a.along)).min(1.0));
                }
                [a, ..] => break a.at,
                [] => break Point { x: 0.0, y: 0.0 },
            }
        }
    })
}

/// Where writing lies and how large it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    middle: Point,
    scale: Point,
}

impl Frame {
    /// By the moments of the ink, so that one long end moves it little; a flat or narrow character becomes less flat, not
    /// square (the shorter side by the root of the sine of the ratio, as is usual in this field).
    pub(super) fn of(lines: &[Vec<Point>]) -> Self {
        let (mut weight, mut x, mut y, mut xx, mut yy) = (1e-6, 0.0, 0.0, 0.0, 0.0);
        for (a, b) in lines.iter().flat_map(|l| l.iter().zip(l.iter().skip(1))) {
            // A dot has weight too.
            let w = a.to(*b).length() + 0.01;
            let m = a.toward(*b, 0.5);
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            weight += w;
            x += w * m.x;
            y += w * m.y;
            xx += w * (m.x * m.x + dx * dx / 12.0);
            yy += w * (m.y * m.y + dy * dy / 12.0);
        }
        let middle = Point { x: x / weight, y: y / weight };
        let spread = |sum: f32, mid: f32| (sum / weight - mid * mid).max(0.0).sqrt();
        let (sx, sy) = (spread(xx, middle.x), spread(yy, middle.y));
        let long = sx.max(sy).max(1e-3);
        let short = sx.min(sy).max(0.02 * long);
        let ratio = (std::f32::consts::FRAC_PI_2 * short / long).sin().sqrt();
        // Two spreads to either side fill the square from 0 to 1.
        let (big, small) = (0.25 / long, 0.25 * ratio / short);
        let scale = if sx >= sy { Point { x: big, y: small } } else { Point { x: small, y: big } };
        Frame { middle, scale }
    }
    /// Lines in the square from 0 to 1 (a little of them may lie outside).
    pub(super) fn place_all(&self, lines: &[Vec<Point>]) -> Vec<Vec<Point>> {
        let at =
            |p: &Point| Point { x: 0.5 + (p.x - self.middle.x) * self.scale.x, y: 0.5 + (p.y - self.middle.y) * self.scale.y };
        lines.iter().map(|line| line.iter().map(at).collect()).collect()
    }
}

/// What two lines are compared by, in 256ths of the square: x of the even points, y of them, and the steps from each to the
/// next times [`STEP`]. Whole numbers, because their sums may be taken in any order and so many at once.
pub(super) type Line = [i16; 4 * POINTS];

/// The weight of a step (direction, bends and length, wherever the line lies) against that of a point.
const STEP: i16 = 2;

/// The comparable form of a line.
pub(super) fn line(points: impl Iterator<Item = Point>) -> Line {
    // Within these bounds no difference below overflows; writing hardly ever leaves the square by so much.
    let whole = |v: f32| (v * 256.0).clamp(-256.0, 512.0) as i16;
    let mut out = [0; 4 * POINTS];
    let (places, steps) = out.split_at_mut(2 * POINTS);
    let ((xs, ys), (us, vs)) = (places.split_at_mut(POINTS), steps.split_at_mut(POINTS));
    let mut before = None;
    for ((((x, y), u), v), p) in xs.iter_mut().zip(ys).zip(us).zip(vs).zip(points) {
        (*x, *y) = (whole(p.x), whole(p.y));
        let (bx, by) = before.replace((*x, *y)).unwrap_or((*x, *y));
        (*u, *v) = (STEP * (*x - bx), STEP * (*y - by));
    }
    out
}

/// How far two lines lie apart: 256 is about a whole side of the square.
pub(super) fn apart(a: &Line, b: &Line) -> f32 {
    a.iter().zip(b).map(|(a, b)| i32::from((a - b).abs())).sum::<i32>() as f32 / POINTS as f32
}

/// A stroke as it was drawn, without the shaking: even points, each then the mean of its neighbours and itself, thrice.
pub(super) fn steady(stroke: &[(u16, u16)]) -> Vec<Point> {
    let drawn: Vec<Point> = stroke.iter().map(|(x, y)| Point { x: f32::from(*x), y: f32::from(*y) }).collect();
    let mut points: Vec<Point> = even(&marks(&drawn), STEADY).collect();
    for _ in 0..3 {
        let ends = (points.first().copied(), points.last().copied());
        let middles = points.windows(3).filter_map(|w| <[Point; 3]>::try_from(w).ok());
        let mean = |[a, b, c]: [Point; 3]| Point { x: (a.x + 2.0 * b.x + c.x) / 4.0, y: (a.y + 2.0 * b.y + c.y) / 4.0 };
        points = ends.0.into_iter().chain(middles.map(mean)).chain(ends.1).collect();
    }
    points
}

/// Points of a steadied stroke.
const STEADY: usize = 24;
