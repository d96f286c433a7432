//! What the log says of this subject.
use crate::domain::noun::actions;

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
