//! How a subject of the domain announces itself to the rest of the house. Plain data, below every subject: rows are named by
//! number and words by key, so that each subject can say what is its own.
mod action;
mod copy;
mod happening;
mod kept;
mod monthly;
mod words;

pub(in crate::domain) use action::actions;
pub use action::{Action, text_of};
pub use copy::{Asked, Fact, Facts, Part, Personal};
pub use happening::{Doer, Happening, Mark, Past, Recall, Source, Strand, Timeline, Window, merged, newest};
pub use kept::{DAY, Kept, MOVED_MOST, Move, Times};
pub use monthly::{After, COUNTERS_MOST, Monthly, Parts, Slice, walk};
pub use words::Words;

use crate::store::TableDef;

/// A subject's announcement. All that the house does with every subject is a fold over [`WINGS`](super::WINGS).
#[derive(Clone, Copy)]
pub struct Noun {
    /// The subject's module, as the compiler knows it.
    pub path: &'static str,
    pub tables: &'static [TableDef],
    /// What it writes to the log.
    pub actions: &'static [&'static [Action]],
    /// What of it belongs in the copy that a person is given of what is held about them.
    pub personal: Personal,
    /// What of it belongs in a household's timeline.
    pub timeline: Timeline,
    /// What of it is counted by month.
    pub figures: &'static [Monthly],
    /// What of it is forgotten by itself, and when.
    pub kept: &'static [Kept],
    /// What of it runs from minute to minute, and is moved with the house's clock when somebody sets that.
    pub moved: &'static [Move],
}

impl Noun {
    /// A subject that announces nothing yet; to be called with `module_path!()`.
    pub const fn of(path: &'static str) -> Self {
        Noun {
            path,
            tables: &[],
            actions: &[],
            personal: Personal::Unsaid,
            timeline: Timeline::Unsaid,
            figures: &[],
            kept: &[],
            moved: &[],
        }
    }
}
