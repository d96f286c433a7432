//! One ring: closed, on Chinese soil, and nowhere through itself.
use geo::{Coord, Intersects, LineString};
use geojson::Position;

use super::sweep::{back, meeting};

use crate::base::Reason;

/// China with its islands, in degrees: longitude, latitude.
const CHINA: ((f64, f64), (f64, f64)) = ((73.0, 136.0), (3.0, 54.0));
/// What two corners closer than this are: one. Ten-millionths of a degree, as stored.
const GRAIN: f64 = 1e7;

fn within((low, high): (f64, f64), v: f64) -> bool {
    (low..=high).contains(&v)
}

/// A position as it is stored, or why it is none.
fn corner(p: &Position) -> Result<Coord<f64>, Reason> {
    let [lon, lat, ..] = *p.as_slice() else { return Err(Reason::new("boundary-position")) };
    let said = |key| Reason::new(key).arg("lon", degrees(lon)).arg("lat", degrees(lat));
    if within(CHINA.0, lon) && within(CHINA.1, lat) {
        return Ok(Coord { x: (lon * GRAIN).round() / GRAIN, y: (lat * GRAIN).round() / GRAIN });
    }
    if within(CHINA.0, lat) && within(CHINA.1, lon) {
        return Err(said("boundary-swapped"));
    }
    let earthly = within((-180.0, 180.0), lon) && within((-90.0, 90.0), lat);
    Err(said(if earthly { "boundary-outside" } else { "boundary-range" }))
}

/// Reads a ring: at least four positions, the last the same as the first; what stands twice in a row is one.
pub(super) fn ring(positions: &[Position]) -> Result<LineString<f64>, Reason> {
    if positions.len() < 4 {
        return Err(Reason::new("boundary-ring-short").arg("n", positions.len()));
    }
    let mut corners = positions.iter().map(corner).collect::<Result<Vec<_>, _>>()?;
    if corners.first() != corners.last() {
        return Err(Reason::new("boundary-ring-open"));
    }
    corners.dedup();
    if corners.len() < 4 {
        return Err(Reason::new("boundary-ring-short").arg("n", corners.len()));
    }
    let ring = LineString::new(corners);
    match crossing(&ring) {
        Some(at) => Err(Reason::new("boundary-crosses").arg("lon", degrees(at.x)).arg("lat", degrees(at.y))),
        None => Ok(ring),
    }
}

fn degrees(v: f64) -> String {
    format!("{v:.6}")
}

/// Where a closed ring meets itself other than from one line to the next.
pub(super) fn crossing(ring: &LineString<f64>) -> Option<Coord<f64>> {
    let n = ring.lines().count();
    meeting(ring.lines().enumerate(), |a, b| {
        let (first, second) = if a.0 < b.0 { (a, b) } else { (b, a) };
        let follows = second.0 == first.0 + 1;
        let closes = first.0 == 0 && second.0 == n - 1;
        let met = if follows || closes {
            // Neighbours share a corner; they may not run back over each other.
            let (from, shared, to) =
                if follows { (first.1.start, first.1.end, second.1.end) } else { (second.1.start, first.1.start, first.1.end) };
            back(from, shared, to)
        } else {
            first.1.intersects(second.1)
        };
        met.then_some(second.1.start)
    })
}
