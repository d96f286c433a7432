//! Writers that do not exist: the model's strokes, drawn badly. For tests and measurements; the journeys in the browser enter
//! whole applications with it.
//!
//! It distorts the same models that the recogniser knows, so its figures say how much sloppiness is borne, not how well
//! people are read: people also write forms that are not the schoolbook's. σ below is a standard deviation, `side` the square
//! that the model lies in. Every magnitude is drawn anew for each character.
//!
//! | distortion | [`Level::Sloppy`] | [`Level::Human`] |
//! |---|---|---|
//! | size of the character | 45 to 95 % of the canvas, anywhere on it | the same |
//! | rotation, slant | σ 4°, shear σ 0.12 | σ 5°, shear σ 0.15 |
//! | width to height | σ 15 % | σ 18 % |
//! | uneven components: the strokes after a random one are a group of their own | size σ 12 %, place σ 4 % of the side | 15 %, 5
//! % | | each stroke's place, size, rotation | σ 2.5 % of the side, 9 %, 5° | 3.5 %, 12 %, 7° |
//! | each stroke's bend | middle off by σ 5 % of its length | 7 % |
//! | over- and undershoot at both ends | σ 6 % of its length | 9 % |
//! | wobble (a slow wave) | σ 0.8 % of the side | 1.2 % |
//! | noise of each point | σ 0.3 % of the side | 0.3 % |
//! | distance of points | 0.6 to 8 % of the side | the same |
//! | a hook left away | 15 % | 35 % |
//! | one writer in three has a tremor | – | wave of 1 to 2.2 % of the side, 9 to 18 times a side |
//! | corners rounded | – | two in three writers |
//! | strokes joined to the next | – | none (two writers in five), or 10 to 40 % of them |
//! | a stroke drawn in two | – | 4 % of the strokes |
//! | a stroke forgotten (at least four strokes) | – | 3 % of the strokes |
//! | two neighbours swapped; one stroke written at another time | – | 20 %; 12 % of the characters |
use std::f32::consts::{PI, TAU};

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::{
    Hand, SIDE, Stroke,
    shape::{Point, even, length, marks},
};

/// How badly is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Every stroke in its order, crooked.
    Sloppy,
    /// As people write: strokes joined, broken, forgotten, in another order, by shaking hands.
    Human,
}

/// A character written once; the same seed gives the same strokes. `None` if the character is not known.
pub fn write(character: char, seed: u64, level: Level) -> Option<Vec<Stroke>> {
    let model = Hand::load().model(character)?;
    Some(distort(&model.strokes, seed ^ u64::from(u32::from(character)) << 32, level))
}

/// Strokes that somebody drew, drawn badly: the middle of the canvas is the middle of the square.
pub fn distort_strokes(strokes: &[Stroke], seed: u64, level: Level) -> Vec<Stroke> {
    let small = |v: u16| f32::from(v) / f32::from(SIDE) * UNIT;
    let lines: Vec<Vec<Point>> =
        strokes.iter().map(|s| s.iter().map(|(x, y)| Point { x: small(*x), y: small(*y) }).collect()).collect();
    distort(&lines, seed, level)
}

struct Dice(ChaCha8Rng);

impl Dice {
    /// 0 to 1.
    fn unit(&mut self) -> f32 {
        (self.0.next_u32() >> 8) as f32 / (1 << 24) as f32
    }
    fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * self.unit()
    }
    fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }
    /// About normal, standard deviation 1, never beyond 3.5.
    fn bell(&mut self) -> f32 {
        let sum: f32 = (0..4).map(|_| self.unit()).sum();
        (sum - 2.0) * 3.0_f32.sqrt()
    }
    fn below(&mut self, n: usize) -> usize {
        ((self.unit() * n as f32) as usize).min(n.saturating_sub(1))
    }
}

/// The magnitudes of a level.
struct Bad {
    rotation: f32,
    shear: f32,
    aspect: f32,
    group: (f32, f32),
    stroke: (f32, f32, f32),
    bend: f32,
    ends: f32,
    wobble: f32,
    unhook: f32,
}

const SLOPPY: Bad = Bad {
    rotation: 4.0,
    shear: 0.12,
    aspect: 0.15,
    group: (0.12, 0.04),
    stroke: (0.025, 0.09, 5.0),
    bend: 0.05,
    ends: 0.06,
    wobble: 0.008,
    unhook: 0.15,
};

const HUMAN: Bad = Bad {
    rotation: 5.0,
    shear: 0.15,
    aspect: 0.18,
    group: (0.15, 0.05),
    stroke: (0.035, 0.12, 7.0),
    bend: 0.07,
    ends: 0.09,
    wobble: 0.012,
    unhook: 0.35,
};

