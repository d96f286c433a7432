use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    base::{Day, Failure, random_bytes},
    store::KeyPart,
};

/// An item's number (办件编号): year, month, day in six digits, the day's count in five, and a Luhn digit: twelve digits
/// that an elder can type on a number pad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemNo(u64);

impl ItemNo {
    /// The `count`-th item (from 1) of a day.
    pub fn new(day: Day, count: u32) -> Option<Self> {
        let d = day.date();
        let ymd = u64::from((d.year() % 100).unsigned_abs()) * 10_000
            + u64::from(d.month().unsigned_abs()) * 100
            + u64::from(d.day().unsigned_abs());
        let body = ymd * 100_000 + u64::from(count);
        (1..100_000).contains(&count).then(|| ItemNo(body * 10 + luhn(body)))
    }
    /// The first and the last number that a day can have.
    pub fn of_day(day: Day) -> Option<(Self, Self)> {
        Some((Self::new(day, 1)?, Self::new(day, 99_999)?))
    }
    /// The item's place in its day, from 1.
    pub fn count(self) -> u32 {
        u32::try_from(self.0 / 10 % 100_000).unwrap_or_default()
    }
    /// Reads twelve digits; spaces and hyphens do not matter; the check digit must fit.
    pub fn parse(s: &str) -> Option<Self> {
        let digits: String = s.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let n: u64 = digits.parse().ok().filter(|_| digits.len() == 12)?;
        (luhn(n / 10) == n % 10).then_some(ItemNo(n))
    }
}

fn luhn(mut body: u64) -> u64 {
    let (mut sum, mut double) = (0, true);
    while body > 0 {
        let d = body % 10 * if double { 2 } else { 1 };
        sum += d / 10 + d % 10;
        double = !double;
        body /= 10;
    }
    (10 - sum % 10) % 10
}

impl fmt::Display for ItemNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}
impl KeyPart for ItemNo {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        u64::take(bytes).map(ItemNo)
    }
}

/// Six digits (查询码) printed on the receipt: numbers follow each other, so a number alone opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryCode(u32);

impl QueryCode {
    /// A fresh random code.
    pub fn random() -> Result<Self, Failure> {
        // 2^32 is no multiple of 10^6; the bias of one in four thousand does not help a guesser held to a few tries.
        random_bytes().map(|b| QueryCode(u32::from_be_bytes(b) % 1_000_000))
    }
    /// A given code, for generated communities.
    pub const fn new(n: u32) -> Self {
        QueryCode(n % 1_000_000)
    }
    /// Reads six digits.
    pub fn parse(s: &str) -> Option<Self> {
        let s = s.trim();
        (s.len() == 6 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok().map(QueryCode))?
    }
}
impl fmt::Display for QueryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}
