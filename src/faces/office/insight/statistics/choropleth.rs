//! A map as SVG: grids by their boundaries, darker where there is more. Pure: corners and numbers in, markup out.
use maud::{Markup, html};

use crate::domain::places::grids::boundary::{Corner, Shape};

/// A grid on the map.
pub(super) struct Area {
    pub(super) name: String,
    /// The name of its large grid; empty without one.
    pub(super) large: String,
    pub(super) n: i64,
    pub(super) href: Option<String>,
    pub(super) shape: Option<Shape>,
}

impl Area {
    /// What stands for it, leading to its rows.
    pub(super) fn link(&self, what: &Markup) -> Markup {
        html! {
            @match &self.href {
                Some(href) => a href=(href) aria-label={ (self.name) ": " (self.n) } tabindex="-1" { (what) }, None => (what)
            }
        }
    }
}

/// The drawing's width, its greatest height, and the room around it.
pub(super) const WIDE: f64 = 860.0;
const HIGH_MOST: f64 = 640.0;
const EDGE: f64 = 10.0;
/// Shades for more than nothing, from light to dark; shade 0 is nothing.
const SHADES: usize = 5;
/// From this shade on words are white.
pub(super) const DARK: usize = 4;
/// Half the height of a name and a number.
const ROWS: f64 = 17.0;
/// Lines on which room for a name is looked for.
const LINES: i32 = 15;

/// The classes of some numbers: as many in each as may be, each from its least to its greatest, and its shade.
pub(super) fn classes(numbers: &[i64]) -> Vec<(i64, i64, usize)> {
    let mut all: Vec<i64> = numbers.iter().copied().filter(|n| *n > 0).collect();
    all.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::new();
    let mut rest = all.as_slice();
    for k in 0..SHADES {
        // A fifth of what is left for as many classes; the same number stands in one class only.
        let fifth = rest.len().div_ceil(SHADES - k);
        let Some(high) = fifth.checked_sub(1).and_then(|at| rest.get(at)) else { break };
        let (class, above) = rest.split_at(rest.partition_point(|n| n <= high));
        out.extend(class.first().map(|low| (*low, *high)));
        rest = above;
    }
    let n = out.len();
    let shade = |i: usize| if n > 1 { 1 + i * (SHADES - 1) / (n - 1) } else { 3 };
    let zero = numbers.contains(&0).then_some((0, 0, 0));
    zero.into_iter().chain(out.into_iter().enumerate().map(|(i, (low, high))| (low, high, shade(i)))).collect()
}

/// The shade of a number.
pub(super) fn shade(classes: &[(i64, i64, usize)], n: i64) -> usize {
    classes.iter().find(|(low, high, _)| (*low..=*high).contains(&n)).map_or(0, |c| c.2)
}

type Point = (f64, f64);

/// From corners to the drawing: equirectangular at the middle's latitude, north up.
struct Projection {
    west: f64,
    north: f64,
    narrow: f64,
    scale: f64,
}

fn degrees(c: Corner) -> Point {
    (f64::from(c.0) / 1e7, f64::from(c.1) / 1e7)
}

impl Projection {
    /// The projection that shows all shapes, and the drawing's height.
    fn of<'a>(shapes: impl Iterator<Item = &'a Shape>) -> Option<(Self, f64)> {
        let corners = shapes.flat_map(Shape::rings).flatten().map(|c| degrees(*c));
        let none = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        let (west, south, east, north) = corners.fold(none, |b, (x, y)| (b.0.min(x), b.1.min(y), b.2.max(x), b.3.max(y)));
        if west > east {
            return None;
        }
        let narrow = f64::midpoint(south, north).to_radians().cos();
        let (w, h) = (((east - west) * narrow).max(1e-7), (north - south).max(1e-7));
        let scale = ((WIDE - 2.0 * EDGE) / w).min((HIGH_MOST - 2.0 * EDGE) / h);
        Some((
            Projection { west: west - ((WIDE - 2.0 * EDGE) / scale - w) / narrow / 2.0, north, narrow, scale },
            h * scale + 2.0 * EDGE,
        ))
    }
    fn point(&self, c: Corner) -> Point {
        let (x, y) = degrees(c);
        (EDGE + (x - self.west) * self.narrow * self.scale, EDGE + (self.north - y) * self.scale)
    }
    /// A shape's rings; corners that would fall on the one before are left out.
    fn rings(&self, s: &Shape) -> Vec<Vec<Point>> {
        let ring = |r: &Vec<Corner>| {
            let mut out: Vec<Point> = Vec::new();
            for p in r.iter().map(|c| self.point(*c)) {
                if out.last().is_none_or(|q| (p.0 - q.0).abs() + (p.1 - q.1).abs() >= 0.5) {
                    out.push(p);
                }
            }
            out
        };
        s.rings().map(ring).collect()
    }
}

