//! What residents ask for: the catalogue of services, items and their whole life, other civic software.
//!
//! Siblings may use those to their left: catalog ← items ← open311.
pub mod catalog;
pub mod items;
pub mod open311;

use super::noun::Noun;

/// The nouns of this wing.
pub const NOUNS: &[&Noun] = &[&catalog::NOUN, &items::NOUN, &open311::NOUN];
