//! Territory and posts (网格与岗位): grids, buildings, houses, and who is answerable for each grid.
mod record;

pub use record::{Building, Grid, GridKind, GridLevel, House, Post, PostRole, natural};
