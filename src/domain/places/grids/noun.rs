//! What this subject tells the rest of the house.
use super::{Building, Grid, House, Post, boundary};
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    GRID_CREATE = "grid.create",
    GRID_EDIT = "grid.edit",
    BOUNDARY_IMPORT = "boundary.import",
    BOUNDARY_REMOVE = "boundary.remove",
    POST_ASSIGN = "post.assign",
    POST_END = "post.end",
    BUILDING_CREATE = "building.create",
    BUILDING_EDIT = "building.edit",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[
        TableDef::of::<Grid>(),
        TableDef::of::<Post>(),
        TableDef::of::<Building>(),
        TableDef::of::<House>(),
        TableDef::of::<boundary::Boundary>(),
    ],
    actions: &[ACTIONS],
    ..Noun::of(module_path!())
};
