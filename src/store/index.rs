//! Ways to find rows.
use std::marker::PhantomData;

use super::{
    encode::{KeyPart, after_prefix},
    row::{Row, row_key},
};
use crate::base::Id;

/// An index of table `R` by key `K`. A row may have no key, one, or several (search words).
pub struct Index<R, K> {
    no: u8,
    /// `table.index`, as in `Failure::Taken`.
    pub name: &'static str,
    unique: bool,
    keys: fn(&R) -> Vec<K>,
}

impl<R: Row, K: KeyPart> Index<R, K> {
    /// Many rows may share a key; rows come in order of key, then number. `no` ≥ 1 is never reused in the table.
    pub const fn many(no: u8, name: &'static str, keys: fn(&R) -> Vec<K>) -> Self {
        Index { no, name, unique: false, keys }
    }
    /// At most one row has a key.
    pub const fn unique(no: u8, name: &'static str, keys: fn(&R) -> Vec<K>) -> Self {
        Index { no, name, unique: true, keys }
    }
    fn start(&self) -> Vec<u8> {
        vec![R::TAG, self.no]
    }
    /// Every entry.
    pub fn all(&self) -> Range<R> {
        Range::prefixed(self.start(), self.unique)
    }
    /// Entries whose key begins with `part` (the whole key or its first parts).
    pub fn under(&self, part: impl KeyPart) -> Range<R> {
        let mut p = self.start();
        part.put(&mut p);
        Range::prefixed(p, self.unique)
    }
    /// Entries whose key begins with `part` and then a text that begins with `text`.
    pub fn starting(&self, part: impl KeyPart, text: &str) -> Range<R> {
        let mut p = self.start();
        part.put(&mut p);
        p.extend_from_slice(text.as_bytes());
        Range::prefixed(p, self.unique)
    }
    /// Entries with `from` ≤ key < `to`.
    pub fn between(&self, from: impl KeyPart, to: impl KeyPart) -> Range<R> {
        let (mut a, mut b) = (self.start(), self.start());
        from.put(&mut a);
        to.put(&mut b);
        Range { from: a, to: b, shared: 2, unique: self.unique, row: PhantomData }
    }
    pub(super) fn unique_key(&self, k: &K) -> Vec<u8> {
        let mut p = self.start();
        k.put(&mut p);
        p
    }
}

/// An index without its key type, as rows list them.
pub trait IndexOf<R>: Sync {
    /// Appends the entries of a row: key and value.
    fn entries(&self, row: &R, out: &mut Vec<(Vec<u8>, Vec<u8>)>);
    /// The name.
    fn name(&self) -> &'static str;
    /// The type of its key, as the compiler writes it: for tests that look at what a table is found by.
    fn key_type(&self) -> &'static str;
    /// The name, if the index is unique.
    fn unique_name(&self) -> Option<&'static str>;
    /// The index's number.
    fn no(&self) -> u8;
}

impl<R: Row, K: KeyPart> IndexOf<R> for Index<R, K> {
    fn entries(&self, row: &R, out: &mut Vec<(Vec<u8>, Vec<u8>)>) {
        for k in (self.keys)(row) {
            let mut key = self.unique_key(&k);
            if self.unique {
                out.push((key, row.id().raw().to_be_bytes().to_vec()));
            } else {
                row.id().put(&mut key);
                out.push((key, Vec::new()));
            }
        }
    }
    fn name(&self) -> &'static str {
        self.name
    }
    fn key_type(&self) -> &'static str {
        std::any::type_name::<K>()
    }
    fn unique_name(&self) -> Option<&'static str> {
        self.unique.then_some(self.name)
    }
    fn no(&self) -> u8 {
        self.no
    }
}

/// A stretch of an index or of a table.
pub struct Range<R> {
    pub(super) from: Vec<u8>,
    pub(super) to: Vec<u8>,
    /// How many leading bytes a cursor need not repeat.
    pub(super) shared: usize,
    pub(super) unique: bool,
    row: PhantomData<fn() -> R>,
}

impl<R: Row> Range<R> {
    fn prefixed(p: Vec<u8>, unique: bool) -> Self {
        Range { to: after_prefix(&p), shared: p.len(), from: p, unique, row: PhantomData }
    }
    /// The whole table by number.
    pub fn table() -> Self {
        let mut key = row_key::<R>(Id::new(0));
        key.truncate(2);
        Range::prefixed(key, false)
    }
    /// The rows with `from` ≤ number < `to`.
    pub fn numbers(from: Id<R>, to: Id<R>) -> Self {
        Range { from: row_key(from), to: row_key(to), shared: 2, unique: false, row: PhantomData }
    }
}
