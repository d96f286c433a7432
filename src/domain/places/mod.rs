//! The area that the office serves: grids, buildings, houses, boundaries, posts.
pub mod grids;
