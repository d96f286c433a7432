//! How long words may be.
use crate::base::Failure;

/// The longest words (place, note, answer) in bytes.
const WORDS_MOST: usize = 6_000;

/// Words within their bound and without control characters but line ends.
pub(in crate::domain::matters::items) fn bounded(field: &str, words: &str) -> Result<(), Failure> {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if words.len() > WORDS_MOST || words.chars().any(odd) {
        return Err(Failure::field(field, "item-too-long"));
    }
    Ok(())
}
