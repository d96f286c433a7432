//! 个人信息处理告知书: what is told, and the lines on which a resident agrees or a guardian does.

use super::error::PaperError;
use super::flow::{A4_TABLE, Flow, Para, plain};
use super::fonts::{bold, regular};
use super::parts::{BODY, Office, head, paged, say, sealed, signatures, to};
use super::pdf::Pdf;
use super::sheet::style;
use super::table::{Table, cell, label};
use crate::i18n::Texts;

/// What a notice says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentFacts {
    pub office: Office,
    /// Number and version of the notice, in words.
    pub no: String,
    /// To whom; empty on a blank one.
    pub to: String,
    /// The purpose's name.
    pub purpose: String,
    /// Why it is lawful, in words.
    pub ground: String,
    pub law: String,
    /// The registers that rest on it, in words.
    pub tables: String,
    /// How long it is kept.
    pub retention: String,
    /// The notice's paragraphs.
    pub paragraphs: Vec<String>,
    /// Whether a signature is asked for.
    pub asks: bool,
    /// Whether only a guardian may sign.
    pub guardian: bool,
    /// Day of issue.
    pub date: String,
}

/// The notice on A4, with what the resident declares below it.
///
/// # Errors
/// An unprintable character.
pub fn consent(t: &Texts, f: &ConsentFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4_TABLE);
    let title = t.get(if f.asks { "paper-consent-title" } else { "paper-consent-title-duty" });
    head(&mut flow, t, &f.office.name, &title, &f.no)?;
    to(&mut flow, t, &f.to)?;
    let mut table = Table::new(&[32.0, flow.width() - 32.0]);
    for (key, value) in [
        ("paper-consent-purpose", &f.purpose),
        ("paper-consent-ground", &f.ground),
        ("paper-consent-law", &f.law),
        ("paper-consent-tables", &f.tables),
        ("paper-consent-retention", &f.retention),
    ] {
        if !value.is_empty() {
            table.row([label(t.get(key)), cell(value)]);
        }
    }
    flow.table(&table)?;
    flow.gap(4.0);
    for p in &f.paragraphs {
        say(&mut flow, p)?;
    }
    say(&mut flow, &t.with("paper-consent-contact", &[("phone", &f.office.phone), ("address", &f.office.address)]))?;
    flow.gap(2.0);
    sealed(&mut flow, t, 14.0, &f.office.name, &f.date)?;
    if f.asks {
        flow.gap(2.0);
        flow.keep(52.0);
        let strong = Para { style: style(bold(12.0)), leading: 1.75, ..plain(BODY) };
        flow.para(strong, &t.get("paper-consent-declares"))?;
        say(&mut flow, &t.with("paper-consent-text", &[("purpose", &f.purpose)]))?;
        flow.para(Para { style: style(regular(12.0)), leading: 1.9, indent: 2.0, ..plain(BODY) }, &t.get("paper-consent-boxes"))?;
        let blank = t.get("paper-date-blank");
        if f.guardian {
            signatures(&mut flow, t, &["paper-consent-sign-guardian", "paper-consent-sign-relation"], &blank)?;
        } else {
            signatures(&mut flow, t, &["paper-consent-sign", "paper-consent-sign-guardian"], &blank)?;
        }
    }
    paged(flow, t, &title)
}
