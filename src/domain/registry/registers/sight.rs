//! Which registers somebody sees and changes, by the class of the table and the grid of the entry. Others are as if they
//! were not there.
use std::sync::Arc;

use super::{
    definition::{Access, Table},
    queries::{table, tables},
    record::Entry,
};
use crate::{
    base::{Failure, Id},
    domain::{office::who::Right, places::reader::Reader},
    store::Read,
};

impl Reader {
    /// Whether tables of a class are seen at all.
    pub fn sees_class(&self, access: Access) -> bool {
        self.may(Right::SeePeople)
            && match access {
                Access::Everyone | Access::Field => true,
                Access::Office => self.may(Right::EditPeople) || self.may(Right::Reveal),
                Access::KeyPersons => self.may(Right::KeyPersons),
            }
    }
    /// Whether a table is seen at all.
    pub fn sees_table(&self, t: &Table) -> bool {
        self.sees_class(t.access)
    }
    /// Whether it may be told that somebody stands in a table, to whoever reads the log: who sees key persons, of these.
    pub fn names_table(&self, t: &Table) -> bool {
        t.access != Access::KeyPersons || self.may(Right::KeyPersons)
    }
    /// Whether entries that are seen are changed too, and personal values shown in full.
    pub fn edits_table(&self, t: &Table) -> bool {
        self.sees_table(t)
            && match t.access {
                Access::Everyone | Access::Office => self.may(Right::EditPeople),
                Access::Field => self.may(Right::EditPeople) || self.may(Right::Intake),
                Access::KeyPersons => self.may(Right::KeyPersons),
            }
    }
    /// Whether files are taken in.
    pub fn imports_table(&self, t: &Table) -> bool {
        self.edits_table(t) && (t.access == Access::KeyPersons || self.may(Right::Transfer))
    }
    /// Whether files are given out by oneself. Key persons leave the office with a second person's approval only
    /// (`privacy::take_approval`): nobody exports them alone.
    pub fn exports_table(&self, t: &Table) -> bool {
        t.access != Access::KeyPersons && self.sees_table(t) && (self.may(Right::Transfer) || self.may(Right::Reveal))
    }
    /// Whether an entry of a table is seen: one in no grid is the whole office's.
    pub fn sees_entry(&self, t: &Table, e: &Entry) -> bool {
        self.sees_table(t) && self.sees_place(e.grid)
    }
    /// The tables that are seen, in the order of lists.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn tables(&self, read: &impl Read) -> Result<Vec<Arc<Table>>, Failure> {
        Ok(tables(read)?.into_iter().filter(|t| self.sees_table(t)).collect())
    }
    /// A table that is seen.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn table(&self, read: &impl Read, code: &str) -> Result<Arc<Table>, Failure> {
        Some(table(read, code)?).filter(|t| self.sees_table(t)).ok_or(Failure::NotFound)
    }
    /// A table whose entries are changed.
    ///
    /// # Errors
    /// `NotFound` for one that is not even seen, else `NotAllowed`.
    pub fn table_to_edit(&self, read: &impl Read, code: &str) -> Result<Arc<Table>, Failure> {
        Some(self.table(read, code)?).filter(|t| self.edits_table(t)).ok_or(Failure::NotAllowed)
    }
    /// An entry that is seen, with its table.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn entry(&self, read: &impl Read, id: Id<Entry>) -> Result<(Entry, Arc<Table>), Failure> {
        let e: Entry = read.get(id)?;
        let t = self.table(read, &e.table)?;
        Some((e, t)).filter(|(e, t)| self.sees_entry(t, e)).ok_or(Failure::NotFound)
    }
    /// An entry that is changed, with its table.
    ///
    /// # Errors
    /// As [`Reader::table_to_edit`].
    pub fn entry_to_edit(&self, read: &impl Read, id: Id<Entry>) -> Result<(Entry, Arc<Table>), Failure> {
        Some(self.entry(read, id)?).filter(|(_, t)| self.edits_table(t)).ok_or(Failure::NotAllowed)
    }
}
