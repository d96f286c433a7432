//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    LEXICON_ADD = "lexicon.add",
    LEXICON_EDIT = "lexicon.edit",
    LEXICON_DELETE = "lexicon.delete",
    LEXICON_IMPORT = "lexicon.import",
    LEXICON_SOUNDS = "lexicon.sounds",
}
