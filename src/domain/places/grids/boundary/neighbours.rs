//! What is odd about boundaries together: ground that two grids claim, and ground between them that none does.
use std::collections::BTreeMap;

use geo::{Area, BooleanOps, BoundingRect, Coord, Distance, Euclidean, Length, LineString, MultiPolygon, Polygon, unary_union};

use super::{
    record::Shape,
    shape::{degrees, meet, metres, middle},
    sweep::Work,
};
use crate::{
    base::{Id, Reason},
    domain::places::grids::Grid,
};

/// Oddities told at most.
const TOLD_MOST: usize = 30;
/// The part of the smaller grid from which on an overlap is told: less is how exactly a mouse draws.
const OVERLAP_LEAST: f64 = 0.01;
/// Square metres and metres of width from which on a gap is told.
const GAP_LEAST: (f64, f64) = (200.0, 3.0);

struct Placed<'a> {
    grid: &'a Grid,
    ground: MultiPolygon<f64>,
    frame: geo::Rect<f64>,
}

/// Overlaps between grids of one level, and gaps that grids without smaller ones enclose.
///
/// # Errors
/// When two of them go in and out of each other too often to be laid over each other.
pub(super) fn oddities(grids: &[Grid], shapes: &BTreeMap<Id<Grid>, &Shape>, work: &mut Work) -> Result<Vec<Reason>, Reason> {
    let all: Vec<(&Grid, MultiPolygon<f64>)> = grids.iter().filter_map(|g| shapes.get(&g.id).map(|s| (g, degrees(s)))).collect();
    let origin = middle(&all.iter().flat_map(|(_, m)| m.0.clone()).collect());
    let placed: Vec<Placed<'_>> = all
        .into_iter()
        .filter_map(|(grid, m)| {
            let ground = metres(&m, origin);
            ground.bounding_rect().map(|frame| Placed { grid, ground, frame })
        })
        .collect();
    for (i, a) in placed.iter().enumerate() {
        for b in placed.iter().skip(i + 1).filter(|b| meet(&a.frame, &b.frame)) {
            let tangled = || Reason::new("boundary-tangled").arg("a", &a.grid.name).arg("b", &b.grid.name);
            work.take(&a.ground, &b.ground).ok_or_else(tangled)?;
        }
    }
    let mut out = overlaps(&placed);
    out.extend(gaps(grids, &placed));
    out.truncate(TOLD_MOST);
    Ok(out)
}

fn overlaps(placed: &[Placed<'_>]) -> Vec<Reason> {
    let mut out = Vec::new();
    for (i, a) in placed.iter().enumerate() {
        let others = placed.iter().skip(i + 1).filter(|b| a.grid.level == b.grid.level && meet(&a.frame, &b.frame));
        for b in others {
            let shared = a.ground.intersection(&b.ground).unsigned_area();
            let part = shared / a.ground.unsigned_area().min(b.ground.unsigned_area()).max(1.0);
            if part >= OVERLAP_LEAST && out.len() < TOLD_MOST {
                let told = Reason::new("boundary-overlap").arg("a", &a.grid.name).arg("b", &b.grid.name);
                out.push(told.arg("area", shared.round()).arg("percent", format!("{:.1}", part * 100.0)));
            }
        }
    }
    out
}

fn gaps(grids: &[Grid], placed: &[Placed<'_>]) -> Vec<Reason> {
    let leaf = |p: &&Placed<'_>| !grids.iter().any(|g| g.parent == Some(p.grid.id));
    let leaves: Vec<&Placed<'_>> = placed.iter().filter(leaf).collect();
    let whole = unary_union(leaves.iter().map(|p| &p.ground));
    let mut out = Vec::new();
    for hole in whole.0.iter().flat_map(Polygon::interiors) {
        let area = Polygon::new(hole.clone(), Vec::new()).unsigned_area();
        let width = 2.0 * area / Euclidean.length(hole).max(1.0);
        if area >= GAP_LEAST.0 && width >= GAP_LEAST.1 && out.len() < TOLD_MOST {
            let names: Vec<_> = leaves.iter().filter(|p| borders(p, hole)).map(|p| p.grid.name.as_str()).collect();
            out.push(Reason::new("boundary-gap").arg("area", area.round()).arg("names", names.join("、")));
        }
    }
    out
}

/// Whether a grid comes to within a metre of a hole.
fn borders(p: &Placed<'_>, hole: &LineString<f64>) -> bool {
    let metre = Coord { x: 1.0, y: 1.0 };
    let near = |r: geo::Rect<f64>| meet(&geo::Rect::new(r.min() - metre, r.max() + metre), &p.frame);
    hole.bounding_rect().is_some_and(near) && p.ground.0.iter().any(|part| Euclidean.distance(part, hole) < 1.0)
}
