//! What the office keeps of its hall: terminals, calls for help, words, recordings, the notice board.
pub(super) mod announcements;
pub(super) mod calls;
pub(super) mod lexicon;
pub(super) mod terminals;
pub(super) mod voices;

use crate::faces::office::menu::Page;

/// The folders of this wing.
pub(super) const PAGES: &[&Page] = &[&announcements::PAGE, &calls::PAGE, &lexicon::PAGE, &voices::PAGE, &terminals::PAGE];
