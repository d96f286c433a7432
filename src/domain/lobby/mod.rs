//! The hall: terminals, calls for help, words for typing, recordings, the notice board.
//!
//! Siblings may use those to their left: terminals ← calls ← lexicon ← voices ← announcements.
pub mod announcements;
pub mod calls;
pub mod lexicon;
pub mod terminals;
pub mod voices;

use super::noun::Noun;

/// The nouns of this wing.
pub const NOUNS: &[&Noun] = &[&terminals::NOUN, &calls::NOUN, &lexicon::NOUN, &voices::NOUN, &announcements::NOUN];
