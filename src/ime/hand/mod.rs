//! Reading Chinese characters written by hand, stroke by stroke.
//!
//! Each character is known by the middle lines of its strokes in the schoolbooks' Kaiti (`data`). Ink and models are brought
//! to one place and size (`shape`), compared by which directions are where (`coarse`), and the best [`LEFT`] of them stroke by
//! stroke (`fine`). Nothing is trained: the answer is the nearest characters. `benches/hand.rs` prints how good that is.
mod coarse;
mod data;
mod fine;
mod ink;
mod shape;
pub mod synthetic;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, sync::LazyLock};

use crate::assets::Assets;
use fine::{Strokes, Table};
pub use ink::{Ink, InkError, POINTS_MOST, SIDE, STROKES_MOST, Stroke};
use shape::{Frame, Point};

/// Characters that the coarse look leaves for the fine one.
const LEFT: usize = 400;
/// Of these, the nearest ones get a second trial with the ink's strokes in the model's order.
const REORDERED: usize = 100;
/// What a difference of the coarse look adds to the fine one's distance.
const COARSE: f32 = 0.02;
/// What a character that is used twice as often is nearer by.
const OFTEN: f32 = 0.6;

/// A character that may have been meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    pub char: char,
    /// How far the ink is from it: smaller is likelier. Comparable within one answer only.
    pub distance: f32,
}

/// The characters that are known, ready to be compared with: some 2 MiB beside the file, whose strokes are read when needed.
pub struct Hand {
    file: Cow<'static, [u8]>,
    known: Vec<Known>,
}

struct Known {
    character: char,
    frequency: u8,
    at: usize,
    frame: Frame,
    look: coarse::Look,
}

static SHIPPED: LazyLock<Hand> = LazyLock::new(|| {
    let file = Assets::get("ime/strokes.bin").and_then(|f| Hand::read(f.data));
    // A test holds that the shipped file is whole.
    file.unwrap_or(Hand { file: Cow::Borrowed(&[]), known: Vec::new() })
});

/// A candidate on its way through the fine look.
struct Trial {
    guess: Guess,
    /// What its distance has beside the strokes.
    rest: f32,
    model: Strokes,
}

impl Hand {
    /// The shipped characters, read at the first call (about a tenth of a second).
    pub fn load() -> &'static Hand {
        &SHIPPED
    }
    /// Reads a file like `assets/ime/strokes.bin`; `None` if it is damaged.
    pub fn read(file: impl Into<Cow<'static, [u8]>>) -> Option<Self> {
        let file = file.into();
        let known = data::each(&file, |at, model| {
            let frame = Frame::of(&model.strokes);
            let look = coarse::look(&frame.place_all(&model.strokes));
            Known { character: model.character, frequency: model.frequency, at, frame, look }
        })?;
        Some(Hand { file, known })
    }
    /// The characters that are known, most frequent first.
    pub fn characters(&self) -> impl ExactSizeIterator<Item = char> + '_ {
        self.known.iter().map(|k| k.character)
    }
    /// Bytes that it holds in memory, the file among them.
    pub fn bytes(&self) -> usize {
        self.file.len() + self.known.capacity() * size_of::<Known>()
    }
    /// The at most `most` likeliest characters, best first. Pure; some milliseconds of work, whatever the ink.
    pub fn recognise(&self, ink: &Ink, most: usize) -> Vec<Guess> {
        let drawn: Vec<Vec<Point>> = ink.strokes().iter().map(|s| shape::steady(s)).collect();
        let lines = Frame::of(&drawn).place_all(&drawn);
        let (strokes, mut table) = (Strokes::of_ink(&lines), Table::default());
        let near = self.near(&coarse::look(&lines));
        let mut trials: Vec<Trial> = near
            .into_iter()
            .filter_map(|(unlike, k)| {
                let model = Strokes::of_model(&k.frame.place_all(&data::model(&self.file, k.at)?.strokes));
                let rest = COARSE * unlike as f32 - OFTEN / 8.0 * f32::from(k.frequency);
                let distance = rest + fine::cost(&strokes, &model, &mut table);
                Some(Trial { guess: Guess { char: k.character, distance }, rest, model })
            })
            .collect();
        trials.sort_by(|a, b| a.guess.distance.total_cmp(&b.guess.distance));
        for t in trials.iter_mut().take(REORDERED) {
            if let Some((order, price)) = fine::order(&strokes, &t.model) {
                let sorted: Vec<Vec<Point>> = order.iter().filter_map(|i| lines.get(*i).cloned()).collect();
                let again = t.rest + price + fine::cost(&Strokes::of_ink(&sorted), &t.model, &mut table);
                t.guess.distance = t.guess.distance.min(again);
            }
        }
        let mut guesses: Vec<Guess> = trials.into_iter().map(|t| t.guess).collect();
        guesses.sort_by(|a, b| a.distance.total_cmp(&b.distance));
        guesses.truncate(most);
        guesses
    }
    fn near(&self, look: &coarse::Look) -> Vec<(u32, &Known)> {
        let mut near: Vec<_> = self.known.iter().map(|k| (coarse::unlike(look, &k.look), k)).collect();
        if near.len() > LEFT {
            near.select_nth_unstable_by_key(LEFT, |n| n.0);
            near.truncate(LEFT);
        }
        near
    }
    fn model(&self, character: char) -> Option<data::Model> {
        let known = self.known.iter().find(|k| k.character == character)?;
        data::model(&self.file, known.at)
    }
}
