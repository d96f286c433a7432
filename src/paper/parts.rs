//! What the official papers have in common: heading, closing with the seal, acknowledgement, page numbers.

use super::breaks;
use super::error::PaperError;
use super::flow::{Flow, Para, body, plain, set};
use super::fonts::{Font, bold, regular};
use super::pdf::{self, Pdf};
use super::sheet::{Ink, Sheet, Style, slot, style};
use super::table::seal;
use crate::i18n::Texts;

/// The office in whose name a paper is issued.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// Full name, as on the seal.
    pub name: String,
    /// Where residents come to.
    pub address: String,
    /// Public telephone.
    pub phone: String,
    /// Hours in words, e.g. `周一至周日 8:30–20:00`.
    pub hours: String,
}

impl Office {
    /// Address, telephone and hours, a line each, without the empty ones.
    pub(crate) fn lines(&self, t: &Texts) -> Vec<String> {
        let lines =
            [("paper-office-address", &self.address), ("paper-office-phone", &self.phone), ("paper-office-hours", &self.hours)];
        let filled = lines.into_iter().filter(|(_, value)| !value.is_empty());
        filled.map(|(key, value)| t.with(key, &[("value", value)])).collect()
    }
}

/// Text size of notices.
pub(crate) const BODY: Font = regular(12.0);

/// Centred lines: the issuing office, the title, the number.
pub(crate) fn head(flow: &mut Flow, t: &Texts, office: &str, title: &str, no: &str) -> Result<(), PaperError> {
    let centred = |font: Font, leading: f32| Para { style: style(font).centred(), leading, indent: 0.0, justify: false };
    flow.para(centred(regular(15.0), 1.5), office)?;
    flow.para(centred(bold(22.0), 1.6), title)?;
    if !no.is_empty() {
        let no = t.with("paper-no", &[("no", no)]);
        flow.gap(1.0);
        flow.para(Para { style: style(regular(10.5)).centred().ink(Ink::Grey), ..plain(regular(10.5)) }, &no)?;
    }
    flow.gap(6.0);
    Ok(())
}

/// A paragraph of running text.
pub(crate) fn say(flow: &mut Flow, text: &str) -> Result<(), PaperError> {
    flow.para(body(BODY), text)
}

/// A numbered or plain list, each entry with its hanging mark.
pub(crate) fn list(flow: &mut Flow, font: Font, entries: &[String]) -> Result<(), PaperError> {
    let column = font.em() * 3.6;
    let para = Para { leading: 1.65, justify: true, ..plain(font) };
    for (at, entry) in entries.iter().enumerate() {
        flow.keep(font.em() * para.leading);
        let mark = format!("{}.", at + 1);
        let place = slot(flow.left() + font.em() * 2.0, flow.y, column, font.em() * para.leading);
        flow.sheet.text(place, para.style, &mark)?;
        flow.para_in(para, column, flow.width() - column, entry)?;
    }
    Ok(())
}

/// The addressee, flush left; nothing when nobody said who they are.
pub(crate) fn to(flow: &mut Flow, t: &Texts, name: &str) -> Result<(), PaperError> {
    if name.is_empty() {
        return Ok(());
    }
    let text = t.with("paper-to", &[("name", name)]);
    flow.para(Para { leading: 1.75, ..plain(BODY) }, &text)
}

/// Office and date at the right, with the place of the seal over them.
pub(crate) fn closing(flow: &mut Flow, t: &Texts, office: &str, date: &str) -> Result<(), PaperError> {
    flow.gap(8.0);
    sealed(flow, t, 19.0, office, date)
}

/// The same with a smaller place for the seal: its radius in millimetres.
pub(crate) fn sealed(flow: &mut Flow, t: &Texts, r: f32, office: &str, date: &str) -> Result<(), PaperError> {
    const WIDE: f32 = 84.0;
    let place = flow.take(2.0 * r);
    let x = place.x + place.w - WIDE;
    let middle = place.y + r;
    let line = BODY.em() * 1.75;
    seal(&mut flow.sheet, x + WIDE / 2.0, middle, r, &t.get("paper-seal"))?;
    for (y, text) in [(middle - line * 0.7, office), (middle + line * 0.3, date)] {
        flow.sheet.fitted(slot(x, y, WIDE, line), style(BODY).centred(), 8.0, text)?;
    }
    Ok(())
}

