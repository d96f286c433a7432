//! A register as a printed volume (一类一卷).

use super::booklet::{Booklet, Cover, office_line};
use super::error::PaperError;
use super::flow::{A4_WIDE, plain};
use super::fonts::regular;
use super::parts::Office;
use super::pdf::Pdf;
use super::sheet::{Ink, style};
use super::table::{Table, cell, heading};
use crate::i18n::Texts;

/// A column of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeColumn {
    pub head: String,
    /// Width in millimetres that suits what it holds.
    pub wide: u16,
    /// Numbers stand at the right.
    pub number: bool,
}

/// An entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VolumeRow {
    /// A cell for each column.
    pub cells: Vec<String>,
    /// What has no column, with its names; empty if there is nothing.
    pub rest: String,
}

/// The entries of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeChapter {
    pub title: String,
    /// How many there are, in words.
    pub note: String,
    pub rows: Vec<VolumeRow>,
}

/// What the volume says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VolumeFacts {
    pub office: Office,
    /// 《最低生活保障台账》
    pub title: String,
    pub module: String,
    /// What stands on the cover: names and words.
    pub facts: Vec<(String, String)>,
    pub columns: Vec<VolumeColumn>,
    /// Entries grid by grid.
    pub chapters: Vec<VolumeChapter>,
}

const SIZE: f32 = 9.0;
/// Width of the running number.
const INDEX: f32 = 11.0;
/// Millimetres of a page that the columns share: what a definition's columns are chosen to fit.
pub const VOLUME_WIDTH: u16 = 256;
/// A row and what has no column stand together unless that is longer than this many characters.
const TOGETHER: usize = 400;

/// The volume on A4 lying: a cover, contents by grid, the rows.
///
/// # Errors
/// An unprintable character.
pub fn volume(t: &Texts, f: &VolumeFacts) -> Result<Pdf, PaperError> {
    let mut book = Booklet::new(A4_WIDE);
    let room = book.flow.width() - INDEX;
    let whole: u16 = f.columns.iter().map(|c| c.wide).sum();
    let mut widths = vec![INDEX];
    widths.extend(f.columns.iter().map(|c| room * f32::from(c.wide) / f32::from(whole.max(1))));
    let mut index = 0;
    for chapter in &f.chapters {
        book.chapter(&chapter.title, &chapter.note, 26.0)?;
        let mut table = Table::new(&widths);
        table.heads = 1;
        let heads = std::iter::once(t.get("paper-index")).chain(f.columns.iter().map(|c| c.head.clone()));
        table.row(heads.map(|head| heading(head).sized(SIZE)));
        for row in &chapter.rows {
            index += 1;
            set(&mut table, f, index, row);
        }
        book.flow.table(&table)?;
    }
    if f.chapters.is_empty() {
        book.chapter(&t.get("paper-volume-entries"), "", 10.0)?;
        let look = plain(regular(11.0));
        book.flow.para(super::flow::Para { style: style(regular(11.0)).ink(Ink::Grey), ..look }, &t.get("paper-volume-none"))?;
    }
    let cover = Cover {
        office: &f.office.name,
        title: &f.title,
        under: &f.module,
        facts: f.facts.clone(),
        notice: &format!("{}\n{}", t.get("paper-volume-notice"), office_line(t, &f.office)),
    };
    book.finish(t, &cover, &format!("{}　{}", f.office.name, f.title))
}

fn set(table: &mut Table, f: &VolumeFacts, index: usize, row: &VolumeRow) {
    let rest = row.rest.chars().count();
    let joined = rest > 0 && rest <= TOGETHER;
    let first = cell(index.to_string()).centred().sized(SIZE).over(1, if joined { 2 } else { 1 });
    let cells = row.cells.iter().zip(&f.columns).map(|(words, column)| {
        let c = cell(words.as_str()).sized(SIZE);
        if column.number { c.number() } else { c }
    });
    table.row(std::iter::once(first).chain(cells));
    let wide = f.columns.len();
    let said = cell(row.rest.as_str()).sized(SIZE).ink(Ink::Grey);
    if joined {
        table.row([said.over(wide, 1)]);
    } else if rest > 0 {
        table.row([cell(""), said.over(wide, 1)]);
    }
}
