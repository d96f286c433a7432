//! An entry of a register as a reader sees it.
use std::sync::Arc;

use crate::{
    base::{Day, Id, covered},
    domain::{
        places::reader::Reader,
        registry::registers::{Class, Entry, Field, Kind, Table, Whom, value::shown},
    },
};

/// A value in words, masked as the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The field's key.
    pub key: String,
    pub words: String,
}

/// An entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: Id<Entry>,
    pub table: Arc<Table>,
    /// Whom it is about.
    pub whom: Whom,
    /// First day.
    pub from: Day,
    /// Planned last day.
    pub until: Option<Day>,
    /// Ended on, for a reason.
    pub ended: Option<(Day, String)>,
    /// Current, and past its planned last day.
    pub past: bool,
    /// Values in the definition's order.
    pub values: Vec<Said>,
    /// Some value is masked that may be revealed for a purpose.
    pub hides: bool,
}

impl Line {
    /// What a value's field is.
    pub fn field(&self, said: &Said) -> Option<&Field> {
        self.table.field(&said.key)
    }
    /// Amounts of money with their fields.
    pub fn money(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.values
            .iter()
            .filter_map(|v| self.field(v).filter(|f| f.kind == Kind::Money && !f.hidden).map(|f| (f, v.words.as_str())))
    }
}

pub(super) fn line(reader: &Reader, e: &Entry, table: &Arc<Table>, whom: &Whom) -> Line {
    let (personal, today) = (reader.edits_table(table), reader.today());
    let (mut values, mut hides) = (Vec::with_capacity(e.values.len()), false);
    for (key, v) in &e.values {
        let Some(f) = table.field(key) else { continue };
        hides |= f.sealed() || f.class == Class::Personal && !personal;
        values.push(Said { key: key.clone(), words: covered(&shown(v, f, personal)) });
    }
    Line {
        id: e.id,
        table: table.clone(),
        whom: whom.clone(),
        from: e.from,
        until: e.until,
        ended: e.ended.as_ref().map(|x| (x.on, x.reason.clone())),
        past: e.ended.is_none() && e.until.is_some_and(|u| u < today),
        values,
        hides,
    }
}
