//! Values and their one text form, which forms, spreadsheets and the history share: what `write` says, `read` takes.
use serde::{Deserialize, Serialize};

use super::definition::{Class, Field, Kind};
use crate::{
    base::{BlindIndex, CitizenNumber, Day, Failure, Money, Name, Phone, Reason, SealKey, Sealed, holds_number, narrow_mask},
    domain::registry::people::codes::yes_no,
};

/// A value at rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Texts, names, telephones, the word of a choice.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Hundredths: decimals, and fen.
    Hundredths(i64),
    Date(Day),
    /// A code of a national table.
    Code(u8),
    /// Words in the definition's order.
    Words(Vec<String>),
    /// Yes or no.
    Yes(bool),
    /// A strict value: the sealed text, the hash by which it is found, and what screens show instead.
    Sealed {
        /// The text, sealed under the field's label.
        sealed: Sealed,
        /// Finds it, if it is a citizen number; tells sameness otherwise.
        hash: BlindIndex,
        /// What is shown.
        #[serde(deserialize_with = "narrow_mask")]
        mask: String,
    },
}

/// A value as it was typed and understood, not yet sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Ready to be stored.
    Plain(Value),
    /// To be sealed: the text form.
    Strict(String),
}

/// What a masked value of no particular form shows.
const HIDDEN: &str = "******";

/// The label under which a kind of value is sealed and hashed. Citizen numbers share theirs with the registry, so that one
/// number has one hash everywhere.
const fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::CitizenNumber => "citizen",
        _ => "register",
    }
}

/// Understands the text form of a field; `Ok(None)` if nothing was said.
pub fn read(f: &Field, text: &str) -> Result<Option<Typed>, Reason> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if f.kind != Kind::CitizenNumber && !f.sealed() && holds_number(text) {
        return Err(Reason::new("registers-holds-number"));
    }
    if !f.sealed() {
        return plain(f, text).map(|v| Some(Typed::Plain(v)));
    }
    let said = match f.kind {
        Kind::CitizenNumber => {
            let n = CitizenNumber::parse(text).ok_or(Reason::new("field-citizen-number"))?;
            n.plain().to_owned()
        }
        _ => write(&plain(f, text)?, f),
    };
    Ok(Some(Typed::Strict(said)))
}

fn plain(f: &Field, text: &str) -> Result<Value, Reason> {
    let wrong = |key| Reason::new(key);
    match f.kind {
        Kind::Text | Kind::LongText => {
            let text = text.replace("\r\n", "\n");
            let n = text.chars().count();
            if n > f.longest() {
                return Err(wrong("field-too-long").arg("max", f.longest()));
            }
            let least = f.min.unwrap_or(0);
            if i64::try_from(n).is_ok_and(|n| n < least) {
                return Err(wrong("registers-too-short").arg("min", least));
            }
            if text.chars().any(|c| c.is_control() && !(c == '\n' && f.kind == Kind::LongText)) {
                return Err(wrong("registers-text"));
            }
            if !f.pattern.is_empty() && !fits(&f.pattern, &text) {
                return Err(wrong("registers-pattern").arg("pattern", &f.pattern));
            }
            Ok(Value::Text(text))
        }
        Kind::Number => {
            let n: i64 = text.parse().ok().ok_or(wrong("field-number"))?;
            bounded(f, n, 1).map(Value::Number)
        }
        Kind::Decimal | Kind::Money => {
            let n = hundredths(text).ok_or(wrong(if f.kind == Kind::Money { "field-money" } else { "registers-decimal" }))?;
            bounded(f, n, 100).map(Value::Hundredths)
        }
        Kind::Date => Day::parse(text).filter(|d| (-50_000..60_000).contains(&d.0)).map(Value::Date).ok_or(wrong("field-date")),
        Kind::Choice => {
            let known = f.options.iter().find(|o| *o == text);
            known.map(|o| Value::Text(o.clone())).ok_or_else(|| one_of(f))
        }
        Kind::Choices => {
            let said: Vec<&str> =
                text.split(['、', ',', '，', ';', '；', '\n']).map(str::trim).filter(|s| !s.is_empty()).collect();
            if said.iter().any(|s| !f.options.iter().any(|o| o == s)) {
                return Err(one_of(f));
            }
            Ok(Value::Words(f.options.iter().filter(|o| said.contains(&o.as_str())).cloned().collect()))
        }
        Kind::Code => f
            .code_table()
            .and_then(|t| t.parse(text))
            .map(Value::Code)
            .ok_or(Reason::new("registers-code").arg("codes", &f.codes)),
        Kind::YesNo => yes_no(text).map(Value::Yes).ok_or(wrong("registers-yes-no")),
        Kind::Phone => Phone::parse(text).map(|p| Value::Text(p.as_str().to_owned())).ok_or(wrong("field-phone")),
        Kind::Person => Name::parse(text).map(|n| Value::Text(n.as_str().to_owned())).ok_or(wrong("field-name")),
        Kind::CitizenNumber => Err(wrong("field-citizen-number")),
    }
}

