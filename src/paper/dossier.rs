//! 居民家庭档案: a household's file, printed.

use super::booklet::{Booklet, Cover, office_line};
use super::error::PaperError;
use super::flow::{A4_TABLE, plain};
use super::fonts::regular;
use super::parts::Office;
use super::pdf::Pdf;
use super::sheet::{Ink, style};
use super::table::{Table, cell, heading, label};
use crate::i18n::Texts;

/// A piece of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Names and words side by side, two pairs to a row; long words take a row of their own.
    Pairs(Vec<(String, String)>),
    /// A table: headings with their shares of the width, then rows of as many cells.
    Rows(Vec<(String, u16)>, Vec<Vec<String>>),
    Note(String),
}

/// A part of the file, named in the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub title: String,
    /// How much it holds, e.g. `9 人`.
    pub note: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// What the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DossierFacts {
    pub office: Office,
    /// The file's number.
    pub no: String,
    /// Where the household lives.
    pub address: String,
    pub head: String,
    pub grid: String,
    /// Day of printing.
    pub date: String,
    /// Who prints it.
    pub printed_by: String,
    /// For what.
    pub purpose: String,
    /// The parts in order.
    pub parts: Vec<Part>,
}

/// Text size of tables.
const SIZE: f32 = 9.5;

/// The file on A4: a cover, contents, the parts.
///
/// # Errors
/// An unprintable character.
pub fn dossier(t: &Texts, f: &DossierFacts) -> Result<Pdf, PaperError> {
    let mut book = Booklet::new(A4_TABLE);
    for (at, part) in f.parts.iter().enumerate() {
        book.chapter(&format!("{}{}", numeral(at + 1), part.title), &part.note, 16.0)?;
        for block in &part.blocks {
            set(&mut book, block)?;
        }
    }
    let fact = |key: &str, words: &str| (t.get(key), words.to_owned());
    let (title, notice) = (t.get("paper-dossier-title"), t.get("paper-dossier-notice"));
    let cover = Cover {
        office: &f.office.name,
        title: &title,
        under: &t.get("paper-dossier-under"),
        facts: vec![
            fact("paper-dossier-no", &f.no),
            fact("paper-dossier-address", &f.address),
            fact("paper-dossier-head", &f.head),
            fact("paper-dossier-grid", &f.grid),
            fact("paper-dossier-date", &f.date),
            fact("paper-dossier-by", &f.printed_by),
            fact("paper-dossier-purpose", &f.purpose),
        ],
        notice: &format!("{notice}\n{}", office_line(t, &f.office)),
    };
    book.finish(t, &cover, &format!("{title}　{}　{}", f.no, f.address))
}

/// 一, 二, … for the parts, of which there are few.
fn numeral(n: usize) -> String {
    "一二三四五六七八九十".chars().nth(n.saturating_sub(1)).map_or_else(|| format!("{n}. "), |c| format!("{c}、"))
}

fn set(book: &mut Booklet, block: &Block) -> Result<(), PaperError> {
    let width = book.flow.width();
    match block {
        Block::Pairs(pairs) => {
            let table = paired(pairs, width);
            book.flow.table(&table)?;
            book.flow.gap(3.0);
        }
        Block::Rows(heads, rows) => {
            let whole: u16 = heads.iter().map(|(_, share)| share).sum();
            let widths: Vec<f32> = heads.iter().map(|(_, share)| width * f32::from(*share) / f32::from(whole.max(1))).collect();
            let mut table = Table::new(&widths);
            table.row(heads.iter().map(|(head, _)| heading(head.as_str()).sized(SIZE)));
            table.heads = 1;
            for row in rows {
                table.row(row.iter().map(|words| cell(words.as_str()).sized(SIZE)));
            }
            book.flow.table(&table)?;
            book.flow.gap(3.0);
        }
        Block::Note(words) => {
            let look = plain(regular(10.0));
            book.flow.para(super::flow::Para { style: style(regular(10.0)).ink(Ink::Grey), ..look }, words)?;
            book.flow.gap(1.5);
        }
    }
    Ok(())
}

fn paired(pairs: &[(String, String)], width: f32) -> Table {
    const LABEL: f32 = 28.0;
    let value = width / 2.0 - LABEL;
    let mut table = Table::new(&[LABEL, value, LABEL, value]);
    let name = |words: &str| label(words).sized(SIZE);
    let mut waiting: Option<&(String, String)> = None;
    for pair in pairs {
        let long = pair.1.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() > 60 || pair.1.contains('\n');
        match waiting.take() {
            Some(first) if !long => {
                let both = [first, pair];
                table.row(both.into_iter().flat_map(|(what, words)| [name(what), cell(words.as_str()).sized(SIZE)]));
            }
            Some(first) => {
                table.row([name(&first.0), cell(first.1.as_str()).sized(SIZE).over(3, 1)]);
                table.row([name(&pair.0), cell(pair.1.as_str()).sized(SIZE).over(3, 1)]);
            }
            None if long => table.row([name(&pair.0), cell(pair.1.as_str()).sized(SIZE).over(3, 1)]),
            None => waiting = Some(pair),
        }
    }
    if let Some(last) = waiting {
        table.row([name(&last.0), cell(last.1.as_str()).sized(SIZE).over(3, 1)]);
    }
    table
}
