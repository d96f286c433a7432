//! From a feature's geometry to what is stored, and back to surfaces in metres.
use geo::{
    Area, BooleanOps, BoundingRect, Coord, LineString, MapCoords, MultiPolygon, Polygon, Relate, Simplify,
    coordinate_position::CoordPos, dimensions::Dimensions, relate::IntersectionMatrix,
};
use geojson::{Geometry, GeometryValue, Position};

use super::{
    record::{Corner, Part, Shape},
    ring::{crossing, ring},
    sweep::Work,
};
use crate::base::Reason;

/// Rings of one grid at most.
const RINGS_MOST: usize = 200;
/// Corners of one grid in the file at most.
const READ_MOST: usize = 10_000;
/// Corners of one grid as stored at most: 5 bytes for each number, so that a row stays far below 64 KiB.
const STORED_MOST: usize = 3_000;
/// Corners from which on a boundary is simplified at all.
const FINE: usize = 500;
/// Square metres of a grid, at least and at most: a kiosk's yard, and the grasslands of a banner's village.
const AREA: (f64, f64) = (100.0, 5e9);
/// Surfaces that go in and out of each other so often that laying them over each other would take too long.
const TANGLED: Reason = Reason::new("boundary-tangled-parts");
/// Metres of one degree of a great circle (mean radius 6,371,008.8 m).
const DEGREE: f64 = 111_195.08;

/// Reads a geometry into surfaces in degrees, ring by ring, or says what is wrong with it.
pub(super) fn surfaces(g: Option<&Geometry>, work: &mut Work) -> Result<MultiPolygon<f64>, Reason> {
    let g = g.ok_or(Reason::new("boundary-no-geometry"))?;
    let polygons: Vec<&Vec<Vec<Position>>> = match &g.value {
        GeometryValue::Polygon { coordinates } => vec![coordinates],
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().collect(),
        other => return Err(Reason::new("boundary-not-polygon").arg("type", other.type_name())),
    };
    let (rings, corners) = polygons.iter().flat_map(|p| p.iter()).fold((0, 0), |(r, c), ring| (r + 1, c + ring.len()));
    if rings == 0 || polygons.iter().any(|p| p.is_empty()) {
        return Err(Reason::new("boundary-no-geometry"));
    }
    if rings > RINGS_MOST || corners > READ_MOST {
        return Err(Reason::new("boundary-too-fine").arg("rings", RINGS_MOST).arg("corners", READ_MOST));
    }
    let mut out = Vec::new();
    for polygon in polygons {
        let mut rings = polygon.iter().map(|r| ring(r)).collect::<Result<Vec<_>, _>>()?.into_iter();
        if let Some(outer) = rings.next() {
            out.push(Polygon::new(outer, rings.collect()));
        }
    }
    let out = MultiPolygon(out);
    apart(&out, work)?;
    Ok(out)
}

/// Holes lie inside their surface and not in each other; surfaces of one grid do not cover each other.
fn apart(m: &MultiPolygon<f64>, work: &mut Work) -> Result<(), Reason> {
    let bare = |r: &LineString<f64>| MultiPolygon::new(vec![Polygon::new(r.clone(), Vec::new())]);
    for p in m {
        let (outer, holes) = (bare(p.exterior()), p.interiors().iter().map(bare).collect::<Vec<_>>());
        for hole in &holes {
            work.take(&outer, hole).ok_or(TANGLED)?;
            let lies = outer.relate(hole);
            if !lies.is_contains() || along(&lies) {
                return Err(Reason::new("boundary-holes"));
            }
        }
        let beside = |a: &MultiPolygon<f64>, b: &MultiPolygon<f64>| along(&a.relate(b));
        if covering(&holes, work)? || any_pair(&holes, beside) {
            return Err(Reason::new("boundary-holes"));
        }
    }
    let parts: Vec<_> = m.iter().map(|p| MultiPolygon::new(vec![p.clone()])).collect();
    if covering(&parts, work)? { Err(Reason::new("boundary-parts")) } else { Ok(()) }
}

/// Whether two surfaces meet along a line, not only at corners: a hole at the edge is a bay, and two holes side by side are one.
fn along(lies: &IntersectionMatrix) -> bool {
    lies.get(CoordPos::OnBoundary, CoordPos::OnBoundary) == Dimensions::OneDimensional
}

