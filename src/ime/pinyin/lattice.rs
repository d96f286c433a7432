//! From letters to syllables: every way to cut what was typed, as a lattice over the places between letters.
use std::collections::HashMap;

use super::sounds::{Sounds, typed_for};

/// The number of a syllable, in the order of the alphabet.
pub type Syllable = u16;

/// The most letters that are looked at.
pub const LETTERS_MOST: usize = 48;
/// A syllable that has only been begun; and one that could be finished as it is. Twelfths of a nat.
const BEGUN: u8 = 18;
const BEGUN_THOUGH_WHOLE: u8 = 40;

/// One reading of a spelling.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meant {
    pub syllable: Syllable,
    needs: Sounds,
    pub cost: u8,
}

/// Every syllable, and what each spelling may mean.
#[derive(Debug)]
pub struct Syllables {
    all: Vec<String>,
    spelled: HashMap<String, Vec<Meant>>,
}

impl Syllables {
    /// From spellings in the order of the alphabet.
    pub(super) fn new(all: Vec<String>) -> Self {
        let mut spelled: HashMap<String, Vec<Meant>> = HashMap::new();
        for (n, s) in (0..).zip(&all) {
            for (typed, needs, cost) in typed_for(s) {
                spelled.entry(typed).or_default().push(Meant { syllable: n, needs, cost });
            }
        }
        Syllables { all, spelled }
    }
    /// The number of a syllable.
    pub(super) fn number(&self, s: &str) -> Option<Syllable> {
        self.all.binary_search_by(|x| x.as_str().cmp(s)).ok().and_then(|n| Syllable::try_from(n).ok())
    }
    /// Its spelling.
    pub(super) fn spelling(&self, n: Syllable) -> &str {
        self.all.get(usize::from(n)).map_or("", String::as_str)
    }
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
    /// Numbers of a reading: syllables separated by spaces.
    pub fn parse(&self, reading: &str) -> Option<Vec<Syllable>> {
        let all: Option<Vec<_>> = reading.split(' ').map(|s| self.number(s)).collect();
        all.filter(|a| !a.is_empty())
    }
    fn beginning(&self, head: &str, whole: bool, sounds: Sounds) -> Vec<Meant> {
        let from = self.all.partition_point(|s| s.as_str() < head);
        let cost = if whole { BEGUN_THOUGH_WHOLE } else { BEGUN };
        let begun = self.all.iter().enumerate().skip(from).take_while(|(_, s)| s.starts_with(head));
        begun
            .filter(|(_, s)| s.len() > head.len())
            .filter_map(|(n, _)| Some(Meant { syllable: Syllable::try_from(n).ok()?, needs: sounds, cost }))
            .collect()
    }
}

/// A syllable's place in what was typed.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// The place where it ends.
    pub to: usize,
    /// What it may mean, with costs.
    pub meant: Vec<Meant>,
    /// Only begun: the last one, or a first letter that begins no syllable that is written out.
    pub begun: bool,
}

/// What was typed, cut in every way.
#[derive(Debug)]
pub(super) struct Lattice {
    /// From each place, the syllables that may begin there.
    edges: Vec<Vec<Edge>>,
    /// How much of the typed text lies before each place, apostrophes counted.
    taken: Vec<usize>,
    /// The furthest place that syllables reach.
    pub end: usize,
    /// Whether whole syllables lead from each place to the end.
    sound: Vec<bool>,
}

impl Lattice {
    /// Cuts letters and apostrophes; anything else ends what is looked at.
    pub(super) fn new(syllables: &Syllables, typed: &str, sounds: Sounds) -> Self {
        let (mut letters, mut taken, mut cuts) = (String::new(), vec![0], vec![true]);
        for (i, c) in typed.chars().enumerate().take(LETTERS_MOST) {
            match (c, taken.last_mut(), cuts.last_mut()) {
                ('\'', Some(at), Some(cut)) => (*at, *cut) = (i + 1, true),
                _ if c.is_ascii_alphabetic() => {
                    letters.push(c.to_ascii_lowercase());
                    taken.push(i + 1);
                    cuts.push(false);
                }
                _ => break,
            }
        }
        let last = letters.len();
        let mut edges: Vec<Vec<Edge>> = Vec::with_capacity(last + 1);
        for from in 0..last {
            edges.push(from_place(syllables, &letters, &cuts, from, sounds));
        }
        edges.push(Vec::new());
        let mut lattice = Lattice { edges, taken, end: 0, sound: Vec::new() };
        lattice.end = lattice.reach();
        lattice.sound = lattice.lead();
        lattice
    }
    /// Whether what is left after a place can be read too, if all of it can.
    pub(super) fn leaves_sound(&self, place: usize) -> bool {
        self.sound.first() != Some(&true) || self.sound.get(place) == Some(&true)
    }
    fn lead(&self) -> Vec<bool> {
        let mut sound = vec![false; self.edges.len()];
        if let Some(end) = sound.get_mut(self.end) {
            *end = true;
        }
        for (place, edges) in self.edges.iter().enumerate().rev() {
            let leads = edges.iter().any(|e| !e.begun && sound.get(e.to) == Some(&true));
            if let (true, Some(s)) = (leads, sound.get_mut(place)) {
                *s = true;
            }
        }
        sound
    }
    /// The syllables that may begin at a place.
    pub(super) fn at(&self, place: usize) -> &[Edge] {
        self.edges.get(place).map_or(&[], Vec::as_slice)
    }
    /// How much of the typed text lies before a place.
    pub(super) fn taken(&self, place: usize) -> usize {
        self.taken.get(place).copied().unwrap_or_default()
    }
    fn reach(&self) -> usize {
        let mut can = vec![false; self.edges.len()];
        if let Some(first) = can.first_mut() {
            *first = true;
        }
        let mut furthest = 0;
        for (place, edges) in self.edges.iter().enumerate() {
            if can.get(place) != Some(&true) {
                continue;
            }
            furthest = place;
            for e in edges {
                if let Some(c) = can.get_mut(e.to) {
                    *c = true;
                }
            }
        }
        furthest
    }
}

/// The longest spelling: `zhuang`, `chuang`, `shuang`.
const LONGEST: usize = 6;

fn from_place(syllables: &Syllables, letters: &str, cuts: &[bool], from: usize, sounds: Sounds) -> Vec<Edge> {
    let mut out = Vec::new();
    let last = letters.len();
    for to in from + 1..=last.min(from + LONGEST) {
        let head = letters.get(from..to).unwrap_or_default();
        let meant: Vec<Meant> =
            syllables.spelled.get(head).into_iter().flatten().filter(|m| sounds.has(m.needs)).copied().collect();
        let whole = !meant.is_empty();
        if whole {
            out.push(Edge { to, meant, begun: false });
        }
        if to == last && cuts.get(to) == Some(&false) {
            let meant = syllables.beginning(head, whole, Sounds::NONE);
            if !meant.is_empty() {
                out.push(Edge { to, meant, begun: true });
            }
        }
        if cuts.get(to) == Some(&true) {
            break;
        }
    }
    // A first letter that begins nothing is offered as the beginning of a character, so that no key is dead.
    if out.is_empty() && from == 0 {
        let two = letters.get(..2).filter(|s| matches!(*s, "zh" | "ch" | "sh"));
        let head = two.or(letters.get(..1)).unwrap_or_default();
        let meant = syllables.beginning(head, false, Sounds::NONE);
        if !meant.is_empty() {
            out.push(Edge { to: head.len(), meant, begun: true });
        }
    }
    out
}
