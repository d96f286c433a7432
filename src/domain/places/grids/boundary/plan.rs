//! Looking a file through before anything is written: what becomes of each feature, and what is odd about all together.
use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

use geojson::{Feature, JsonValue};

use super::{
    named::{called, grid},
    neighbours,
    record::{Boundary, Shape},
    shape::{stored, surfaces},
    sweep::Work,
};
use crate::{
    base::{Failure, Id, Reason},
    domain::places::grids::Grid,
};

/// The most bytes of a file.
pub const FILE_MOST: usize = 5 * 1024 * 1024;
/// The most features of a file.
pub const FEATURES_MOST: usize = 500;
/// The most corners of all features together.
pub const POINTS_MOST: usize = 20_000;

/// What becomes of a feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The grid gets its first boundary.
    Added(Shape),
    /// The grid gets another one.
    Changed(Shape),
    /// The grid has this one already.
    Same,
    /// It is not taken.
    Refused(Vec<Reason>),
}

/// A feature that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Its place in the file, from 1.
    pub no: usize,
    /// What it calls its grid.
    pub name: String,
    /// The grid that it means.
    pub grid: Option<Id<Grid>>,
    /// Corners in the file.
    pub corners: usize,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// A file that was looked through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Feature by feature.
    pub features: Vec<Judged>,
    /// What is odd about the boundaries as they will stand: grids that cover each other, gaps between them.
    pub warnings: Vec<Reason>,
}

impl Plan {
    /// The boundaries that it would write.
    pub fn writes(&self) -> impl Iterator<Item = (Id<Grid>, &Shape)> {
        self.features.iter().filter_map(|f| match &f.verdict {
            Verdict::Added(s) | Verdict::Changed(s) => f.grid.map(|g| (g, s)),
            Verdict::Same | Verdict::Refused(_) => None,
        })
    }
}

/// Looks a file through against the grids and the boundaries that stand.
///
/// # Errors
/// `Refused` with the reason why the whole file is of no use.
pub fn plan(file: &[u8], grids: &[Grid], standing: &[Boundary]) -> Result<Plan, Failure> {
    let features = features(file).map_err(Failure::Refused)?;
    let (mut taken, mut work) = (BTreeMap::new(), Work::new());
    let mut judged = Vec::with_capacity(features.len());
    for (no, feature) in (1..).zip(features) {
        judged.push(judge(no, feature, (grids, standing), &mut taken, &mut work));
    }
    let mut plan = Plan { features: judged, warnings: Vec::new() };
    let mut shapes: BTreeMap<Id<Grid>, &Shape> = standing.iter().map(|b| (b.grid, &b.shape)).collect();
    shapes.extend(plan.writes());
    let warnings = neighbours::oddities(grids, &shapes, &mut work).map_err(Failure::Refused)?;
    plan.warnings = warnings;
    Ok(plan)
}

fn judge(
    no: usize,
    feature: JsonValue,
    (grids, standing): (&[Grid], &[Boundary]),
    taken: &mut BTreeMap<Id<Grid>, usize>,
    work: &mut Work,
) -> Judged {
    let corners = positions(feature.get("geometry").and_then(|g| g.get("coordinates")));
    let feature = match serde_json::from_value::<Feature>(feature) {
        Ok(f) => f,
        Err(_) => {
            let why = vec![Reason::new("boundary-unreadable")];
            return Judged { no, name: String::new(), grid: None, corners, verdict: Verdict::Refused(why) };
        }
    };
    let (name, found) = (called(&feature), grid(&feature, grids));
    let shape = surfaces(feature.geometry.as_ref(), work).and_then(|m| stored(&m));
    let grid = found.as_ref().ok().copied();
    let mut why: Vec<Reason> = [found.err(), shape.as_ref().err().cloned()].into_iter().flatten().collect();
    if let Some(g) = grid {
        match taken.get(&g) {
            Some(first) => why.push(Reason::new("boundary-twice").arg("no", first)),
            None => drop(taken.insert(g, no)),
        }
    }
    let verdict = match shape {
        Ok(shape) if why.is_empty() => match standing.iter().find(|b| Some(b.grid) == grid) {
            Some(b) if b.shape == shape => Verdict::Same,
            Some(_) => Verdict::Changed(shape),
            None => Verdict::Added(shape),
        },
        _ => Verdict::Refused(why),
    };
    Judged { no, name, grid, corners, verdict }
}

/// The features of a file, each still to be read: one that is broken spoils no other.
fn features(file: &[u8]) -> Result<Vec<JsonValue>, Reason> {
    if file.len() > FILE_MOST {
        return Err(Reason::new("boundary-file-large").arg("most", FILE_MOST / 1024 / 1024));
    }
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let mut whole: JsonValue = serde_json::from_slice(file).map_err(|e| {
        tracing::debug!(%e, "a file of boundaries is no JSON");
        Reason::new("boundary-not-json").arg("line", e.line()).arg("column", e.column())
    })?;
    foreign(&whole)?;
    let kind = whole.get("type").and_then(JsonValue::as_str).unwrap_or_default().to_owned();
    let features = match (kind.as_str(), whole.get_mut("features").map(JsonValue::take)) {
        ("Feature", _) => vec![whole],
        ("FeatureCollection", Some(JsonValue::Array(all))) => all,
        _ => return Err(Reason::new("boundary-not-collection")),
    };
    if features.is_empty() {
        return Err(Reason::new("boundary-empty"));
    }
    let corners: usize = features.iter().map(|f| positions(f.get("geometry").and_then(|g| g.get("coordinates")))).sum();
    if features.len() > FEATURES_MOST || corners > POINTS_MOST {
        let most = Reason::new("boundary-file-many").arg("features", FEATURES_MOST);
        return Err(most.arg("corners", POINTS_MOST).arg("n", corners));
    }
    Ok(features)
}

/// Files of before RFC 7946 name a coordinate system: CGCS2000 is WGS 84 to a centimetre or so, others are not.
fn foreign(whole: &JsonValue) -> Result<(), Reason> {
    let Some(name) = whole.pointer("/crs/properties/name") else { return Ok(()) };
    let name = name.as_str().unwrap_or_default();
    let same = ["CRS84", "4326", "4490"].iter().any(|s| name.ends_with(s));
    if same { Ok(()) } else { Err(Reason::new("boundary-crs").arg("name", name.chars().take(60).collect::<String>())) }
}

/// How many positions coordinates hold, however deep.
fn positions(v: Option<&JsonValue>) -> usize {
    match v {
        Some(JsonValue::Array(all)) if all.first().is_some_and(JsonValue::is_number) => 1,
        Some(JsonValue::Array(all)) => all.iter().map(|v| positions(Some(v))).sum(),
        _ => 0,
    }
}
