//! Which forms somebody sees, and takes away as a file.
use super::Uses;
use crate::{
    base::Failure,
    domain::{
        places::reader::Reader,
        registry::registers::{self, Access},
    },
    store::Read,
};

impl Reader {
    /// Whether a form is seen: all that it is filled from. Key persons are no form's source.
    ///
    /// # Errors
    /// When the store cannot be read; a form of a register that is not there is not seen.
    pub fn sees_report(&self, read: &impl Read, uses: &Uses) -> Result<bool, Failure> {
        for code in &uses.tables {
            match self.table(read, code) {
                Ok(t) if t.access != Access::KeyPersons => {}
                Ok(_) | Err(Failure::NotFound) => return Ok(false),
                Err(e) => return Err(e),
            }
        }
        Ok(!uses.items || self.sees_items_by_grid())
    }
    /// Whether a form may leave the office as a file: a list needs what its register's export needs.
    ///
    /// # Errors
    /// When the store cannot be read, or a register is not there.
    pub fn exports_report(&self, read: &impl Read, uses: &Uses) -> Result<bool, Failure> {
        for code in &uses.lists {
            if !self.exports_table(&*registers::table(read, code)?) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
