//! What the terminal says aloud: only what the program itself says, never what somebody typed. A prompt is known by its text; the
//! office records it in the sound of the place, else `espeak-ng` speaks it, if it is installed, else it is silent.
mod espeak;
mod prompts;
mod spoken;

pub use espeak::{Espeak, installed};
pub use prompts::{Prompt, Prompts, prompt_id};
pub use spoken::spoken;
