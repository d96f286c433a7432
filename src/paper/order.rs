//! 督办单: an order on an item, yellow or red, with the answer or the room for it.

use super::error::PaperError;
use super::flow::{A4_TABLE, Flow, Para, plain};
use super::fonts::{bold, regular};
use super::parts::{Office, head, paged};
use super::pdf::Pdf;
use super::sheet::{Ink, style};
use super::table::{Table, cell, label};
use crate::i18n::Texts;

/// What the sheet says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFacts {
    /// Who issues it.
    pub office: Office,
    /// Number of the order.
    pub no: String,
    /// The colour in words: printers know black only.
    pub colour: String,
    /// The item's number.
    pub item_no: String,
    /// The service's name.
    pub service: String,
    /// Where it is; may be empty.
    pub place: String,
    /// When it was reported.
    pub reported: String,
    /// The item's time limit; may be empty.
    pub due: String,
    /// Who has to answer.
    pub to: String,
    /// Why it was issued.
    pub reason: String,
    /// When it is to be answered by.
    pub answer_due: String,
    /// Issued by.
    pub issuer: String,
    /// Issued at.
    pub issued: String,
    /// Answered: by, at, in words.
    pub answer: Option<(String, String, String)>,
    /// Lifted: by, at.
    pub lifted: Option<(String, String)>,
}

/// The order on A4.
///
/// # Errors
/// An unprintable character.
pub fn order(t: &Texts, f: &OrderFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4_TABLE);
    let title = t.get("paper-order-title");
    head(&mut flow, t, &f.office.name, &title, &f.no)?;
    let colour = Para { style: style(bold(16.0)).centred(), ..plain(bold(16.0)) };
    flow.para(colour, &t.with("paper-order-colour", &[("colour", &f.colour)]))?;
    flow.gap(3.0);
    let half = flow.width() / 2.0 - 26.0;
    let mut table = Table::new(&[26.0, half, 26.0, half]);
    let name = |key: &str| label(t.get(key));
    let blank = |s: &str| if s.is_empty() { "—".to_owned() } else { s.to_owned() };
    table.row([name("paper-transfer-service"), cell(&f.service).over(3, 1)]);
    table.row([name("paper-transfer-item"), cell(&f.item_no), name("paper-order-to"), cell(blank(&f.to))]);
    table.row([name("paper-transfer-reported"), cell(&f.reported), name("paper-transfer-due"), cell(blank(&f.due))]);
    table.row([name("paper-transfer-place"), cell(blank(&f.place)).over(3, 1)]);
    table.row([name("paper-order-issuer"), cell(&f.issuer), name("paper-order-issued"), cell(&f.issued)]);
    table.row([name("paper-order-answer-due"), cell(&f.answer_due).bold().over(3, 1)]);
    // Long words are cut over pages, so what is signed has a row of its own.
    table.row([name("paper-order-reason"), cell(&f.reason).least(24.0).over(3, 1)]);
    let demand = cell(t.with("paper-order-demand", &[("due", &f.answer_due)])).least(40.0).over(3, 1);
    table.row([name("paper-order-demand-label"), demand.seal(t.get("paper-seal")).foot(&f.office.name).foot(f.issued_day())]);
    match &f.answer {
        Some((by, at, words)) => {
            table.row([name("paper-order-answer"), cell(words).least(30.0).over(3, 1)]);
            table.row([name("paper-order-answered"), cell(format!("{by}　　{at}")).over(3, 1)]);
        }
        None => {
            let room = cell("").least(52.0).over(3, 1).foot(t.get("paper-transfer-result-sign")).foot(t.get("paper-date-blank"));
            table.row([name("paper-order-answer"), room]);
        }
    }
    let lifted = match &f.lifted {
        Some((by, at)) => cell(format!("{by}　　{at}")),
        None => cell("").least(16.0).foot(format!("{}{}", t.get("paper-order-lifter"), t.get("paper-date-blank"))),
    };
    table.row([name("paper-order-lifted"), lifted.over(3, 1)]);
    flow.table(&table)?;
    flow.gap(2.0);
    let look = Para { style: style(regular(9.0)).ink(Ink::Grey), ..plain(regular(9.0)) };
    flow.para(look, &t.get("paper-order-note"))?;
    paged(flow, t, &title)
}

impl OrderFacts {
    fn issued_day(&self) -> &str {
        self.issued.split_whitespace().next().unwrap_or_default()
    }
}
