//! The area that the office serves: grids, buildings, houses, boundaries, posts; and who may see what of it.
//!
//! Siblings may use those to their left: grids ← reader.
pub mod grids;
pub mod reader;

use super::noun::Noun;

/// The nouns of this wing.
pub const NOUNS: &[&Noun] = &[&grids::NOUN];
