//! Passwords: what is good enough, hashed with argon2id. Hashing takes tens of milliseconds: never on a request thread.
use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use crate::base::{Failure, Reason, random_bytes};

/// The longest password, in characters: longer ones only cost time.
const LONGEST: usize = 128;

/// Passwords that everybody tries first, in lower case, and that the other rules would let through.
const COMMON: &[&str] = &[
    "password1!",
    "password12",
    "password123",
    "password123!",
    "password@123",
    "passw0rd123",
    "p@ssw0rd123",
    "p@ssw0rd2024",
    "admin12345",
    "admin123456",
    "admin@12345",
    "admin@123456",
    "administrator1",
    "administrator123",
    "root123456",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop1",
    "1qaz2wsx3edc",
    "1qaz@wsx3edc",
    "1qaz2wsx#edc",
    "!qaz2wsx3edc",
    "zaq12wsxcde3",
    "q1w2e3r4t5",
    "q1w2e3r4t5y6",
    "abc1234567",
    "abc123456789",
    "abcd123456",
    "abcd1234!@#$",
    "a123456789",
    "aa12345678",
    "aa123456789",
    "aa123456..",
    "a1b2c3d4e5",
    "asdf123456",
    "asdfghjkl1",
    "zxcvbnm123",
    "iloveyou123",
    "woaini1314",
    "woaini520!",
    "woaini1314520",
    "5201314abc",
    "abc5201314",
    "test123456",
    "test@12345",
    "welcome123",
    "welcome@123",
    "huawei@123",
    "huawei12#$",
    "changeme123",
    "letmein123",
    "shequ12345",
    "shequ@123456",
    "wangge12345",
    "wangge@123456",
    "lianxin123",
    "lianxin@123",
    "lianxin12345",
    "1234567890123456",
    "1111111111111111",
    "0000000000000000",
    "123456789a!",
    "123456abcd",
    "123456qwerty",
    "123qwe!@#qwe",
    "123!@#qweqwe",
    "qwe123!@#asd",
    "zhongguo123",
    "china12345",
];

/// What is wrong with a new password, if anything: at least ten characters of three kinds, or at least sixteen; not the
/// sign-in name; not one that everybody tries first.
pub fn weakness(login: &str, password: &str) -> Option<Reason> {
    let chars = password.chars().count();
    let has = |kind: fn(char) -> bool| usize::from(password.chars().any(kind));
    let other = |c: char| !c.is_ascii_alphanumeric();
    let kinds = has(|c| c.is_ascii_lowercase()) + has(|c| c.is_ascii_uppercase()) + has(|c| c.is_ascii_digit()) + has(other);
    let folded = password.to_lowercase();
    let (login, first) = (login.to_lowercase(), password.chars().next());
    if chars > LONGEST {
        Some(Reason::new("password-too-long").arg("max", LONGEST))
    } else if chars < 10 || (chars < 16 && kinds < 3) {
        Some(Reason::new("password-weak"))
    } else if !login.is_empty() && (folded == login || (login.chars().count() >= 3 && folded.contains(&login))) {
        Some(Reason::new("password-is-login"))
    } else if COMMON.contains(&folded.as_str()) || password.chars().all(|c| Some(c) == first) {
        Some(Reason::new("password-common"))
    } else {
        None
    }
}

/// The argon2id hash in PHC format, with the parameters that OWASP names (19 MiB, 2 passes).
///
/// # Errors
/// When the system has no randomness.
pub fn hash(password: &str) -> Result<String, Failure> {
    Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()).map_err(Failure::broken)
}

/// Whether the password is the one that was hashed.
pub fn fits(password: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
}

static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody has this password").unwrap_or_default());

/// Takes as long as `fits` and is never true: what is asked of an unknown sign-in name.
pub fn fits_nobody(password: &str) -> bool {
    fits(password, &NOBODY);
    false
}

/// Letters and digits that are not mistaken for each other on paper.
const CLEAR: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";

/// A fresh secret to read from paper or screen: `groups` groups of five characters (25 bits each).
///
/// # Errors
/// When the system has no randomness.
pub fn readable_secret(groups: usize) -> Result<String, Failure> {
    let mut out = Vec::with_capacity(groups);
    for _ in 0..groups {
        let bytes: [u8; 5] = random_bytes()?;
        out.push(bytes.iter().map(|b| char::from(*CLEAR.get(usize::from(b % 32)).unwrap_or(&b'2'))).collect::<String>());
    }
    Ok(out.join("-"))
}

/// A secret as typed: blanks, hyphens and capitals do not matter.
pub fn folded_secret(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_named() {
        let key = |login: &str, p: &str| weakness(login, p).map(|r| r.key);
        for (login, p, want) in [
            ("wangli", "short1A!", Some("password-weak")),
            ("wangli", "alllowercase", Some("password-weak")),
            ("wangli", "lower123456", Some("password-weak")),
            ("wangli", "Wangli12345", Some("password-is-login")),
            ("wangli", "Password123", Some("password-common")),
            ("wangli", "aaaaaaaaaaaaaaaaaa", Some("password-common")),
            ("wangli", "梅湖社区的茶馆在桥边", Some("password-weak")),
            ("wangli", "four words make sixteen", None),
            ("wangli", "Kq7-mountain", None),
        ] {
            assert_eq!(key(login, p), want, "{p}");
        }
        assert_eq!(key("a", &"x1".repeat(65)), Some("password-too-long"));
    }

    #[test]
    fn a_hash_fits_its_password_only() {
        let phc = hash("Kq7-mountain").expect("hash");
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(fits("Kq7-mountain", &phc));
        assert!(!fits("Kq7-mountaim", &phc));
        assert!(!fits_nobody("nobody has this password"));
    }
}
