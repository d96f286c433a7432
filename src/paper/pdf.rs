//! Sheets into PDF bytes: the same sheets always give the same bytes.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};
use std::rc::Rc;

use printpdf::{
    Color, DictItem, ExternalStream, ExternalXObject, FontId, Greyscale, Line, LineCapStyle, LineDashPattern, LinePoint, Op,
    PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, Rgb, TextItem,
    TextMatrix, XObject, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::error::PaperError;
use super::fonts::{FaceName, Font, MM_PER_PT, pick};
use super::qr::Qr;
use super::sheet::{Ink, Mark, Sheet};

/// A finished PDF file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    bytes: Vec<u8>,
    pages: usize,
}

impl Pdf {
    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, given away.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// How many sides it prints.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }
}

/// Writes the sheets, in order, as one file.
pub(crate) fn write(title: &str, sheets: &[Sheet]) -> Result<Pdf, PaperError> {
    let mut writer = Writer::default();
    let mut document = PdfDocument::new(title);
    document.metadata.info.producer = "Lianxin".to_owned();
    document.pages = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        document.pages.push(writer.page(sheet)?);
    }
    for ((face, layer), subset) in &writer.subsets {
        let font = subset.embed(*face, *layer)?;
        document.resources.fonts.map.insert(font_id(*face, *layer), PdfFont::new(font));
    }
    document.resources.xobjects.map = writer.forms;
    // The faces are cut already; printpdf would cut and renumber them again.
    let options = PdfSaveOptions { subset_fonts: false, image_optimization: None, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let mut bytes = document.save(&options, &mut warnings);
    fix_identity(&mut bytes)?;
    Ok(Pdf { bytes, pages: sheets.len() })
}

/// printpdf draws the two file identifiers at random: they become the hash of the file before them.
fn fix_identity(bytes: &mut [u8]) -> Result<(), PaperError> {
    const UNKNOWN: PaperError = PaperError::Broken("the PDF writer's trailer is not as expected");
    const LENGTH: usize = 32;
    let mark = b"/ID[(";
    let at = bytes.windows(mark.len()).rposition(|window| window == mark).ok_or(UNKNOWN)? + mark.len();
    let (before, after) = bytes.split_at_mut_checked(at).ok_or(UNKNOWN)?;
    let hash = data_encoding::HEXUPPER.encode(&Sha256::digest(&*before));
    let hash = hash.as_bytes().get(..LENGTH).ok_or(UNKNOWN)?;
    let (first, rest) = after.split_at_mut_checked(LENGTH).ok_or(UNKNOWN)?;
    first.copy_from_slice(hash);
    let (between, rest) = rest.split_at_mut_checked(2).ok_or(UNKNOWN)?;
    if between != b")(" {
        return Err(UNKNOWN);
    }
    let (second, rest) = rest.split_at_mut_checked(LENGTH).ok_or(UNKNOWN)?;
    second.copy_from_slice(hash);
    if rest.first() == Some(&b')') { Ok(()) } else { Err(UNKNOWN) }
}

fn font_id(face: FaceName, layer: u8) -> FontId {
    match layer {
        0 => FontId(face.postscript().to_owned()),
        layer => FontId(format!("{}-{layer}", face.postscript())),
    }
}

/// What one embedded font holds. Two characters drawn by one glyph go to two layers of the face, since a PDF
/// font can give a glyph back as one character only and text must extract exactly.
#[derive(Default)]
struct Subset {
    glyphs: GlyphRemapper,
    chars: HashMap<char, u16>,
    owners: HashMap<u16, char>,
}

impl Subset {
    fn embed(&self, face: FaceName, layer: u8) -> Result<ParsedFont, PaperError> {
        const UNCUT: PaperError = PaperError::Broken("a typeface could not be cut");
        let cut = subsetter::subset(face.face()?.bytes, 0, &self.glyphs).map_err(|_cause| UNCUT)?;
        let mut font = ParsedFont::from_bytes(&cut, 0, &mut Vec::new()).ok_or(UNCUT)?;
        font.codepoint_to_glyph = self.chars.iter().map(|(c, glyph)| (u32::from(*c), *glyph)).collect();
        // ISO 32000-1 9.6.4: six capitals and a plus mark a cut face.
        let tag = char::from(b'A' + layer % 26);
        font.font_name = Some(format!("LIANX{tag}+{}", face.postscript()));
        Ok(font)
    }
}

