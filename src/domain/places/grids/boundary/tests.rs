//! Boundaries: the specification's own examples, a broken file of each kind, shapes as surveyors draw them.
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    base::{Failure, GridCode, Id, Stamp},
    domain::{
        TABLES,
        office::who::Actor,
        places::grids::{Grid, GridKind, GridLevel},
    },
    store::{Read, Store, engine::MemoryEngine},
};

fn grid(n: u64, level: GridLevel, parent: Option<u64>) -> Grid {
    Grid {
        id: Id::new(n),
        code: GridCode::parse(&format!("320211005012{n:03}")).unwrap(),
        name: format!("第{n}网格"),
        kind: GridKind::Basic,
        level,
        parent: parent.map(Id::new),
        households: (300, 500),
        note: String::new(),
    }
}

fn grids() -> Vec<Grid> {
    (1..=4).map(|n| grid(n, GridLevel::Small, Some(9))).chain([grid(9, GridLevel::Large, None)]).collect()
}

/// A rectangle, some thousandths of a degree east and north of Wuxi.
fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Vec<[f64; 2]> {
    let at = |x: f64, y: f64| [120.3 + x / 1000.0, 31.5 + y / 1000.0];
    vec![at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]
}

fn feature(code: u64, geometry: &Value) -> Value {
    json!({"type": "Feature", "properties": {"code": format!("320211005012{code:03}")}, "geometry": geometry})
}

fn polygon(rings: &[Vec<[f64; 2]>]) -> Value {
    json!({"type": "Polygon", "coordinates": rings})
}

fn collection(features: &[Value]) -> Vec<u8> {
    json!({"type": "FeatureCollection", "features": features}).to_string().into_bytes()
}

fn planned(features: &[Value]) -> Plan {
    plan(&collection(features), &grids(), &[]).unwrap()
}

/// Why the first feature is refused.
fn why(geometry: &Value) -> Vec<&'static str> {
    match &planned(&[feature(1, geometry)]).features[0].verdict {
        Verdict::Refused(why) => why.iter().map(|r| r.key).collect(),
        taken => panic!("{taken:?}"),
    }
}

