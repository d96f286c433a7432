//! The code that makes a screen a terminal: eight signs of Crockford's base32 in two groups, made to be read off one screen and
//! entered on another.
use sha2::{Digest, Sha256};

use crate::base::{Failure, random_bytes};

/// Without I, L, O and U: nothing that is taken for another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of a code: 40 bits.
const SIGNS: usize = 8;

/// A fresh code, as it is read: `7K3M-Q2XB`.
///
/// # Errors
/// When the system gives no random bytes.
pub fn fresh_code() -> Result<String, Failure> {
    let signs = random_bytes::<SIGNS>()?.map(|b| ALPHABET.get(usize::from(b & 31)).copied().map_or('0', char::from));
    let (left, right) = signs.split_at(SIGNS / 2);
    Ok(left.iter().chain(&['-']).chain(right).collect())
}

/// The hash of what was entered; case, spaces and hyphens do not matter, I L O are read as 1 1 0. Nothing if it is no code.
pub fn code_hash(entered: &str) -> Option<[u8; 32]> {
    let mut clean = Vec::with_capacity(SIGNS);
    for c in entered.chars().filter(|c| !matches!(c, '-' | ' ')) {
        let c = match c.to_ascii_uppercase() {
            'O' => b'0',
            'I' | 'L' => b'1',
            c => u8::try_from(c).ok().filter(|c| ALPHABET.contains(c))?,
        };
        clean.push(c);
    }
    (clean.len() == SIGNS).then(|| Sha256::digest(&clean).into())
}

/// The hash under which a terminal's token is stored.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_written() {
        let code = fresh_code().unwrap();
        assert_eq!((code.len(), code.find('-')), (9, Some(4)));
        assert_ne!(code, fresh_code().unwrap());
        let hash = code_hash(&code).expect("what is made is read");
        assert_eq!(code_hash(&code.replace('-', "").to_lowercase()), Some(hash));
        assert_eq!(code_hash(&format!(" {} ", code.replace('-', " "))), Some(hash));
        assert_eq!(code_hash("1lIo-0Oqx"), code_hash("1110-00QX"));
        assert_ne!(code_hash("1110-00QX"), code_hash("1110-00QY"));
        for none in ["", "1110-00Q", "1110-00QXX", "1110-00QU", "一二三四五六七八"] {
            assert_eq!(code_hash(none), None, "{none}");
        }
    }
}
