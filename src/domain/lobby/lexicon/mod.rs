//! The office's own words, as a terminal's pinyin needs them: streets, estates and services that no dictionary has, the sounds
//! that people here do not tell apart, and which words are often picked.
//!
//! # What is learned, and what is not
//! Picks are counted per office, never per resident, and so that nobody sees what the person before typed:
//! * nothing is counted in name mode;
//! * only what is a word already (of the shipped table, or of the office: no person's name) is counted, never a chain of words
//!   and never a single character, so that nothing composed by anybody can come out again;
//! * a word counts once a day at most, with the day and no finer time, no terminal, no account, and no audit line; its number is
//!   a hash of the word, so that not even the order within a day is stored;
//! * only a word that was picked on [`DAYS_LEAST`] earlier days moves up at all: what one person typed today or once moves
//!   nothing for the next;
//! * at most [`LEARNED_MOST`] words are kept, and a count halves with every quarter of a year in which the word is not picked.
mod commands;
mod learned;
pub mod log;
mod noun;
mod overlay;
mod record;

pub use commands::{WordForm, add, delete, edit, import, set_sounds, sounds};
pub use learned::{DAYS_LEAST, LEARNED_MOST, Learned, learn};
pub use noun::NOUN;
pub use overlay::{ENTRIES_MOST, OwnWords, moved};
pub use record::{Sounds, Word, WordKind, parse_reading, parse_text};

/// The most words that the office may have of its own.
pub const WORDS_MOST: i64 = 10_000;