#[derive(Default)]
struct Writer {
    subsets: BTreeMap<(FaceName, u8), Subset>,
    forms: BTreeMap<XObjectId, XObject>,
    /// Forms by symbol, so that the same code on many pages is stored once.
    known: HashMap<Vec<(usize, usize, usize)>, XObjectId>,
}

/// What the text operators have set so far on a page.
struct TextState {
    font: Option<((FaceName, u8), f32)>,
    spread: f32,
    ink: Option<Ink>,
}

impl Writer {
    fn page(&mut self, sheet: &Sheet) -> Result<PdfPage, PaperError> {
        let mut ops = Vec::with_capacity(sheet.marks.len() * 4);
        let flip = Flip { height: sheet.height };
        for mark in &sheet.marks {
            self.drawing(mark, flip, &mut ops);
        }
        let mut state = TextState { font: None, spread: 0.0, ink: None };
        ops.push(Op::StartTextSection);
        for mark in &sheet.marks {
            if let Mark::Text { x, y, font, ink, spread, text } = mark {
                if state.ink != Some(*ink) {
                    ops.push(Op::SetFillColor { col: color(*ink) });
                    state.ink = Some(*ink);
                }
                if state.spread.to_bits() != spread.to_bits() {
                    ops.push(Op::SetCharacterSpacing { multiplier: points(*spread).0 });
                    state.spread = *spread;
                }
                let at = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, points(*x).0, flip.y(*y).0]);
                ops.push(Op::SetTextMatrix { matrix: at });
                self.text(text, *font, &mut state, &mut ops)?;
            }
        }
        ops.push(Op::EndTextSection);
        Ok(PdfPage::new(printpdf::Mm(sheet.width), printpdf::Mm(sheet.height), ops))
    }

    fn text(&mut self, text: &str, font: Font, state: &mut TextState, ops: &mut Vec<Op>) -> Result<(), PaperError> {
        let mut run = String::new();
        for c in text.chars() {
            let want = (self.register(c, font)?, font.size);
            if state.font != Some(want) {
                if !run.is_empty() {
                    ops.push(Op::ShowText { items: vec![TextItem::Text(std::mem::take(&mut run))] });
                }
                let (face, layer) = want.0;
                let handle = PdfFontHandle::External(font_id(face, layer));
                ops.push(Op::SetFont { font: handle, size: Pt(font.size) });
                state.font = Some(want);
            }
            run.push(c);
        }
        if !run.is_empty() {
            ops.push(Op::ShowText { items: vec![TextItem::Text(run)] });
        }
        Ok(())
    }

    /// Takes the character's glyph into a subset and says which.
    fn register(&mut self, c: char, font: Font) -> Result<(FaceName, u8), PaperError> {
        let glyph = pick(c, font.weight)?;
        for layer in 0..=u8::MAX {
            let subset = self.subsets.entry((glyph.face, layer)).or_default();
            if subset.chars.contains_key(&c) {
                return Ok((glyph.face, layer));
            }
            if let Entry::Vacant(owner) = subset.owners.entry(glyph.id) {
                owner.insert(c);
                let id = subset.glyphs.remap(glyph.id);
                subset.chars.insert(c, id);
                return Ok((glyph.face, layer));
            }
        }
        Err(PaperError::Broken("one glyph draws too many characters"))
    }

    fn drawing(&mut self, mark: &Mark, flip: Flip, ops: &mut Vec<Op>) {
        match mark {
            Mark::Text { .. } => {}
            Mark::Line { from, to, width, dash, ink } => {
                pen(*width, *dash, *ink, ops);
                let points = vec![flip.point(from.0, from.1, false), flip.point(to.0, to.1, false)];
                ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Mark::Box { x, y, w, h, width, ink } => {
                pen(*width, None, *ink, ops);
                ops.push(Op::DrawRectangle { rectangle: flip.rect(*x, *y, *w, *h, PaintMode::Stroke) });
            }
            Mark::Fill { x, y, w, h, ink } => {
                ops.push(Op::SetFillColor { col: color(*ink) });
                ops.push(Op::DrawRectangle { rectangle: flip.rect(*x, *y, *w, *h, PaintMode::Fill) });
            }
            Mark::Circle { x, y, r, width, dash, ink } => {
                pen(*width, *dash, *ink, ops);
                ops.push(Op::DrawLine { line: Line { points: circle(flip, *x, *y, *r), is_closed: true } });
            }
            Mark::Qr { x, y, size, qr } => {
                ops.push(Op::SetFillColor { col: color(Ink::Black) });
                let id = self.form(qr);
                #[allow(clippy::cast_precision_loss)]
                let scale = points(*size).0 / qr.modules as f32;
                let transform = XObjectTransform {
                    translate_x: Some(points(*x)),
                    translate_y: Some(flip.y(y + size)),
                    scale_x: Some(scale),
                    scale_y: Some(scale),
                    ..XObjectTransform::default()
                };
                ops.push(Op::UseXobject { id, transform });
            }
        }
    }

    fn form(&mut self, qr: &Rc<Qr>) -> XObjectId {
        if let Some(id) = self.known.get(&qr.runs) {
            return id.clone();
        }
        let id = XObjectId(format!("Q{}", self.known.len()));
        let side = DictItem::Int(i64::try_from(qr.modules).unwrap_or_default());
        let bounds = vec![DictItem::Int(0), DictItem::Int(0), side.clone(), side];
        let dict = BTreeMap::from([
            ("Type".to_owned(), DictItem::Name(b"XObject".to_vec())),
            ("Subtype".to_owned(), DictItem::Name(b"Form".to_vec())),
            ("BBox".to_owned(), DictItem::Array(bounds)),
        ]);
        let stream = ExternalStream { dict, content: qr.path().into_bytes(), compress: true };
        let form = ExternalXObject { stream, width: None, height: None, dpi: None };
        self.forms.insert(id.clone(), XObject::External(form));
        self.known.insert(qr.runs.clone(), id.clone());
        id
    }
}

