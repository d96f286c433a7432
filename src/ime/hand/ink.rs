//! What somebody drew, as the browser sends it.
use std::fmt;

/// The most strokes of one character. The longest in `strokes.bin` has 36; a shaky hand lifts the pen more often.
pub const STROKES_MOST: usize = 64;
/// The most points of all strokes together.
pub const POINTS_MOST: usize = 4_096;
/// The largest coordinate.
pub const SIDE: u16 = 4_096;

/// One line drawn without lifting the pen: x to the right and y downwards, 0 to [`SIDE`].
pub type Stroke = Vec<(u16, u16)>;

/// The strokes of one character in the order in which they were drawn: at least one stroke, no stroke without a point.
#[derive(Clone, PartialEq, Eq)]
pub struct Ink(Vec<Stroke>);

/// Why an ink is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InkError {
    /// There is no stroke, or a stroke has no point.
    #[error("nothing was drawn")]
    Empty,
    /// More than [`STROKES_MOST`] strokes.
    #[error("too many strokes")]
    Strokes,
    /// More than [`POINTS_MOST`] points.
    #[error("too many points")]
    Points,
    /// Something is not a pair of whole numbers from 0 to [`SIDE`].
    #[error("not a point")]
    Point,
}

impl Ink {
    /// Reads `x,y x,y;x,y …`: points apart by one space, strokes by one semicolon.
    ///
    /// # Errors
    /// The first thing that is wrong, from the left.
    pub fn parse(text: &str) -> Result<Self, InkError> {
        if text.is_empty() {
            return Err(InkError::Empty);
        }
        let (mut strokes, mut count) = (Vec::new(), 0);
        for part in text.split(';') {
            if strokes.len() == STROKES_MOST {
                return Err(InkError::Strokes);
            }
            let mut stroke = Stroke::new();
            for pair in part.split(' ').filter(|p| !p.is_empty()) {
                count += 1;
                if count > POINTS_MOST {
                    return Err(InkError::Points);
                }
                let (x, y) = pair.split_once(',').ok_or(InkError::Point)?;
                stroke.push((coordinate(x)?, coordinate(y)?));
            }
            if stroke.is_empty() {
                return Err(InkError::Empty);
            }
            strokes.push(stroke);
        }
        Ok(Ink(strokes))
    }
    /// Takes strokes that a program made.
    ///
    /// # Errors
    /// The same as of [`Ink::parse`].
    pub fn new(strokes: Vec<Stroke>) -> Result<Self, InkError> {
        if strokes.is_empty() || strokes.iter().any(Vec::is_empty) {
            return Err(InkError::Empty);
        }
        if strokes.len() > STROKES_MOST {
            return Err(InkError::Strokes);
        }
        if strokes.iter().map(Vec::len).sum::<usize>() > POINTS_MOST {
            return Err(InkError::Points);
        }
        if strokes.iter().flatten().any(|p| p.0 > SIDE || p.1 > SIDE) {
            return Err(InkError::Point);
        }
        Ok(Ink(strokes))
    }
    /// The strokes.
    pub fn strokes(&self) -> &[Stroke] {
        &self.0
    }
}

fn coordinate(digits: &str) -> Result<u16, InkError> {
    // `parse` would take a plus sign.
    let plain = digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|v| plain && *v <= SIDE).ok_or(InkError::Point)
}

/// As [`Ink::parse`] reads it.
impl fmt::Display for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, stroke) in self.0.iter().enumerate() {
            f.write_str(if i == 0 { "" } else { ";" })?;
            for (j, (x, y)) in stroke.iter().enumerate() {
                write!(f, "{}{x},{y}", if j == 0 { "" } else { " " })?;
            }
        }
        Ok(())
    }
}

/// What somebody wrote is nobody's business: only its size may get into a log.
impl fmt::Debug for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ink({} strokes)", self.0.len())
    }
}
