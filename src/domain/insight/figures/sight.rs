//! Which figures somebody sees: those of what they see, where they see it.
use super::{Figure, Of, count};
use crate::{
    base::Failure,
    domain::{office::who::Right, places::reader::Reader},
    store::{Read, Store},
};

impl Reader {
    /// Whether a figure is seen: what happened in a month by whom the noun says; of a register by who sees the register; grid
    /// staff see figures of their own grids only.
    ///
    /// # Errors
    /// When the store cannot be read; a register that is not there is not seen.
    pub fn sees_figure(&self, read: &impl Read, figure: &Figure) -> Result<bool, Failure> {
        Ok(match &figure.of {
            Of::Monthly(what, month, part) => (what.seen)(self, &figure.slice(*month, *part)),
            Of::Entries(table, _) | Of::Begun(table, _) => match self.table(read, table) {
                Ok(_) => self.sees_place(figure.grid),
                Err(Failure::NotFound) => false,
                Err(e) => return Err(e),
            },
            Of::Households | Of::Residents(..) | Of::AgeUnknown(_) | Of::Trait(..) => {
                self.may(Right::SeePeople) && self.sees_place(figure.grid)
            }
        })
    }
    /// How many there are of a figure today; `None` if it is not seen.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count(&self, read: &Store, figure: &Figure) -> Result<Option<i64>, Failure> {
        if self.sees_figure(read, figure)? { count(read, figure, self.today()).map(Some) } else { Ok(None) }
    }
}
