//! The headings of a form: words that neighbours share are joined, the last word of each reaches down to the rows.
use super::filled::HeadCell;

/// Headings of columns, each from the top down. Gives the number of rows and the cells.
pub(super) fn head(columns: &[Vec<String>]) -> (usize, Vec<HeadCell>) {
    let depth = columns.iter().map(Vec::len).max().unwrap_or(1);
    let mut out = Vec::new();
    for (i, words) in columns.iter().enumerate() {
        for (level, text) in words.iter().enumerate() {
            let last = level + 1 == words.len();
            // A word above others is shared with the neighbours that stand below the same words.
            let shares = |other: &Vec<String>| other.len() > level + 1 && other.get(..=level) == words.get(..=level);
            if !last && i.checked_sub(1).and_then(|b| columns.get(b)).is_some_and(shares) {
                continue;
            }
            let across = if last { 1 } else { columns.iter().skip(i).take_while(|o| shares(o)).count() };
            let down = if last { depth - level } else { 1 };
            out.push(HeadCell { text: text.clone(), at: (level, i), span: (down, across) });
        }
    }
    (depth, out)
}
