//! Reads `assets/ime/strokes.bin`; the head of `make-strokes.py` beside it tells its format.
use super::shape::Point;

/// A character as it is printed in the schoolbooks' Kaiti.
pub(super) struct Model {
    pub character: char,
    /// 8 · log2(1 + occurrences among ten million characters of text).
    pub frequency: u8,
    /// Its strokes in the order of the school, in a square of 256, y downwards.
    pub strokes: Vec<Vec<Point>>,
}

const HEAD: &[u8] = b"LXST1\n";

/// Makes something of every character of the file and where it stands; nothing if the file is damaged.
pub(super) fn each<T>(file: &[u8], mut make: impl FnMut(usize, Model) -> T) -> Option<Vec<T>> {
    let mut bytes = Bytes(file.strip_prefix(HEAD)?);
    let count = usize::from(u16::from_le_bytes([bytes.one()?, bytes.one()?]));
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let at = file.len() - bytes.0.len();
        all.push(make(at, bytes.model()?));
    }
    bytes.0.is_empty().then_some(all)
}

/// The character that stands there.
pub(super) fn model(file: &[u8], at: usize) -> Option<Model> {
    Bytes(file.get(at..)?).model()
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn one(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }
    fn model(&mut self) -> Option<Model> {
        let code = u32::from_le_bytes([self.one()?, self.one()?, self.one()?, 0]);
        let (character, frequency) = (char::from_u32(code)?, self.one()?);
        let strokes = (0..self.one()?).map(|_| self.stroke()).collect::<Option<_>>()?;
        Some(Model { character, frequency, strokes })
    }
    fn stroke(&mut self) -> Option<Vec<Point>> {
        (0..self.one()?).map(|_| Some(Point { x: f32::from(self.one()?), y: f32::from(self.one()?) })).collect()
    }
}
