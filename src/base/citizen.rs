use std::fmt;

use zeroize::ZeroizeOnDrop;

use super::{Day, words};

words! {
    /// Sex; its code is the digit of GB/T 2261.1, and `sex-…` the text.
    pub enum Sex {
        /// 未知的性别
        Unknown = 0 "0",
        /// 男性
        Male = 1 "1",
        /// 女性
        Female = 2 "2",
        /// 未说明的性别
        Unstated = 3 "9",
    }
}

impl Sex {
    /// The digit of GB/T 2261.1.
    pub const fn digit(self) -> u8 {
        match self {
            Sex::Unknown => 0,
            Sex::Male => 1,
            Sex::Female => 2,
            Sex::Unstated => 9,
        }
    }
    /// Reads 男, 女, their digits, or M/F.
    pub fn read(s: &str) -> Option<Self> {
        match s.trim() {
            "男" | "男性" | "1" | "M" | "m" => Some(Sex::Male),
            "女" | "女性" | "2" | "F" | "f" => Some(Sex::Female),
            "0" | "未知" => Some(Sex::Unknown),
            "9" | "未说明" => Some(Sex::Unstated),
            _ => None,
        }
    }
}

/// A citizen number 公民身份号码 (GB 11643): 18 characters, ISO 7064 MOD 11-2 check digit. Displays masked; the plain text
/// is wiped from memory on drop.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub struct CitizenNumber(String);

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

impl CitizenNumber {
    /// Accepts 18 characters with a valid birth date and check digit; spaces and full-width forms are folded.
    pub fn parse(s: &str) -> Option<Self> {
        let folded: String = s
            .trim()
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '０'..='９' => char::from_u32(u32::from(c) - 0xFF10 + 0x30).unwrap_or(c),
                'x' | 'ｘ' | 'Ｘ' => 'X',
                c => c,
            })
            .collect();
        let body = folded.get(..17).filter(|_| folded.len() == 18)?;
        let check = Self::check_digit(body)?;
        let n = CitizenNumber(folded);
        (n.0.ends_with(check) && n.birth_checked().is_some()).then_some(n)
    }
    /// The check digit of the first 17 digits.
    pub fn check_digit(body: &str) -> Option<char> {
        let mut sum = 0;
        let mut n = 0;
        for (c, w) in body.chars().zip(WEIGHTS) {
            sum += c.to_digit(10)? * w;
            n += 1;
        }
        if n != 17 || body.chars().count() != 17 {
            return None;
        }
        CHECK.get(usize::try_from(sum % 11).ok()?).copied()
    }
    fn birth_checked(&self) -> Option<Day> {
        Day::parse(self.0.get(6..14)?)
    }
    /// The date of birth in digits 7–14.
    pub fn birth(&self) -> Day {
        self.birth_checked().unwrap_or_default()
    }
    /// The sex in digit 17: odd is male.
    pub fn sex(&self) -> Sex {
        match self.0.as_bytes().get(16) {
            Some(d) if d % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }
    /// The last four characters, which the terminal's identity check asks for.
    pub fn last_four(&self) -> &str {
        self.0.get(14..).unwrap_or_default()
    }
    /// `3****************4`: its ends, and nothing of what opens the terminal or can be read off a birth date.
    pub fn masked(&self) -> String {
        format!("{}****************{}", self.0.get(..1).unwrap_or_default(), self.0.get(17..).unwrap_or_default())
    }
    /// The plain number. Callers outside `domain::people::reveal` and the sealing code need a reason that a reviewer accepts.
    pub fn plain(&self) -> &str {
        &self.0
    }
}
/// A mask as earlier programs made it, `320211********1234`, as it is made now: so much stood beside a birth date that the
/// number was whole again. Any other text stays.
pub fn narrowed(text: &str) -> String {
    let wide = text.len() == 18
        && text.bytes().enumerate().all(|(i, b)| match i {
            6..14 => b == b'*',
            17 => b.is_ascii_digit() || b == b'X',
            _ => b.is_ascii_digit(),
        });
    match (text.get(..1), text.get(17..)) {
        (Some(first), Some(last)) if wide => format!("{first}****************{last}"),
        _ => text.to_owned(),
    }
}

/// The same for a mask that is read from a row.
///
/// # Errors
/// When there is no text.
pub fn narrow_mask<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    <String as serde::Deserialize>::deserialize(from).map(|text| narrowed(&text))
}

impl fmt::Display for CitizenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
impl fmt::Debug for CitizenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// Whether a full citizen number stands in a text, however it is spaced: such a text belongs into a field that is sealed.
pub fn holds_number(text: &str) -> bool {
    let folded: Vec<char> = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFF10 + 0x30).unwrap_or(c),
            'ｘ' | 'Ｘ' => 'X',
            c => c,
        })
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '·' | '_' | '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .collect();
    folded
        .windows(18)
        .any(|w| w.iter().take(17).all(char::is_ascii_digit) && CitizenNumber::parse(&w.iter().collect::<String>()).is_some())
}
