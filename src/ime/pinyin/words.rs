//! A table of words: texts, readings and costs, found by syllables (a trie over the sorted readings) and by text.
use std::collections::BTreeMap;

use super::lattice::Syllable;

/// What a word is; the table that ships has only plain ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of the language.
    Plain,
    /// A street, an estate, a building.
    Place,
    /// A service of the catalogue.
    Service,
    /// Somebody who serves.
    Person,
    /// Anything else of the office.
    Other,
    /// A word that this office's people often pick.
    Learned,
}

/// A word to be put into a table.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What is written.
    pub text: String,
    /// How it is read.
    pub reading: Vec<Syllable>,
    /// -ln of its share, in twelfths of a nat; less is likelier.
    pub cost: u8,
    /// What it is.
    pub kind: Kind,
}

/// A stretch of words that begin with the same syllables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    syllable: Syllable,
    kids: u16,
    first_kid: u32,
    /// Words with exactly these syllables: from, to.
    from: u32,
    to: u32,
    /// Longer words that begin with them end here.
    until: u32,
    /// The likeliest of those.
    below: u32,
}

const NONE: u32 = u32::MAX;

/// Words, ready to be looked up.
#[derive(Debug)]
pub struct Words {
    texts: String,
    readings: Vec<Syllable>,
    /// Where each word's text and reading end.
    ends: Vec<(u32, u32)>,
    costs: Vec<u8>,
    kinds: Vec<Kind>,
    nodes: Vec<Node>,
    by_text: Vec<u32>,
}

impl Default for Words {
    fn default() -> Self {
        Words::new(Vec::new())
    }
}

impl Words {
    /// From words in any order.
    pub fn new(mut all: Vec<Entry>) -> Self {
        all.sort_by(|a, b| (&a.reading, a.cost, &a.text).cmp(&(&b.reading, b.cost, &b.text)));
        let mut words = Words {
            texts: String::new(),
            readings: Vec::new(),
            ends: Vec::with_capacity(all.len()),
            costs: Vec::with_capacity(all.len()),
            kinds: Vec::new(),
            nodes: Vec::new(),
            by_text: Vec::new(),
        };
        for e in &all {
            words.texts.push_str(&e.text);
            words.readings.extend(&e.reading);
            let end = |n: usize| u32::try_from(n).unwrap_or(NONE);
            words.ends.push((end(words.texts.len()), end(words.readings.len())));
            words.costs.push(e.cost);
            words.kinds.push(e.kind);
        }
        if all.iter().all(|e| e.kind == Kind::Plain) {
            words.kinds = Vec::new();
        }
        words.texts.shrink_to_fit();
        words.readings.shrink_to_fit();
        words.grow();
        let mut order: Vec<u32> = (0..words.len()).collect();
        order.sort_by(|a, b| (words.text(*a), words.cost(*a)).cmp(&(words.text(*b), words.cost(*b))));
        words.by_text = order;
        words
    }
    /// How many words.
    pub fn len(&self) -> u32 {
        u32::try_from(self.costs.len()).unwrap_or(NONE)
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.costs.is_empty()
    }
    /// The bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        self.texts.capacity()
            + self.readings.capacity() * size_of::<Syllable>()
            + self.ends.capacity() * size_of::<(u32, u32)>()
            + self.costs.capacity()
            + self.kinds.capacity()
            + self.nodes.capacity() * size_of::<Node>()
            + self.by_text.capacity() * size_of::<u32>()
    }
    fn end(&self, w: u32) -> (usize, usize) {
        self.ends.get(w as usize).map_or((0, 0), |e| (e.0 as usize, e.1 as usize))
    }
    fn start(&self, w: u32) -> (usize, usize) {
        w.checked_sub(1).map_or((0, 0), |before| self.end(before))
    }
    /// What is written.
    pub fn text(&self, w: u32) -> &str {
        self.texts.get(self.start(w).0..self.end(w).0).unwrap_or_default()
    }
    /// How it is read.
    pub fn reading(&self, w: u32) -> &[Syllable] {
        self.readings.get(self.start(w).1..self.end(w).1).unwrap_or_default()
    }
    /// How unlikely it is, in twelfths of a nat.
    pub fn cost(&self, w: u32) -> u8 {
        self.costs.get(w as usize).copied().unwrap_or(u8::MAX)
    }
    /// What it is.
    pub fn kind(&self, w: u32) -> Kind {
        self.kinds.get(w as usize).copied().unwrap_or(Kind::Plain)
    }
    /// Words whose text begins with `head`, in order of text.
    pub fn beginning<'a>(&'a self, head: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = self.by_text.partition_point(|w| self.text(*w) < head);
        self.by_text.iter().skip(from).copied().take_while(move |w| self.text(*w).starts_with(head))
    }
    /// Words with this text, the likeliest reading first.
    pub fn written<'a>(&'a self, text: &'a str) -> impl Iterator<Item = u32> + 'a {
        self.beginning(text).take_while(move |w| self.text(*w).len() == text.len())
    }

    /// Builds the trie, level by level, so that the children of a node lie side by side.
    fn grow(&mut self) {
        let root = Node { syllable: 0, kids: 0, first_kid: 0, from: 0, to: 0, until: 0, below: NONE };
        let mut nodes = vec![root];
        // The stretch of words under each node, and how many syllables lie above it.
        let mut spans = vec![(0, self.len(), 0_usize)];
        let mut at = 0;
        while let Some((lo, hi, depth)) = spans.get(at).copied() {
            let first_kid = nodes.len();
            // Words that end here come first, being shorter than the rest.
            let exact = (lo..hi).take_while(|w| self.reading(*w).len() == depth).count();
            let mut w = lo + u32::try_from(exact).unwrap_or_default();
            while w < hi {
                let Some(syllable) = self.reading(w).get(depth).copied() else { break };
                let begin = w;
                while w < hi && self.reading(w).get(depth) == Some(&syllable) {
                    w += 1;
                }
                nodes.push(Node { syllable, ..root });
                spans.push((begin, w, depth + 1));
            }
            let kids = u16::try_from(nodes.len() - first_kid).unwrap_or(u16::MAX);
            let longer = lo + u32::try_from(exact).unwrap_or_default();
            let below = (longer..hi).min_by_key(|w| self.cost(*w)).unwrap_or(NONE);
            if let Some(node) = nodes.get_mut(at) {
                (node.kids, node.first_kid) = (kids, u32::try_from(first_kid).unwrap_or(NONE));
                (node.from, node.to, node.until, node.below) = (lo, longer, hi, below);
            }
            at += 1;
        }
        nodes.shrink_to_fit();
        self.nodes = nodes;
    }
    /// The node of no syllables.
    pub(super) fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }
    /// The node one syllable further.
    pub(super) fn step(&self, node: &Node, syllable: Syllable) -> Option<&Node> {
        let first = node.first_kid as usize;
        let kids = self.nodes.get(first..first + usize::from(node.kids))?;
        kids.binary_search_by_key(&syllable, |k| k.syllable).ok().and_then(|i| kids.get(i))
    }
}

