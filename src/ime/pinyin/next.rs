//! What often comes next after what is written.
use super::{Overlay, Pinyin, offers::OFFERS_MOST, words::Words};

/// So many characters before the cursor are looked at.
const BEFORE_MOST: usize = 8;
/// The longest continuation, in characters.
const LONGEST: usize = 6;
/// So many words with one beginning are looked at, of each table.
const LOOKED_AT: usize = 4_000;

impl Pinyin {
    /// At most [`OFFERS_MOST`] continuations: the rest of words that begin as the text ends, for the longest ending first,
    /// the likeliest of the office's and the language's words.
    pub fn next(&self, overlay: &Overlay, before: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let starts: Vec<usize> = before.char_indices().map(|(i, _)| i).collect();
        for start in starts.iter().skip(starts.len().saturating_sub(BEFORE_MOST)) {
            let head = before.get(*start..).unwrap_or_default();
            let rest_of = |table: &'_ Words, w: u32| Some((table.cost(w), table.text(w).get(head.len()..)?.to_owned()));
            let mut found: Vec<(u8, String)> = [&overlay.words, &self.words]
                .into_iter()
                .flat_map(|table| table.beginning(head).take(LOOKED_AT).filter_map(move |w| rest_of(table, w)))
                .filter(|(_, rest)| !rest.is_empty() && rest.chars().count() <= LONGEST)
                .collect();
            found.sort_unstable();
            for (_, rest) in found.into_iter().filter(|(_, rest)| !self.unsaid.contains(&format!("{head}{rest}"))) {
                // What goes on from something that is offered already comes after it.
                if !out.iter().any(|x| rest.starts_with(x.as_str())) {
                    out.push(rest);
                }
                if out.len() >= OFFERS_MOST {
                    return out;
                }
            }
        }
        out
    }
}
