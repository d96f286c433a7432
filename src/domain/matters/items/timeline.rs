//! The steps of a household's items, for its timeline.
use super::{Action, Event, Item, history, of_household};
use crate::{
    base::{Failure, covered},
    domain::{
        noun::{Happening, Past, Recall, Strand, Words, newest},
        office::who::Actor,
    },
    store::Row,
};

pub(super) fn timeline(asked: &Recall<'_>) -> Result<Past, Failure> {
    let (items, cut) = of_household(asked.store, asked.reader, asked.household())?;
    let strands = items.iter().map(|i| Strand { first: i.created, last: i.state.at.max(i.created), of: i }).collect();
    let happenings = newest(strands, &asked.window, |i| {
        let events = history(asked.store, i.id)?;
        let rated = events.iter().rev().find(|e| e.action == Action::Rate).map(|e| e.seq);
        Ok(events.into_iter().filter(|e| e.action.manner().recorded).map(|e| step(asked, i, e, rated)).collect())
    })?;
    Ok(Past { happenings, cut })
}

/// The verdict that stands is told at the step that gave it.
fn step(asked: &Recall<'_>, i: &Item, e: Event, rated: Option<u32>) -> Happening {
    let what = Words::with("files-item", [("step", Words::text(format!("action-{}", e.action.key())))]);
    let mut words = vec![Words::with("files-of", [("what", Words::plain(&i.title)), ("of", Words::plain(i.no))])];
    let rating = i.rating.as_ref().filter(|_| rated == Some(e.seq));
    words.extend(rating.map(|(r, _)| Words::text(format!("rating-{}", r.key()))));
    let note = covered(&e.note);
    if !note.is_empty() {
        // The house's own words are texts, people's are their own.
        words.push(match e.actor {
            Actor::System => Words::Known(format!("system-note-{note}"), note),
            _ => Words::Plain(note),
        });
    }
    let (about, words) = (Some((Item::NAME, i.id.raw())), Words::joined(words, Words::plain("；")));
    Happening { by: e.actor.into(), about, words, ..asked.at(e.at, (i.id.raw(), u64::from(e.seq)), what) }
}
