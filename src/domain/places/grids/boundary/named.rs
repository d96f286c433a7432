//! Which grid a feature means.
use geojson::{Feature, feature};
use serde_json::Value;

use crate::{
    base::{GridCode, Id, Reason},
    domain::places::grids::{Grid, grid_by_name},
};

/// Properties that hold the grid's 15 digits.
const CODES: &[&str] = &["code", "grid_code", "gridcode", "网格编码", "网格代码", "网格编号", "编码", "代码", "编号"];
/// Properties that hold the grid's name.
const NAMES: &[&str] = &["name", "grid_name", "gridname", "grid", "网格名称", "名称", "网格"];

fn text(v: &Value) -> Option<String> {
    match v {
        Value::String(s) => Some(s.trim().chars().take(60).collect()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
    .filter(|s: &String| !s.is_empty())
}

fn property(f: &Feature, keys: &[&str]) -> Option<String> {
    let properties = f.properties.as_ref()?;
    keys.iter().find_map(|key| properties.iter().find(|(k, _)| k.trim().to_lowercase() == *key).and_then(|(_, v)| text(v)))
}

/// What a feature calls its grid, for showing: the name, else the code.
pub(super) fn called(f: &Feature) -> String {
    property(f, NAMES).or_else(|| property(f, CODES)).unwrap_or_default()
}

/// The grid by its code of 15 digits (a property, or the feature's own id), else by its name.
pub(super) fn grid(f: &Feature, grids: &[Grid]) -> Result<Id<Grid>, Reason> {
    let id = match &f.id {
        Some(feature::Id::String(s)) => Some(s.clone()),
        Some(feature::Id::Number(n)) => Some(n.to_string()),
        None => None,
    };
    let code = property(f, CODES).or(id).filter(|c| GridCode::parse(c).is_some());
    if let Some(code) = code {
        let known = grids.iter().find(|g| g.code.as_str() == code);
        return known.map(|g| g.id).ok_or(Reason::new("boundary-unknown").arg("name", code));
    }
    match property(f, NAMES).or_else(|| property(f, CODES)) {
        Some(name) => grid_by_name(grids, &name).ok_or(Reason::new("boundary-unknown").arg("name", name)),
        None => Err(Reason::new("boundary-nameless")),
    }
}