/// That a word is none of the options, with the first of them.
fn one_of(f: &Field) -> Reason {
    let few: Vec<&str> = f.options.iter().take(12).map(String::as_str).collect();
    let more = if f.options.len() > few.len() { "…" } else { "" };
    Reason::new("registers-choice").arg("options", format!("{}{more}", few.join("、")))
}

/// Digits with at most two decimals, in hundredths; never rounds.
fn hundredths(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(rest) => Money::parse(rest).map(|m| -m.0),
        None => Money::parse(text).map(|m| m.0),
    }
}

fn bounded(f: &Field, n: i64, scale: i64) -> Result<i64, Reason> {
    let (min, max) = (f.min.unwrap_or(0), f.max.unwrap_or(1_000_000_000));
    if n < min.saturating_mul(scale) || n > max.saturating_mul(scale) {
        return Err(Reason::new("registers-bounds").arg("min", min).arg("max", max));
    }
    Ok(n)
}

/// Whether a text has the shape of a pattern.
fn fits(pattern: &str, text: &str) -> bool {
    let mut rest = text.chars();
    for p in pattern.chars() {
        let ok = match (p, rest.next()) {
            ('*', _) => return true,
            ('0', Some(c)) => c.is_ascii_digit(),
            ('A', Some(c)) => c.is_ascii_alphabetic(),
            ('?', Some(c)) => c.is_ascii_alphanumeric(),
            (p, Some(c)) => p == c,
            (_, None) => return false,
        };
        if !ok {
            return false;
        }
    }
    rest.next().is_none()
}

/// The text form. A sealed value says its mask.
pub fn write(v: &Value, f: &Field) -> String {
    match v {
        Value::Text(s) => s.clone(),
        Value::Number(n) => n.to_string(),
        Value::Hundredths(n) => {
            let s = Money(*n).to_string();
            // 89.50 and 89.00 are read as they were said: 89.5 and 89.
            if f.kind == Kind::Decimal { s.trim_end_matches('0').trim_end_matches('.').to_owned() } else { s }
        }
        Value::Date(d) => d.to_string(),
        Value::Code(n) => f.code_table().and_then(|t| t.name(*n)).unwrap_or_default().to_owned(),
        Value::Words(w) => w.join("、"),
        Value::Yes(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Sealed { mask, .. } => mask.clone(),
    }
}

/// What somebody sees who may not see the field's class.
pub fn masked(v: &Value, f: &Field) -> String {
    match (v, f.kind) {
        (Value::Sealed { mask, .. }, _) => mask.clone(),
        (Value::Text(s), Kind::Phone) => Phone::parse(s).map_or_else(|| HIDDEN.to_owned(), |p| p.masked()),
        (Value::Text(s), Kind::Person) => Name::parse(s).map_or_else(|| HIDDEN.to_owned(), |n| n.masked()),
        _ => HIDDEN.to_owned(),
    }
}

/// What a screen, a page or a file shows: `personal` says whether the reader may see personal values.
pub fn shown(v: &Value, f: &Field, personal: bool) -> String {
    if f.class == Class::Open && !f.sealed() || f.class == Class::Personal && personal { write(v, f) } else { masked(v, f) }
}

/// Seals what is to be sealed.
pub(super) fn seal(keys: &SealKey, f: &Field, typed: Typed) -> Result<Value, Failure> {
    let said = match typed {
        Typed::Plain(v) => return Ok(v),
        Typed::Strict(said) => said,
    };
    let label = label(f.kind);
    let mask = CitizenNumber::parse(&said).filter(|_| f.kind == Kind::CitizenNumber).map_or_else(
        || match f.kind {
            Kind::Phone => Phone::parse(&said).map_or_else(|| HIDDEN.to_owned(), |p| p.masked()),
            Kind::Person => Name::parse(&said).map_or_else(|| HIDDEN.to_owned(), |n| n.masked()),
            _ => HIDDEN.to_owned(),
        },
        |n| n.masked(),
    );
    Ok(Value::Sealed { sealed: keys.seal(label, &said)?, hash: keys.blind(label, &said), mask })
}

/// The plain text of a value. Callers write a line to the log first.
///
/// # Errors
/// When the value was sealed with another key.
pub fn open(keys: &SealKey, f: &Field, v: &Value) -> Result<String, Failure> {
    match v {
        Value::Sealed { sealed, .. } => keys.open(label(f.kind), sealed),
        v => Ok(write(v, f)),
    }
}

/// The hash under which a sealed text of this field is kept.
pub(super) fn hash(keys: &SealKey, f: &Field, said: &str) -> BlindIndex {
    keys.blind(label(f.kind), said)
}

/// A text or a query as search words are kept: without blanks and marks, in lower case.
pub(super) fn folded(s: &str) -> String {
    let mark = |c: &char| !c.is_whitespace() && !matches!(c, '·' | '-' | '.' | '(' | ')' | '（' | '）' | '、' | '，' | ',');
    s.chars().filter(mark).flat_map(char::to_lowercase).collect()
}

/// The word of a sealed number: its whole hash.
pub(super) fn number_word(h: &BlindIndex) -> String {
    format!("#{}", data_encoding::HEXLOWER.encode(&h.0))
}
