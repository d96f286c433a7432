//! Boundaries of grids (网格边界): read from GeoJSON (RFC 7946, WGS 84), looked through feature by feature, then written.
mod commands;
mod named;
mod neighbours;
mod plan;
mod record;
mod ring;
mod shape;
mod sweep;
#[cfg(test)]
mod tests;

pub use commands::{apply, boundaries, remove};
pub use plan::{FEATURES_MOST, FILE_MOST, Judged, POINTS_MOST, Plan, Verdict, plan};
pub use record::{Boundary, Corner, Part, Shape};
