//! What this subject tells the rest of the house.
use super::{Learned, Sounds, Word};
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    LEXICON_ADD = "lexicon.add",
    LEXICON_EDIT = "lexicon.edit",
    LEXICON_DELETE = "lexicon.delete",
    LEXICON_IMPORT = "lexicon.import",
    LEXICON_SOUNDS = "lexicon.sounds",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Word>(), TableDef::of::<Sounds>(), TableDef::of::<Learned>()],
    actions: &[ACTIONS],
    ..Noun::of(module_path!())
};
