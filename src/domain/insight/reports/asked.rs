//! What a form is filled for, and for whom.
use crate::{
    base::{Day, Failure, Id, SealKey},
    domain::{
        insight::figures::{Figure, Month},
        matters::catalog::Category,
        places::{grids::Grid, reader::Reader},
        registry::registers::Table,
    },
    store::Store,
};

/// What a form is filled for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub month: Month,
    /// One grid only.
    pub grid: Option<Id<Grid>>,
    pub today: Day,
}

/// For whom a form is filled, and how it calls things.
pub struct Audience<'a> {
    store: &'a Store,
    reader: &'a Reader,
    grids: Vec<Grid>,
    pub(super) plain: Option<&'a SealKey>,
    pub(super) category: &'a (dyn Fn(Category) -> String + 'a),
}

impl<'a> Audience<'a> {
    /// A reader. With a key everything is shown in full: that needs the right to reveal, a purpose, and its line in the log,
    /// the caller's. `category` names the categories of matters.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn new(
        store: &'a Store,
        reader: &'a Reader,
        plain: Option<&'a SealKey>,
        category: &'a (dyn Fn(Category) -> String + 'a),
    ) -> Result<Self, Failure> {
        Ok(Audience { store, reader, grids: reader.grids(store)?, plain, category })
    }
    /// The grids that a form for one of them or for all has, in order.
    pub(super) fn chosen(&self, asked: &Asked) -> impl Iterator<Item = &Grid> {
        let only = asked.grid;
        self.grids.iter().filter(move |g| only.is_none_or(|o| o == g.id))
    }
    /// Whether everything that there is of what is asked may be seen.
    pub(super) fn whole(&self, asked: &Asked) -> bool {
        self.reader.sees_everywhere() && asked.grid.is_none()
    }
    /// How many there are of a figure; `None` if the reader may not know.
    pub(super) fn count(&self, figure: &Figure) -> Result<Option<i64>, Failure> {
        self.reader.count(self.store, figure)
    }
    /// Whether personal values of a register are shown.
    pub(super) fn personal(&self, t: &Table) -> bool {
        self.plain.is_some() || self.reader.edits_table(t)
    }
}
