use std::sync::Arc;

use super::{SealKey, SigningKey};

/// The office's keys: what seals personal numbers and what signs receipts. The store keeps them in `data/keys`.
#[derive(Clone)]
pub struct Keys {
    /// Seals personal fields and finds them again.
    pub seal: Arc<SealKey>,
    /// Signs receipts.
    pub sign: Arc<SigningKey>,
}

impl Keys {
    /// Keys from their stored bytes.
    pub fn new(seal: &[u8; 64], sign: &[u8; 32]) -> Self {
        Keys { seal: Arc::new(SealKey::new(seal)), sign: Arc::new(SigningKey::new(sign)) }
    }
    /// A token's MAC in lower-case base32: form tokens and the like.
    pub fn token_mac(&self, label: &str, token: &str) -> String {
        data_encoding::BASE32_NOPAD.encode(&self.seal.mac(label, token.as_bytes())).to_lowercase()
    }
}
