//! 连心卡: the household's contact card, alone (CR80) or ten to an A4 sheet, both sides.

use std::rc::Rc;

use super::breaks;
use super::error::PaperError;
use super::fonts::{Font, bold, regular};
use super::parts::{Office, block};
use super::pdf::{self, Pdf};
use super::qr::{Qr, QrSize};
use super::sheet::{Ink, Mark, Sheet, Slot, slot, style};
use crate::i18n::Texts;

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardFacts {
    /// The community's office: on the back.
    pub office: Office,
    /// Short name of the community: on the front.
    pub community: String,
    /// The household's address.
    pub address: String,
    /// The grid's name.
    pub grid: String,
    /// The grid leader's name.
    pub leader: String,
    /// The grid leader's telephone.
    pub leader_phone: String,
    /// The grid worker's name.
    pub worker: String,
    /// The grid worker's telephone.
    pub worker_phone: String,
    /// What the terminal scans: an opaque token without personal data.
    pub token: String,
}

/// Width of a card (ISO/IEC 7810 ID-1).
pub const CARD_WIDTH: f32 = 85.6;
/// Height of a card, rounded up from 53.98 mm.
pub const CARD_HEIGHT: f32 = 54.0;
const COLUMNS: usize = 2;
const ROWS: usize = 5;
/// Cards on an A4 sheet.
pub const CARDS_PER_SHEET: usize = COLUMNS * ROWS;
const A4: (f32, f32) = (210.0, 297.0);
const EDGE: f32 = 5.0;

/// One card, front and back, for a card printer.
///
/// # Errors
/// An unprintable character; a token too long for a QR code of 20 mm.
pub fn card(t: &Texts, f: &CardFacts) -> Result<Pdf, PaperError> {
    let words = Words::of(t);
    let sheets = [front(&words, f)?, back(t, &f.office)?];
    pdf::write(&words.title, &sheets)
}

/// Cards ten to a sheet of A4, to be printed on both sides over the long edge and cut along the marks: odd
/// pages are fronts, even pages backs, mirrored so that each back meets its front.
///
/// # Errors
/// As [`card`].
pub fn cards(t: &Texts, facts: &[CardFacts]) -> Result<Pdf, PaperError> {
    let words = Words::of(t);
    let mut known: Option<(&Office, Sheet)> = None;
    let mut sheets = Vec::with_capacity(facts.len() / CARDS_PER_SHEET * 2 + 2);
    for ten in facts.chunks(CARDS_PER_SHEET) {
        let (mut fronts, mut backs) = (Sheet::new(A4.0, A4.1), Sheet::new(A4.0, A4.1));
        for (place, f) in ten.iter().enumerate() {
            let (column, row) = (place % COLUMNS, place / COLUMNS);
            let (x, y) = corner(column, row);
            fronts.place(&front(&words, f)?, x, y);
            if known.as_ref().is_none_or(|(office, _)| *office != &f.office) {
                known = Some((&f.office, back(t, &f.office)?));
            }
            let (x, y) = corner(COLUMNS - 1 - column, row);
            if let Some((_, back)) = &known {
                backs.place(back, x, y);
            }
        }
        cut_marks(&mut fronts);
        cut_marks(&mut backs);
        sheets.extend([fronts, backs]);
    }
    pdf::write(&words.title, &sheets)
}

/// Top left corner of a place on the sheet.
#[allow(clippy::cast_precision_loss)]
fn corner(column: usize, row: usize) -> (f32, f32) {
    let left = (A4.0 - CARD_WIDTH * COLUMNS as f32) / 2.0;
    let top = (A4.1 - CARD_HEIGHT * ROWS as f32) / 2.0;
    (left + CARD_WIDTH * column as f32, top + CARD_HEIGHT * row as f32)
}

/// Short lines outside the cards, in the line of each cut.
fn cut_marks(sheet: &mut Sheet) {
    const GAP: f32 = 1.5;
    const LONG: f32 = 5.0;
    let (left, top) = corner(0, 0);
    let (right, low) = corner(COLUMNS, ROWS);
    for column in 0..=COLUMNS {
        let (x, _) = corner(column, 0);
        sheet.rule((x, top - GAP - LONG), (x, top - GAP), 0.15);
        sheet.rule((x, low + GAP), (x, low + GAP + LONG), 0.15);
    }
    for row in 0..=ROWS {
        let (_, y) = corner(0, row);
        sheet.rule((left - GAP - LONG, y), (left - GAP, y), 0.15);
        sheet.rule((right + GAP, y), (right + GAP + LONG, y), 0.15);
    }
}

/// The words of a front, looked up once for all cards.
struct Words {
    title: String,
    motto: String,
    scan: String,
    labels: [String; 4],
}

impl Words {
    fn of(t: &Texts) -> Self {
        Self {
            title: t.get("paper-card-title"),
            motto: t.get("paper-card-motto"),
            scan: t.get("paper-card-scan"),
            labels: ["paper-card-address", "paper-card-grid", "paper-card-leader", "paper-card-worker"].map(|key| t.get(key)),
        }
    }
}

