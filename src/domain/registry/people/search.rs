//! The one search box of the registry: a name or a part of it, pinyin or initials, a telephone or its last digits, a full
//! citizen number, an address. Every way goes through an index and reads a bounded number of rows.
use std::collections::HashSet;

use super::{
    Household, Resident, find_by_number,
    words::{fold_name, join},
};
use crate::{
    base::{CitizenNumber, Failure, Id, SealKey},
    domain::places::{grids::address_groups, reader::Reader},
    store::{Dir, Range, Read, Row},
};

/// Most hits of one search.
pub const SEARCH_MOST: usize = 50;
/// Most rows that one way of searching reads.
const READ_MOST: usize = 400;

/// A household that was found, and the member if one was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub household: Household,
    /// The member by whom it was found, else the head.
    pub resident: Option<Resident>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The best first; at most [`SEARCH_MOST`].
    pub hits: Vec<Hit>,
    /// There may be more: the words should be more exact.
    pub more: bool,
}

/// Searches among those whom the reader sees. An empty query finds nothing.
pub fn search(read: &impl Read, keys: &SealKey, reader: &Reader, query: &str) -> Result<Hits, Failure> {
    let query = query.trim();
    let mut found = Finder { read, reader, seen: HashSet::new(), homes: HashSet::new(), out: Hits::default() };
    if let Some(n) = CitizenNumber::parse(query) {
        if let Some(r) = find_by_number(read, keys, &n)? {
            found.resident(r)?;
        }
        return Ok(found.out);
    }
    let digits = phone_digits(query);
    if let Some(d) = &digits {
        found.by_phone(d)?;
    }
    let groups = address_groups(query);
    if !groups.is_empty()
        && groups.iter().any(|g| g.bytes().any(|b| b.is_ascii_digit()))
        && digits.as_ref().is_none_or(|d| d.len() <= 5)
    {
        found.by_numbers(query, &groups)?;
    }
    if digits.is_none() {
        found.by_name(query)?;
        found.by_address_text(query)?;
    }
    Ok(found.out)
}

/// Four or more digits and nothing but what telephones are written with.
fn phone_digits(query: &str) -> Option<String> {
    let mut d = String::new();
    for c in query.chars() {
        match c {
            '0'..='9' => d.push(c),
            '０'..='９' => d.extend(char::from_digit(u32::from(c) - 0xFF10, 10)),
            ' ' => {}
            _ => return None,
        }
    }
    (4..=12).contains(&d.len()).then_some(d)
}

struct Finder<'a, R: Read> {
    read: &'a R,
    reader: &'a Reader,
    seen: HashSet<Id<Resident>>,
    homes: HashSet<Id<Household>>,
    out: Hits,
}