fn path(rings: &[Vec<Point>]) -> String {
    let mut out = String::new();
    for ring in rings {
        for (i, (x, y)) in ring.iter().enumerate() {
            out.push_str(&format!("{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' }));
        }
        out.push('Z');
    }
    out
}

/// Where a level line runs inside rings: from, to.
fn inside(rings: &[Vec<Point>], y: f64) -> Vec<Point> {
    let mut cuts: Vec<f64> = Vec::new();
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a.1 <= y) != (b.1 <= y) {
                cuts.push(a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0));
            }
        }
    }
    cuts.sort_by(f64::total_cmp);
    cuts.chunks_exact(2).filter_map(|c| Some((*c.first()?, *c.last()?))).collect()
}

/// The widest room for two rows of words inside rings: its middle and width. Rows near the middle of the shape are preferred.
fn room(rings: &[Vec<Point>]) -> Option<(Point, f64)> {
    let ys = rings.iter().flatten().map(|p| p.1);
    let (top, foot) = ys.fold((f64::MAX, f64::MIN), |(a, b), y| (a.min(y), b.max(y)));
    let mut best: Option<(Point, f64, f64)> = None;
    for k in 1..LINES {
        let part = f64::from(k) / f64::from(LINES);
        let y = top + (foot - top) * part;
        let (above, below) = (inside(rings, y - ROWS), inside(rings, y + ROWS));
        for (a, b) in inside(rings, y) {
            let middle = f64::midpoint(a, b);
            // As wide as it is above and below too; a row that reaches out of the shape has no room.
            let around = |row: &[Point]| row.iter().copied().find(|(a, b)| (*a..=*b).contains(&middle));
            let (Some(over), Some(under)) = (around(&above), around(&below)) else { continue };
            let (a, b) = (a.max(over.0).max(under.0), b.min(over.1).min(under.1));
            let worth = (b - a) * (1.0 - (part - 0.5).abs());
            if best.is_none_or(|(_, _, w)| worth > w) {
                best = Some(((f64::midpoint(a, b), y), b - a, worth));
            }
        }
    }
    best.map(|(at, width, _)| (at, width))
}

fn wide(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 7.5 } else { 13.0 }).sum()
}

/// The map of the areas that have a boundary; `around` are the outlines of large grids.
pub(super) fn map(areas: &[Area], around: &[Shape], classes: &[(i64, i64, usize)], told: &str) -> Markup {
    let shapes = areas.iter().filter_map(|a| a.shape.as_ref()).chain(around);
    let Some((to, high)) = Projection::of(shapes) else { return html! {} };
    let drawn: Vec<_> = areas.iter().filter_map(|a| a.shape.as_ref().map(|s| (a, to.rings(s)))).collect();
    html! {
        svg.chart.map viewBox=(format!("0 0 {WIDE} {high:.0}")) width=(WIDE) height=(format!("{high:.0}")) role="group"
            aria-label=(told) {
            @for (a, rings) in &drawn {
                (a.link(&html! {
                    path.{ "c" (shade(classes, a.n)) } d=(path(rings)) fill-rule="evenodd" { title { (a.name) ": " (a.n) } }
                }))
            }
            @for s in around { path.around d=(path(&to.rings(s))) {} }
            @for (a, rings) in &drawn {
                @if let Some(((x, y), width)) = room(rings) {
                    @let n = a.n.to_string();
                    @let dark = if shade(classes, a.n) >= DARK { "label light" } else { "label" };
                    @if wide(&a.name) + 6.0 <= width {
                        text class=(dark) x=(format!("{x:.1}")) y=(format!("{:.1}", y - 3.0)) text-anchor="middle" { (a.name) }
                        text class={ (dark) " strong" } x=(format!("{x:.1}")) y=(format!("{:.1}", y + 14.0))
                            text-anchor="middle" {
                            (n)
                        }
                    } @else if wide(&n) + 2.0 <= width {
                        text class=(dark) x=(format!("{x:.1}")) y=(format!("{:.1}", y + 5.0)) text-anchor="middle" { (n) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_number_has_one_class_and_more_is_never_lighter(numbers in prop::collection::vec(0i64..40, 0..30)) {
            let all = classes(&numbers);
            prop_assert!(all.windows(2).all(|w| w[0].1 < w[1].0 && w[0].2 < w[1].2), "{all:?}");
            for n in &numbers {
                let held: Vec<_> = all.iter().filter(|c| (c.0..=c.1).contains(n)).collect();
                prop_assert!(held.len() == 1 && (held[0].2 == 0) == (*n == 0), "{n} {all:?}");
            }
        }
    }

    #[test]
    fn a_name_stands_inside_and_not_in_a_hole() {
        let square = |a: f64, b: f64| vec![(a, a), (b, a), (b, b), (a, b)];
        let ((x, y), width) = room(&[square(0.0, 100.0)]).unwrap();
        assert!((x, width) == (50.0, 100.0) && (40.0..60.0).contains(&y));
        let ((x, y), _) = room(&[square(0.0, 100.0), square(20.0, 80.0)]).unwrap();
        assert!(!((20.0..80.0).contains(&x) && (20.0..80.0).contains(&y)), "{x} {y}");
        assert_eq!(room(&[vec![(1.0, 1.0)]]), None);
    }
}
