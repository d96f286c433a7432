//! What is offered for letters, best first.
use super::{
    Offer, Overlay, Pinyin,
    lattice::{Lattice, Syllable},
    sentence::Search,
    sounds::Sounds,
    words::{Kind, Words},
};

/// The most suggestions of one answer.
pub const OFFERS_MOST: usize = 8;
/// Of suggestions that take everything, chains of words are at most so many: the rest is for words and for beginnings.
const CHAINS_MOST: usize = 3;
/// A beginning of the same length is offered so often before shorter ones get their turn.
const OF_A_LENGTH: usize = 3;
/// A place is so much likelier where a place is asked for. Twelfths of a nat.
const PLACE: i32 = 40;
/// First letters only.
const INITIALS: i32 = 90;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Text,
    /// A person's name.
    Name,
    /// A street, an estate, a building.
    Place,
}

impl Mode {
    /// From its word in addresses: `text`, `name`, `place`.
    pub fn parse(s: &str) -> Option<Self> {
        match s {
            "text" => Some(Mode::Text),
            "name" => Some(Mode::Name),
            "place" => Some(Mode::Place),
            _ => None,
        }
    }
}

impl Pinyin {
    /// At most [`OFFERS_MOST`] suggestions, each text once. Letters after the 48th, and from the first sign on that is neither a
    /// letter nor an apostrophe, are not looked at.
    pub fn offers(&self, overlay: &Overlay, typed: &str, mode: Mode, sounds: Sounds) -> Vec<Offer> {
        let lattice = Lattice::new(&self.syllables, typed, sounds);
        if lattice.end == 0 {
            return Vec::new();
        }
        let mut out = Vec::new();
        if mode == Mode::Name {
            add(&mut out, spread(self.names.offers(&lattice), lattice.taken(lattice.end)), OFFERS_MOST - 2);
        }
        add(&mut out, self.general(overlay, &lattice, typed, mode), OFFERS_MOST);
        out
    }

    fn general(&self, overlay: &Overlay, lattice: &Lattice, typed: &str, mode: Mode) -> Vec<Offer> {
        let tables: [&Words; 2] = [&self.words, &overlay.words];
        let price = |table: usize, word: u32| {
            let Some(words) = tables.get(table) else { return 0 };
            let place = mode == Mode::Place && words.kind(word) == Kind::Place;
            i32::from(words.cost(word)) - if place { PLACE } else { 0 }
        };
        let text = |table: usize, word: u32| tables.get(table).map_or("", |t| t.text(word));
        let mut search = Search::new(lattice, &tables, &price);
        let offer = |text: String, to: usize, cost: i32| Offer { text, take: lattice.taken(to), cost };
        let first = search.first_words();
        let said = |table: usize, word: u32| !self.unsaid.contains(text(table, word));
        let chains = search
            .chains()
            .into_iter()
            .filter(|c| c.words.len() > 1 && c.words.iter().all(|(t, w)| said(*t, *w)))
            .take(CHAINS_MOST);
        let mut all: Vec<Offer> =
            chains.map(|c| offer(c.words.iter().map(|(t, w)| text(*t, *w)).collect(), lattice.end, c.cost)).collect();
        let first = first.into_iter().filter(|h| lattice.leaves_sound(h.to) && said(h.table, h.word));
        all.extend(first.map(|h| offer(text(h.table, h.word).to_owned(), h.to, h.cost)));
        let by_initials = |w| Offer { text: text(1, w).to_owned(), take: typed.len(), cost: INITIALS };
        all.extend(overlay.by_initials(typed).map(by_initials));
        all.sort_by(|a, b| (b.take, a.cost, &a.text).cmp(&(a.take, b.cost, &b.text)));
        spread(all, lattice.taken(lattice.end))
    }

    /// The reading of a word that somebody picked for these letters, if it is a word already: of the table, or the office's.
    /// What was put together from several words is none.
    pub fn picked(&self, overlay: &Overlay, typed: &str, text: &str, sounds: Sounds) -> Option<Vec<Syllable>> {
        let lattice = Lattice::new(&self.syllables, typed, sounds);
        let (base, own) = (&self.words, &overlay.words);
        // A person's name is no word, even if it is one of the staff's.
        if self.unsaid.contains(text) {
            return None;
        }
        let words = [base, own].into_iter().flat_map(|t| t.written(text).map(move |w| (t, w)));
        let mut readings = words.filter(|(t, w)| t.kind(*w) != Kind::Person).map(|(t, w)| t.reading(w));
        readings.find(|r| r.len() > 1 && spells(&lattice, r)).map(<[Syllable]>::to_vec)
    }
}

/// Whether the letters spell these syllables, to the last letter.
fn spells(lattice: &Lattice, reading: &[Syllable]) -> bool {
    let mut places = vec![0];
    for syllable in reading {
        let edges = places.iter().flat_map(|p| lattice.at(*p));
        let next = edges.filter(|e| e.meant.iter().any(|m| m.syllable == *syllable)).map(|e| e.to);
        places = next.collect();
        places.dedup();
        if places.is_empty() {
            return false;
        }
    }
    lattice.end > 0 && places.contains(&lattice.end)
}

/// Puts those that take everything first, then beginnings by length, so that shorter ones get their turn.
fn spread(sorted: Vec<Offer>, whole: usize) -> Vec<Offer> {
    let (mut first, mut later): (Vec<Offer>, Vec<Offer>) = (Vec::new(), Vec::new());
    let (mut length, mut so_many) = (usize::MAX, 0);
    for o in sorted {
        so_many = if o.take == length { so_many + 1 } else { 1 };
        length = o.take;
        let most = if length >= whole { OFFERS_MOST - 3 } else { OF_A_LENGTH };
        if so_many <= most { first.push(o) } else { later.push(o) }
    }
    first.extend(later);
    first
}

/// Adds texts that are not there yet, up to so many in all.
fn add(out: &mut Vec<Offer>, more: Vec<Offer>, most: usize) {
    for o in more {
        if out.len() >= most {
            return;
        }
        if !out.iter().any(|x| x.text == o.text) {
            out.push(o);
        }
    }
}

impl Overlay {
    /// Words whose first letters were typed, two at least.
    fn by_initials<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = u32> + 'a {
        let wanted = typed.len() >= 2 && typed.bytes().all(|b| b.is_ascii_lowercase());
        let found = wanted.then(|| self.initials.beginning(typed));
        found.into_iter().flatten().take(OFFERS_MOST)
    }
}
