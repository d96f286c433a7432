//! Receipts that prove themselves: an Ed25519 signature (RFC 8032) over the facts of an item that never change.
//!
//! # The message that is signed
//!
//! UTF-8, each line ended by one line feed (0x0A), seven lines:
//!
//! ```text
//! LIANXIN RECEIPT 1
//! 320213001002                     the office's division code, 12 digits
//! 261121000017                     the item's number, 12 digits
//! mz-dibao                         the service's code
//! 3                                the service's version
//! 最低生活保障申请                  the service's name in that version
//! 2026-11-21T09:05:33+08:00        reported at, office time, whole seconds
//! ```
//!
//! Only these: they stand on the paper and hold for ever; state and limit change and are looked up. No personal data.
//!
//! # Checking a receipt without this program
//!
//! The QR holds `…/V/<number>.<signature>`; the signature is base32 (RFC 4648, no padding, 103 characters). With the public
//! key from the printed key sheet (base64 of 32 bytes) and the lines above typed from the paper into `message`:
//!
//! ```text
//! printf '%s=' "$SIGNATURE" | base32 -d > signature
//! (printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; echo "$KEY" | base64 -d) > key.der
//! openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in message -sigfile signature
//! ```
//!
//! `Signature Verified Successfully` means that this office issued the receipt with exactly these facts.
//!
//! # The address
//!
//! All upper case, so that the QR code stays in alphanumeric mode (version 6, level M: hosts of up to 27
//! characters; longer ones make the code larger). A
//! bare host (`192.168.1.20:8080`) is reached over plain http, as the appliance serves it; an office behind a TLS proxy
//! sets its host as `https://lx.example.cn`.
use super::{
    row::Item,
    secrecy::public_title,
    words::{ItemNo, StateTag},
};
use crate::{
    base::{Day, DivisionCode, Failure, Keys, Signature, Stamp, VerifyingKey},
    domain::office::settings::public_address,
    store::Read,
};

/// The facts of an item that its receipt's signature covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// The office's division.
    pub division: DivisionCode,
    pub no: ItemNo,
    /// The service's code.
    pub service: String,
    /// The service's version.
    pub version: u32,
    /// The service's name in that version.
    pub title: String,
    /// Reported at.
    pub reported: Stamp,
}

impl ReceiptFacts {
    /// The facts of an item.
    pub fn of(read: &impl Read, item: &Item, division: &DivisionCode) -> Result<Self, Failure> {
        Ok(ReceiptFacts {
            division: division.clone(),
            no: item.no,
            service: item.service_code.clone(),
            version: read.get(item.service)?.no,
            title: item.title.clone(),
            reported: item.created,
        })
    }
    /// The canonical message (module documentation).
    pub fn message(&self) -> String {
        let line = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        let reported = self.reported.local().strftime("%Y-%m-%dT%H:%M:%S%:z");
        format!(
            "LIANXIN RECEIPT 1\n{}\n{}\n{}\n{}\n{}\n{reported}\n",
            self.division,
            self.no,
            line(&self.service),
            self.version,
            line(&self.title),
        )
    }
    /// What stands behind `/V/`: number and signature.
    pub fn token(&self, keys: &Keys) -> String {
        format!("{}.{}", self.no, keys.sign.sign(self.message().as_bytes()).base32())
    }
    /// The address in the receipt's QR code, upper case.
    pub fn verify_url(&self, host: &str, keys: &Keys) -> String {
        public_address(host, &format!("/v/{}", self.token(keys))).to_uppercase()
    }
}

/// The address in an item's receipt's QR code.
pub fn verify_url(read: &impl Read, item: &Item, division: &DivisionCode, host: &str, keys: &Keys) -> Result<String, Failure> {
    ReceiptFacts::of(read, item, division).map(|f| f.verify_url(host, keys))
}

/// What anyone who holds a receipt may know of its item: nothing personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicState {
    pub no: ItemNo,
    /// The service's name; not told of what is confidential.
    pub title: Option<String>,
    /// The service's version.
    pub version: u32,
    /// Where it stands.
    pub state: StateTag,
    pub since: Day,
    /// Reported on.
    pub reported: Day,
    /// Accepted on, or papers complete on.
    pub accepted: Option<Day>,
    pub due: Option<Stamp>,
    /// The limit is provisional.
    pub provisional: bool,
    /// Closed, declined or withdrawn on.
    pub ended: Option<Day>,
}

/// Reads what stands behind `/v/` in any case: `<number>.<signature>`.
pub fn parse_token(token: &str) -> Option<(ItemNo, Signature)> {
    let (no, signature) = token.trim().split_once('.')?;
    Some((ItemNo::parse(no)?, Signature::parse(signature)?))
}

/// Checks what stands behind `/v/`. `None`: forged, altered, of another office, or of no item; which of these is not told.
pub fn verify(
    read: &impl Read,
    token: &str,
    division: &DivisionCode,
    key: &VerifyingKey,
) -> Result<Option<PublicState>, Failure> {
    let Some((no, signature)) = parse_token(token) else { return Ok(None) };
    let Some(item) = read.by(&Item::BY_NO, &no)? else { return Ok(None) };
    let facts = ReceiptFacts::of(read, &item, division)?;
    if !key.verify(facts.message().as_bytes(), &signature) {
        return Ok(None);
    }
    Ok(Some(PublicState {
        no,
        title: public_title(read, &item)?.map(str::to_owned),
        version: facts.version,
        state: item.state.tag,
        since: item.state.at.day(),
        reported: item.created.day(),
        accepted: item.clock.start,
        due: item.clock.due,
        provisional: item.clock.provisional,
        ended: item.ended.map(Stamp::day),
    }))
}
