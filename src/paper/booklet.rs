//! What several pages bound together have: a cover, contents with the numbers of the pages where things really stand, and a
//! foot on every page.

use super::error::PaperError;
use super::flow::{Flow, Geometry, Para, plain};
use super::fonts::{bold, regular};
use super::parts::Office;
use super::pdf::{self, Pdf};
use super::sheet::{Ink, Sheet, slot, style};
use super::table::{Table, cell, label};
use crate::i18n::Texts;

/// Height of a line of the contents.
const LINE: f32 = 8.5;

/// What stands on a cover.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cover<'a> {
    /// In whose name.
    pub(crate) office: &'a str,
    /// 居民家庭档案
    pub(crate) title: &'a str,
    /// Beneath the title.
    pub(crate) under: &'a str,
    /// Names and words, a row each; those without words are left out.
    pub(crate) facts: Vec<(String, String)>,
    /// What whoever holds it must know.
    pub(crate) notice: &'a str,
}

/// A booklet whose pages are being filled.
pub(crate) struct Booklet {
    /// The pages after the contents.
    pub(crate) flow: Flow,
    /// What the contents name: words, a note, the page of the flow.
    chapters: Vec<(String, String, usize)>,
}

impl Booklet {
    pub(crate) fn new(page: Geometry) -> Self {
        Self { flow: Flow::new(page), chapters: Vec::new() }
    }

    /// Begins a chapter: its heading, kept together with `keep` millimetres of what follows.
    pub(crate) fn chapter(&mut self, title: &str, note: &str, keep: f32) -> Result<(), PaperError> {
        const HIGH: f32 = 9.0;
        self.flow.gap(6.0);
        self.flow.keep(HIGH + 1.5 + keep);
        self.chapters.push((title.to_owned(), note.to_owned(), self.flow.number()));
        let place = self.flow.take(HIGH);
        self.flow.sheet.text(place, style(bold(14.0)), title)?;
        self.flow.sheet.text(place, style(regular(9.5)).to_right().ink(Ink::Grey), note)?;
        self.flow.y += 1.5;
        Ok(())
    }

    /// The booklet as a file: the cover is page 1, then the contents, then what was filled in.
    pub(crate) fn finish(self, t: &Texts, cover: &Cover<'_>, foot: &str) -> Result<Pdf, PaperError> {
        let page = self.flow.page;
        let mut sheets = vec![cover_sheet(page, cover)?];
        // How many pages the contents take does not depend on the numbers in them: they are set twice.
        let before = 1 + contents(t, page, &self.chapters, 0)?.len();
        sheets.extend(contents(t, page, &self.chapters, before)?);
        sheets.extend(self.flow.sheets());
        let pages = sheets.len();
        for (at, sheet) in sheets.iter_mut().enumerate().skip(1) {
            let place = slot(page.side, page.height - 14.0, page.width - 2.0 * page.side, 5.0);
            let look = style(regular(9.0)).ink(Ink::Grey);
            let (n, all) = ((at + 1).to_string(), pages.to_string());
            sheet.text(place, look.to_right(), &t.with("paper-page", &[("page", &n), ("pages", &all)]))?;
            sheet.fitted(slot(place.x, place.y, place.w - 45.0, place.h), look, 7.0, foot)?;
        }
        pdf::write(cover.title, &sheets)
    }
}

fn cover_sheet(page: Geometry, c: &Cover<'_>) -> Result<Sheet, PaperError> {
    let mut flow = Flow::new(page);
    let centred = |font, leading| Para { style: style(font).centred(), leading, indent: 0.0, justify: false };
    flow.y = page.top + page.height * 0.09;
    flow.para(centred(regular(18.0), 1.5), c.office)?;
    flow.y += 8.0;
    flow.para(centred(bold(34.0), 1.4), c.title)?;
    flow.y += 2.0;
    if !c.under.is_empty() {
        flow.para(centred(regular(14.0), 1.5), c.under)?;
    }
    flow.y += page.height * 0.05;
    let wide = flow.width().min(150.0);
    let (name, inset) = (36.0, (flow.width() - wide) / 2.0);
    let mut table = Table::new(&[name, wide - name]);
    for (what, words) in c.facts.iter().filter(|(_, words)| !words.is_empty()) {
        table.row([label(what.as_str()).least(10.0), cell(words.as_str()).least(10.0)]);
    }
    // A table stands at the left edge of its flow: it is set on a narrower page and moved.
    let mut inner = Flow::new(Geometry { side: page.side + inset, ..page });
    inner.y = flow.y;
    inner.table(&table)?;
    let (pages, y) = (inner.number(), inner.y);
    let table = inner.sheets();
    // Facts longer than a cover are somebody's mistake; what cannot stand there is not cut.
    let (Some(facts), 1) = (table.first(), pages) else { return Err(PaperError::TooTall("a cover")) };
    flow.sheet.place(facts, 0.0, 0.0);
    flow.y = y;
    let notice = Para { style: style(regular(9.5)).centred().ink(Ink::Grey), ..plain(regular(9.5)) };
    flow.y = flow.y.max(page.height - page.bottom - 14.0);
    flow.para(notice, c.notice)?;
    flow.sheets().into_iter().next().ok_or(PaperError::Broken("a cover without a page"))
}

fn contents(t: &Texts, page: Geometry, chapters: &[(String, String, usize)], before: usize) -> Result<Vec<Sheet>, PaperError> {
    let mut flow = Flow::new(page);
    let title = t.get("paper-contents");
    flow.para(Para { style: style(bold(18.0)).centred(), leading: 1.8, indent: 0.0, justify: false }, &title)?;
    flow.gap(4.0);
    let look = style(regular(11.0));
    for (words, note, at) in chapters {
        let place = flow.take(LINE);
        let number = (before + at).to_string();
        let said = if note.is_empty() { words.clone() } else { format!("{words}　{note}") };
        let (x, w, end) = (place.x + 6.0, place.w - 12.0, look.font.width(&number)?);
        let room = w - end - 8.0;
        flow.sheet.fitted(slot(x, place.y, room, LINE), look, 8.0, &said)?;
        flow.sheet.text(slot(x, place.y, w, LINE), look.to_right(), &number)?;
        let from = x + look.font.width(&said)?.min(room) + 2.0;
        let y = place.y + LINE / 2.0 + 1.2;
        if from < x + w - end - 2.0 {
            flow.sheet.dotted((from, y), (x + w - end - 2.0, y));
        }
    }
    Ok(flow.sheets())
}

/// The office's address, telephone and hours on one line, for a cover's notice.
pub(crate) fn office_line(t: &Texts, office: &Office) -> String {
    office.lines(t).join("　")
}
