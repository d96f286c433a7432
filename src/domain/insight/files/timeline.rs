//! A stretch of a household's timeline, gathered from every subject that tells some of it.
use super::{Bounds, Rest};
use crate::{
    base::Failure,
    domain::{
        noun::{Happening, Mark, Recall, Source, Window, merged},
        places::reader::Reader,
        registry::people::Household,
    },
    store::Store,
};

/// A stretch of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The newest first.
    pub happenings: Vec<Happening>,
    /// How many are older.
    pub rest: Rest,
    /// From where to go on.
    pub next: Option<Mark>,
}

/// What the sources tell the reader of a household's time before a mark.
pub(super) fn told(
    store: &Store,
    reader: &Reader,
    home: &Household,
    (before, bounds): (Option<Mark>, &Bounds),
    sources: &[Source],
) -> Result<Stretch, Failure> {
    let window = Window { before, most: bounds.happenings + bounds.ahead };
    let asked = Recall::new(store, reader, home.id, window, (bounds.members, bounds.entries));
    let (mut all, mut cut) = (Vec::new(), false);
    for source in sources {
        let past = (source.tell)(&asked.of(source.place))?;
        all.extend(past.happenings);
        cut |= past.cut;
    }
    Ok(stretch(merged(all, &window), &window, bounds.happenings, cut))
}

/// Cuts what was gathered for a window of `shown` and some beyond into a stretch; `cut`: there is more than was gathered.
pub(super) fn stretch(mut all: Vec<Happening>, w: &Window, shown: usize, cut: bool) -> Stretch {
    let rest = Rest { n: all.len().saturating_sub(shown), least: cut || all.len() >= w.most };
    all.truncate(shown);
    let next = all.last().map(|h| h.mark).filter(|_| rest.some());
    Stretch { happenings: all, rest, next }
}