/// Signature lines side by side and the day under them.
pub(crate) fn signatures(flow: &mut Flow, t: &Texts, keys: &[&str], date: &str) -> Result<(), PaperError> {
    flow.gap(8.0);
    let line = BODY.em() * 2.0;
    let place = flow.take(2.0 * line);
    #[allow(clippy::cast_precision_loss)]
    let each = place.w / keys.len().max(1) as f32;
    let look = style(regular(11.0));
    let mut x = place.x;
    for key in keys {
        let text = t.get(key);
        flow.sheet.text(slot(x, place.y, each, line), look, &text)?;
        let from = x + look.font.width(&text)? + 1.0;
        let y = place.y + line / 2.0 + 2.6;
        flow.sheet.rule((from, y), (x + each - 8.0, y), 0.2);
        x += each;
    }
    flow.sheet.text(slot(place.x, place.y + line, place.w - 8.0, line), look.to_right(), date)
}

/// Below a tear line at the foot of the page: the receiver signs that the paper was handed over.
pub(crate) fn acknowledgement(flow: &mut Flow, t: &Texts, title: &str, no: &str) -> Result<(), PaperError> {
    const HIGH: f32 = 40.0;
    flow.keep(HIGH);
    let top = flow.page.height - flow.page.bottom - HIGH;
    let (x, w) = (flow.left(), flow.width());
    tear(&mut flow.sheet, t, x, w, top)?;
    flow.sheet.text(slot(x, top + 4.0, w, 8.0), style(bold(12.0)).centred(), &t.get("paper-service-receipt-title"))?;
    let text = t.with("paper-service-receipt-text", &[("no", no), ("title", title)]);
    flow.y = top + 13.0;
    flow.para(body(regular(10.5)), &text)?;
    let y = top + 29.0;
    let small = style(regular(10.5));
    flow.sheet.text(slot(x + 8.0, y, w, 6.0), small, &t.get("paper-sign-receiver"))?;
    flow.sheet.text(slot(x, y, w, 6.0), small.to_right(), &t.get("paper-date-blank"))?;
    flow.y = flow.page.height - flow.page.bottom;
    Ok(())
}

/// A dotted line with its words in the middle.
pub(crate) fn tear(sheet: &mut Sheet, t: &Texts, x: f32, w: f32, y: f32) -> Result<(), PaperError> {
    let word = t.get("paper-tear");
    let look = style(regular(8.0)).centred().ink(Ink::Grey);
    let half = look.font.width(&word)? / 2.0 + 2.0;
    let middle = x + w / 2.0;
    sheet.dotted((x, y), (middle - half, y));
    sheet.dotted((middle + half, y), (x + w, y));
    sheet.text(slot(x, y - 2.0, w, 4.0), look, &word)
}

/// A paragraph in a fixed place, however long: for cards and other things that do not flow. Gives the height used.
pub(crate) fn block(sheet: &mut Sheet, x: f32, y: f32, w: f32, look: Style, text: &str) -> Result<f32, PaperError> {
    let line = look.font.em() * 1.4;
    let mut at = y;
    for set_line in breaks::lines(text, look.font, w, 0.0)? {
        sheet.marks.extend(set(&set_line, slot(x, at, w, line), look, false));
        at += line;
    }
    Ok(at - y)
}

/// The flow as a file with page numbers once there are two pages.
pub(crate) fn paged(flow: Flow, t: &Texts, title: &str) -> Result<Pdf, PaperError> {
    let sheets = flow.finish(|page, pages| {
        let (page, count) = (page.to_string(), pages.to_string());
        (pages > 1).then(|| t.with("paper-page", &[("page", &page), ("pages", &count)]))
    })?;
    pdf::write(title, &sheets)
}
