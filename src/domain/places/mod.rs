//! The area that the office serves: grids, buildings, houses, boundaries, posts.
pub mod grids;

use super::noun::Noun;

/// The nouns of this wing.
pub const NOUNS: &[&Noun] = &[&grids::NOUN];
