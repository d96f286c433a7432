use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, Stamp},
    domain::{office::who::Actor, places::grids::Grid},
    store::{Index, IndexOf, Row},
};

/// A corner: longitude and latitude in WGS 84, in ten-millionths of a degree (about a centimetre).
pub type Corner = (i32, i32);

/// One closed surface with its holes. Rings do not repeat their first corner at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The outer ring.
    pub outer: Vec<Corner>,
    /// Rings inside that are not part of it.
    pub holes: Vec<Vec<Corner>>,
}

/// What a grid looks like from above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Its surfaces; several if a grid lies apart.
    pub parts: Vec<Part>,
    /// Square metres.
    pub area: u64,
}

impl Shape {
    /// Every ring, holes too.
    pub fn rings(&self) -> impl Iterator<Item = &Vec<Corner>> {
        self.parts.iter().flat_map(|p| std::iter::once(&p.outer).chain(&p.holes))
    }
    /// How many corners it has.
    pub fn corners(&self) -> usize {
        self.rings().map(Vec::len).sum()
    }
}

/// The boundary of a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundary {
    pub id: Id<Boundary>,
    pub grid: Id<Grid>,
    pub shape: Shape,
    /// The name of the file that it came from.
    pub file: String,
    /// Imported by and at.
    pub by: (Actor, Stamp),
}

impl Boundary {
    /// By grid: one each.
    pub const BY_GRID: Index<Boundary, Id<Grid>> = Index::unique(1, "boundary.grid", |b| vec![b.grid]);
}

impl Row for Boundary {
    const TAG: u8 = 0x46;
    const NAME: &'static str = "boundary";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Boundary::BY_GRID]
    }
}
