//! Names of people: a surname, then one or two characters that are used in names, by their readings.
use super::{
    Offer,
    lattice::{Edge, Lattice, Meant, Syllable, Syllables},
};

/// A pair of characters that is often met is so much likelier than its characters say. All costs in twelfths of a nat.
const PAIR: i32 = 30;
/// Given names of one character are rarer than of two.
const SINGLE: i32 = 20;
/// A given name without its surname: the surname was entered before.
const BARE: i32 = 24;
/// The same of one character: a syllable by itself is a surname, or this.
const BARE_SINGLE: i32 = 12;
/// Of each syllable so many characters are tried in a pair.
const TRIED: usize = 24;
/// So many surnames, and so many given names, of one way to cut the letters.
const SURNAMES: usize = 4;
const GIVEN: usize = 6;

#[derive(Clone, Copy, Debug)]
struct Character {
    c: char,
    first: u8,
    last: u8,
}

/// Surnames and the characters of given names.
#[derive(Debug, Default)]
pub struct Names {
    /// By syllable, the commonest first.
    surnames: Vec<Vec<(char, u8)>>,
    compounds: Vec<(Syllable, Syllable, String, u8)>,
    given: Vec<Vec<Character>>,
    /// Sorted.
    pairs: Vec<(char, char)>,
}

