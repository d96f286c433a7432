//! What this subject tells the rest of the house.
use crate::domain::noun::Noun;

/// The announcement.
pub const NOUN: Noun = Noun::of(module_path!());