fn whole(file: &[u8]) -> &'static str {
    match plan(file, &grids(), &[]) {
        Err(Failure::Refused(r)) => r.key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_boundary_is_read_and_measured() {
    let hole = vec![[120.3005, 31.5005], [120.3005, 31.5015], [120.3015, 31.5015], [120.3015, 31.5005], [120.3005, 31.5005]];
    let p = planned(&[feature(1, &polygon(&[rectangle(0.0, 0.0, 2.0, 2.0), hole]))]);
    let (grid, shape) = p.writes().next().unwrap();
    assert_eq!((grid, shape.parts.len(), shape.parts[0].holes.len(), shape.corners()), (Id::new(1), 1, 1, 8));
    assert_eq!(shape.parts[0].outer[2], (1_203_020_000, 315_020_000));
    // 2 × 2 less 1 × 1 thousandths of a degree: 111.195 m to the north, cos 31.501° of it to the east.
    let expected = 3.0 * 111.195 * 111.195 * (31.501_f64).to_radians().cos();
    assert!((shape.area as f64 - expected).abs() < expected / 1000.0, "{} {expected}", shape.area);
}

#[test]
fn a_grid_is_found_by_code_or_name() {
    let square = polygon(&[rectangle(0.0, 0.0, 1.0, 1.0)]);
    let called = |properties: Value, id: Value| {
        let mut f = json!({"type": "Feature", "properties": properties, "geometry": square});
        if !id.is_null() {
            f["id"] = id;
        }
        planned(&[f]).features.remove(0)
    };
    for (properties, id, found) in [
        (json!({"code": "320211005012002"}), Value::Null, Some(2)),
        (json!({"网格编码": 320_211_005_012_003_u64}), Value::Null, Some(3)),
        (json!({"Name": "第4网格"}), Value::Null, Some(4)),
        (json!({"编号": "001"}), Value::Null, Some(1)),
        (json!(null), json!("320211005012001"), Some(1)),
        (json!({"code": "320211005012002", "name": "第4网格"}), Value::Null, Some(2)),
        (json!({"code": "320211005012777", "name": "第4网格"}), Value::Null, None),
        (json!({"name": "湖滨网格"}), Value::Null, None),
        (json!({"population": 12}), Value::Null, None),
        (json!(null), Value::Null, None),
    ] {
        let f = called(properties.clone(), id);
        assert_eq!(f.grid, found.map(Id::new), "{properties}");
        assert_eq!(matches!(f.verdict, Verdict::Added(_)), found.is_some());
    }
}

#[test]
fn the_examples_of_the_specification_are_read_and_told() {
    // RFC 7946, appendix A: points, lines, polygons near the Gulf of Guinea's latitude, and a collection of them.
    assert_eq!(why(&json!({"type": "Point", "coordinates": [100.0, 0.0]})), ["boundary-not-polygon"]);
    assert_eq!(why(&json!({"type": "LineString", "coordinates": [[100.0, 0.0], [101.0, 1.0]]})), ["boundary-not-polygon"]);
    let ring = json!([[100.0, 0.0], [101.0, 0.0], [101.0, 1.0], [100.0, 1.0], [100.0, 0.0]]);
    let hole = json!([[100.8, 0.8], [100.8, 0.2], [100.2, 0.2], [100.2, 0.8], [100.8, 0.8]]);
    assert_eq!(why(&json!({"type": "Polygon", "coordinates": [ring, hole]})), ["boundary-outside"]);
    let apart = json!([[102.0, 2.0], [103.0, 2.0], [103.0, 3.0], [102.0, 3.0], [102.0, 2.0]]);
    assert_eq!(why(&json!({"type": "MultiPolygon", "coordinates": [[apart], [ring, hole]]})), ["boundary-outside"]);
    let mixed = json!({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [100.0, 0.0]}]});
    assert_eq!(why(&mixed), ["boundary-not-polygon"]);
    assert_eq!(why(&json!({"type": "MultiPoint", "coordinates": [[100.0, 0.0]]})), ["boundary-not-polygon"]);
    assert_eq!(why(&Value::Null), ["boundary-no-geometry"]);
    // The same shapes in Wuxi: a surface with a hole, and one of two parts.
    let placed = |v: &Value| -> Value {
        let at = |p: &Value, i: usize| p[i].as_f64().unwrap() / 1000.0;
        v.as_array().unwrap().iter().map(|p| json!([120.2 + at(p, 0), 31.5 + at(p, 1)])).collect()
    };
    let two = json!({"type": "MultiPolygon", "coordinates": [[placed(&apart)], [placed(&ring), placed(&hole)]]});
    let p = planned(&[feature(1, &two)]);
    let shape = p.writes().next().unwrap().1;
    assert_eq!(shape.parts.iter().map(|p| p.holes.len()).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn each_kind_of_broken_feature_is_told() {
    let open: Vec<_> = rectangle(0.0, 0.0, 1.0, 1.0).into_iter().take(4).collect();
    let (out, inner) = (rectangle(0.0, 0.0, 4.0, 4.0), |x: f64| rectangle(x, 1.0, x + 1.0, 2.0));
    let swapped: Vec<_> = rectangle(0.0, 0.0, 1.0, 1.0).into_iter().map(|[x, y]| [y, x]).collect();
    let mut bow = rectangle(0.0, 0.0, 1.0, 1.0);
    bow.swap(1, 2);
    let mut spike = rectangle(0.0, 0.0, 2.0, 2.0);
    spike.splice(1..1, [[120.302, 31.5], [120.304, 31.5]]);
    let eight = vec![
        [120.3, 31.5],
        [120.301, 31.501],
        [120.302, 31.5],
        [120.302, 31.502],
        [120.301, 31.501],
        [120.3, 31.502],
        [120.3, 31.5],
    ];
    let far = vec![[200.0, 95.0], [201.0, 95.0], [201.0, 96.0], [200.0, 95.0]];
    for (rings, key) in [
        (vec![open], "boundary-ring-open"),
        (vec![rectangle(0.0, 0.0, 1.0, 1.0).into_iter().take(3).collect()], "boundary-ring-short"),
        (vec![vec![[120.3, 31.5]; 5]], "boundary-ring-short"),
        (vec![bow], "boundary-crosses"),
        (vec![eight], "boundary-crosses"),
        (vec![spike], "boundary-crosses"),
        (vec![swapped], "boundary-swapped"),
        (vec![far], "boundary-range"),
        (vec![vec![[13.3, 52.5], [13.4, 52.5], [13.4, 52.6], [13.3, 52.5]]], "boundary-outside"),
        (vec![out.clone(), inner(6.0)], "boundary-holes"),
        (vec![out.clone(), inner(3.5)], "boundary-holes"),
        (vec![out.clone(), inner(1.0), inner(1.5)], "boundary-holes"),
        (vec![out.clone(), inner(0.0)], "boundary-holes"),
        (vec![out.clone(), inner(1.0), inner(2.0)], "boundary-holes"),
        (vec![rectangle(0.0, 0.0, 0.01, 0.01)], "boundary-small"),
        (vec![rectangle(0.0, 0.0, 4000.0, 4000.0)], "boundary-large"),
        (vec![], "boundary-no-geometry"),
    ] {
        assert_eq!(why(&polygon(&rings)), [key]);
    }
    // Corners may touch: a hole at the edge and two holes at each other.
    let corner = |x: f64| rectangle(x, x, x + 1.0, x + 1.0);
    let touching = planned(&[feature(1, &polygon(&[out.clone(), corner(1.0), corner(2.0)]))]);
    assert_eq!(touching.writes().count(), 1);
    let twice = json!({"type": "MultiPolygon", "coordinates": [[out], [rectangle(1.0, 1.0, 5.0, 5.0)]]});
    assert_eq!(why(&twice), ["boundary-parts"]);
    assert_eq!(why(&json!({"type": "Polygon", "coordinates": [[["a", "b"]]]})), ["boundary-unreadable"]);
    assert_eq!(why(&json!({"type": "Polygon", "coordinates": [[[1.0], [1.0], [1.0], [1.0]]]})), ["boundary-position"]);
    assert_eq!(why(&json!({"type": "Circle", "coordinates": []})), ["boundary-unreadable"]);
}

#[test]
fn the_second_feature_of_a_grid_is_refused_and_spoils_no_other() {
    let square = polygon(&[rectangle(0.0, 0.0, 1.0, 1.0)]);
    let p =
        planned(&[feature(1, &square), feature(1, &polygon(&[rectangle(2.0, 0.0, 3.0, 1.0)])), feature(7, &square), json!(3)]);
    let keys = p.features.iter().map(|f| match &f.verdict {
        Verdict::Refused(why) => why[0].key,
        _ => "taken",
    });
    assert_eq!(keys.collect::<Vec<_>>(), ["taken", "boundary-twice", "boundary-unknown", "boundary-unreadable"]);
    assert_eq!(p.writes().count(), 1);
}

#[test]
fn a_file_of_no_use_is_told_as_a_whole() {
    assert_eq!(whole(b"PK\x03\x04"), "boundary-not-json");
    assert_eq!(whole(b""), "boundary-not-json");
    assert_eq!(whole("[".repeat(100_000).as_bytes()), "boundary-not-json");
    assert_eq!(whole(b"{\"type\":\"Polygon\",\"coordinates\":[]}"), "boundary-not-collection");
    assert_eq!(whole(b"[]"), "boundary-not-collection");
    assert_eq!(whole(&collection(&[])), "boundary-empty");
    assert_eq!(whole(&vec![b' '; FILE_MOST + 1]), "boundary-file-large");
    let square = feature(1, &polygon(&[rectangle(0.0, 0.0, 1.0, 1.0)]));
    assert_eq!(whole(&collection(&vec![square.clone(); FEATURES_MOST + 1])), "boundary-file-many");
    let long: Vec<_> = (0..POINTS_MOST + 1).map(|_| [120.3, 31.5]).collect();
    assert_eq!(whole(&collection(&[feature(1, &polygon(&[long]))])), "boundary-file-many");
    let named = |name: &str| {
        json!({"type": "FeatureCollection", "features": [square], "crs": {"type": "name", "properties": {"name": name}}})
            .to_string()
            .into_bytes()
    };
    assert_eq!(whole(&named("urn:ogc:def:crs:EPSG::4528")), "boundary-crs");
    for same in ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4490"] {
        assert_eq!(plan(&named(same), &grids(), &[]).unwrap().writes().count(), 1);
    }
    let marked = [b"\xef\xbb\xbf".to_vec(), collection(&[square])].concat();
    assert_eq!(plan(&marked, &grids(), &[]).unwrap().writes().count(), 1);
}