impl Names {
    /// Reads `names.txt`; lines that cannot be read are left out.
    pub(super) fn read(syllables: &Syllables, text: &str) -> Self {
        let mut names =
            Names { surnames: vec![Vec::new(); syllables.len()], given: vec![Vec::new(); syllables.len()], ..Names::default() };
        let mut part = 0;
        for line in text.lines() {
            match part {
                _ if line.starts_with('#') => part += 1,
                1 => drop(names.surname(syllables, line)),
                2 => drop(names.character(syllables, line)),
                _ => names.pairs.extend(pair_of(line)),
            }
        }
        names.pairs.sort_unstable();
        names.surnames.iter_mut().for_each(|l| l.sort_by_key(|s| s.1));
        names.given.iter_mut().for_each(|l| l.sort_by_key(|g| g.first.min(g.last)));
        names
    }
    fn surname(&mut self, syllables: &Syllables, line: &str) -> Option<()> {
        let mut words = line.split(' ');
        let (text, cost) = (words.next()?, words.next()?.parse().ok()?);
        for reading in words {
            match reading.split_once('\'') {
                Some((a, b)) => self.compounds.push((syllables.number(a)?, syllables.number(b)?, text.to_owned(), cost)),
                None => self.surnames.get_mut(usize::from(syllables.number(reading)?))?.push((text.chars().next()?, cost)),
            }
        }
        Some(())
    }
    fn character(&mut self, syllables: &Syllables, line: &str) -> Option<()> {
        let mut words = line.split(' ');
        let c = words.next()?.chars().next()?;
        let (first, last) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        for reading in words {
            self.given.get_mut(usize::from(syllables.number(reading)?))?.push(Character { c, first, last });
        }
        Some(())
    }
    /// The bytes it takes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        let lists = (self.surnames.len() + self.given.len()) * size_of::<Vec<Character>>();
        let (surnames, given): (usize, usize) =
            (self.surnames.iter().map(Vec::capacity).sum(), self.given.iter().map(Vec::capacity).sum());
        lists + surnames * size_of::<(char, u8)>() + given * size_of::<Character>() + self.pairs.capacity() * 8
    }

    /// Names that what was typed may mean, whole ones first, then its surname alone.
    pub(super) fn offers(&self, lattice: &Lattice) -> Vec<Offer> {
        let mut all: Vec<(i32, String, usize)> = Vec::new();
        for first in lattice.at(0) {
            let surnames = self.surnames_of(&first.meant);
            if !first.begun {
                all.extend(surnames.iter().take(SURNAMES).map(|(cost, s)| (*cost, s.clone(), first.to)));
            }
            self.bare(lattice, first, &mut all);
            self.whole(lattice, first.to, &surnames, &mut all);
            for second in lattice.at(first.to).iter().filter(|e| !e.begun) {
                let compounds = self.compounds_of(&first.meant, &second.meant);
                all.extend(compounds.iter().map(|(cost, s)| (*cost, s.clone(), second.to)));
                self.whole(lattice, second.to, &compounds, &mut all);
            }
        }
        all.retain(|(.., to)| lattice.leaves_sound(*to));
        // Who has typed more means more: a name that takes everything comes before its beginning.
        all.sort_by(|a, b| (b.2, a.0, &a.1).cmp(&(a.2, b.0, &b.1)));
        let offers = all.into_iter().map(|(cost, text, to)| Offer { text, take: lattice.taken(to), cost });
        offers.collect()
    }
    fn whole(&self, lattice: &Lattice, from: usize, surnames: &[(i32, String)], out: &mut Vec<(i32, String, usize)>) {
        if surnames.is_empty() {
            return;
        }
        for one in lattice.at(from) {
            let single = self.single(&one.meant);
            join(surnames, &single, one.to, out);
            for two in lattice.at(one.to) {
                join(surnames, &self.double(one, two), two.to, out);
            }
        }
    }
    fn bare(&self, lattice: &Lattice, one: &Edge, out: &mut Vec<(i32, String, usize)>) {
        out.extend(self.single(&one.meant).into_iter().map(|(cost, s)| (cost + BARE_SINGLE - SINGLE, s, one.to)));
        for two in lattice.at(one.to) {
            out.extend(self.double(one, two).into_iter().map(|(cost, s)| (cost + BARE, s, two.to)));
        }
    }
    fn surnames_of(&self, meant: &[Meant]) -> Vec<(i32, String)> {
        let each =
            meant.iter().flat_map(|m| self.surnames.get(usize::from(m.syllable)).into_iter().flatten().map(move |s| (m, s)));
        best(each.map(|(m, (c, cost))| (i32::from(m.cost) + i32::from(*cost), c.to_string())).collect(), SURNAMES * 2)
    }
    fn compounds_of(&self, a: &[Meant], b: &[Meant]) -> Vec<(i32, String)> {
        let cost = |list: &[Meant], s: Syllable| list.iter().filter(|m| m.syllable == s).map(|m| i32::from(m.cost)).min();
        let each =
            self.compounds.iter().filter_map(|(x, y, text, c)| Some((cost(a, *x)? + cost(b, *y)? + i32::from(*c), text.clone())));
        each.collect()
    }
    fn characters<'a>(&'a self, meant: &'a [Meant]) -> impl Iterator<Item = (i32, Character)> + 'a {
        let of = |m: &'a Meant| self.given.get(usize::from(m.syllable)).into_iter().flatten().map(|g| (i32::from(m.cost), *g));
        meant.iter().flat_map(of)
    }
    fn single(&self, meant: &[Meant]) -> Vec<(i32, String)> {
        best(self.characters(meant).map(|(cost, g)| (cost + SINGLE + i32::from(g.last), g.c.to_string())).collect(), GIVEN)
    }
    fn double(&self, one: &Edge, two: &Edge) -> Vec<(i32, String)> {
        let side = |edge: &Edge, cost: fn(&Character) -> u8| {
            let mut all: Vec<_> = self.characters(&edge.meant).map(|(c, g)| (c + i32::from(cost(&g)), g.c)).collect();
            all.sort_unstable();
            all.truncate(TRIED);
            all
        };
        let (firsts, lasts) = (side(one, |g| g.first), side(two, |g| g.last));
        let mut all = Vec::with_capacity(firsts.len() * lasts.len());
        for (a, x) in &firsts {
            for (b, y) in &lasts {
                let known = if self.pairs.binary_search(&(*x, *y)).is_ok() { PAIR } else { 0 };
                all.push((a + b - known, (*x, *y)));
            }
        }
        all.sort_unstable();
        all.into_iter().take(GIVEN).map(|(cost, (x, y))| (cost, String::from_iter([x, y]))).collect()
    }
}

fn pair_of(line: &str) -> Option<(char, char)> {
    let mut chars = line.chars();
    Some((chars.next()?, chars.next()?))
}

fn best(mut all: Vec<(i32, String)>, most: usize) -> Vec<(i32, String)> {
    all.sort();
    all.truncate(most);
    all
}

fn join(surnames: &[(i32, String)], given: &[(i32, String)], to: usize, out: &mut Vec<(i32, String, usize)>) {
    for (a, surname) in surnames {
        out.extend(given.iter().map(|(b, g)| (a + b, format!("{surname}{g}"), to)));
    }
}
