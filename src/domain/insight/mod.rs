//! What follows from everything kept: four clears (四清), personal information, figures, household files (一户一档), forms (一表通).
//!
//! Siblings may use those to their left: clarity ← privacy ← figures ← files ← reports.
pub mod clarity;
pub mod figures;
pub mod files;
pub mod privacy;
pub mod reports;

use super::noun::Noun;

/// The nouns of this wing.
pub const NOUNS: &[&Noun] = &[&clarity::NOUN, &privacy::NOUN, &figures::NOUN, &files::NOUN, &reports::NOUN];
