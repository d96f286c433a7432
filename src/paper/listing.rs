//! A paper of headed tables: what is held about a person, who looked, what was deleted.

use super::error::PaperError;
use super::flow::{A4_TABLE, Flow, Para, plain};
use super::fonts::{bold, regular};
use super::parts::{Office, head, paged, say, sealed, signatures};
use super::pdf::Pdf;
use super::sheet::style;
use super::table::{Table, cell, heading, label};
use crate::i18n::Texts;

/// One part of the paper.
#[derive(Debug, Clone, PartialEq)]
pub enum ListingPart {
    Head(String),
    Say(String),
    /// Names and values, two columns.
    Facts(Vec<(String, String)>),
    /// A table: shares of the width, headings, rows.
    Rows(Vec<f32>, Vec<String>, Vec<Vec<String>>),
}

/// The paper.
#[derive(Debug, Clone, Default)]
pub struct ListingFacts {
    pub office: Office,
    pub title: String,
    /// A number; may be empty.
    pub no: String,
    /// The parts in order.
    pub parts: Vec<ListingPart>,
    /// Day of issue.
    pub date: String,
    /// Keys of the signature lines; none is drawn if empty.
    pub signatures: Vec<&'static str>,
}

/// The paper on A4.
///
/// # Errors
/// An unprintable character; a row too tall for a page.
pub fn listing(t: &Texts, f: &ListingFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4_TABLE);
    head(&mut flow, t, &f.office.name, &f.title, &f.no)?;
    for part in &f.parts {
        match part {
            ListingPart::Head(text) => {
                flow.gap(4.0);
                // A heading never stands alone at the foot of a page.
                flow.keep(30.0);
                flow.para(Para { style: style(bold(12.0)), leading: 1.8, ..plain(regular(12.0)) }, text)?;
            }
            ListingPart::Say(text) => say(&mut flow, text)?,
            ListingPart::Facts(facts) => {
                let mut table = Table::new(&[42.0, flow.width() - 42.0]);
                for (name, value) in facts {
                    table.row([label(name), cell(value)]);
                }
                flow.table(&table)?;
                flow.gap(2.5);
            }
            ListingPart::Rows(shares, heads, rows) => {
                let whole: f32 = shares.iter().sum();
                let widths: Vec<f32> = shares.iter().map(|s| s / whole * flow.width()).collect();
                let mut table = Table::new(&widths);
                table.row(heads.iter().map(heading));
                table.heads = 1;
                for row in rows {
                    table.row(row.iter().map(cell));
                }
                flow.table(&table)?;
                flow.gap(2.5);
            }
        }
    }
    flow.gap(4.0);
    // The seal and the signatures stay together.
    flow.keep(if f.signatures.is_empty() { 32.0 } else { 62.0 });
    sealed(&mut flow, t, 16.0, &f.office.name, &f.date)?;
    if !f.signatures.is_empty() {
        signatures(&mut flow, t, &f.signatures, &t.get("paper-date-blank"))?;
    }
    paged(flow, t, &f.title)
}
