//! 受理回执: what a resident takes home, as an 80 mm slip and on A5.

use std::rc::Rc;

use super::error::PaperError;
use super::flow::{A5, Flow, Para, ROLL, plain};
use super::fonts::{bold, regular};
use super::parts::{Office, paged, sealed};
use super::pdf::{self, Pdf};
use super::qr::{Qr, QrSize};
use super::raster::Raster;
use super::sheet::{Ink, Mark, Sheet, slot, style};
use super::table::{Table, cell, label};
use crate::i18n::Texts;

/// What a receipt says; every value as it shall read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// Who issues it.
    pub office: Office,
    /// The item's number.
    pub no: String,
    /// The code that, with the number, opens the item to its owner.
    pub query: String,
    /// The service's name.
    pub service: String,
    /// 即办件, 承诺件, …
    pub kind: String,
    /// The applicant, masked as the office masks; empty for an anonymous report.
    pub applicant: String,
    /// The applicant's telephone, masked; may be empty.
    pub phone: String,
    /// The grid's name; may be empty.
    pub grid: String,
    /// Local date and time of acceptance.
    pub accepted: String,
    /// The day of acceptance, as it stands under the office's name.
    pub accepted_on: String,
    /// The day it will be done by; empty when the service has no limit.
    pub due: String,
    /// The day may yet move (a calendar not published yet).
    pub provisional: bool,
    /// The grid worker's name.
    pub worker: String,
    /// The grid worker's telephone.
    pub worker_phone: String,
    /// Papers taken in.
    pub materials: Vec<String>,
    /// What happens next, in order.
    pub next: Vec<String>,
    /// `HTTPS://HOST/V/<id>.<signature>`, upper case.
    pub verify_url: String,
}

impl ReceiptFacts {
    fn due(&self, t: &Texts) -> String {
        match self.provisional && !self.due.is_empty() {
            true => t.with("paper-receipt-due-provisional", &[("due", &self.due)]),
            false => self.due.clone(),
        }
    }

    fn materials(&self) -> String {
        self.materials.join("；")
    }

