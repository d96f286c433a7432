//! A household's file over every noun: each tells its own part of the timeline.
use super::{
    insight::files::{self, Bounds, File, Stretch, Strictest},
    noun::{Mark, Source, Timeline},
    nouns,
    places::reader::Reader,
    registry::people::Household,
};
use crate::{
    base::{Failure, Id},
    store::Store,
};

fn sources() -> Vec<Source> {
    let told = nouns().filter_map(|noun| match noun.timeline {
        Timeline::Told(sources) => Some(sources),
        Timeline::No(_) | Timeline::Unsaid => None,
    });
    told.flatten().copied().collect()
}

/// Everything about a household that this reader may see.
///
/// # Errors
/// `NotAllowed` without the right to see people; `NotFound` for no household, or one of a grid that is not the reader's.
pub fn file(store: &Store, reader: &Reader, id: Id<Household>, bounds: &Bounds) -> Result<File, Failure> {
    files::file(store, reader, id, bounds, &sources())
}

/// A later stretch of a household's timeline, and the strictest registers' entries that it may speak of.
///
/// # Errors
/// As [`file`].
pub fn timeline(
    store: &Store,
    reader: &Reader,
    id: Id<Household>,
    before: Option<Mark>,
) -> Result<(Household, Stretch, Strictest), Failure> {
    files::timeline(store, reader, id, before, &sources())
}