impl<R: Read> Finder<'_, R> {
    fn full(&mut self) -> bool {
        let full = self.out.hits.len() >= SEARCH_MOST;
        self.out.more |= full;
        full
    }

    fn resident(&mut self, r: Resident) -> Result<(), Failure> {
        if !self.reader.sees_resident(&r) || !self.seen.insert(r.id) {
            return Ok(());
        }
        let household = self.read.get(r.household)?;
        self.homes.insert(household.id);
        self.out.hits.push(Hit { household, resident: Some(r) });
        Ok(())
    }

    fn household(&mut self, h: Household) -> Result<(), Failure> {
        if !self.reader.sees_household(&h) || !self.homes.insert(h.id) {
            return Ok(());
        }
        let resident = h.head.map(|id| self.read.find(id)).transpose()?.flatten();
        self.seen.extend(h.head);
        self.out.hits.push(Hit { household: h, resident });
        Ok(())
    }

    /// Rows of a range until the hits are full; reads a bounded number, in steps.
    fn walk<T: Row>(
        &mut self,
        range: &Range<T>,
        mut take: impl FnMut(&mut Self, T) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut cursor = None;
        for _ in 0..READ_MOST / SEARCH_MOST {
            if self.full() {
                return Ok(());
            }
            let page = self.read.page(range, Dir::Forward, cursor.as_ref(), SEARCH_MOST)?;
            for row in page.rows {
                if self.full() {
                    return Ok(());
                }
                take(self, row)?;
            }
            match page.next {
                Some(c) => cursor = Some(c),
                None => return Ok(()),
            }
        }
        self.out.more = true;
        Ok(())
    }

    fn by_phone(&mut self, digits: &str) -> Result<(), Failure> {
        let end: String = digits.chars().rev().collect();
        self.walk(&Resident::BY_PHONE_END.starting((), &end), Self::resident)?;
        self.walk(&Household::BY_PHONE.starting((), &end), Self::household)?;
        if digits.len() >= 7 {
            self.walk(&Resident::BY_PHONE.starting((), digits), |f, r| if r.gone.is_none() { f.resident(r) } else { Ok(()) })?;
        }
        Ok(())
    }

    /// `12-2-502`: whole numbers first, then the last one as a beginning.
    fn by_numbers(&mut self, query: &str, groups: &[String]) -> Result<(), Failure> {
        let said: String = query.chars().take_while(|c| !c.is_ascii_alphanumeric() && !('０'..='ｚ').contains(c)).collect();
        let said = said.trim().to_owned();
        let keep = |f: &mut Self, h: Household| if h.address.contains(&said) { f.household(h) } else { Ok(()) };
        let whole = join(groups.iter());
        self.walk(&Household::BY_ADDRESS.starting((), &whole), keep)?;
        self.walk(&Household::BY_ADDRESS.starting((), whole.trim_end_matches('-')), keep)
    }

    fn by_name(&mut self, query: &str) -> Result<(), Failure> {
        let word = fold_name(query);
        let word: String = if word.is_ascii() { spelled(&word) } else { word };
        if word.is_empty() {
            return Ok(());
        }
        for later in [false, true] {
            self.walk(&Resident::BY_WORD.starting(later, &word), Self::resident)?;
        }
        if word.is_ascii() && self.out.hits.is_empty() {
            self.by_mixed(&word)?;
        }
        Ok(())
    }

    /// `zhangsf`, `zsanfeng`: some syllables in full and some as initials. Candidates come from the initials.
    fn by_mixed(&mut self, word: &str) -> Result<(), Failure> {
        let mut starts = vec![initials(word, &['n', 'g']), initials(word, &['n'])];
        starts.dedup();
        for start in starts.iter().filter(|s| s.len() > 1) {
            for later in [false, true] {
                self.walk(&Resident::BY_WORD.starting(later, start), |f, r| {
                    if spells(&r.pinyin, word) { f.resident(r) } else { Ok(()) }
                })?;
            }
        }
        Ok(())
    }

    fn by_address_text(&mut self, query: &str) -> Result<(), Failure> {
        let text: String = query.chars().filter(|c| !c.is_whitespace()).collect();
        if text.chars().count() < 2 || text.is_ascii() {
            return Ok(());
        }
        self.walk(&Household::BY_ADDRESS.starting((), &text), Self::household)
    }
}

/// `ü`, `lyu`, `lue` as the readings are stored.
fn spelled(word: &str) -> String {
    word.replace("lyu", "lv").replace("nyu", "nv").replace("lue", "lve").replace("nue", "nve").replace("u:", "v")
}

/// The first letters of the syllables that a word is made of, some of them cut short: zhang-s-f, z-san-feng. `endings`
/// says whether a g may end a syllable: shang-l or shan-g-l.
fn initials(word: &str, endings: &[char]) -> String {
    let vowel = |c: Option<&char>| c.is_some_and(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'v'));
    let mut rest = word.chars().peekable();
    let mut out = String::new();
    while let Some(c) = rest.next() {
        out.push(c);
        let opened = vowel(Some(&c));
        if matches!(c, 'z' | 'c' | 's') {
            rest.next_if_eq(&'h');
        }
        let mut voiced = opened;
        while vowel(rest.peek()) {
            voiced = true;
            rest.next();
        }
        for ending in endings {
            let mut ahead = rest.clone();
            // An n or g before a vowel begins the next syllable.
            if voiced && ahead.next() == Some(*ending) && !vowel(ahead.peek()) {
                rest.next();
            }
        }
    }
    out
}

/// Whether some tail of a reading can be typed as `word`, each syllable in full or by its beginning.
fn spells(pinyin: &str, word: &str) -> bool {
    pinyin.split('|').any(|reading| {
        let syllables: Vec<&str> = reading.split(' ').collect();
        (0..syllables.len()).any(|i| syllables.get(i..).is_some_and(|tail| fits(tail, word)))
    })
}

fn fits(syllables: &[&str], word: &str) -> bool {
    if word.is_empty() {
        return true;
    }
    let Some((first, rest)) = syllables.split_first() else { return false };
    (1..=first.len().min(word.len())).rev().any(|n| match (first.get(..n), word.get(..n), word.get(n..)) {
        (Some(a), Some(b), Some(tail)) => a == b && fits(rest, tail),
        _ => false,
    })
}
