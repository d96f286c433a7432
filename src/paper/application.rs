//! 申请表: the application itself, filled in, in the official table style.

use super::error::PaperError;
use super::flow::{A4_TABLE, Flow, Para};
use super::fonts::{bold, regular};
use super::parts::{Office, paged};
use super::pdf::Pdf;
use super::sheet::{Ink, slot, style};
use super::table::{Cell, Table, cell, heading, label};
use crate::i18n::Texts;

/// What stands in a field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormValue {
    /// A short answer; two such fields share a row.
    Short(String),
    /// An answer over the whole width.
    Long(String),
    /// All the choices, each with whether it was chosen.
    Choice(Vec<(String, bool)>),
    /// A table inside the form, such as the members of a family: headings, then rows of as many cells.
    Rows {
        /// Heading of each column.
        heads: Vec<String>,
        rows: Vec<Vec<String>>,
    },
}

/// A field with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    /// The field's name.
    pub label: String,
    /// Its answer, masked already where the service's form does not ask for the plain number.
    pub value: FormValue,
}

/// What the form says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// Where it is handed in.
    pub office: Office,
    /// The service's name.
    pub service: String,
    /// The item's number; empty when not filed yet.
    pub no: String,
    /// Day it was filled in.
    pub date: String,
    /// The fields in order.
    pub fields: Vec<FormField>,
    /// Papers handed in, each with whether it is there.
    pub materials: Vec<(String, bool)>,
    /// Whether a photograph is glued on.
    pub photo: bool,
    /// Who gives an opinion on it, in order, e.g. 社区, 街道.
    pub opinions: Vec<String>,
}

const LABEL: f32 = 30.0;
const PHOTO: f32 = 30.0;
/// Rows a photograph of 35 × 45 mm stands beside.
const PHOTO_ROWS: usize = 5;

/// The filled form on A4.
///
/// # Errors
/// An unprintable character.
pub fn application(t: &Texts, f: &ApplicationFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4_TABLE);
    let title = t.with("paper-form-title", &[("service", &f.service)]);
    let centred = Para { style: style(bold(20.0)).centred(), leading: 1.5, indent: 0.0, justify: false };
    flow.para(centred, &title)?;
    flow.gap(3.0);
    let line = flow.take(6.0);
    let small = style(regular(10.0));
    if !f.no.is_empty() {
        flow.sheet.text(line, small, &t.with("paper-form-no", &[("no", &f.no)]))?;
    }
    flow.sheet.text(line, small.to_right(), &t.with("paper-form-date", &[("date", &f.date)]))?;
    flow.gap(0.5);
    let width = flow.width();
    flow.table(&grid(t, f, width))?;
    for field in &f.fields {
        if let FormValue::Rows { heads, rows } = &field.value {
            flow.table(&inner(&field.label, heads, rows, width))?;
        }
    }
    flow.table(&end(t, f, width))?;
    let place = slot(flow.left(), flow.y + 1.5, width, 5.0);
    if flow.room() > 6.5 {
        let look = style(regular(8.5)).ink(Ink::Grey);
        flow.sheet.text(place, look, &f.office.name)?;
        flow.sheet.text(place, look.to_right(), &f.office.phone)?;
    }
    paged(flow, t, &title)
}

/// Short fields two by two, long ones over the whole width; a photograph beside the first rows.
fn grid(t: &Texts, f: &ApplicationFacts, width: f32) -> Table {
    let photo = if f.photo { PHOTO } else { 0.0 };
    let value = (width - 2.0 * LABEL - photo) / 2.0;
    let mut table = Table::new(&[LABEL, value, LABEL, value, photo]);
    let mut waiting: Option<Vec<Cell>> = None;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for field in &f.fields {
        let (text, long) = match &field.value {
            FormValue::Short(text) => (text.clone(), false),
            FormValue::Long(text) => (text.clone(), true),
            FormValue::Choice(choices) => (boxes(choices), true),
            FormValue::Rows { .. } => continue,
        };
        let name = label(&field.label);
        if long || too_wide(&text) {
            rows.extend(waiting.take().map(widened));
            rows.push(vec![name, cell(text).over(3, 1)]);
        } else {
            match waiting.take() {
                Some(mut row) => {
                    row.extend([name, cell(text)]);
                    rows.push(row);
                }
                None => waiting = Some(vec![name, cell(text)]),
            }
        }
    }
    rows.extend(waiting.take().map(widened));
    let beside = PHOTO_ROWS.min(rows.len());
    for (at, mut row) in rows.into_iter().enumerate() {
        if f.photo && at == 0 {
            row.push(label(t.get("paper-form-photo")).over(1, beside).ink(Ink::Pale).least(45.0));
        } else if at >= beside || !f.photo {
            // Below the photograph the last cell reaches the edge.
            if let Some(last) = row.pop() {
                row.push(last.wider());
            }
        }
        table.row(row);
    }
    table
}

fn widened(mut row: Vec<Cell>) -> Vec<Cell> {
    if let Some(value) = row.pop() {
        row.push(value.over(3, 1));
    }
    row
}

/// A short answer that would need three lines in half a row.
fn too_wide(text: &str) -> bool {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() > 56
}

fn boxes(choices: &[(String, bool)]) -> String {
    let mark = |(text, chosen): &(String, bool)| format!("{}{text}", if *chosen { "☑" } else { "☐" });
    choices.iter().map(mark).collect::<Vec<_>>().join("　")
}

fn inner(name: &str, heads: &[String], rows: &[Vec<String>], width: f32) -> Table {
    let columns = heads.len().max(1);
    #[allow(clippy::cast_precision_loss)]
    let each = width / columns as f32;
    let mut table = Table::new(&vec![each; columns]);
    table.row([heading(name).over(columns, 1)]);
    table.row(heads.iter().map(|head| heading(head).regular()));
    table.heads = 2;
    for row in rows {
        let blank = std::iter::repeat(String::new());
        table.row(row.iter().cloned().chain(blank).take(columns).map(|text| cell(text).centred()));
    }
    if rows.is_empty() {
        table.row((0..columns).map(|_| cell("")));
    }
    table
}

/// Materials, declaration with signature, opinions with seals.
fn end(t: &Texts, f: &ApplicationFacts, width: f32) -> Table {
    let mut table = Table::new(&[LABEL, width - LABEL]);
    if !f.materials.is_empty() {
        let lines: Vec<String> = f.materials.iter().map(|pair| boxes(std::slice::from_ref(pair))).collect();
        table.row([label(t.get("paper-form-materials")), cell(lines.join("\n"))]);
    }
    let sign = format!("{}　　　　　　　　　　{}", t.get("paper-sign-applicant"), t.get("paper-date-blank"));
    let declaration = cell(t.get("paper-form-declaration-text")).least(25.0).foot(sign);
    table.row([label(t.get("paper-form-declaration")), declaration]);
    for body in &f.opinions {
        let sign = format!("{}　　　　　　　　　　{}", t.get("paper-sign-handler"), t.get("paper-date-blank"));
        let opinion = cell("").least(31.0).foot(sign).seal(t.get("paper-seal"));
        table.row([label(format!("{body}\n{}", t.get("paper-form-opinion"))), opinion]);
    }
    table
}

impl Cell {
    /// One column more.
    fn wider(self) -> Self {
        let cols = self.cols() + 1;
        self.over(cols, 1)
    }
}
