//! Prompts of the terminal as the office has spoken them itself, in the words and the sound of the place.
mod commands;
mod record;

pub use commands::{NewVoice, of_prompt, record, remove};
pub use record::{BYTES_MOST, Sound, Voice};
