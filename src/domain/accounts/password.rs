use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

use crate::base::Failure;

/// Argon2id in PHC format, with the parameters that OWASP recommends (19 MiB, 2 passes) and a fresh salt.
pub fn hash_password(plain: &str) -> Result<String, Failure> {
    Argon2::default().hash_password(plain.as_bytes()).map(|h| h.to_string()).map_err(Failure::broken)
}

/// Whether the password is the one that was hashed. Takes as long for a wrong one.
pub fn verify_password(plain: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|h| Argon2::default().verify_password(plain.as_bytes(), &h).is_ok())
}
