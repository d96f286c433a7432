//! Who lives there and what is kept of them: residents, households, contact cards, registers (台账), changes of households, visits.
//!
//! Siblings may use those to their left: dry_run ← people ← cards ← registers ← moves ← visits.
pub mod cards;
pub mod dry_run;
pub mod moves;
pub mod people;
pub mod registers;
pub mod visits;

use super::noun::Noun;

/// The nouns of this wing.
pub const NOUNS: &[&Noun] = &[&people::NOUN, &cards::NOUN, &registers::NOUN, &moves::NOUN, &visits::NOUN];
