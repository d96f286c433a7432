use std::fmt;

use serde::{Deserialize, Serialize};

use super::Failure;

/// Fresh random bytes from the operating system.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut b = [0; N];
    getrandom::fill(&mut b).map_err(Failure::broken)?;
    Ok(b)
}

/// A fresh secret of 128 bits in lower-case base32: session cookies, form keys.
pub fn random_token() -> Result<String, Failure> {
    let b: [u8; 16] = random_bytes()?;
    Ok(data_encoding::BASE32_NOPAD.encode(&b).to_lowercase())
}

/// An opaque token of 80 bits, written in 16 Crockford base32 characters and a check character (mod 37): what a contact
/// card's QR holds. Keyboard-wedge scanners type it, so it is plain ASCII.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Crockford(String);

const ALPHABET: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

impl Crockford {
    /// Writes ten bytes.
    pub fn from_bytes(b: [u8; 10]) -> Self {
        let n = b.iter().fold(0u128, |n, x| n << 8 | u128::from(*x));
        let digit = |i: u32| ALPHABET.get(usize::from((n >> (5 * i) & 31) as u8)).copied().unwrap_or(b'0');
        let check = ALPHABET.get((n % 37) as usize).copied().unwrap_or(b'0');
        Crockford((0..16).rev().map(digit).chain([check]).map(char::from).collect())
    }
    /// A fresh random token.
    pub fn random() -> Result<Self, Failure> {
        random_bytes().map(Self::from_bytes)
    }
    /// Reads what a scanner or a person typed: case, spaces and hyphens do not matter, I L O are read as 1 1 0; the check
    /// character must fit.
    pub fn parse(s: &str) -> Option<Self> {
        let mut clean: Vec<u8> = Vec::with_capacity(17);
        for c in s.trim().bytes().filter(|c| !matches!(c, b'-' | b' ')) {
            clean.push(match c.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                c => c,
            });
        }
        let (check, body) = clean.split_last()?;
        if body.len() != 16 {
            return None;
        }
        let mut n = 0u128;
        for c in body {
            let d = ALPHABET.iter().take(32).position(|a| a == c)?;
            n = n << 5 | d as u128;
        }
        let fits = ALPHABET.get((n % 37) as usize) == Some(check);
        fits.then(|| Crockford(clean.iter().map(|b| char::from(*b)).collect()))
    }
    /// The 17 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Crockford {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
