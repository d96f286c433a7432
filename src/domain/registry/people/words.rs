//! What a row is found by: the entries of the search indexes, as pure functions of the row.
use crate::{
    base::{Name, Phone},
    domain::places::grids::address_groups,
};

/// Longest stored word, in characters; longer parts of a long name are found by their beginning.
const WORD_MOST: usize = 24;

/// The digits, last first.
pub(super) fn backwards(p: &Phone) -> String {
    p.as_str().chars().rev().collect()
}

/// Every tail of a name in characters, of its full pinyin at syllables, and of its initials.
pub(super) fn name_words(name: &Name, pinyin: &str) -> Vec<(bool, String)> {
    let name = fold_name(name.as_str());
    let chars: Vec<char> = name.chars().collect();
    let mut out: Vec<(bool, String)> = (0..chars.len()).map(|i| (i > 0, cut(chars.iter().skip(i).collect()))).collect();
    for reading in pinyin.split('|').filter(|r| !r.is_empty()) {
        let syllables: Vec<&str> = reading.split(' ').collect();
        for i in 0..syllables.len() {
            let tail = || syllables.iter().skip(i);
            out.push((i > 0, cut(tail().copied().collect())));
            let initials: String = tail().filter_map(|s| s.chars().next()).collect();
            if initials.len() > 1 {
                out.push((i > 0, cut(initials)));
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

/// A name or a query without spaces and dots, in lower case.
pub(super) fn fold_name(s: &str) -> String {
    s.chars().filter(|c| !c.is_whitespace() && !matches!(c, '·' | '•' | '.' | '-' | '\'')).flat_map(char::to_lowercase).collect()
}

fn cut(s: String) -> String {
    s.chars().take(WORD_MOST).collect()
}

/// The address itself, and every tail of its numbers joined by `-`, with and without the unit:
/// 美湖花园12幢2单元502室 gives `12-2-502-`, `12-502-`, `2-502-`, `502-`. The end mark keeps 50 from finding 502.
pub(super) fn address_words(address: &str) -> Vec<String> {
    let groups = address_groups(address);
    let mut out = vec![address.chars().filter(|c| !c.is_whitespace()).take(40).collect::<String>()];
    for i in 0..groups.len() {
        out.push(join(groups.iter().skip(i)));
    }
    if let [.., building, _, room] = groups.as_slice() {
        out.push(join([building, room].into_iter()));
    }
    out.retain(|w| !w.is_empty());
    out.sort();
    out.dedup();
    out
}

/// Groups each followed by `-`.
pub(super) fn join<'a>(groups: impl Iterator<Item = &'a String>) -> String {
    groups.flat_map(|g| [g.as_str(), "-"]).collect()
}