impl Node {
    /// Words with exactly these syllables, the likeliest first.
    pub(super) fn words(&self) -> std::ops::Range<u32> {
        self.from..self.to
    }
    /// The likeliest longer word that begins with them.
    pub(super) fn below(&self) -> Option<u32> {
        (self.below != NONE).then_some(self.below)
    }
    /// Every longer word that begins with them.
    pub(super) fn longer(&self) -> std::ops::Range<u32> {
        self.to..self.until
    }
    /// Whether longer words begin so.
    pub(super) fn has_kids(&self) -> bool {
        self.kids > 0
    }
}

/// The first letters of words, for those who type no more: 社保 is `sb`.
#[derive(Debug, Default)]
pub(super) struct Initials(BTreeMap<String, Vec<u32>>);

impl Initials {
    /// Of the words of a table that `wanted` says yes to.
    pub(super) fn new(words: &Words, letter: impl Fn(Syllable) -> Option<char>, wanted: impl Fn(Kind) -> bool) -> Self {
        let mut all: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for w in (0..words.len()).filter(|w| wanted(words.kind(*w))) {
            let key: String = words.reading(w).iter().filter_map(|s| letter(*s)).collect();
            all.entry(key).or_default().push(w);
        }
        for list in all.values_mut() {
            list.sort_by_key(|w| words.cost(*w));
        }
        Initials(all)
    }
    /// Words whose first letters begin with these, whole matches first.
    pub(super) fn beginning<'a>(&'a self, letters: &'a str) -> impl Iterator<Item = u32> + 'a {
        self.0.range(letters.to_owned()..).take_while(move |(k, _)| k.starts_with(letters)).flat_map(|(_, l)| l.iter().copied())
    }
}