/// Millimetres from the top into points from the bottom.
#[derive(Clone, Copy)]
struct Flip {
    height: f32,
}

impl Flip {
    fn y(self, y: f32) -> Pt {
        points(self.height - y)
    }

    fn point(self, x: f32, y: f32, bezier: bool) -> LinePoint {
        LinePoint { p: Point { x: points(x), y: self.y(y) }, bezier }
    }

    fn rect(self, x: f32, y: f32, w: f32, h: f32, mode: PaintMode) -> Rect {
        Rect { x: points(x), y: self.y(y + h), width: points(w), height: points(h), mode: Some(mode), winding_order: None }
    }
}

/// Points to a hundredth (0.004 mm), which keeps the file small.
fn points(mm: f32) -> Pt {
    Pt((mm / MM_PER_PT * 100.0).round() / 100.0)
}

fn pen(width: f32, dash: Option<f32>, ink: Ink, ops: &mut Vec<Op>) {
    ops.push(Op::SetOutlineColor { col: color(ink) });
    ops.push(Op::SetOutlineThickness { pt: points(width) });
    let dash = dash.map(|dash| points(dash).0);
    ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Butt });
    ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, dash.as_slice()) });
}

fn color(ink: Ink) -> Color {
    let grey = |percent| Color::Greyscale(Greyscale { percent, icc_profile: None });
    match ink {
        Ink::Black => grey(0.0),
        Ink::Grey => grey(0.35),
        Ink::Pale => grey(0.6),
        Ink::White => grey(1.0),
        Ink::Blue => Color::Rgb(Rgb { r: 0.043, g: 0.341, b: 0.643, icc_profile: None }),
    }
}

/// Four Bézier arcs.
fn circle(flip: Flip, x: f32, y: f32, r: f32) -> Vec<LinePoint> {
    const K: f32 = 0.552_285;
    let k = r * K;
    [
        (x + r, y, false),
        (x + r, y + k, true),
        (x + k, y + r, true),
        (x, y + r, false),
        (x - k, y + r, true),
        (x - r, y + k, true),
        (x - r, y, false),
        (x - r, y - k, true),
        (x - k, y - r, true),
        (x, y - r, false),
        (x + k, y - r, true),
        (x + r, y - k, true),
        (x + r, y, false),
    ]
    .map(|(x, y, bezier)| flip.point(x, y, bezier))
    .to_vec()
}