    /// Key of the label and value, in order, without the empty ones.
    fn rows(&self, t: &Texts) -> Vec<(&'static str, String)> {
        let rows = [
            ("paper-receipt-query", self.query.clone()),
            ("paper-receipt-service", self.service.clone()),
            ("paper-receipt-kind", self.kind.clone()),
            ("paper-receipt-applicant", together(&self.applicant, &self.phone)),
            ("paper-receipt-accepted", self.accepted.clone()),
            ("paper-receipt-due", self.due(t)),
            ("paper-receipt-grid", self.grid.clone()),
            ("paper-receipt-worker", together(&self.worker, &self.worker_phone)),
            ("paper-receipt-materials", self.materials()),
        ];
        rows.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// A name and a telephone number on one line, either of which may be missing.
fn together(name: &str, phone: &str) -> String {
    format!("{name} {phone}").trim().to_owned()
}

/// The slip of an 80 mm roll, 72 mm of it printed.
fn slip(t: &Texts, f: &ReceiptFacts) -> Result<Sheet, PaperError> {
    let mut flow = Flow::new(ROLL);
    let centred = |font, leading| Para { style: style(font).centred(), leading, indent: 0.0, justify: false };
    flow.para(centred(regular(10.5), 1.5), &f.office.name)?;
    flow.para(centred(bold(17.0), 1.6), &t.get("paper-receipt-title"))?;
    flow.gap(1.5);
    let place = flow.take(8.0);
    let (x, y, w) = (place.x, place.y, place.w);
    flow.sheet.marks.push(Mark::Box { x, y, w, h: 8.0, width: 0.35, ink: Ink::Black });
    flow.sheet.fitted(place, style(bold(13.0)).centred(), 8.0, &f.no)?;
    flow.gap(2.5);
    let para = Para { leading: 1.55, ..plain(regular(9.5)) };
    let column = 17.5;
    for (key, value) in f.rows(t) {
        let place = slot(flow.left(), flow.y, column, para.style.font.em() * para.leading);
        flow.sheet.text(place, para.style, &t.get(key))?;
        flow.para_in(para, column, flow.width() - column, &value)?;
    }
    dashes(&mut flow);
    flow.para(plain(bold(9.5)), &t.get("paper-receipt-next"))?;
    for (at, step) in f.next.iter().enumerate() {
        let place = slot(flow.left(), flow.y, 5.0, para.style.font.em() * para.leading);
        flow.sheet.text(place, para.style, &format!("{}.", at + 1))?;
        flow.para_in(para, 5.0, flow.width() - 5.0, step)?;
    }
    dashes(&mut flow);
    let side = QrSize::Large.side();
    flow.gap(1.0);
    let qr = Rc::new(Qr::new(&f.verify_url, QrSize::Large)?);
    let place = flow.take(side);
    let x = place.x + (place.w - side) / 2.0;
    flow.sheet.marks.push(Mark::Qr { x, y: place.y, size: side, qr });
    flow.gap(3.0);
    flow.para(centred(bold(9.5), 1.5), &t.get("paper-receipt-scan"))?;
    flow.para(centred(regular(8.5), 1.5), &t.get("paper-receipt-track"))?;
    flow.para(centred(regular(8.5), 1.5), &t.get("paper-receipt-keep"))?;
    for line in f.office.lines(t) {
        flow.para(centred(regular(8.5), 1.5), &line)?;
    }
    Ok(flow.cut())
}

fn dashes(flow: &mut Flow) {
    flow.gap(1.5);
    let (x, y) = (flow.left(), flow.y);
    flow.sheet.dotted((x, y), (x + flow.width(), y));
    flow.gap(1.5);
}

/// The receipt as an 80 mm wide page, for a receipt printer with a driver.
///
/// # Errors
/// An unprintable character; an address too long for a QR code of 30 mm.
pub fn receipt_roll(t: &Texts, f: &ReceiptFacts) -> Result<Pdf, PaperError> {
    pdf::write(&t.get("paper-receipt-title"), &[slip(t, f)?])
}

/// The receipt as the dots of a thermal printer, see [`super::escpos`].
///
/// # Errors
/// As [`receipt_roll`].
pub fn receipt_raster(t: &Texts, f: &ReceiptFacts) -> Result<Raster, PaperError> {
    Raster::draw(&slip(t, f)?)
}

/// The receipt on A5.
///
/// # Errors
/// As [`receipt_roll`].
pub fn receipt_a5(t: &Texts, f: &ReceiptFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A5);
    let centred = |font, leading| Para { style: style(font).centred(), leading, indent: 0.0, justify: false };
    flow.para(centred(regular(12.0), 1.5), &f.office.name)?;
    flow.para(centred(bold(20.0), 1.5), &t.get("paper-receipt-title"))?;
    flow.gap(2.0);
    let whole = flow.width();
    let mut table = Table::new(&[25.0, whole - 25.0]);
    table.row([label(t.get("paper-receipt-no")), cell(f.no.clone()).bold()]);
    for (key, value) in f.rows(t) {
        table.row([label(t.get(key)), cell(value)]);
    }
    let steps: Vec<String> = f.next.iter().enumerate().map(|(at, step)| format!("{}. {step}", at + 1)).collect();
    if !steps.is_empty() {
        table.row([label(t.get("paper-receipt-next")), cell(steps.join("\n"))]);
    }
    flow.table(&table)?;
    flow.gap(5.0);
    let side = QrSize::Large.side();
    let qr = Rc::new(Qr::new(&f.verify_url, QrSize::Large)?);
    // The code and the seal stay on one page.
    flow.keep(side + 34.0);
    let place = flow.take(side);
    flow.sheet.marks.push(Mark::Qr { x: place.x + 3.0, y: place.y, size: side, qr });
    let (x, w) = (place.x + side + 11.0, whole - side - 11.0);
    flow.sheet.text(slot(x, place.y, w, 7.0), style(bold(12.0)), &t.get("paper-receipt-scan"))?;
    let small = style(regular(9.5));
    let mut y = place.y + 8.0;
    let lines = [t.get("paper-receipt-track"), t.get("paper-receipt-keep")];
    for text in lines.into_iter().chain(f.office.lines(t)) {
        y += super::parts::block(&mut flow.sheet, x, y, w, small, &text)? + 0.6;
    }
    flow.y = flow.y.max(y) + 1.0;
    sealed(&mut flow, t, 15.0, &f.office.name, &f.accepted_on)?;
    paged(flow, t, &t.get("paper-receipt-title"))
}
