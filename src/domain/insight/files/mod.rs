//! The household's file (一户一档): everything that is known of a household and was done for it, as one reader may see it; and
//! the volume of a register (一类一卷). What a reader may not see never leaves this module.
mod bounds;
mod file;
mod gather;
mod line;
pub mod log;
mod noun;
mod risk;
mod timeline;
mod volume;

pub use bounds::{Bounds, Rest};
pub use file::{File, Strictest, file, looked, timeline};
pub use line::{Line, Said};
pub use noun::NOUN;
pub use risk::Risk;
pub use timeline::Stretch;
pub use volume::{Chapter, Of, VOLUME_MOST, Volume, volume};

#[cfg(test)]
mod tests;
