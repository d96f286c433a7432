//! Where a line may end: the Chinese rules (禁则) with Latin words and numbers kept whole.

use super::error::PaperError;
use super::fonts::{Font, pick};

/// One set line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) text: String,
    /// Natural width in millimetres, without a hanging mark's empty half.
    pub(crate) width: f32,
    /// Whether the paragraph ends here (then the line is not stretched).
    pub(crate) last: bool,
}

/// Marks that may not begin a line.
fn never_first(c: char) -> bool {
    "。，、；：？！）》〉」』】〕］｝”’…—～·％‰℃々〃!),.:;?]}%".contains(c)
}

/// Marks that may not end a line.
fn never_last(c: char) -> bool {
    "（《〈「『【〔［｛“‘￥([{$#№".contains(c)
}

/// Full-width marks whose right half is empty, so that it may stand in the margin.
fn hangs(c: char) -> bool {
    "。，、；：）》」』】〕”".contains(c)
}

/// Parts of a Latin word, number, address or code.
fn word(c: char) -> bool {
    c.is_ascii_graphic() || matches!(c, '\u{00C0}'..='\u{024F}' | '°')
}

/// Whether a line may end between these two.
fn may_break(before: char, after: char) -> bool {
    if after == ' ' || never_first(after) || never_last(before) {
        return false;
    }
    !(word(before) && word(after))
}

/// Cuts `text` into lines of at most `width` millimetres, the first of each paragraph shorter by `indent`.
/// A line feed starts a paragraph; an empty text has one empty line.
pub(crate) fn lines(text: &str, font: Font, width: f32, indent: f32) -> Result<Vec<Line>, PaperError> {
    let mut out = Vec::new();
    for paragraph in text.split('\n') {
        wrap(paragraph.trim_end(), font, width, indent, &mut out)?;
    }
    Ok(out)
}

struct Piece {
    c: char,
    width: f32,
}

fn wrap(text: &str, font: Font, width: f32, indent: f32, out: &mut Vec<Line>) -> Result<(), PaperError> {
    let mut pieces = Vec::with_capacity(text.len() / 2);
    for c in text.chars() {
        pieces.push(Piece { c, width: pick(c, font.weight)?.advance * font.em() });
    }
    let mut rest = pieces.as_slice();
    let mut limit = width - indent;
    loop {
        let cut = fit(rest, limit);
        let (line, after) = rest.split_at_checked(cut).unwrap_or((rest, &[]));
        out.push(set(line, limit, after.is_empty()));
        // A space between two lines belongs to neither.
        let spaces = after.iter().take_while(|piece| piece.c == ' ').count();
        rest = after.get(spaces..).unwrap_or_default();
        limit = width;
        if rest.is_empty() {
            return Ok(());
        }
    }
}

fn set(line: &[Piece], limit: f32, last: bool) -> Line {
    let text: String = line.iter().map(|piece| piece.c).collect();
    let text = text.trim_end().to_owned();
    let shown = text.chars().count();
    let natural: f32 = line.iter().take(shown).map(|piece| piece.width).sum();
    Line { text, width: natural.min(limit), last }
}

/// How many pieces go on a line of this width; at least one when there are any.
fn fit(pieces: &[Piece], limit: f32) -> usize {
    // Sums of rounded widths must not push out a text that was measured to fit.
    let limit = limit + 0.01;
    let mut used = 0.0;
    let mut allowed = 0;
    let mut ahead = pieces.iter().map(|piece| piece.c).skip(1);
    for (at, piece) in pieces.iter().enumerate() {
        let over = used + piece.width > limit;
        if over && piece.c != ' ' {
            let hanging = hangs(piece.c) && used + piece.width / 2.0 <= limit;
            let next = ahead.next();
            if hanging && next.is_none_or(|next| may_break(piece.c, next)) {
                return at + 1;
            }
            return if allowed > 0 { allowed } else { at.max(1) };
        }
        used += piece.width;
        match ahead.next() {
            None => return at + 1,
            Some(next) if may_break(piece.c, next) => allowed = at + 1,
            Some(_) => {}
        }
    }
    pieces.len()
}