/// Whether something holds of any two whose boxes meet.
fn any_pair(all: &[MultiPolygon<f64>], holds: impl Fn(&MultiPolygon<f64>, &MultiPolygon<f64>) -> bool) -> bool {
    let close = |a: &MultiPolygon<f64>, b: &MultiPolygon<f64>| {
        a.bounding_rect().zip(b.bounding_rect()).is_some_and(|(a, b)| meet(&a, &b))
    };
    all.iter().enumerate().any(|(i, a)| all.iter().skip(i + 1).any(|b| close(a, b) && holds(a, b)))
}

/// Whether any two of some surfaces cover the same ground; boxes that lie apart are not looked into.
fn covering(all: &[MultiPolygon<f64>], work: &mut Work) -> Result<bool, Reason> {
    for (i, a) in all.iter().enumerate() {
        for b in all.iter().skip(i + 1) {
            if a.bounding_rect().zip(b.bounding_rect()).is_some_and(|(a, b)| meet(&a, &b)) {
                work.take(a, b).ok_or(TANGLED)?;
                if a.intersection(b).unsigned_area() > 1e-12 {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

pub(super) fn meet(a: &geo::Rect<f64>, b: &geo::Rect<f64>) -> bool {
    a.min().x <= b.max().x && b.min().x <= a.max().x && a.min().y <= b.max().y && b.min().y <= a.max().y
}

/// Degrees as metres around a place: equirectangular at its latitude, true enough for a community.
pub(super) fn metres(m: &MultiPolygon<f64>, origin: Coord<f64>) -> MultiPolygon<f64> {
    let narrow = origin.y.to_radians().cos();
    m.map_coords(|c| Coord { x: (c.x - origin.x) * DEGREE * narrow, y: (c.y - origin.y) * DEGREE })
}

/// The middle of the box around something.
pub(super) fn middle(m: &MultiPolygon<f64>) -> Coord<f64> {
    m.bounding_rect().map_or(Coord { x: 0.0, y: 0.0 }, |r| r.center())
}

/// What is stored of surfaces: no more corners than a screen or a page shows, and of a likely size.
pub(super) fn stored(m: &MultiPolygon<f64>) -> Result<Shape, Reason> {
    let area = metres(m, middle(m)).unsigned_area();
    if area < AREA.0 {
        return Err(Reason::new("boundary-small").arg("area", area.round()));
    }
    if area > AREA.1 {
        return Err(Reason::new("boundary-large").arg("area", (area / 1e6).round()));
    }
    let m = simplified(m).ok_or(Reason::new("boundary-too-fine").arg("rings", RINGS_MOST).arg("corners", STORED_MOST))?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 100 and 5e9
    let area = area.round() as u64;
    Ok(Shape { parts: m.0.iter().map(part).collect(), area })
}

fn corners(m: &MultiPolygon<f64>) -> usize {
    m.0.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors())).map(|r| r.0.len()).sum()
}

/// Fewer corners (Douglas and Peucker), from a decimetre up to some metres off, as far as no ring crosses itself for it.
fn simplified(m: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    if corners(m) <= FINE {
        return Some(m.clone());
    }
    let sound = |m: &MultiPolygon<f64>| {
        m.0.iter().all(|p| std::iter::once(p.exterior()).chain(p.interiors()).all(|r| r.0.len() >= 4 && crossing(r).is_none()))
    };
    let tries = [1e-6, 5e-6, 1e-5, 3e-5, 1e-4].into_iter().map(|off| m.simplify(off)).filter(sound);
    let mut last = None;
    for s in tries {
        let enough = corners(&s) <= FINE;
        last = Some(s);
        if enough {
            break;
        }
    }
    last.or_else(|| Some(m.clone())).filter(|m| corners(m) <= STORED_MOST)
}

fn part(p: &Polygon<f64>) -> Part {
    let ring = |r: &LineString<f64>| -> Vec<Corner> {
        let n = r.0.len().saturating_sub(1);
        #[allow(clippy::cast_possible_truncation)] // at most 180e7
        let whole = |v: f64| (v * 1e7).round() as i32;
        r.0.iter().take(n).map(|c| (whole(c.x), whole(c.y))).collect()
    };
    Part { outer: ring(p.exterior()), holes: p.interiors().iter().map(ring).collect() }
}

/// Stored corners as surfaces in degrees.
pub(super) fn degrees(s: &Shape) -> MultiPolygon<f64> {
    let ring = |r: &Vec<Corner>| -> LineString<f64> {
        r.iter().chain(r.first()).map(|(x, y)| Coord { x: f64::from(*x) / 1e7, y: f64::from(*y) / 1e7 }).collect()
    };
    s.parts.iter().map(|p| Polygon::new(ring(&p.outer), p.holes.iter().map(ring).collect())).collect()
}
