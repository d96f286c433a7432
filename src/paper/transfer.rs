//! 转办单: an item handed to a department, with room for its answer.

use super::error::PaperError;
use super::flow::{A4_TABLE, Flow, Para, plain};
use super::fonts::regular;
use super::parts::{Office, head, paged};
use super::pdf::Pdf;
use super::sheet::{Ink, style};
use super::table::{Table, cell, label};
use crate::i18n::Texts;

/// What the sheet says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TransferFacts {
    /// Who hands it on.
    pub office: Office,
    /// Number of the sheet; may be empty.
    pub no: String,
    /// The item's number.
    pub item_no: String,
    /// The service's name, or what the report is about.
    pub service: String,
    /// Where it came from: kiosk, window, visit, …
    pub source: String,
    /// When it was registered.
    pub reported: String,
    /// Who reported it, masked; empty for anonymous.
    pub reporter: String,
    /// The reporter's telephone, masked.
    pub reporter_phone: String,
    /// Where it is.
    pub place: String,
    /// The department it goes to.
    pub to: String,
    /// Day to answer by.
    pub due: String,
    /// What it is about.
    pub brief: String,
    /// Enclosures in words.
    pub attachments: String,
    /// What the office suggests.
    pub suggestion: String,
    /// Who dispatched it.
    pub dispatcher: String,
    /// Day of dispatch.
    pub date: String,
}

/// The sheet on A4.
///
/// # Errors
/// An unprintable character.
pub fn transfer(t: &Texts, f: &TransferFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4_TABLE);
    let title = t.get("paper-transfer-title");
    head(&mut flow, t, &f.office.name, &title, &f.no)?;
    let half = flow.width() / 2.0 - 26.0;
    let mut table = Table::new(&[26.0, half, 26.0, half]);
    let name = |key: &str| label(t.get(key));
    let pairs = [
        ("paper-transfer-item", &f.item_no, "paper-transfer-source", &f.source),
        ("paper-transfer-reported", &f.reported, "paper-transfer-due", &f.due),
        ("paper-transfer-reporter", &f.reporter, "paper-transfer-phone", &f.reporter_phone),
        ("paper-transfer-from", &f.office.name, "paper-transfer-to", &f.to),
    ];
    table.row([name("paper-transfer-service"), cell(&f.service).over(3, 1)]);
    for (key, value, other_key, other) in pairs {
        table.row([name(key), cell(value), name(other_key), cell(other)]);
    }
    table.row([name("paper-transfer-place"), cell(&f.place).over(3, 1)]);
    table.row([name("paper-transfer-brief"), cell(&f.brief).over(3, 1).least(30.0)]);
    let attachments = if f.attachments.is_empty() { t.get("paper-none") } else { f.attachments.clone() };
    table.row([name("paper-transfer-attachments"), cell(attachments).over(3, 1)]);
    flow.table(&table)?;
    let mut table = Table::new(&[26.0, flow.width() - 26.0]);
    let dispatched = t.with("paper-transfer-dispatcher", &[("name", &f.dispatcher)]);
    let suggestion = cell(&f.suggestion).least(30.0).foot(format!("{dispatched}　　　　{}", f.date));
    table.row([name("paper-transfer-suggestion"), suggestion]);
    let answer = cell("").least(44.0).seal(t.get("paper-seal")).foot(t.get("paper-transfer-result-sign"));
    table.row([name("paper-transfer-result"), answer.foot(t.get("paper-date-blank"))]);
    let verify =
        cell("").least(26.0).foot(format!("{}　　　　　　　　{}", t.get("paper-transfer-verifier"), t.get("paper-date-blank")));
    table.row([name("paper-transfer-verify"), verify]);
    flow.table(&table)?;
    flow.gap(2.0);
    let look = Para { style: style(regular(9.0)).ink(Ink::Grey), ..plain(regular(9.0)) };
    flow.para(look, &t.get("paper-transfer-note"))?;
    paged(flow, t, &title)
}
