//! The likeliest words for what was typed: every word of every table on the lattice, and the best chains of them (Viterbi).
use super::{
    lattice::Lattice,
    words::{Node, Words},
};

/// Steps in the tables that one question may take: a bound for letters that can be cut in very many ways.
const STEPS_MOST: usize = 60_000;
/// So many chains are kept at each place.
const CHAINS: usize = 4;
/// So many words of the same syllables join chains; so many are offered by themselves.
const JOINING: usize = 3;
const ALONE: usize = 12;
/// So many longer words of the office are looked at.
const LONGER_MOST: usize = 2_000;
/// What every further word of a chain costs, in twelfths of a nat: fewer, longer words are likelier than their shares say.
const ANOTHER: i32 = 10;
/// What the letters not yet typed of a longer word cost.
const UNFINISHED: i32 = 36;

/// A word at a place of the lattice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// Which table (the first is the language's), and which word of it.
    pub table: usize,
    pub word: u32,
    pub to: usize,
    pub cost: i32,
    /// How many of its syllables were spelled.
    pub syllables: usize,
}

/// A chain of words.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub cost: i32,
    pub words: Vec<(usize, u32)>,
}

/// Finds words on one lattice.
pub(super) struct Search<'a> {
    pub lattice: &'a Lattice,
    pub tables: &'a [&'a Words],
    /// What a word costs here: its own cost, changed by what is asked for.
    pub price: &'a dyn Fn(usize, u32) -> i32,
    steps: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(lattice: &'a Lattice, tables: &'a [&'a Words], price: &'a dyn Fn(usize, u32) -> i32) -> Self {
        Search { lattice, tables, price, steps: 0 }
    }
    /// Words that begin at a place: at most `most` of the same syllables.
    pub(super) fn words_at(&mut self, place: usize, most: usize) -> Vec<Hit> {
        let mut out = Vec::new();
        for (table, words) in self.tables.iter().enumerate() {
            if let Some(root) = words.root() {
                self.walk(table, root, Hit { table, word: 0, to: place, cost: 0, syllables: 0 }, most, &mut out);
            }
        }
        out
    }
    fn walk(&mut self, table: usize, node: &Node, so_far: Hit, most: usize, out: &mut Vec<Hit>) {
        let Some(words) = self.tables.get(table).copied() else { return };
        for edge in self.lattice.at(so_far.to) {
            for meant in &edge.meant {
                self.steps += 1;
                if self.steps > STEPS_MOST {
                    return;
                }
                let Some(next) = words.step(node, meant.syllable) else { continue };
                let cost = so_far.cost + i32::from(meant.cost);
                let hit = Hit { to: edge.to, cost, syllables: so_far.syllables + 1, ..so_far };
                let priced = |word: u32, more: i32| Hit { word, cost: cost + more + (self.price)(table, word), ..hit };
                out.extend(next.words().take(most).map(|w| priced(w, 0)));
                if most == ALONE && edge.to == self.lattice.end && hit.syllables > 1 {
                    // Of the language one longer word is enough; of the office's few every one may be meant.
                    let own = (table > 0).then(|| next.longer().take(LONGER_MOST)).into_iter().flatten();
                    let longer = next.below().filter(|_| table == 0).into_iter().chain(own);
                    out.extend(longer.map(|w| priced(w, UNFINISHED)));
                }
                if next.has_kids() && !edge.begun {
                    self.walk(table, next, hit, most, out);
                }
            }
        }
    }
    /// Words that begin where the letters do, each text once, the likeliest first.
    pub(super) fn first_words(&mut self) -> Vec<Hit> {
        let mut all = self.words_at(0, ALONE);
        all.sort_by_key(|h| (h.cost, h.table, h.word));
        all
    }
    /// The best chains of words from the first letter to the last that can be read.
    pub(super) fn chains(&mut self) -> Vec<Chain> {
        let end = self.lattice.end;
        let mut at: Vec<Vec<Chain>> = vec![Vec::new(); end + 1];
        if let Some(first) = at.first_mut() {
            first.push(Chain { cost: 0, words: Vec::new() });
        }
        for place in 0..end {
            let here = at.get(place).cloned().unwrap_or_default();
            if here.is_empty() {
                continue;
            }
            for hit in self.words_at(place, JOINING) {
                let Some(there) = at.get_mut(hit.to) else { continue };
                for chain in &here {
                    let cost = chain.cost + hit.cost + if chain.words.is_empty() { 0 } else { ANOTHER };
                    keep(there, cost, chain, (hit.table, hit.word));
                }
            }
        }
        at.pop().unwrap_or_default()
    }
}

/// Keeps the best few, sorted.
fn keep(there: &mut Vec<Chain>, cost: i32, chain: &Chain, word: (usize, u32)) {
    if there.len() >= CHAINS && there.last().is_some_and(|l| l.cost <= cost) {
        return;
    }
    let at = there.partition_point(|c| c.cost <= cost);
    let mut words = Vec::with_capacity(chain.words.len() + 1);
    words.extend_from_slice(&chain.words);
    words.push(word);
    there.insert(at, Chain { cost, words });
    there.truncate(CHAINS);
}
