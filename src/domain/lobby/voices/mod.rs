//! Prompts of the terminal as the office has spoken them itself, in the words and the sound of the place.
mod commands;
pub mod log;
mod noun;
mod record;

pub use commands::{NewVoice, of_prompt, record, remove};
pub use noun::NOUN;
pub use record::{BYTES_MOST, Sound, Voice};
