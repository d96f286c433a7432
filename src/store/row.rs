//! Typed rows: what a table stores, how it is found and what it counts for.
use serde::{Serialize, de::DeserializeOwned};

use super::{
    blobs::BlobId,
    counter::Tally,
    encode::{KeyPart, encode},
    engine::Pair,
    index::IndexOf,
};
use crate::base::{Failure, Id, UnknownWord};

/// A row of a table. Index entries and counters follow from the row alone, so that they can be checked against it.
pub trait Row: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// The first byte of every key of this table; never reused. Tables use 0x10–0xEF.
    const TAG: u8;
    /// The table's name in exports and reports.
    const NAME: &'static str;
    /// The version of the stored form.
    const VERSION: u8 = 1;
    /// The row's number.
    fn id(&self) -> Id<Self>;
    /// All indexes of the table.
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[]
    }
    /// What the row counts for.
    fn tally(&self, _tally: &mut Tally) {}
    /// The files that the row names: the sweep takes a file only when no row of any table does.
    fn blobs(&self) -> Vec<BlobId> {
        Vec::new()
    }
    /// Reads a row stored by an older version.
    fn upgrade(from: u8, _raw: &[u8]) -> Result<Self, Failure> {
        Err(Failure::broken(format!("{}: row version {from} is not known", Self::NAME)))
    }
}

/// `[TAG, 0, id]`
pub(super) fn row_key<R: Row>(id: Id<R>) -> Vec<u8> {
    let mut key = vec![R::TAG, 0];
    id.put(&mut key);
    key
}

/// Version byte, then postcard.
pub(super) fn to_bytes<R: Row>(row: &R) -> Result<Vec<u8>, Failure> {
    postcard::to_extend(row, vec![R::VERSION]).map_err(Failure::broken)
}

pub(super) fn from_bytes<R: Row>(bytes: &[u8]) -> Result<R, Failure> {
    match bytes.split_first() {
        Some((v, raw)) if *v == R::VERSION => from_raw(R::NAME, raw),
        Some((v, raw)) => R::upgrade(*v, raw),
        None => Err(Failure::broken(format!("{}: empty row", R::NAME))),
    }
}

/// Reads a row's stored form without its version byte, as `upgrade` gets it.
///
/// # Errors
/// `Broken`, with the name of the row; a number that is no word is told with its list.
pub fn from_raw<T: DeserializeOwned>(name: &str, raw: &[u8]) -> Result<T, Failure> {
    UnknownWord::named(|| postcard::from_bytes(raw)).map_err(|(error, word)| match word {
        Some(word) => Failure::broken(format!("{name}: {word}")),
        None => Failure::broken(format!("{name}: {error}")),
    })
}

/// Everything that a row implies: its index entries and its counts.
pub struct Implied {
    /// Index keys and values.
    pub entries: Vec<(Vec<u8>, Vec<u8>)>,
    /// Counter keys and amounts.
    pub counts: Vec<(Vec<u8>, i64)>,
}

pub(super) fn implied<R: Row>(row: &R) -> Implied {
    let mut entries = Vec::new();
    for ix in R::indexes() {
        ix.entries(row, &mut entries);
    }
    let mut tally = Tally::default();
    row.tally(&mut tally);
    tally.raw(rows_key(R::TAG), 1);
    row.blobs().into_iter().for_each(|file| tally.raw(file_key(file), 1));
    Implied { entries, counts: tally.into_counts() }
}

/// The counter of a table's rows.
pub(super) fn rows_key(tag: u8) -> Vec<u8> {
    vec![super::ROWS, tag]
}

/// The counter of the rows that name a file.
pub(super) fn file_key(file: BlobId) -> Vec<u8> {
    [&[super::FILES], file.as_bytes().as_slice()].concat()
}

/// A table as check, export and import see it: without its type.
#[derive(Clone, Copy)]
pub struct TableDef {
    /// The table's tag.
    pub tag: u8,
    /// The table's name.
    pub name: &'static str,
    /// Its indexes: number, name, type of the key.
    pub indexes: fn() -> Vec<(u8, &'static str, &'static str)>,
    /// What a stored row implies.
    pub implied: fn(&[u8]) -> Result<Implied, Failure>,
    /// A stored row as JSON.
    pub to_json: fn(&[u8]) -> Result<serde_json::Value, Failure>,
    /// A row from JSON: its key and stored form.
    pub from_json: fn(serde_json::Value) -> Result<Pair, Failure>,
}

impl TableDef {
    /// The definition of one table.
    pub const fn of<R: Row>() -> Self {
        TableDef {
            tag: R::TAG,
            name: R::NAME,
            indexes: || R::indexes().iter().map(|ix| (ix.no(), ix.name(), ix.key_type())).collect(),
            implied: |b| from_bytes::<R>(b).map(|r| implied(&r)),
            to_json: |b| serde_json::to_value(from_bytes::<R>(b)?).map_err(Failure::broken),
            from_json: |v| {
                let row: R = serde_json::from_value(v).map_err(Failure::broken)?;
                Ok((row_key(row.id()), to_bytes(&row)?))
            },
        }
    }
}

/// The key of the next number of a table.
pub(super) fn sequence_key(tag: u8) -> Vec<u8> {
    [vec![super::SEQUENCE], encode(&tag)].concat()
}
