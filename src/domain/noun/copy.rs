//! What is held about one person, told by each subject for itself: the copy that the law gives everybody a right to
//! (《个人信息保护法》第四十五条).
use super::Words;
use crate::{
    base::{Failure, Id, Keys},
    domain::reader::Reader,
    store::Store,
};

/// What a subject adds to a person's copy.
#[derive(Clone, Copy)]
pub enum Personal {
    /// These parts.
    Told(fn(&Asked<'_>) -> Result<Vec<Part>, Failure>),
    /// Nothing although it is found by people, and why.
    No(&'static str),
    /// Nothing: no table of it is found by people. A test holds it.
    Unsaid,
}

/// Whose copy, and what its maker may see.
pub struct Asked<'a> {
    pub store: &'a Store,
    /// What opens sealed values.
    pub keys: &'a Keys,
    /// Who makes it: nothing is in it that they may not see.
    pub reader: &'a Reader,
    resident: u64,
}

impl<'a> Asked<'a> {
    /// The copy of the resident with this number.
    pub fn new<R>(store: &'a Store, keys: &'a Keys, reader: &'a Reader, resident: Id<R>) -> Self {
        Asked { store, keys, reader, resident: resident.raw() }
    }
    /// The resident: this floor does not know the type, the subject that asks does.
    pub fn resident<R>(&self) -> Id<R> {
        Id::new(self.resident)
    }
}

/// One thing that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its key, for programs.
    pub key: String,
    /// Its name, for people.
    pub name: Words,
    /// Its value in full; one that says nothing is left out.
    pub value: Words,
}

/// A record: what is held in one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(pub Vec<Fact>);

impl Facts {
    /// One more.
    pub fn add(&mut self, key: impl Into<String>, name: impl Into<Words>, value: Words) {
        self.0.push(Fact { key: key.into(), name: name.into(), value });
    }
}

/// A part: all that is held in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands among the parts: the person first, who looked last.
    pub place: u8,
    /// Its key, for programs.
    pub key: String,
    /// Its name, for people.
    pub name: Words,
    /// The records. A part without any is left out.
    pub records: Vec<Facts>,
}

impl Part {
    /// A part.
    pub fn new(place: u8, key: impl Into<String>, name: impl Into<Words>, records: Vec<Facts>) -> Self {
        Part { place, key: key.into(), name: name.into(), records }
    }
}
