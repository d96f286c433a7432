//! Territory and posts (网格与岗位): grids, buildings, houses, and who is answerable for each grid.
pub mod boundary;
mod commands;
pub mod log;
mod noun;
mod place;
mod queries;
mod record;
mod staff;

pub use commands::{
    BuildingForm, GridForm, REFRESH_STEP, assign_post, create_building, create_grid, edit_building, edit_grid, end_post,
    ensure_house,
};
pub use noun::NOUN;
pub use place::{Place, address_groups, building_key, building_name, parse_address, room_name, unit_name};
pub use queries::{
    GridPeople, Serving, buildings_of_grid, find_building, find_house, grid_by_name, grids_of_staff, list_grids, people_of_grid,
};
pub use record::{Building, Grid, GridKind, GridLevel, House, Post, PostRole, natural};
pub use staff::{StaffForm, create_staff, edit_staff, leave_staff};
