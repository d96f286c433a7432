use ed25519_dalek::Signer;
use sha2::{Digest, Sha256};

/// The office's Ed25519 key (RFC 8032) that receipts are signed with.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

/// The public half, which can be printed so that receipts can be checked elsewhere.
#[derive(Clone, Debug)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

/// 64 bytes of Ed25519 signature; written in upper-case base32 without padding (103 characters) in a receipt's QR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl SigningKey {
    /// The key of a 32-byte seed.
    pub fn new(seed: &[u8; 32]) -> Self {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(seed))
    }
    /// Signs canonical bytes.
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
    /// The public half.
    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }
}

impl VerifyingKey {
    /// Strict verification (no malleable or small-order forms).
    pub fn verify(&self, message: &[u8], s: &Signature) -> bool {
        self.0.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&s.0)).is_ok()
    }
    /// The key in base64, as tools like OpenSSL take it (raw 32 bytes).
    pub fn base64(&self) -> String {
        data_encoding::BASE64.encode(self.0.as_bytes())
    }
    /// A fingerprint of 16 hex digits in groups of four, to compare by eye.
    pub fn fingerprint(&self) -> String {
        let h = data_encoding::HEXUPPER.encode(&Sha256::digest(self.0.as_bytes()));
        h.as_bytes().chunks(4).take(4).map(|c| String::from_utf8_lossy(c)).collect::<Vec<_>>().join(" ")
    }
}

impl Signature {
    /// Upper-case base32, as it stands in a QR code's alphanumeric mode.
    pub fn base32(&self) -> String {
        data_encoding::BASE32_NOPAD.encode(&self.0)
    }
    /// Reads base32 of any case.
    pub fn parse(s: &str) -> Option<Self> {
        let b = data_encoding::BASE32_NOPAD.decode(s.to_ascii_uppercase().as_bytes()).ok()?;
        b.try_into().ok().map(Signature)
    }
}
