use std::fmt;

use serde::{Deserialize, Serialize};

/// An administrative division code of 12 digits: 2 province, 2 city, 2 county, 3 sub-district, 3 community (GB/T 10114).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DivisionCode(String);

impl DivisionCode {
    /// Twelve digits whose province part is not 00.
    pub fn parse(s: &str) -> Option<Self> {
        let s = s.trim();
        (s.len() == 12 && s.bytes().all(|b| b.is_ascii_digit()) && !s.starts_with("00")).then(|| DivisionCode(s.to_owned()))
    }
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The six digits of the county or district, as citizen numbers begin.
    pub fn county(&self) -> &str {
        self.0.get(..6).unwrap_or_default()
    }
}
impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A grid code of 15 digits: the division's 12 and the grid's 3.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GridCode(String);

impl GridCode {
    /// Fifteen digits with a valid division code in front.
    pub fn parse(s: &str) -> Option<Self> {
        let s = s.trim();
        let ok = s.len() == 15 && s.bytes().all(|b| b.is_ascii_digit());
        s.get(..12).filter(|_| ok).and_then(DivisionCode::parse).map(|_| GridCode(s.to_owned()))
    }
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The grid's three digits.
    pub fn tail(&self) -> &str {
        self.0.get(12..).unwrap_or_default()
    }
}
impl fmt::Display for GridCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
