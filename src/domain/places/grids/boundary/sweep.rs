//! Which lines meet, and how much work it is to lay surfaces over each other.
use geo::{Coord, Intersects, Line, MultiPolygon};

/// The most places of a file at which lines of two surfaces meet: neighbours meet at each corner that they share. What laying
/// them over each other costs grows with it; two combs across each other meet a million times and more.
const MEETINGS_MOST: usize = 200_000;

/// Calls `each` for every two lines whose boxes meet, until it finds something. Lines are looked at along the axis on which
/// they reach less far, each with those that begin before it ends, so that it takes hardly more time than there are lines.
pub(super) fn meeting<K: Copy, T>(
    lines: impl Iterator<Item = (K, Line<f64>)>,
    mut each: impl FnMut((K, &Line<f64>), (K, &Line<f64>)) -> Option<T>,
) -> Option<T> {
    let order = |a: f64, b: f64| if a <= b { (a, b) } else { (b, a) };
    let boxed = lines.map(|(k, l)| (order(l.start.x, l.end.x), order(l.start.y, l.end.y), k, l));
    let mut all: Vec<_> = boxed.collect();
    let reach = |(from, to): (f64, f64)| to - from;
    let (wide, high) = all.iter().fold((0.0, 0.0), |(w, h), (x, y, ..)| (w + reach(*x), h + reach(*y)));
    if high < wide {
        all.iter_mut().for_each(|(x, y, ..)| std::mem::swap(x, y));
    }
    all.sort_by(|(a, ..), (b, ..)| a.0.total_cmp(&b.0));
    for (at, (along, across, k, a)) in all.iter().enumerate() {
        for (_, other, j, b) in all.iter().skip(at + 1).take_while(|(b, ..)| b.0 <= along.1) {
            if other.0 <= across.1
                && across.0 <= other.1
                && let Some(found) = each((*k, a), (*j, b))
            {
                return Some(found);
            }
        }
    }
    None
}

/// What may still be laid over each other.
pub(super) struct Work {
    left: usize,
}

impl Work {
    pub(super) fn new() -> Self {
        Work { left: MEETINGS_MOST }
    }
    /// Takes the meetings of two surfaces; `None` when there are more than are left.
    pub(super) fn take(&mut self, a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> Option<()> {
        let mut met = 0;
        let lines = lines(a).map(|l| (true, l)).chain(lines(b).map(|l| (false, l)));
        let over = meeting(lines, |(of, a), (other, b)| {
            met += usize::from(of != other && a.intersects(b));
            (met > self.left).then_some(())
        });
        self.left -= met.min(self.left);
        if over.is_some() { None } else { Some(()) }
    }
}

fn lines(m: &MultiPolygon<f64>) -> impl Iterator<Item = Line<f64>> + '_ {
    m.0.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors())).flat_map(|ring| ring.lines())
}

/// Whether the way from a corner over the next one goes straight back.
pub(super) fn back(from: Coord<f64>, over: Coord<f64>, to: Coord<f64>) -> bool {
    let (a, b) = (from - over, to - over);
    a.x * b.y - a.y * b.x == 0.0 && a.x * b.x + a.y * b.y > 0.0
}
