use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in fen (1/100 yuan).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money(pub i64);

impl Money {
    /// Reads yuan with at most two decimals, `1,234.5` or `¥1234.50`; never rounds.
    pub fn parse(s: &str) -> Option<Self> {
        let s: String = s.trim().trim_start_matches(['¥', '￥']).chars().filter(|c| *c != ',' && *c != '，').collect();
        let (yuan, fen) = s.split_once('.').unwrap_or((&s, ""));
        if yuan.is_empty() || yuan.len() > 12 || fen.len() > 2 || !yuan.bytes().chain(fen.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let fen: i64 = format!("{fen:0<2}").parse().ok()?;
        Some(Money(yuan.parse::<i64>().ok()? * 100 + fen))
    }
}
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let a = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", a / 100, a % 100)
    }
}
