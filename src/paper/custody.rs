//! 材料交接单: the papers that a worker carries for a resident, every hand they went through, and who signed.

use super::error::PaperError;
use super::flow::{A4_TABLE, Flow, Para, plain};
use super::fonts::regular;
use super::parts::{Office, head, paged};
use super::pdf::Pdf;
use super::sheet::{Ink, style};
use super::table::{Table, cell, heading, label};
use crate::i18n::Texts;

/// Notes longer than this, in characters, are cut over pages; shorter ones stay with their paper.
const SHORT_MOST: usize = 120;

/// One step of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarriedStep {
    /// 已代收
    pub step: String,
    pub at: String,
    /// Who had it in hand.
    pub by: String,
    /// From or to whom; may be empty.
    pub note: String,
}

/// One paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarriedPaper {
    /// 户口簿原件
    pub name: String,
    /// Where it has been, in order.
    pub steps: Vec<CarriedStep>,
}

/// What the sheet says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustodyFacts {
    pub office: Office,
    /// The item's number.
    pub item_no: String,
    /// The service's name.
    pub service: String,
    /// Whose papers, masked.
    pub resident: String,
    /// The resident's telephone, masked; may be empty.
    pub phone: String,
    pub papers: Vec<CarriedPaper>,
    /// How many have not come back.
    pub out: u16,
    /// Day of printing.
    pub date: String,
}

/// The sheet on A4, a copy for each side.
///
/// # Errors
/// An unprintable character.
pub fn custody(t: &Texts, f: &CustodyFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4_TABLE);
    let title = t.get("paper-custody-title");
    head(&mut flow, t, &f.office.name, &title, &f.item_no)?;
    let half = flow.width() / 2.0 - 26.0;
    let mut table = Table::new(&[26.0, half, 26.0, half]);
    let name = |key: &str| label(t.get(key));
    let count = t.with("paper-custody-count", &[("all", &f.papers.len().to_string()), ("out", &f.out.to_string())]);
    table.row([name("paper-transfer-service"), cell(&f.service).over(3, 1)]);
    table.row([name("paper-custody-resident"), cell(&f.resident), name("paper-transfer-phone"), cell(&f.phone)]);
    table.row([name("paper-custody-papers"), cell(count), name("paper-custody-printed"), cell(&f.date)]);
    flow.table(&table)?;
    flow.gap(4.0);
    let mut table = Table::new(&[12.0, 46.0, 24.0, 24.0, 24.0, flow.width() - 130.0]);
    let heads =
        ["paper-index", "paper-custody-name", "paper-custody-step", "paper-custody-at", "paper-custody-by", "paper-custody-note"];
    table.row(heads.map(|key| heading(t.get(key))));
    table.heads = 1;
    for (at, paper) in f.papers.iter().enumerate() {
        rows(&mut table, at + 1, paper);
    }
    flow.table(&table)?;
    flow.gap(4.0);
    let mut table = Table::new(&[26.0, flow.width() - 26.0]);
    for (what, says) in
        [("paper-custody-taken", "paper-custody-taken-text"), ("paper-custody-returned", "paper-custody-returned-text")]
    {
        let signed = cell(t.get(says)).least(26.0).foot(t.get("paper-custody-signs")).foot(t.get("paper-date-blank"));
        table.row([name(what), signed]);
    }
    flow.table(&table)?;
    flow.gap(2.0);
    let look = Para { style: style(regular(9.0)).ink(Ink::Grey), ..plain(regular(9.0)) };
    flow.para(look, &t.with("paper-custody-remark", &[("phone", &f.office.phone)]))?;
    paged(flow, t, &title)
}

/// The paper's name stands once beside all its steps, unless their notes are so long that the rows must be cut.
fn rows(table: &mut Table, no: usize, paper: &CarriedPaper) {
    let short = paper.steps.iter().map(|s| s.note.chars().count()).sum::<usize>() <= SHORT_MOST;
    for (at, s) in paper.steps.iter().enumerate() {
        let step = [cell(&s.step).centred(), cell(&s.at).centred(), cell(&s.by).centred(), cell(&s.note)];
        let over = if short { paper.steps.len() } else { 1 };
        let named = (at == 0 || !short).then(|| [cell(no.to_string()).centred().over(1, over), cell(&paper.name).over(1, over)]);
        table.row(named.into_iter().flatten().chain(step));
    }
}
