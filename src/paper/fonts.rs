//! The faces papers are set in, and which face draws which character.
//!
//! Noto Sans SC first, then Hanazono for what Noto lacks: together every character of GB 18030-2022
//! level 3. Faces are kept compressed in the binary and unpacked once, when first needed.

use std::io::Read;
use std::sync::LazyLock;

use super::error::PaperError;
use crate::assets::Assets;

/// How heavy a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// A weight at a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Font {
    pub(crate) weight: Weight,
    /// In points.
    pub(crate) size: f32,
}

/// Regular text of this many points.
pub(crate) const fn regular(size: f32) -> Font {
    Font { weight: Weight::Regular, size }
}

/// Bold text of this many points.
pub(crate) const fn bold(size: f32) -> Font {
    Font { weight: Weight::Bold, size }
}

/// Millimetres in a point.
pub(crate) const MM_PER_PT: f32 = 25.4 / 72.0;

impl Font {
    /// One em, in millimetres.
    pub(crate) fn em(self) -> f32 {
        self.size * MM_PER_PT
    }

    /// Width of `text` on one line, in millimetres.
    pub(crate) fn width(self, text: &str) -> Result<f32, PaperError> {
        let mut ems = 0.0;
        for c in text.chars() {
            ems += pick(c, self.weight)?.advance;
        }
        Ok(ems * self.em())
    }
}

/// The files of assets/fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum FaceName {
    Regular,
    Bold,
    HanaA,
    HanaB,
}

impl FaceName {
    /// The PostScript name written into a PDF.
    pub(crate) fn postscript(self) -> &'static str {
        match self {
            Self::Regular => "NotoSansSC-Regular",
            Self::Bold => "NotoSansSC-Bold",
            Self::HanaA => "LianxinHanA",
            Self::HanaB => "LianxinHanB",
        }
    }

    /// The face itself, unpacked on first use.
    pub(crate) fn face(self) -> Result<&'static Face, PaperError> {
        static FACES: [LazyLock<Result<Face, PaperError>>; 4] = [
            LazyLock::new(|| Face::unpack("noto-sans-sc-regular.ttf.zst")),
            LazyLock::new(|| Face::unpack("noto-sans-sc-bold.ttf.zst")),
            LazyLock::new(|| Face::unpack("hanazono-a.ttf.zst")),
            LazyLock::new(|| Face::unpack("hanazono-b.ttf.zst")),
        ];
        let [regular, bold, hana_a, hana_b] = &FACES;
        let face = match self {
            Self::Regular => regular,
            Self::Bold => bold,
            Self::HanaA => hana_a,
            Self::HanaB => hana_b,
        };
        LazyLock::force(face).as_ref().map_err(Clone::clone)
    }
}

/// One unpacked face.
pub(crate) struct Face {
    /// The sfnt bytes, kept for the life of the process.
    pub(crate) bytes: &'static [u8],
    /// The same bytes, parsed.
    pub(crate) outlines: ttf_parser::Face<'static>,
    /// Glyph of each character of the basic plane; 0 where there is none.
    basic: Vec<u16>,
}

impl Face {
    fn unpack(name: &str) -> Result<Self, PaperError> {
        const DAMAGED: PaperError = PaperError::Broken("a typeface file is missing or damaged");
        let packed = Assets::get(&format!("fonts/{name}")).ok_or(DAMAGED)?;
        let mut bytes = Vec::new();
        let mut reader = ruzstd::decoding::StreamingDecoder::new(packed.data.as_ref()).map_err(|_cause| DAMAGED)?;
        reader.read_to_end(&mut bytes).map_err(|_cause| DAMAGED)?;
        let bytes: &'static [u8] = Vec::leak(bytes);
        let outlines = ttf_parser::Face::parse(bytes, 0).map_err(|_cause| DAMAGED)?;
        let mut basic = vec![0; 0x1_0000];
        for subtable in outlines.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
            if !subtable.is_unicode() {
                continue;
            }
            subtable.codepoints(|code| {
                let slot = usize::try_from(code).ok().and_then(|at| basic.get_mut(at));
                if let (Some(slot), Some(glyph)) = (slot, subtable.glyph_index(code)) {
                    *slot = glyph.0;
                }
            });
        }
        Ok(Self { bytes, outlines, basic })
    }

    fn glyph(&self, c: char) -> Option<u16> {
        let basic = usize::try_from(u32::from(c)).ok().and_then(|at| self.basic.get(at));
        match basic {
            Some(0) => None,
            Some(glyph) => Some(*glyph),
            None => self.outlines.glyph_index(c).map(|glyph| glyph.0),
        }
    }

    /// Advance of a glyph in ems.
    fn advance(&self, glyph: u16) -> f32 {
        let units = self.outlines.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or_default();
        f32::from(units) / f32::from(self.outlines.units_per_em())
    }
}

/// A character's glyph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub(crate) face: FaceName,
    pub(crate) id: u16,
    /// In ems.
    pub(crate) advance: f32,
}

/// The glyph that draws `c`: the first face that has it.
pub(crate) fn pick(c: char, weight: Weight) -> Result<Glyph, PaperError> {
    let first = match weight {
        Weight::Regular => FaceName::Regular,
        Weight::Bold => FaceName::Bold,
    };
    for name in [first, FaceName::HanaA, FaceName::HanaB] {
        let face = name.face()?;
        if let Some(id) = face.glyph(c) {
            return Ok(Glyph { face: name, id, advance: face.advance(id) });
        }
    }
    Err(PaperError::Unprintable(c))
}

/// Whether every character of `text` can be printed; the first that cannot, otherwise.
pub fn printable(text: &str) -> Result<(), PaperError> {
    for c in text.chars().filter(|c| *c != '\n') {
        pick(c, Weight::Regular)?;
    }
    Ok(())
}
