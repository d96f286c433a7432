//! Pinyin: from letters to what may be meant by them.
//!
//! `sounds` says what people type for a syllable, `lattice` cuts letters into syllables in every way, `words` is a table found by
//! syllables or text, `sentence` finds words and chains of words, `names` the names of people, `load` reads what ships.
//! The office's own words come as an [`Overlay`] beside the table; nothing here remembers what was asked.
mod lattice;
mod load;
mod names;
mod next;
mod offer;
mod offers;
mod sentence;
mod sounds;
#[cfg(test)]
mod tests;
mod words;

pub use lattice::{LETTERS_MOST, Syllable, Syllables};
pub use load::{SHIPPED, read};
pub use names::Names;
pub use offer::Offer;
pub use offers::{Mode, OFFERS_MOST};
pub use sounds::Sounds;
pub use words::{Entry, Kind, Words};

use std::collections::HashSet;

use words::Initials;

/// The tables that ship.
#[derive(Debug)]
pub struct Pinyin {
    /// Every syllable.
    syllables: Syllables,
    /// Words of the language.
    words: Words,
    /// Names of people.
    names: Names,
    /// Words that a public screen does not offer: insults, obscenities, what frightens. Exact words, so that no innocent sentence
    /// that happens to hold one of them is lost.
    unsaid: HashSet<String>,
}

impl Default for Pinyin {
    fn default() -> Self {
        Pinyin { syllables: Syllables::new(Vec::new()), words: Words::default(), names: Names::default(), unsaid: HashSet::new() }
    }
}

/// The office's own words, ready to be looked up.
#[derive(Debug, Default)]
pub struct Overlay {
    words: Words,
    initials: Initials,
}

impl Overlay {
    /// How many words it holds.
    pub fn len(&self) -> u32 {
        self.words.len()
    }
    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Pinyin {
    /// The words of the language.
    pub fn words(&self) -> &Words {
        &self.words
    }
    /// The bytes that the tables take in memory, about.
    pub fn bytes(&self) -> usize {
        self.words.bytes() + self.names.bytes()
    }
    /// The office's words over these tables.
    pub fn overlay(&self, entries: Vec<Entry>) -> Overlay {
        let words = Words::new(entries);
        let letter = |s| self.syllables.spelling(s).chars().next();
        // First letters say too little for anything but what the office itself named.
        let initials = Initials::new(&words, letter, |kind| !matches!(kind, Kind::Learned | Kind::Plain | Kind::Person));
        Overlay { words, initials }
    }
    /// A reading in numbers: syllables separated by spaces; none if one of them is no syllable.
    pub fn parse(&self, reading: &str) -> Option<Vec<Syllable>> {
        self.syllables.parse(reading)
    }
    /// A reading in letters, syllables separated by spaces.
    pub fn spell(&self, reading: &[Syllable]) -> String {
        reading.iter().map(|s| self.syllables.spelling(*s)).collect::<Vec<_>>().join(" ")
    }
    /// How a text is read: by the longest words that are known, so that characters with several readings come out right. Signs,
    /// digits and Latin letters have no reading and are passed over.
    pub fn reading(&self, text: &str) -> Vec<Syllable> {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let (mut out, mut at) = (Vec::new(), 0);
        while at < chars.len() {
            let begin = chars.get(at).map_or(text.len(), |c| c.0);
            let ends = (at + 1..=chars.len().min(at + 8)).rev();
            let known = ends.filter_map(|e| {
                let part = text.get(begin..chars.get(e).map_or(text.len(), |c| c.0))?;
                self.words.written(part).next().map(|w| (e, w))
            });
            match { known }.next() {
                Some((end, word)) => {
                    out.extend_from_slice(self.words.reading(word));
                    at = end;
                }
                None => at += 1,
            }
        }
        out
    }
}
