use std::fmt;

use serde::{Deserialize, Serialize};

/// A person's name as registered: 1–40 characters, no controls, trimmed. May hold characters outside the BMP.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Name(String);

impl Name {
    /// Accepts Chinese names (with `·`), foreign names in Latin letters and rare characters.
    pub fn parse(s: &str) -> Option<Self> {
        let s: String = s.trim().chars().map(|c| if c == '•' || c == '・' { '·' } else { c }).collect();
        let ok = |c: char| c.is_alphanumeric() || matches!(c, '·' | ' ' | '-' | '\'' | '.' | '〇');
        let n = s.chars().count();
        ((1..=40).contains(&n) && s.chars().all(|c| ok(c) || ('\u{e000}'..='\u{f8ff}').contains(&c))).then_some(Name(s))
    }
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// `王**`: the surname's first character and a star for each other one, as lobby screens show it.
    pub fn masked(&self) -> String {
        let mut chars = self.0.chars();
        let first = chars.next().into_iter();
        first.chain(chars.map(|_| '*').take(2)).collect()
    }
}
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A telephone number of mainland China: 11-digit mobile (1[3-9]…), or a landline of 7–12 digits with area code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phone(String);

impl Phone {
    /// Accepts spaces, hyphens, full-width digits and a leading `+86`.
    pub fn parse(s: &str) -> Option<Self> {
        let mut d = String::new();
        for c in s.trim().chars() {
            match c {
                '0'..='9' => d.push(c),
                '０'..='９' => d.push(char::from(b'0' + u8::try_from(u32::from(c) - 0xFF10).ok()?)),
                ' ' | '-' | '－' | '(' | ')' | '（' | '）' | '+' | '—' => {}
                _ => return None,
            }
        }
        if d.len() == 13 && d.starts_with("86") {
            d.drain(..2);
        }
        let mobile = d.len() == 11 && d.starts_with('1') && matches!(d.as_bytes().get(1), Some(b'3'..=b'9'));
        let fixed = (10..=12).contains(&d.len()) && d.starts_with('0') || (7..=8).contains(&d.len()) && !d.starts_with('0');
        (mobile || fixed).then_some(Phone(d))
    }
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// `138****5678`.
    pub fn masked(&self) -> String {
        let n = self.0.len();
        let (head, tail) = if n == 11 { (3, 4) } else { (n.saturating_sub(6), 2) };
        let hide = n.saturating_sub(head + tail);
        let head = self.0.get(..head).unwrap_or_default();
        format!("{head}{}{}", "*".repeat(hide), self.0.get(n - tail..).unwrap_or_default())
    }
}
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
