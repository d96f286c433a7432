//! The ground that every small office stands on: one for the library's own tests, the tests of the whole program and the
//! measurements, each of which includes this file.
use std::sync::Arc;

use lianxin::{
    base::{Failure, GridCode, Id, Keys, Stamp},
    domain::{
        TABLES,
        office::who::Actor,
        places::grids::{self, Building, BuildingForm, Grid, GridForm, GridKind, GridLevel},
    },
    store::{Store, Tx, engine::MemoryEngine},
};

/// An empty store in memory.
pub(crate) fn store() -> Store {
    Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap()
}

/// The same keys each time.
pub(crate) fn keys() -> Keys {
    Keys::new(&[7; 64], &[9; 32])
}

/// A basic small grid.
pub(crate) fn grid_form(code: &str, name: &str) -> GridForm {
    GridForm {
        code: GridCode::parse(code).unwrap(),
        name: name.into(),
        kind: GridKind::Basic,
        level: GridLevel::Small,
        parent: None,
        households: (300, 500),
        note: String::new(),
    }
}

/// The n-th grid of the community.
pub(crate) fn grid(tx: &mut Tx<'_>, n: u16, at: Stamp) -> Result<Id<Grid>, Failure> {
    let form = grid_form(&format!("320211001001{n:03}"), &format!("第{n}网格"));
    grids::create_grid(tx, Actor::System, at, form).map(|g| g.id)
}

/// A building of 美湖花园.
pub(crate) fn building(tx: &mut Tx<'_>, grid: Id<Grid>, name: &str, at: Stamp) -> Result<Id<Building>, Failure> {
    let form = BuildingForm { grid, estate: "美湖花园".into(), name: name.into() };
    grids::create_building(tx, Actor::System, at, form).map(|b| b.id)
}
