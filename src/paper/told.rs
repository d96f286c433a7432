//! 一次性告知书: everything needed, told once.

use super::error::PaperError;
use super::flow::{A4_TABLE, Flow, Para, plain};
use super::fonts::{bold, regular};
use super::parts::{Office, head, list, paged, say, signatures, to};
use super::pdf::Pdf;
use super::table::{Table, cell, heading, label};
use crate::i18n::Texts;

/// A paper the resident has to bring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Material {
    pub name: String,
    /// Original, copy or both, in words.
    pub form: String,
    /// How many, in words.
    pub copies: String,
    /// What it must look like; may be empty.
    pub note: String,
    /// Whether the resident said to have it.
    pub ready: bool,
}

/// What the notice says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldFacts {
    /// Who tells.
    pub office: Office,
    /// Number of the notice; may be empty.
    pub no: String,
    /// The resident; empty when nobody said who they are.
    pub to: String,
    /// The service's name.
    pub service: String,
    /// 即办件, 承诺件, …
    pub kind: String,
    /// The time limit in words.
    pub limit: String,
    /// Who may apply.
    pub who: String,
    /// Where it is done; empty means the office's address.
    pub place: String,
    /// What it costs, in words.
    pub fee: String,
    /// What to bring.
    pub materials: Vec<Material>,
    /// How it goes, in order.
    pub steps: Vec<String>,
    /// The rules it rests on.
    pub basis: Vec<String>,
    /// The day, in words.
    pub date: String,
}

/// The notice on A4.
///
/// # Errors
/// An unprintable character.
pub fn told(t: &Texts, f: &ToldFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4_TABLE);
    let title = t.get("paper-told-title");
    head(&mut flow, t, &f.office.name, &title, &f.no)?;
    to(&mut flow, t, &f.to)?;
    say(&mut flow, &t.with("paper-told-intro", &[("service", &f.service)]))?;
    flow.gap(3.0);
    flow.table(&about(t, f, flow.width()))?;
    section(&mut flow, &t.get("paper-told-materials"))?;
    match f.materials.is_empty() {
        true => say(&mut flow, &t.get("paper-told-no-materials"))?,
        false => flow.table(&materials(t, f, flow.width()))?,
    }
    if !f.steps.is_empty() {
        section(&mut flow, &t.get("paper-told-steps"))?;
        list(&mut flow, regular(11.0), &f.steps)?;
    }
    if !f.basis.is_empty() {
        section(&mut flow, &t.get("paper-told-basis"))?;
        list(&mut flow, regular(11.0), &f.basis)?;
    }
    flow.gap(3.0);
    // The signatures never stand on a page of their own.
    flow.keep(34.0);
    say(&mut flow, &t.with("paper-told-help", &[("phone", &f.office.phone)]))?;
    signatures(&mut flow, t, &["paper-told-by", "paper-told-ack"], &f.date)?;
    paged(flow, t, &title)
}

fn about(t: &Texts, f: &ToldFacts, width: f32) -> Table {
    let place = if f.place.is_empty() { &f.office.address } else { &f.place };
    let mut table = Table::new(&[25.0, width / 2.0 - 25.0, 25.0, width / 2.0 - 25.0]);
    let name = |key: &str| label(t.get(key));
    table.row([name("paper-told-service"), cell(&f.service).over(3, 1)]);
    let (kind, limit) = (cell(&f.kind), cell(&f.limit));
    table.row([name("paper-told-kind"), kind, name("paper-told-limit"), limit]);
    let (who, fee) = (cell(&f.who), cell(&f.fee));
    table.row([name("paper-told-who"), who, name("paper-told-fee"), fee]);
    let hours = if f.office.hours.is_empty() { String::new() } else { format!("\n{}", f.office.hours) };
    table.row([name("paper-told-where"), cell(format!("{place}{hours}")).over(3, 1)]);
    table
}

fn materials(t: &Texts, f: &ToldFacts, width: f32) -> Table {
    let mut table = Table::new(&[12.0, 50.0, 27.0, 16.0, width - 119.0, 14.0]);
    let keys = ["paper-index", "paper-told-material-name", "paper-told-material-form", "paper-told-material-copies"];
    let more = ["paper-told-material-note", "paper-told-material-have"];
    table.row(keys.iter().chain(&more).map(|key| heading(t.get(key))));
    table.heads = 1;
    for (at, material) in f.materials.iter().enumerate() {
        table.row([
            cell((at + 1).to_string()).centred(),
            cell(&material.name),
            cell(&material.form).centred(),
            cell(&material.copies).centred(),
            cell(&material.note),
            cell(if material.ready { "☑" } else { "☐" }).centred(),
        ]);
    }
    table
}

fn section(flow: &mut Flow, text: &str) -> Result<(), PaperError> {
    flow.gap(4.0);
    // A heading never stands alone at the foot of a page.
    flow.keep(24.0);
    flow.para(Para { leading: 1.7, ..plain(bold(12.0)) }, text)?;
    flow.y += 1.0;
    Ok(())
}
