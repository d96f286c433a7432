//! Free words are anybody's: a full citizen number that somebody wrote into one is masked before it is shown.
use super::CitizenNumber;

/// Characters of a citizen number.
const LONG: usize = 18;

/// A text in which every full citizen number is masked, however it is spaced; line ends are `\n`, other controls are gone.
pub fn covered(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let chars: Vec<char> = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    // Where each character that can be part of a number stands.
    let solid: Vec<(usize, char)> = chars.iter().enumerate().filter_map(|(i, c)| folded(*c).map(|f| (i, f))).collect();
    let mut out = String::with_capacity(text.len());
    let (mut next, mut at) = (0, 0);
    while let Some(window) = solid.get(at..at + LONG) {
        let said: String = window.iter().map(|(_, c)| *c).collect();
        let number = window.iter().take(LONG - 1).all(|(_, c)| c.is_ascii_digit()).then(|| CitizenNumber::parse(&said)).flatten();
        let (Some(n), Some((from, _)), Some((last, _))) = (number, window.first(), window.last()) else {
            at += 1;
            continue;
        };
        out.extend(chars.get(next..*from).unwrap_or_default());
        out.push_str(&n.masked());
        next = last + 1;
        at += LONG;
    }
    out.extend(chars.get(next..).unwrap_or_default());
    out
}

/// A character as a number is compared by; `None` for what may stand between its digits.
fn folded(c: char) -> Option<char> {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFF10 + 0x30),
        'x' | 'ｘ' | 'Ｘ' => Some('X'),
        '-' | '.' | '·' | '_' | '\u{200b}'..='\u{200f}' | '\u{feff}' => None,
        c if c.is_whitespace() => None,
        c => Some(c),
    }
}
