//! 回执验真公钥: the key that receipts are checked with, so that they can be checked elsewhere.

use std::rc::Rc;

use super::error::PaperError;
use super::flow::{A4, Flow, Para, plain};
use super::fonts::{bold, regular};
use super::parts::{Office, closing, head, list, paged, say};
use super::pdf::Pdf;
use super::qr::{Qr, QrSize};
use super::sheet::{Mark, slot, style};
use super::table::{Table, cell, label};
use crate::i18n::Texts;

/// What the sheet says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicKeyFacts {
    /// Whose key it is.
    pub office: Office,
    /// The Ed25519 public key in Base32, upper case.
    pub key: String,
    /// SHA-256 of it, in groups.
    pub fingerprint: String,
    /// First day of use.
    pub since: String,
    /// Where receipts are checked on the network.
    pub verify_url: String,
    /// Day of issue.
    pub date: String,
}

/// The sheet on A4.
///
/// # Errors
/// An unprintable character; a key too long for a QR code of 30 mm.
pub fn public_key(t: &Texts, f: &PublicKeyFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4);
    let title = t.get("paper-key-title");
    head(&mut flow, t, &f.office.name, &title, "")?;
    say(&mut flow, &t.get("paper-key-intro"))?;
    flow.gap(4.0);
    let mut table = Table::new(&[36.0, flow.width() - 36.0]);
    let grouped = in_groups(&f.key);
    let rows = [
        ("paper-key-algorithm", "Ed25519"),
        ("paper-key-since", &f.since),
        ("paper-key-value", grouped.as_str()),
        ("paper-key-fingerprint", &f.fingerprint),
        ("paper-key-verify", &f.verify_url),
    ];
    for (key, value) in rows {
        table.row([label(t.get(key)), cell(value)]);
    }
    flow.table(&table)?;
    flow.gap(8.0);
    let side = QrSize::Large.side();
    let qr = Rc::new(Qr::new(&f.key, QrSize::Large)?);
    let place = flow.take(side + 8.0);
    let x = place.x + (place.w - side) / 2.0;
    flow.sheet.marks.push(Mark::Qr { x, y: place.y, size: side, qr });
    let under = slot(place.x, place.y + side + 3.0, place.w, 5.0);
    flow.sheet.text(under, style(regular(9.5)).centred(), &t.get("paper-key-scan"))?;
    flow.gap(4.0);
    flow.para(Para { leading: 1.8, ..plain(bold(12.0)) }, &t.get("paper-key-how"))?;
    let how = [1, 2, 3].map(|number| t.get(&format!("paper-key-how-{number}")));
    list(&mut flow, regular(11.0), &how)?;
    closing(&mut flow, t, &f.office.name, &f.date)?;
    paged(flow, t, &title)
}

/// Characters by fours, so that a long key can be compared by eye.
fn in_groups(key: &str) -> String {
    let chars: Vec<char> = key.chars().collect();
    chars.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