const UNIT: f32 = 256.0;

fn distort(model: &[Vec<Point>], seed: u64, level: Level) -> Vec<Stroke> {
    let dice = &mut Dice(ChaCha8Rng::seed_from_u64(seed));
    let bad = if level == Level::Human { HUMAN } else { SLOPPY };
    let mut lines: Vec<Vec<Point>> = model.to_vec();
    uneven(&mut lines, &bad, dice);
    for line in &mut lines {
        *line = crooked(line, &bad, dice);
    }
    if level == Level::Human {
        lines = habits(lines, dice);
    }
    whole(lines, &bad, dice)
}

fn turned(p: Point, about: Point, degrees: f32, scale: (f32, f32)) -> Point {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (x, y) = ((p.x - about.x) * scale.0, (p.y - about.y) * scale.1);
    Point { x: about.x + x * cos - y * sin, y: about.y + x * sin + y * cos }
}

fn middle(lines: &[Vec<Point>]) -> Point {
    let (mut x, mut y, mut n) = (0.0, 0.0, 0.0_f32);
    for p in lines.iter().flatten() {
        (x, y, n) = (x + p.x, y + p.y, n + 1.0);
    }
    Point { x: x / n.max(1.0), y: y / n.max(1.0) }
}

/// Two groups of strokes, each of its own size and a little out of place.
fn uneven(lines: &mut [Vec<Point>], bad: &Bad, dice: &mut Dice) {
    let (a, b) = lines.split_at_mut(dice.below(lines.len() + 1));
    for group in [a, b] {
        let about = middle(group);
        let scale = (1.0 + bad.group.0 * dice.bell(), 1.0 + bad.group.0 * dice.bell());
        let (dx, dy) = (bad.group.1 * dice.bell() * UNIT, bad.group.1 * dice.bell() * UNIT);
        for p in group.iter_mut().flatten() {
            let q = turned(*p, about, 0.0, scale);
            *p = Point { x: q.x + dx, y: q.y + dy };
        }
    }
}

/// One stroke, out of its place, bent, too long or too short, wavering.
fn crooked(model: &[Point], bad: &Bad, dice: &mut Dice) -> Vec<Point> {
    let mut kept = model.to_vec();
    if dice.chance(bad.unhook) {
        unhook(&mut kept);
    }
    let long = length(&kept).max(1.0);
    let count = ((long / 4.0) as usize).clamp(4, 200);
    let mut line: Vec<Point> = even(&marks(&kept), count).collect();
    let about = middle(std::slice::from_ref(&line));
    let (place, size, turn) = bad.stroke;
    let (dx, dy) = (place * dice.bell() * UNIT, place * dice.bell() * UNIT);
    let (scale, degrees) = ((1.0 + size * dice.bell()).max(0.5), turn * dice.bell());
    let (bend, wave, phase) = (bad.bend * dice.bell() * long, bad.wobble * dice.bell() * UNIT, dice.between(0.0, TAU));
    let waves = dice.between(0.5, 2.0);
    let chord = line.first().zip(line.last()).map_or(Point { x: 1.0, y: 0.0 }, |(a, b)| a.to(*b));
    let across = Point { x: -chord.y / chord.length().max(1.0), y: chord.x / chord.length().max(1.0) };
    let last = (count - 1) as f32;
    for (i, p) in line.iter_mut().enumerate() {
        let t = i as f32 / last;
        let off = bend * (PI * t).sin() + wave * (phase + waves * TAU * t).sin();
        let q = turned(*p, about, degrees, (scale, scale));
        *p = Point { x: q.x + dx + off * across.x, y: q.y + dy + off * across.y };
    }
    shoot(&mut line, bad.ends * dice.bell() * long);
    line.reverse();
    shoot(&mut line, bad.ends * dice.bell() * long);
    line.reverse();
    line
}

/// Takes the hook off: a last segment that is short and turns back by more than a right angle or so.
fn unhook(line: &mut Vec<Point>) {
    if let [.., a, b, c] = line.as_slice() {
        let (u, v) = (a.to(*b), b.to(*c));
        let turn = (u.x * v.x + u.y * v.y) / (u.length() * v.length()).max(1e-3);
        if turn < 0.3 && v.length() < 0.35 * length(line) {
            line.pop();
        }
    }
}

/// Lengthens the end of a line, or cuts it.
fn shoot(line: &mut Vec<Point>, by: f32) {
    if by < 0.0 {
        let mut left = -by;
        while let [.., a, b] = line.as_slice() {
            let piece = a.to(*b).length();
            if line.len() <= 3 || left < piece {
                break;
            }
            left -= piece;
            line.pop();
        }
    } else if let [.., a, b] = line.as_slice() {
        let way = a.to(*b);
        let k = by / way.length().max(1e-3);
        let end = Point { x: b.x + way.x * k, y: b.y + way.y * k };
        line.push(end);
    }
}