fn front(words: &Words, f: &CardFacts) -> Result<Sheet, PaperError> {
    const BAND: f32 = 12.0;
    const ROW: f32 = 6.9;
    let mut sheet = Sheet::new(CARD_WIDTH, CARD_HEIGHT);
    sheet.marks.push(Mark::Fill { x: 0.0, y: 0.0, w: CARD_WIDTH, h: BAND, ink: Ink::Blue });
    let inner = CARD_WIDTH - 2.0 * EDGE;
    let white = |font| style(font).ink(Ink::White);
    sheet.text(slot(EDGE, 0.0, 26.0, BAND), white(bold(16.0)), &words.title)?;
    let name = slot(EDGE + 24.0, 0.0, inner - 24.0, BAND);
    sheet.fitted(name, white(regular(10.0)).to_right(), 6.5, &f.community)?;
    let side = QrSize::Small.side();
    let qr = Rc::new(Qr::new(&f.token, QrSize::Small)?);
    let x = CARD_WIDTH - EDGE - side;
    sheet.marks.push(Mark::Qr { x, y: BAND + 4.0, size: side, qr });
    let under = slot(x - 3.0, BAND + 4.0 + side + 1.2, side + 6.0, 4.0);
    sheet.text(under, style(regular(7.5)).centred(), &words.scan)?;
    // The quiet zone of the symbol is four modules, 3.2 mm at most.
    let column = x - 3.2 - EDGE;
    let rows = [(&f.address, ""), (&f.grid, ""), (&f.leader, &*f.leader_phone), (&f.worker, &*f.worker_phone)];
    for (at, (label, (value, phone))) in words.labels.iter().zip(rows).enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let y = BAND + 3.2 + ROW * at as f32;
        sheet.text(slot(EDGE, y, 12.0, ROW), style(regular(8.0)).ink(Ink::Grey), label)?;
        let font = if at == 3 { bold(10.0) } else { regular(9.5) };
        row(&mut sheet, slot(EDGE + 12.0, y, column - 12.0, ROW), font, value, phone)?;
    }
    let y = CARD_HEIGHT - 9.5;
    let (from, to) = ((EDGE, y), (CARD_WIDTH - EDGE, y));
    sheet.marks.push(Mark::Line { from, to, width: 0.25, dash: None, ink: Ink::Blue });
    sheet.text(slot(EDGE, y + 1.2, inner, 6.0), style(bold(9.0)).centred().ink(Ink::Blue), &words.motto)?;
    Ok(sheet)
}

/// A value on one line, on two when it is long, and a telephone number after it, which is never cut.
fn row(sheet: &mut Sheet, place: Slot, font: Font, value: &str, phone: &str) -> Result<(), PaperError> {
    const LEAST: f32 = 6.5;
    let small = Font { size: LEAST + 0.5, ..font };
    let (used, room) = match phone {
        "" => (font.width(value)?, place.w),
        _ => (font.width(value)?, place.w - font.width(phone)? - 2.0),
    };
    if used <= room {
        sheet.text(place, style(font), value)?;
        return sheet.text(slot(place.x + used + 2.0, place.y, place.w, place.h), style(font), phone);
    }
    let half = place.h / 2.0;
    let upper = slot(place.x, place.y + 0.2, place.w, half);
    let lower = slot(place.x, place.y + half - 0.2, place.w, half);
    if !phone.is_empty() {
        sheet.fitted(upper, style(small), LEAST, value)?;
        return sheet.text(lower, style(small), phone);
    }
    if font.width(value)? * small.size / font.size <= place.w {
        return sheet.fitted(place, style(font), LEAST, value);
    }
    let set = breaks::lines(value, Font { size: LEAST, ..font }, place.w, 0.0)?;
    let first = set.first().map(|line| line.text.as_str()).unwrap_or_default();
    let rest = value.strip_prefix(first).unwrap_or_default().trim_start();
    let tiny = style(Font { size: LEAST, ..font });
    sheet.text(upper, tiny, first)?;
    sheet.fitted(lower, tiny, LEAST - 1.0, rest)
}

fn back(t: &Texts, office: &Office) -> Result<Sheet, PaperError> {
    let mut sheet = Sheet::new(CARD_WIDTH, CARD_HEIGHT);
    let inner = CARD_WIDTH - 2.0 * EDGE;
    sheet.fitted(slot(EDGE, 3.5, inner, 7.0), style(bold(11.0)).ink(Ink::Blue), 7.0, &office.name)?;
    let (from, to) = ((EDGE, 11.5), (CARD_WIDTH - EDGE, 11.5));
    sheet.marks.push(Mark::Line { from, to, width: 0.25, dash: None, ink: Ink::Blue });
    let rows = [
        ("paper-card-office", &office.phone, bold(11.5)),
        ("paper-card-hours", &office.hours, regular(9.0)),
        ("paper-card-at", &office.address, regular(9.0)),
    ];
    let mut y = 13.5;
    for (key, value, font) in rows.into_iter().filter(|(_, value, _)| !value.is_empty()) {
        sheet.text(slot(EDGE, y, 15.0, 6.5), style(regular(8.0)).ink(Ink::Grey), &t.get(key))?;
        sheet.fitted(slot(EDGE + 15.0, y, inner - 15.0, 6.5), style(font), 6.0, value)?;
        y += 7.0;
    }
    let urgent = t.get("paper-card-urgent");
    sheet.fitted(slot(EDGE, 36.0, inner, 6.0), style(bold(8.5)), 6.5, &urgent)?;
    block(&mut sheet, EDGE, 43.0, inner, style(regular(7.5)).ink(Ink::Grey), &t.get("paper-card-keep"))?;
    Ok(sheet)
}
