use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::{CitizenNumber, Failure, narrow_mask, random_bytes};

/// Text sealed with XChaCha20-Poly1305: 24 bytes of nonce, then the ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed(Vec<u8>);

/// A keyed hash (HMAC-SHA-256, 128 bits kept) by which a sealed value can be found but not guessed from the store's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlindIndex(pub [u8; 16]);

/// The key of sealed fields and of their blind index. Wiped on drop.
#[derive(zeroize::ZeroizeOnDrop)]
pub struct SealKey {
    cipher: [u8; 32],
    index: [u8; 32],
}

impl SealKey {
    /// A key from 64 bytes: 32 of cipher, 32 of index.
    pub fn new(bytes: &[u8; 64]) -> Self {
        let mut key = SealKey { cipher: [0; 32], index: [0; 32] };
        key.cipher.copy_from_slice(bytes.first_chunk::<32>().unwrap_or(&[0; 32]));
        key.index.copy_from_slice(bytes.last_chunk::<32>().unwrap_or(&[0; 32]));
        key
    }
    /// Seals a text; `label` binds it to its kind of field.
    pub fn seal(&self, label: &str, plain: &str) -> Result<Sealed, Failure> {
        let nonce: [u8; 24] = random_bytes()?;
        let body = XChaCha20Poly1305::new(&self.cipher.into())
            .encrypt(&XNonce::from(nonce), Payload { msg: plain.as_bytes(), aad: label.as_bytes() })
            .map_err(Failure::broken)?;
        Ok(Sealed([nonce.as_slice(), &body].concat()))
    }
    /// Opens a sealed text. Fails as broken if the bytes, the label or the key are not the ones that sealed it.
    pub fn open(&self, label: &str, sealed: &Sealed) -> Result<String, Failure> {
        let (nonce, body) = sealed.0.split_first_chunk::<24>().ok_or_else(|| Failure::broken("sealed value too short"))?;
        let plain = XChaCha20Poly1305::new(&self.cipher.into())
            .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: label.as_bytes() })
            .map_err(Failure::broken)?;
        String::from_utf8(plain).map_err(Failure::broken)
    }
    /// The blind index of a value of one kind.
    pub fn blind(&self, label: &str, plain: &str) -> BlindIndex {
        BlindIndex(self.mac(label, plain.as_bytes()))
    }
    /// Seals a citizen number with its mask and blind index.
    pub fn seal_number(&self, n: &CitizenNumber) -> Result<SealedNumber, Failure> {
        let sealed = self.seal("citizen", n.plain())?;
        let last_four = self.blind("citizen.last4", n.last_four());
        Ok(SealedNumber { sealed, hash: self.blind("citizen", n.plain()), last_four, mask: n.masked() })
    }
    /// Opens a sealed citizen number: only `domain::people::reveal`, forms that must hold it, and checks call this.
    pub fn open_number(&self, n: &SealedNumber) -> Result<CitizenNumber, Failure> {
        let plain = zeroize::Zeroizing::new(self.open("citizen", &n.sealed)?);
        CitizenNumber::parse(&plain).ok_or_else(|| Failure::broken("sealed number is no citizen number"))
    }
    /// A message authentication code of 128 bits under this key, for tokens that the house itself checks.
    pub fn mac(&self, label: &str, data: &[u8]) -> [u8; 16] {
        // HMAC's key is one block; a shorter one is padded with zeros (RFC 2104).
        let mut block = [0; 64];
        block.iter_mut().zip(self.index).for_each(|(b, k)| *b = k);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(&[label.len() as u8]);
        mac.update(label.as_bytes());
        mac.update(data);
        let full = mac.finalize().into_bytes();
        let mut out = [0; 16];
        out.copy_from_slice(full.first_chunk::<16>().unwrap_or(&[0; 16]));
        out
    }
}

/// A citizen number at rest: ciphertext, blind index and mask. The plain number is in none of them but the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedNumber {
    sealed: Sealed,
    /// Finds the number.
    pub hash: BlindIndex,
    /// Compares the last four characters at the terminal's identity check.
    pub last_four: BlindIndex,
    /// `3****************4`, what every screen shows.
    #[serde(deserialize_with = "narrow_mask")]
    pub mask: String,
}