#[test]
fn what_grids_share_and_leave_out_is_told_with_names() {
    let keys = |p: &Plan| p.warnings.iter().map(|r| (r.key, r.args.clone())).collect::<Vec<_>>();
    // Side by side, with one edge in common: nothing is odd. The large grid around them is none of their neighbours.
    let side = |n: u64, w: f64, e: f64| feature(n, &polygon(&[rectangle(w, 0.0, e, 2.0)]));
    let fine = planned(&[side(1, 0.0, 2.0), side(2, 2.0, 4.0), side(9, 0.0, 4.0)]);
    assert_eq!(keys(&fine), []);
    // A mouse's breadth is nothing; half a grid is.
    assert_eq!(keys(&planned(&[side(1, 0.0, 2.0), side(2, 1.99, 4.0)])), []);
    let told = planned(&[side(1, 0.0, 2.0), side(2, 1.0, 3.0)]);
    assert_eq!(told.warnings[0].key, "boundary-overlap");
    assert_eq!(told.warnings[0].args[0], ("a", "第1网格".into()));
    assert_eq!(told.warnings[0].args[1], ("b", "第2网格".into()));
    assert_eq!(told.warnings[0].args[3], ("percent", "50.0".into()));
    // Four around a yard that none has.
    let around = planned(&[
        feature(1, &polygon(&[rectangle(0.0, 0.0, 3.0, 1.0)])),
        feature(2, &polygon(&[rectangle(2.0, 1.0, 3.0, 2.0)])),
        feature(3, &polygon(&[rectangle(0.0, 2.0, 3.0, 3.0)])),
        feature(4, &polygon(&[rectangle(0.0, 1.0, 1.0, 2.0)])),
    ]);
    assert_eq!(around.warnings.len(), 1);
    let (key, args) = &keys(&around)[0];
    assert_eq!((*key, args[1].1.as_str()), ("boundary-gap", "第1网格、第2网格、第3网格、第4网格"));
}

