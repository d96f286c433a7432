//! The coarse look: which directions the pen took in which part of the square. Quick, blind to the order of strokes and to
//! where one ends; it leaves some hundred of the characters for the fine look.
use super::shape::{Point, even, length, marks};

/// Cells on a side.
const CELLS: usize = 6;
/// Directions of the pen, 45° apart.
const DIRECTIONS: usize = 8;
/// The length of the pieces that are counted, in sides of the square.
const PIECE: f32 = 0.03;
/// What the way of the lifted pen counts for against ink: joined characters have ink there.
const AIR: f32 = 0.25;

/// How much of the ink runs in each direction in each cell.
pub(super) type Look = [u8; CELLS * CELLS * DIRECTIONS];

/// The look of lines that lie in the square.
pub(super) fn look(lines: &[Vec<Point>]) -> Look {
    let mut sums = [0.0_f32; CELLS * CELLS * DIRECTIONS];
    for l in lines {
        add(&mut sums, l, 1.0);
    }
    for (a, b) in lines.iter().zip(lines.iter().skip(1)) {
        if let (Some(a), Some(b)) = (a.last(), b.first()) {
            add(&mut sums, &[*a, *b], AIR);
        }
    }
    // Roots, so that few long strokes do not drown many short ones; one size, so that only their shares count.
    let size = sums.iter().sum::<f32>().sqrt().max(1e-6);
    let mut out = [0; CELLS * CELLS * DIRECTIONS];
    for (o, s) in out.iter_mut().zip(sums) {
        *o = (s.sqrt() / size * 512.0).min(255.0) as u8;
    }
    out
}

fn add(sums: &mut [f32], line: &[Point], weight: f32) {
    let count = ((length(line) / PIECE) as usize).clamp(1, 200) + 1;
    let mut before: Option<Point> = None;
    for p in even(&marks(line), count) {
        if let Some(b) = before {
            piece(sums, b, p, weight);
        }
        before = Some(p);
    }
}

/// Shares one piece among the four cells and the two directions next to it.
fn piece(sums: &mut [f32], a: Point, b: Point, weight: f32) {
    let (way, middle) = (a.to(b), a.toward(b, 0.5));
    // A dot weighs as one piece too; its direction, if any, is what it is.
    let weight = weight * way.length().max(PIECE / 4.0);
    let cell = |v: f32| (v * CELLS as f32 - 0.5).clamp(0.0, CELLS as f32 - 1.001);
    let turn = (way.y.atan2(way.x) / std::f32::consts::TAU).rem_euclid(1.0) * DIRECTIONS as f32;
    let (x, y) = (cell(middle.x), cell(middle.y));
    for (row, wy) in parts(y) {
        for (column, wx) in parts(x) {
            for (direction, wd) in parts(turn) {
                let at = (row * CELLS + column) * DIRECTIONS + direction % DIRECTIONS;
                if let Some(s) = sums.get_mut(at) {
                    *s += weight * wy * wx * wd;
                }
            }
        }
    }
}

/// The whole numbers next to one, with the share of each.
fn parts(v: f32) -> [(usize, f32); 2] {
    let low = v as usize;
    let share = v - low as f32;
    [(low, 1.0 - share), (low + 1, share)]
}

/// How different two looks are.
pub(super) fn unlike(a: &Look, b: &Look) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
}
