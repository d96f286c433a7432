//! What this subject tells the rest of the house.
use super::log;
use crate::domain::noun::Noun;

/// The announcement.
pub const NOUN: Noun = Noun { actions: &[log::ACTIONS], ..Noun::of(module_path!()) };