/// A round boundary of many corners, as a GPS writes it.
fn round(corners: usize) -> Value {
    let at = |i: usize| {
        let a = std::f64::consts::TAU * (i % corners) as f64 / corners as f64;
        [120.31 + 0.004 * a.cos(), 31.51 + 0.003 * a.sin()]
    };
    polygon(&[(0..=corners).map(at).collect()])
}

#[test]
fn many_corners_become_fewer_and_the_ground_stays() {
    let (coarse, fine) = (planned(&[feature(1, &round(400))]), planned(&[feature(1, &round(9_000))]));
    let (coarse, fine) = (coarse.writes().next().unwrap().1.clone(), fine.writes().next().unwrap().1.clone());
    assert_eq!(coarse.corners(), 400);
    assert!(fine.corners() <= 500 && fine.corners() > 40, "{}", fine.corners());
    assert!(coarse.area.abs_diff(fine.area) < fine.area / 1000);
    assert_eq!(why(&round(10_001)), ["boundary-too-fine"]);
    // As many corners as are stored at most fit in a row.
    let corner = (1_359_999_999, 539_999_999);
    let shape = Shape { parts: vec![Part { outer: vec![corner; 3_000], holes: Vec::new() }], area: 1 };
    let row = Boundary { id: Id::new(1), grid: Id::new(1), shape, file: "图".repeat(100), by: (Actor::System, Stamp(0)) };
    assert!(postcard::to_stdvec(&row).unwrap().len() < 48 * 1024);
}