/// What people do beyond writing crookedly.
fn habits(mut lines: Vec<Vec<Point>>, dice: &mut Dice) -> Vec<Vec<Point>> {
    if dice.chance(0.33) {
        tremble(&mut lines, dice);
    }
    if dice.chance(0.66) {
        lines = lines.iter().map(|l| rounded(l)).collect();
    }
    if lines.len() >= 4 {
        let many = lines.len();
        lines.retain(|_| !dice.chance(0.03));
        lines.truncate(many);
    }
    if lines.len() >= 2 && dice.chance(0.2) {
        let at = dice.below(lines.len() - 1);
        lines.swap(at, at + 1);
    }
    if lines.len() >= 3 && dice.chance(0.12) {
        let (from, to) = (dice.below(lines.len()), dice.below(lines.len()));
        let moved = lines.remove(from);
        lines.insert(to, moved);
    }
    let joins = if dice.chance(0.4) { 0.0 } else { dice.between(0.1, 0.4) };
    let mut out: Vec<Vec<Point>> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(before) if dice.chance(joins) => before.extend(line),
            _ if dice.chance(0.04) && line.len() >= 6 => {
                let (a, b) = line.split_at(line.len() / 3 + dice.below(line.len() / 3));
                out.push(a.to_vec());
                out.push(b.to_vec());
            }
            _ => out.push(line),
        }
    }
    out
}

fn tremble(lines: &mut [Vec<Point>], dice: &mut Dice) {
    let (size, often) = (dice.between(0.010, 0.022) * UNIT, dice.between(9.0, 18.0));
    for line in lines {
        let phase = dice.between(0.0, TAU);
        let mut passed = 0.0;
        let mut before: Option<Point> = None;
        for p in line {
            passed += before.replace(*p).map_or(0.0, |b| b.to(*p).length()) / UNIT;
            let turn = phase + passed * often * TAU;
            p.x += size * turn.sin();
            p.y += size * (turn * 1.3).cos();
        }
    }
}

fn rounded(line: &[Point]) -> Vec<Point> {
    let mut points = line.to_vec();
    for _ in 0..4 {
        let middles = points.windows(3).filter_map(|w| <[Point; 3]>::try_from(w).ok());
        let mean = |[a, b, c]: [Point; 3]| Point { x: (a.x + b.x + c.x) / 3.0, y: (a.y + b.y + c.y) / 3.0 };
        points = points.first().copied().into_iter().chain(middles.map(mean)).chain(points.last().copied()).collect();
    }
    points
}

/// The whole character: turned, slanted, its size and place on the canvas; then the points that the screen takes.
fn whole(lines: Vec<Vec<Point>>, bad: &Bad, dice: &mut Dice) -> Vec<Stroke> {
    let about = Point { x: UNIT / 2.0, y: UNIT / 2.0 };
    let (degrees, shear) = (bad.rotation * dice.bell(), bad.shear * dice.bell());
    let aspect = (bad.aspect * dice.bell() / 2.0).exp();
    let spacing = (dice.between(0.006_f32.ln(), 0.08_f32.ln())).exp() * UNIT;
    let noise = 0.003 * UNIT;
    let mut placed: Vec<Vec<Point>> = Vec::new();
    for line in &lines {
        let count = (length(line) / spacing).ceil().clamp(2.0, 60.0) as usize;
        let at = |p: Point| {
            let q = turned(p, about, degrees, (aspect, 1.0 / aspect));
            Point { x: q.x - shear * (q.y - about.y), y: q.y }
        };
        placed.push(
            even(&marks(line), count)
                .map(at)
                .map(|p| Point { x: p.x + noise * dice.bell(), y: p.y + noise * dice.bell() })
                .collect(),
        );
    }
    let bound = |v: &dyn Fn(&Point) -> f32| {
        let all = placed.iter().flatten().map(v);
        all.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
    };
    let ((left, right), (top, bottom)) = (bound(&|p| p.x), bound(&|p| p.y));
    let side = f32::from(SIDE);
    let size = dice.between(0.45, 0.95) * side;
    let scale = size / (right - left).max(bottom - top).max(1.0);
    let (x, y) = (dice.between(0.0, side - scale * (right - left)), dice.between(0.0, side - scale * (bottom - top)));
    let whole = |v: f32| v.round().clamp(0.0, side) as u16;
    placed.iter().map(|l| l.iter().map(|p| (whole(x + (p.x - left) * scale), whole(y + (p.y - top) * scale))).collect()).collect()
}
