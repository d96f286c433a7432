//! 会办纪要: one level of joint handling, from its topic to its conclusion.

use super::error::PaperError;
use super::flow::{A4_TABLE, Flow};
use super::parts::{Office, head, paged};
use super::pdf::Pdf;
use super::sheet::Ink;
use super::table::{Table, cell, heading, label};
use crate::i18n::Texts;

/// Words that somebody said at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    pub by: String,
    pub at: String,
    pub words: String,
}

/// What the minutes say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MinutesFacts {
    pub office: Office,
    /// 二级会办（分管领导）
    pub level: String,
    /// The item's number.
    pub item_no: String,
    /// The service's name.
    pub service: String,
    /// When it was convened.
    pub convened: String,
    /// Who convened it.
    pub convener: String,
    /// Who leads it.
    pub chair: String,
    /// Who takes part.
    pub participants: Vec<String>,
    /// What is to be settled.
    pub topic: String,
    /// What was said, in order.
    pub opinions: Vec<Said>,
    /// What was decided.
    pub conclusion: Option<Said>,
    /// Raised to the next level: by, at.
    pub raised: Option<(String, String)>,
}

/// The minutes on A4.
///
/// # Errors
/// An unprintable character.
pub fn minutes(t: &Texts, f: &MinutesFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4_TABLE);
    let title = t.get("paper-minutes-title");
    head(&mut flow, t, &f.office.name, &title, &f.item_no)?;
    let half = flow.width() / 2.0 - 26.0;
    let mut table = Table::new(&[26.0, half, 26.0, half]);
    let name = |key: &str| label(t.get(key));
    table.row([name("paper-transfer-service"), cell(&f.service).over(3, 1)]);
    table.row([name("paper-minutes-level"), cell(&f.level).bold(), name("paper-minutes-chair"), cell(&f.chair)]);
    table.row([name("paper-minutes-convened"), cell(&f.convened), name("paper-minutes-convener"), cell(&f.convener)]);
    table.row([name("paper-minutes-participants"), cell(f.participants.join("、")).over(3, 1)]);
    table.row([name("paper-minutes-topic"), cell(&f.topic).least(18.0).over(3, 1)]);
    flow.table(&table)?;
    flow.gap(4.0);
    let mut table = Table::new(&[12.0, 46.0, flow.width() - 58.0]);
    // Headings are rows that every page repeats: none stands alone at the foot of a page.
    table.row([cell(t.get("paper-minutes-opinions")).bold().over(3, 1)]);
    table.row(["paper-index", "paper-minutes-speaker", "paper-minutes-words"].map(|key| heading(t.get(key))));
    table.heads = 2;
    for (at, said) in f.opinions.iter().enumerate() {
        let who = cell(format!("{}\n{}", said.by.replace('　', "\n"), said.at)).centred();
        table.row([cell((at + 1).to_string()).centred(), who, cell(&said.words)]);
    }
    if f.opinions.is_empty() {
        table.row([cell(t.get("paper-minutes-none")).centred().ink(Ink::Grey).over(3, 1)]);
    }
    flow.table(&table)?;
    flow.gap(4.0);
    let mut table = Table::new(&[flow.width()]);
    table.row([cell(t.get("paper-minutes-conclusion")).bold()]);
    table.heads = 1;
    match (&f.conclusion, &f.raised) {
        (Some(said), _) => {
            table.row([cell(&said.words).least(24.0)]);
            table.row([cell(format!("{}　　{}", said.by, said.at))]);
        }
        (None, Some((by, at))) => table.row([cell(t.with("paper-minutes-raised", &[("name", by), ("at", at)]))]),
        (None, None) => {
            let sign = format!("{}{}", t.get("paper-minutes-chair-sign"), t.get("paper-date-blank"));
            table.row([cell("").least(44.0).seal(t.get("paper-seal")).foot(sign)]);
        }
    }
    flow.table(&table)?;
    flow.gap(4.0);
    signed_by(&mut flow, t, f)?;
    paged(flow, t, &title)
}

/// A place to sign for the chair and everybody who took part, two to a row.
fn signed_by(flow: &mut Flow, t: &Texts, f: &MinutesFacts) -> Result<(), PaperError> {
    let people: Vec<&String> = std::iter::once(&f.chair).chain(&f.participants).collect();
    let half = flow.width() / 2.0 - 40.0;
    let mut table = Table::new(&[40.0, half, 40.0, half]);
    table.row([cell(t.get("paper-minutes-signatures")).bold().over(4, 1)]);
    table.heads = 1;
    for pair in people.chunks(2) {
        let cells = pair.iter().flat_map(|who| [label(who.as_str()).least(12.0), cell("").least(12.0)]);
        let more = (pair.len() == 1).then(|| [cell(""), cell("")]).into_iter().flatten();
        table.row(cells.chain(more));
    }
    flow.table(&table)
}