#[test]
fn a_plan_is_written_once_and_again() {
    let store = Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap();
    let by = (Actor::System, Stamp(1_790_000_000_000));
    store.write_wait(|tx| grids().iter().take(2).try_for_each(|g| tx.put(g))).unwrap();
    let write = |p: &Plan| {
        let shapes: Vec<_> = p.writes().map(|(g, s)| (g, s.clone())).collect();
        store.write_wait(move |tx| apply(tx, by, "美湖.geojson", shapes)).unwrap()
    };
    let square = |n: u64, w: f64| feature(n, &polygon(&[rectangle(w, 0.0, w + 1.0, 1.0)]));
    // The third grid is gone meanwhile.
    assert_eq!(write(&planned(&[square(1, 0.0), square(2, 1.0), square(3, 2.0)])), 2);
    let standing = boundaries(&store).unwrap();
    let again = plan(&collection(&[square(1, 0.0), square(2, 5.0)]), &grids(), &standing).unwrap();
    assert_eq!(again.features[0].verdict, Verdict::Same);
    assert!(matches!(again.features[1].verdict, Verdict::Changed(_)));
    assert_eq!(write(&again), 1);
    assert_eq!((boundaries(&store).unwrap().len(), store.rows::<Boundary>().unwrap()), (2, 2));
    store.write_wait(move |tx| remove(tx, by, Id::new(1))).unwrap();
    assert_eq!(store.write_wait(move |tx| remove(tx, by, Id::new(1))), Err(Failure::NotFound));
    assert!(store.check().unwrap().is_clean());
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0i32..12).prop_map(|n| 120.3 + f64::from(n) / 1000.0),
        (0i32..12).prop_map(|n| 31.5 + f64::from(n) / 1000.0),
        any::<f64>(),
        Just(1e-300),
        120.30f64..120.31,
        31.50f64..31.51,
    ]
}

/// Corners on a small lattice or anywhere near: rings that touch, cross, run back and enclose nothing.
fn lattice() -> impl Strategy<Value = Vec<Vec<[f64; 2]>>> {
    let corner = prop_oneof![
        4 => (0i32..6, 0i32..6).prop_map(|(x, y)| [120.3 + f64::from(x) / 1000.0, 31.5 + f64::from(y) / 1000.0]),
        1 => (120.30f64..120.306, 31.50f64..31.506).prop_map(|(x, y)| [x, y]),
    ];
    let ring = prop::collection::vec(corner, 3..9).prop_map(|mut r| {
        r.push(r[0]);
        r
    });
    prop::collection::vec(ring, 1..4)
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number().prop_map(|n| json!(n)),
        ".{0,6}".prop_map(Value::from)
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            (prop::sample::select(vec!["Polygon", "MultiPolygon", "Feature", "GeometryCollection"]), inner.clone()).prop_map(
                |(t, v)| json!({"type": t, "coordinates": v, "geometry": v, "geometries": v, "properties": v, "id": v})
            ),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_file_makes_it_panic(v in anything(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = plan(&bytes, &grids(), &[]);
        let _ = plan(v.to_string().as_bytes(), &grids(), &[]);
        let _ = plan(
            &collection(&[v.clone(), feature(1, &v), feature(2, &json!({"type": "Polygon", "coordinates": v}))]), &grids(), &[]
        );
    }

    #[test]
    fn rings_of_every_form_are_judged_and_what_is_taken_is_sound(a in lattice(), b in lattice()) {
        use geo::Validation;
        let p = planned(&[feature(1, &polygon(&a)), feature(
            2, &json!({"type": "MultiPolygon", "coordinates": [a, b]})
        ), feature(3, &polygon(&b))]);
        for (_, shape) in p.writes() {
            // The judge of another house: what was taken is valid by the rules of OGC, as far as geo checks them.
            prop_assert!(super::shape::degrees(shape).0.iter().all(Validation::is_valid), "{shape:?}");
        }
    }
}
